"""Encrypted files that are named by the SHA-256 of what is stored: read whole and checked against their name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from casework.errors import CaseworkError, RecordBroken
from casework.frames import Form, Opened, open_recording

NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Kind:
    """What is stored, and how it is told that something is wrong with it."""

    word: str
    """E.g. ``photograph``."""
    form: Form
    missing: Callable[[str], CaseworkError]
    """From the name."""
    damaged: Callable[[str, str], CaseworkError]
    """From the name and the fault."""


def checked(name: str, path: Path, key: bytes, kind: Kind) -> Opened:
    """What is stored under that name, at ``path``. Raises the kind's two errors, RecordBroken."""
    if not NAME.fullmatch(name):
        raise kind.missing(name)
    try:
        stored = path.read_bytes()
    except FileNotFoundError as error:
        raise kind.missing(name) from error
    except OSError as error:
        raise RecordBroken(path, str(error)) from error
    opened = open_recording(key, stored, kind.form)
    if opened.fault is not None:
        raise kind.damaged(name, opened.fault)
    if hashlib.sha256(stored).hexdigest() != name:
        raise kind.damaged(name, f"it is not the {kind.word} that this name belongs to")
    return opened
