"""A photograph made small and bare: turned upright, then drawn anew, so that nothing but its dots is left."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from casework.pictures.errors import NoPicture

EDGE = 800
"""Pixels of the longer side that are kept; a face fills a phone with that."""
QUALITY = 85
MOST_PIXELS = 50_000_000
"""More is refused before it is unpacked: a small file can hold a huge picture."""
KINDS = ("JPEG", "PNG", "WEBP")
"""What phones and browsers send."""


@dataclass(frozen=True)
class Bare:
    """A photograph of which only the picture is left."""

    jpeg: bytes
    width: int
    height: int


def stripped(sent: bytes) -> Bare:
    """Place, time, device, thumbnails and comments are gone; the picture stands upright. Raises NoPicture."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is too large is refused below
            with Image.open(io.BytesIO(sent), formats=KINDS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise NoPicture(f"{opened.width}×{opened.height} dots are too many")
                opened.draft("RGB", (2 * EDGE, 2 * EDGE))
                upright = ImageOps.exif_transpose(opened).convert("RGB")
        upright.thumbnail((EDGE, EDGE))
        bare = Image.new("RGB", upright.size)
        bare.paste(upright)
        file = io.BytesIO()
        bare.save(file, "JPEG", quality=QUALITY, optimize=True)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NoPicture(error) from error
    return Bare(file.getvalue(), *bare.size)
