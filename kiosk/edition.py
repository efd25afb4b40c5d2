"""The page's own files in one edition: sheets joined, remarks left out, all compressed once, addresses by content."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import calls

FOLDER = Path(__file__).parent / "static"
SHARED = tuple(Path(calls.__file__).parent / "static" / name for name in ("samples.js", "worklet.js"))
"""Files that every page which records uses; they live with the calls."""
SHEET = "kiosk.css"
SHEETS = ("colours", "room", "choices", "kinds", "call", "circle", "code", "idle", "slip")
"""What the one stylesheet is joined from, in this order."""
PRINTED = ("slip",)
"""Sheets for paper only."""


@dataclass(frozen=True)
class Piece:
    """One file as it is sent."""

    body: bytes
    packed: bytes
    """The same, as gzip."""
    kind: str
    """Its media type."""


@dataclass(frozen=True)
class Edition:
    """All files, under one name that no other content has: browsers may keep them for ever."""

    name: str
    pieces: Mapping[str, Piece]

    def address(self, file: str) -> str:
        """Where that file of this edition is fetched; relative imports inside it stay within the edition."""
        if file not in self.pieces:
            raise KeyError(file)
        return f"/static/{self.name}/{file}"

    @property
    def modules(self) -> tuple[str, ...]:
        """The scripts that the page needs at once, so that it need not discover them one after the other."""
        beside = ("main.js", "doctor.js", "doctor_handset.js", "worklet.js", "size.js")
        return tuple(each for each in self.pieces if each.endswith(".js") and each not in beside)


@cache
def edition(folder: Path = FOLDER) -> Edition:
    """What lies in the folder now, read once."""
    bodies = {path.name: _slim(path) for path in sorted((*folder.iterdir(), *SHARED)) if path.is_file()}
    bodies[SHEET] = "".join(_sheet(name, bodies[f"{name}.css"].decode()) for name in SHEETS).encode()
    told = hashlib.sha256(b"".join(name.encode() + b"\0" + body for name, body in bodies.items())).hexdigest()
    return Edition(told[:12], {name: _piece(name, body) for name, body in bodies.items()})


def _slim(path: Path) -> bytes:
    """Scripts and sheets without what only their authors read: remarks, and indentation. Lines stay lines."""
    if path.suffix not in (".js", ".css"):
        return path.read_bytes()
    text = path.read_text("utf-8")
    if path.suffix == ".css":
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    lines = (line.strip() for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//")).encode()


def _sheet(name: str, text: str) -> str:
    return f"@media print {{\n{text}}}\n" if name in PRINTED else text


def _piece(name: str, body: bytes) -> Piece:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Piece(body, gzip.compress(body, 9, mtime=0), kind)
