"""The station's own folder laid over the content: recorded clips and spellings, written whole or not at all."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from admin.dialects import Dialects
from admin.errors import NotWritten
from casework.disk import sync_folder
from content.clips import FOLDER, says, words_beside
from content.layers import read_layer

LEXICON = "lexicon"
HEADER = "# Written by the workers' panel: how words are spoken at this station. It may be edited by hand as well.\n"


class OwnOverlay:
    """``<data>/overlay``; several threads may write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.dialects = Dialects(folder)
        self._lock = threading.Lock()

    def clip(self, language: str, keys: Iterable[str], text: str) -> str | None:
        """The key under which this text is recorded here, None where it is not."""
        return next((key for key in keys if says(self._clip(language, key), text)), None)

    def put_clip(self, language: str, key: str, text: str, wav: bytes, then: Callable[[], None]) -> None:
        """Use that recording from now on. ``then`` is done once it is on the disk and before it is used.

        Raises NotWritten, and what ``then`` raises; nothing has changed then.
        """
        path = self._clip(language, key)
        with self._lock:
            try:
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                fresh = _staged(path, wav)
            except OSError as error:
                raise NotWritten(path, error) from error
            try:
                then()
                if not says(path, text):  # else the new words would stand beside the old sound for a moment
                    path.unlink(missing_ok=True)
                _staged(words_beside(path), f"{text}\n".encode()).replace(words_beside(path))
                fresh.replace(path)
                sync_folder(path.parent)
            except OSError as error:
                raise NotWritten(path, error) from error
            finally:
                fresh.unlink(missing_ok=True)

    def remove_clips(self, language: str, keys: Iterable[str]) -> None:
        """Say these by synthesis again (or by the recording of a folder below). Raises NotWritten."""
        with self._lock:
            for path in (self._clip(language, key) for key in keys):
                try:
                    path.unlink(missing_ok=True)
                    words_beside(path).unlink(missing_ok=True)
                except OSError as error:
                    raise NotWritten(path, error) from error

    def spellings(self, language: str) -> Mapping[str, str]:
        """How words are spoken by this station's own lexicon. Raises content.errors.BadContent."""
        return {str(key): str(value) for key, value in (self._lexicon(language).get("words") or {}).items()}

    def spell(self, language: str, word: str, spoken: str, then: Callable[[], None]) -> None:
        """Speak that word so from now on; ``spoken`` empty: as the folders below say.

        ``then`` as in ``put_clip``. Raises NotWritten, content.errors.BadContent.
        """
        path = self.folder / language / f"{LEXICON}.yaml"
        with self._lock:
            told = self._lexicon(language)
            words = {**(told.get("words") or {}), word: spoken}
            if not spoken:
                del words[word]
            text = HEADER + yaml.safe_dump({**told, "words": words}, allow_unicode=True, sort_keys=False)
            try:
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                fresh = _staged(path, text.encode())
                then()
                fresh.replace(path)
                sync_folder(path.parent)
            except OSError as error:
                raise NotWritten(path, error) from error

    def _lexicon(self, language: str) -> dict[str, Any]:
        return read_layer([self.folder / language], LEXICON)

    def _clip(self, language: str, key: str) -> Path:
        return self.dialects.home(language) / FOLDER / f"{key}.wav"


def _staged(path: Path, data: bytes) -> Path:
    """The bytes on the disk under a name beside it that nobody reads."""
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return beside
