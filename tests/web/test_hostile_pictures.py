"""Pictures that mean harm: refused with a reason, or made anew so that nothing is left of what came along."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zlib import compress, crc32

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django.fixtures import Settings

from tests.web.cases import text_of
from tests.web.conftest import Lived

ClientOf = Callable[[str], Client]

REASON = r'<p role="alert">[^<]{20,}</p>'


def png(width: int, height: int) -> bytes:
    """A picture of a few bytes that says it is as large as that."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + crc32(kind + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", compress(b"\0" * 64)) + chunk(b"IEND", b"")


def drawn(kind: str, **more: object) -> bytes:
    made = BytesIO()
    Image.new("RGB", (64, 48), "#b8321f").save(made, kind, **more)
    return made.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
BAD_PICTURES = {
    "bomb.png": png(50_000, 50_000),
    "flat.png": png(2_000_000_000, 1),
    "none.png": png(0, 0),
    "cut.jpg": drawn("JPEG")[:400],
    "drawing.svg": SVG,
    "drawing.png": SVG,
    "page.png": b"<!doctype html><script>alert(1)</script>",
    "page.gif": b"GIF89a<script>alert(1)</script>",
    "tiff.png": drawn("TIFF"),
    "empty.png": b"",
    "large.png": drawn("PNG") + b"\0" * (12 << 20),
}


@pytest.mark.parametrize("name", BAD_PICTURES)
def test_a_bad_picture_is_refused_with_a_reason(
    lived: Lived, client_of: ClientOf, name: str, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    before = lived.store.last_entry(lived.community)
    file = SimpleUploadedFile(name, BAD_PICTURES[name], "image/png")
    response = client_of("member").post(f"/c/{lived.community}/chat/1/post/", {"text": "看", "picture": file})
    assert response.status_code == 400
    assert re.search(REASON, text_of(response))
    assert (lived.store.last_entry(lived.community), list(tmp_path.glob("media/*/*"))) == (before, [])


def moving() -> bytes:
    made = BytesIO()
    frames = [Image.new("P", (32, 32), number) for number in range(8)]
    frames[0].save(made, "GIF", save_all=True, append_images=frames[1:])
    return made.getvalue()


def with_place() -> bytes:
    """A photograph that tells where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "zzq camera"
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825).update({1: "N", 2: (39.0, 54.0, 26.0), 3: "E", 4: (116.0, 23.0, 29.0)})
    return drawn("JPEG", exif=exif, comment=b"zzq comment")


GOOD_PICTURES = {
    "moving.gif": moving(),
    "place.jpg": with_place(),
    "tail.png": drawn("PNG") + b"<script>zzq</script>",
    "wrong-name.png": drawn("JPEG"),
    "../../name.png": drawn("PNG"),
}


@pytest.mark.parametrize("name", GOOD_PICTURES)
def test_a_picture_is_made_anew_and_tells_nothing_else(
    lived: Lived, client_of: ClientOf, name: str, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    client = client_of("member")
    file = SimpleUploadedFile(name, GOOD_PICTURES[name], "text/html")
    assert client.post(f"/c/{lived.community}/chat/1/post/", {"picture": file}).status_code == 302
    (kept,) = tmp_path.glob("media/*/*")
    assert kept.parent == tmp_path / "media" / str(lived.community)
    answer = client.get(f"/c/{lived.community}/chat/picture/1/")
    assert (answer.headers["content-type"], answer.headers["x-content-type-options"]) == ("image/webp", "nosniff")
    body = b"".join(answer)
    assert b"zzq" not in body
    with Image.open(BytesIO(body)) as shown:
        assert (shown.format, dict(shown.getexif()), "exif" in shown.info) == ("WEBP", {}, False)
        assert getattr(shown, "n_frames", 1) == 1
        if name == "place.jpg":
            assert shown.size == (48, 64)  # turned upright, as it was told to be
