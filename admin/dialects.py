"""Whose voice a language is heard in at this station: the plain one, or one named after a dialect; folders, no sound.

A voice named after a dialect has recordings of its own and lies over the plain one; what it lacks is said as before.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from admin.errors import FieldWrong, NotWritten
from casework.disk import sync_folder
from content.clips import FOLDER
from content.layers import DIALECT

VOICES = "dialects"
"""Folder of them beside the clips of the plain voice."""
MOST = 24
"""Letters of a name."""
_NAME = re.compile(r"\w[\w ·()（）-]*")


class Dialects:
    """``<data>/overlay/<language>/dialects``; the one in use is what the link ``dialect`` beside it points to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self, language: str) -> tuple[str, ...]:
        """Every voice that somebody began."""
        return tuple(sorted(each.name for each in (self._folder / language / VOICES).glob("*/")))

    def chosen(self, language: str) -> str:
        """The one in use; empty for the plain voice."""
        try:
            return (self._folder / language / DIALECT).readlink().name
        except OSError:
            return ""

    def home(self, language: str) -> Path:
        """Where recordings of the voice in use lie."""
        chosen = self.chosen(language)
        return self._folder / language / VOICES / chosen if chosen else self._folder / language

    def choose(self, language: str, name: str) -> None:
        """Speak so from now on; a name that is new begins a voice. Raises FieldWrong, NotWritten."""
        if name and not (_NAME.fullmatch(name) and len(name) <= MOST):
            raise FieldWrong("dialect_name", most=MOST)
        link = self._folder / language / DIALECT
        try:
            link.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if name:
                (link.parent / VOICES / name / FOLDER).mkdir(parents=True, exist_ok=True, mode=0o700)
                fresh = link.with_name(f".{DIALECT}.new")
                fresh.unlink(missing_ok=True)
                fresh.symlink_to(os.path.join(VOICES, name), target_is_directory=True)  # noqa: PTH118 (stays relative)
                fresh.replace(link)
            else:
                link.unlink(missing_ok=True)
            sync_folder(link.parent)
        except OSError as error:
            raise NotWritten(link, error) from error
