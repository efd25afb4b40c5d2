"""A secret of this station that outlives restarts, in a file of its own; what it seals is not known here."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

LENGTH = 32


def sealing_key(path: Path) -> bytes:
    """The secret in that file, made the first time, readable by this user alone."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(LENGTH))
    except FileExistsError:
        found = path.read_bytes()
        if len(found) == LENGTH:
            return found
        path.unlink()  # cut short by a power cut: whoever was signed in opens the link again
        return sealing_key(path)
    return path.read_bytes()
