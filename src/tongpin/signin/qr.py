"""QR codes, dark on light in every theme."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO

import segno


def svg_of(text: str) -> str:
    """Return a QR code as an SVG document."""
    written = BytesIO()
    segno.make(text, error="m", micro=False).save(
        written, kind="svg", xmldecl=False, scale=5, border=3, dark="#000", light="#fff"
    )
    return written.getvalue().decode()


def picture_of(text: str) -> str:
    """Return a QR code as the address of an `<img>`, which phones can read and send on."""
    return f"data:image/svg+xml;base64,{b64encode(svg_of(text).encode()).decode()}"
