"""What a picture from the kiosk's camera shows: a card, or why none can be read; nothing is kept of any picture."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Literal

import zxingcpp
from PIL import Image, ImageStat

from casework.cards.secret import as_read

Hint = Literal["", "dark", "closer", "nothing", "other"]
"""What would help: more light, the card nearer and still, a card at all, the right card; empty when it was read."""
DARK = 35.0
"""Mean brightness, 0 … 255, below which a card cannot be told from the hand."""
SQUARES = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
LARGEST = 2048
"""Pixels along an edge; what is larger is no picture of our own page."""


@dataclass(frozen=True)
class Seen:
    """What was found."""

    code: str = ""
    """The text of a card; empty where none was read."""
    hint: Hint = "nothing"


def look(picture: bytes) -> Seen:
    """Look for a card in a JPEG; what is no picture shows nothing."""
    try:
        image = Image.open(io.BytesIO(picture), formats=("JPEG",))
        if max(image.size) > LARGEST:
            return Seen()
        grey = image.convert("L")
    except (OSError, ValueError, Image.DecompressionBombError):
        return Seen()
    found = zxingcpp.read_barcodes(grey, formats=SQUARES, return_errors=True)
    for each in found:
        code = as_read(each.text) if each.valid else None
        if code is not None:
            return Seen(code, "")
    if any(each.valid for each in found):
        return Seen(hint="other")
    if found:
        return Seen(hint="closer")
    return Seen(hint="dark" if ImageStat.Stat(grey).mean[0] < DARK else "nothing")
