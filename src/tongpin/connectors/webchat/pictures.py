"""Pictures that members post: looked at before they are decoded, made anew so that nothing hidden stays in them."""

from __future__ import annotations

import os
import secrets
from io import BytesIO
from pathlib import Path
from threading import BoundedSemaphore
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 25_000_000
"""As they would be decoded; whatever claims more is not."""
LONGEST_SIDE = 1_600
KINDS = ("JPEG", "PNG", "WEBP", "GIF")
QUALITY = 82
SUFFIX = ".webp"


class PictureRefused(Exception):  # noqa: N818 - says what happened
    """Why a picture is not taken, in a sentence for the one who posted it."""


_DECODING = BoundedSemaphore(2)
"""So many pictures are decoded at the same time: each may take a hundred megabytes for a moment."""


def keep(file: BinaryIO, size: int, folder: Path) -> str:
    """Make a picture anew (WebP, without metadata, bounded) and return its random name; on return it is on disk.

    Raises `PictureRefused` where it is too large, no picture, or of a kind that browsers do not show.
    """
    if size > MOST_BYTES:
        raise PictureRefused(
            _("The picture has more than %(most)s MB. Make it smaller and try again.") % {"most": MOST_BYTES >> 20}
        )
    with _DECODING:
        data = _made_anew(file)
    folder.mkdir(parents=True, exist_ok=True)
    name = secrets.token_urlsafe(24) + SUFFIX
    with (folder / name).open("xb") as kept:
        kept.write(data)
        kept.flush()
        os.fsync(kept.fileno())
    return name


def _made_anew(file: BinaryIO) -> bytes:
    made = BytesIO()
    try:
        with Image.open(file, formats=KINDS) as opened:
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded no larger than it is needed
            _refuse_too_many_pixels(opened)
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            see_through = "A" in upright.getbands() or "transparency" in opened.info
            upright.convert("RGBA" if see_through else "RGB").save(made, "WEBP", quality=QUALITY)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureRefused(_("This file is no picture that can be shown. JPEG, PNG, WebP and GIF can.")) from error
    return made.getvalue()


def _refuse_too_many_pixels(opened: Image.Image) -> None:
    if opened.width * opened.height > MOST_PIXELS:
        raise PictureRefused(_("The picture has too many pixels. Make it smaller and try again."))
