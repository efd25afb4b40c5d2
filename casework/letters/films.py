"""Films of letters: one encrypted file each, written piece by piece, named by its hash; whose it is, is a row."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import IO

from casework.disk import disk_error, room, sync_folder
from casework.errors import RecordFull, RecordingDamaged, RecordingMissing
from casework.frames import FILM, Sealer
from casework.letters.errors import FilmTooLarge, NoFilm
from casework.letters.letter import Film
from casework.stored import Kind, checked

STORED = Kind("film", FILM, RecordingMissing, RecordingDamaged)
PIECE = 256 * 1024
"""Bytes that are read at once and locked in one frame."""


def form_of(first: bytes) -> str:
    """The media type by how it begins, whatever the browser called it. Raises NoFilm."""
    if first.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm"
    if first[4:8] == b"ftyp":
        return "video/mp4"
    raise NoFilm


class Films:
    """The folder of films."""

    def __init__(self, folder: Path, key: bytes, spare_room: int) -> None:
        self._folder = folder
        self._key = key
        self._spare_room = spare_room

    def keep(self, stream: IO[bytes], most: int, seconds: float) -> Film:
        """Lock what comes and put it on the disk; nothing beyond ``most`` bytes is read, and half of one never kept.

        Raises NoFilm, FilmTooLarge, RecordFull, RecordBroken.
        """
        first = stream.read(PIECE)
        form = form_of(first)
        return Film(self._kept(chain((first,), _rest(stream, most - len(first), most))), form, seconds)

    def _kept(self, pieces: Iterable[bytes]) -> str:
        sealer = Sealer(self._key, form=FILM)
        half = self._folder / f"{secrets.token_hex(16)}.part"
        digest = hashlib.sha256()
        try:
            self._make_room()
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                for frame in self._frames(sealer, pieces):
                    file.write(frame)
                    digest.update(frame)
                file.flush()
                os.fsync(file.fileno())
            path = self._path(digest.hexdigest())
            path.parent.mkdir(mode=0o700, exist_ok=True)
            half.rename(path)
            sync_folder(path.parent)
            sync_folder(self._folder)
        except OSError as error:
            half.unlink(missing_ok=True)
            raise disk_error(error, self._folder) from error
        except BaseException:
            half.unlink(missing_ok=True)
            raise
        return digest.hexdigest()

    def read(self, name: str) -> bytes:
        """The film as it came, checked against its name. Raises RecordingMissing, RecordingDamaged, RecordBroken."""
        return checked(name, self._path(name), self._key, STORED).pcm

    def discard(self, name: str) -> None:
        """Remove it for ever; nothing happens when it is gone already. Raises RecordBroken."""
        try:
            self._path(name).unlink(missing_ok=True)
        except OSError as error:
            raise disk_error(error, self._path(name)) from error

    def names(self) -> Iterator[str]:
        """Every stored film."""
        return (each.stem for each in sorted(self._folder.glob("??/*.film")))

    def tidy(self, named: frozenset[str], now: float, oldest: float) -> None:
        """Remove what no row names and is older than so many seconds; what a power cut left half, too."""
        loose = [self._path(each) for each in self.names() if each not in named]
        for path in (*loose, *self._folder.glob("*.part")):
            with suppress(OSError):  # another process was quicker
                if now - path.stat().st_mtime > oldest:
                    path.unlink()

    def _make_room(self) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if room(self._folder) < self._spare_room:
            raise RecordFull(self._folder)

    def _frames(self, sealer: Sealer, pieces: Iterable[bytes]) -> Iterator[bytes]:
        yield sealer.header
        yield sealer.meta({"kind": "film"})
        for each in pieces:
            yield sealer.audio(each)
        yield sealer.end()

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / f"{name}.film"


def _rest(stream: IO[bytes], room_left: int, most: int) -> Iterator[bytes]:
    while piece := stream.read(PIECE):
        room_left -= len(piece)
        if room_left < 0:
            raise FilmTooLarge(most)
        yield piece
