"""Rendered sentences kept as wav files named by what was said and how; private words never come here."""

from __future__ import annotations

import contextlib
import logging
import struct
from pathlib import Path
from uuid import uuid4

LOG = logging.getLogger(__name__)


class SpeechCache:
    """A folder of wavs. It may be deleted at any time; a full or broken disk costs time, never speech."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        """``most_bytes``: what the folder may hold; more is thrown out now, the oldest first."""
        self._folder = folder
        self._complained = False
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._throw_out(most_bytes)
        except OSError as error:
            self._complain(error)

    def get(self, key: str) -> bytes | None:
        """The wav, or None when there is none or it is damaged (a power cut can leave an empty file)."""
        try:
            wav = self._path(key).read_bytes()
        except OSError:
            return None
        return wav if whole(wav) else None

    def has(self, key: str) -> bool:
        """Whether it is there, without reading it all."""
        try:
            return self._path(key).stat().st_size > 44
        except OSError:
            return False

    def put(self, key: str, wav: bytes) -> None:
        """Keep it; readers see the old file or the new one, never half of one."""
        half = self._folder / f".{key}.{uuid4().hex}"
        try:
            half.write_bytes(wav)
            half.replace(self._path(key))
        except OSError as error:
            self._complain(error)
            with contextlib.suppress(OSError):
                half.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.wav"

    def _throw_out(self, most_bytes: int) -> None:
        for half in self._folder.glob(".*"):
            half.unlink(missing_ok=True)
        found = sorted((each.stat().st_mtime, each.stat().st_size, each) for each in self._folder.glob("*.wav"))
        held = sum(size for _, size, _ in found)
        for _, size, path in found:
            if held <= most_bytes:
                return
            path.unlink(missing_ok=True)
            held -= size

    def _complain(self, error: OSError) -> None:
        if not self._complained:
            LOG.warning("spoken sentences cannot be kept and are rendered each time: %s", error)
        self._complained = True


def whole(wav: bytes) -> bool:
    """Whether a RIFF file is as long as it says."""
    return len(wav) > 44 and wav[:4] == b"RIFF" and struct.unpack_from("<I", wav, 4)[0] + 8 == len(wav)
