"""Bringing and unpacking the zip of a model, trusting nothing in it; what a model needs is in ``voice.models``."""

from __future__ import annotations

import hashlib
import shutil
import stat
import urllib.error
import urllib.request
import zipfile
from pathlib import Path, PurePosixPath

from voice.errors import ArchiveUnsafe, SourceMissing

MOST_BYTES = 4 << 30
"""Of all files of a model; the largest official ones take 4 GB, and a village PC has little more to spare."""
MOST_FILES = 5_000
WITHIN = 60.0
"""Seconds that the other side may be silent."""
_BLOCK = 1 << 20


def brought(source: str, folder: Path) -> Path:
    """The archive as a local file: itself, or downloaded into ``folder``. Raises SourceMissing, ArchiveUnsafe."""
    if source.startswith("http://"):
        raise SourceMissing(source, "only https addresses are taken")
    if not source.startswith("https://"):
        path = Path(source).expanduser()
        if not path.is_file():
            raise SourceMissing(source, "there is no such file")
        return path
    target = folder / "archive.zip"
    try:
        with urllib.request.urlopen(source, timeout=WITHIN) as answer, target.open("wb") as file:  # noqa: S310 (https)
            left = MOST_BYTES
            while block := answer.read(_BLOCK):
                left -= len(block)
                if left < 0:
                    raise ArchiveUnsafe(source, f"it is larger than {MOST_BYTES >> 30} GB")
                file.write(block)
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise SourceMissing(source, str(error)) from error
    return target


def sha256_of(path: Path) -> str:
    """Of the whole file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unpack(archive: Path, target: Path) -> None:
    """Unpack into the new folder ``target``: plain files and folders only. Raises ArchiveUnsafe, SourceMissing."""
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = opened.infolist()
            _judge(archive.name, entries)
            if shutil.disk_usage(target.parent).free < sum(each.file_size for each in entries):
                raise SourceMissing(archive.name, "the disk has no room for what is in it")
            left = MOST_BYTES
            for entry in entries:
                left = _write(opened, entry, target, left)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise SourceMissing(archive.name, f"it is no whole zip file ({error})") from error


def _judge(name: str, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_FILES:
        raise ArchiveUnsafe(name, f"it holds {len(entries)} files")
    if sum(each.file_size for each in entries) > MOST_BYTES:
        raise ArchiveUnsafe(name, f"unpacked it is larger than {MOST_BYTES >> 30} GB")
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
            raise ArchiveUnsafe(name, f"{entry.filename!r} would be written outside the folder")
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise ArchiveUnsafe(name, f"{entry.filename!r} is a link or a device")


def _write(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, left: int) -> int:
    """One file, counted as it comes: an entry may lie about its size. Bytes that may still follow."""
    path = target / entry.filename.replace("\\", "/")
    if entry.is_dir():
        path.mkdir(parents=True, exist_ok=True)
        return left
    path.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(entry) as source, path.open("wb") as file:
        while block := source.read(_BLOCK):
            left -= len(block)
            if left < 0:
                raise ArchiveUnsafe(str(opened.filename), "it unpacks to more than it says")
            file.write(block)
    return left
