"""One mistake in a content file, told to whoever edits it; finding mistakes is the checks' work."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Mistake:
    """What is wrong, where, and what to do about it."""

    path: Path
    line: int
    """Counted from 1."""
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{_shown(self.path)}:{self.line}: {self.what}. {self.mend}."


def _shown(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
