"""The key of the record: made once, kept outside the data folder, refused when unsafe; nothing is encrypted here."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from casework.disk import sync_folder
from casework.errors import KeyDamaged, KeyInsideData, KeyMissing, KeyUnsafe

SIZE = 32
"""Bytes: 256 bits."""


def key_for(record: Path, key_file: Path) -> bytes:
    """The key of that record; made when neither exists yet.

    Raises KeyInsideData, KeyUnsafe, KeyDamaged, and KeyMissing when the record exists without its key.
    """
    refuse_inside(key_file, record.parent)
    existed = record.exists()  # asked first: another process may make key and record between the two questions
    if not key_file.exists():
        if existed:
            raise KeyMissing(key_file, record)
        make_key(key_file)
    return read_key(key_file)


def refuse_inside(key_file: Path, data: Path) -> None:
    """Raises KeyInsideData when the key would travel together with what it locks."""
    if key_file.resolve().is_relative_to(data.resolve()):
        raise KeyInsideData(key_file, data)


def read_key(key_file: Path) -> bytes:
    """The 32 bytes of an existing key file. Raises KeyUnsafe, KeyDamaged."""
    found = key_file.stat()
    mode = stat.S_IMODE(found.st_mode)
    if mode & 0o077 or found.st_uid != os.geteuid():
        raise KeyUnsafe(key_file, mode)
    key = key_file.read_bytes()
    if len(key) != SIZE:
        raise KeyDamaged(key_file, len(key))
    return key


def make_key(key_file: Path) -> None:
    """Put a new random key on the disk; one that exists meanwhile is left alone.

    It appears under its name only when it is whole and fsynced, so that two processes starting at once agree.
    """
    key_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unnamed = key_file.with_name(f".{key_file.name}.{secrets.token_hex(8)}")
    handle = os.open(unnamed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(SIZE))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(unnamed, key_file)
        except FileExistsError:
            return
    finally:
        unnamed.unlink()
    sync_folder(key_file.parent)
