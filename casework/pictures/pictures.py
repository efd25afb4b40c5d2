"""The folder of photographs, one encrypted file each, and the row that says in whose file it is."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from casework.disk import disk_error, room, sync_folder
from casework.errors import RecordFull
from casework.frames import PICTURE, Sealer
from casework.pictures.errors import PictureDamaged, PictureMissing
from casework.pictures.stripping import Bare, stripped
from casework.store import Store
from casework.stored import Kind, checked
from casework.writing import Writing

STORED = Kind("photograph", PICTURE, PictureMissing, PictureDamaged)
IN_ONE_FRAME = 512 * 1024
"""Bytes."""


class Pictures:
    """The photographs of this station."""

    def __init__(self, store: Store, folder: Path, key: bytes, spare_room: int) -> None:
        self._store = store
        self._folder = folder
        self._key = key
        self._spare_room = spare_room

    def keep(self, sent: bytes, worker: str, person: str | None = None) -> str:
        """Strip it, lock it, put it on the disk and into that person's file; its name.

        Raises NoPicture, RecordFull, RecordBroken, NoSuchPerson.
        """
        bare = stripped(sent)
        name = self._stored(bare)

        def work(writing: Writing) -> str:
            if writing.row("pictures", name) is None:
                told = {"id": name, "person": person, "width": bare.width, "height": bare.height}
                writing.insert("pictures", {**told, "worker": worker, "at": writing.at})
            return name

        try:
            return self._store.write(worker, "picture kept", work)
        except BaseException:
            self._unlink(name)
            raise

    def read(self, name: str) -> bytes:
        """The photograph as JPEG, checked against its name. Raises PictureMissing, PictureDamaged."""
        return checked(name, self._path(name), self._key, STORED).pcm

    def discard(self, name: str, who: str) -> None:
        """Remove it for ever, wherever it was shown. Raises PictureMissing, RecordBroken."""

        def work(writing: Writing) -> None:
            if writing.row("pictures", name) is None:
                raise PictureMissing(name)
            for table in ("persons", "relations"):
                for each in writing.rows(f"select id from {table} where picture = ?", (name,)):  # noqa: S608 - two names
                    writing.update(table, each["id"], {"picture": None})
            writing.forget("pictures", name)

        self._store.write(who, "picture removed", work)
        self._unlink(name)

    def names(self) -> Iterator[str]:
        """Every stored photograph."""
        return (each.stem for each in sorted(self._folder.glob("??/*.pic")))

    def tidy(self, now: float, oldest: float) -> None:
        """Remove files that no row names and that are older than so many seconds (a power cut left them)."""
        stored = list(self.names())
        with self._store.read() as database:
            known = {each["id"] for each in database.query("select id from pictures")}
        for name in stored:
            with suppress(OSError):  # another process was quicker
                if name not in known and now - self._path(name).stat().st_mtime > oldest:
                    self._unlink(name)

    def _stored(self, bare: Bare) -> str:
        sealer = Sealer(self._key, form=PICTURE)
        content = [sealer.header, sealer.meta({"kind": "picture", "form": "image/jpeg"})]
        for start in range(0, len(bare.jpeg), IN_ONE_FRAME):
            content.append(sealer.audio(bare.jpeg[start : start + IN_ONE_FRAME]))
        whole = b"".join([*content, sealer.end()])
        name = hashlib.sha256(whole).hexdigest()
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if room(self._folder) < self._spare_room:
                raise RecordFull(self._folder)
            self._write(whole, self._path(name))
        except OSError as error:
            raise disk_error(error, self._folder) from error
        return name

    def _write(self, whole: bytes, path: Path) -> None:
        """Whole under its name, or not at all."""
        path.parent.mkdir(mode=0o700, exist_ok=True)
        sync_folder(self._folder)
        half = self._folder / f"{secrets.token_hex(16)}.part"
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(whole)
            file.flush()
            os.fsync(file.fileno())
        half.rename(path)
        sync_folder(path.parent)

    def _unlink(self, name: str) -> None:
        try:
            self._path(name).unlink(missing_ok=True)
            sync_folder(self._path(name).parent)
        except OSError as error:
            raise disk_error(error, self._path(name)) from error

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / f"{name}.pic"
