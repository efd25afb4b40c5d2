"""What a disk can promise: names that survive a power cut, room, and failures by name; knows no file format."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from casework.errors import CaseworkError, RecordBroken, RecordFull

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def sync_folder(folder: Path) -> None:
    """See to it that a new name in that folder survives a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def room(folder: Path) -> int:
    """Bytes that may still be written there."""
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize


def disk_error(error: OSError, path: Path) -> CaseworkError:
    """The same failure as the record's own error."""
    return RecordFull(path) if error.errno in NO_ROOM else RecordBroken(path, str(error))
