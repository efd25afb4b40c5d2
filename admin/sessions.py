"""Who is signed in at the panel: opaque ids that the station can end, kept in one small file; no cookies here."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path


@dataclass(frozen=True)
class SignedIn:
    """One open session."""

    worker: str
    """The worker's id in the record."""
    until: datetime
    """When it ends by itself (UTC)."""


class Sessions:
    """The open sessions of one panel. Only hashes of the ids are on disk: the file opens nothing for a thief."""

    def __init__(self, path: Path, hours: float, clock: Callable[[], datetime]) -> None:
        self._path, self._hours, self._clock = path, hours, clock
        self._lock = threading.Lock()
        self._open = self._kept()

    def begin(self, worker: str) -> str:
        """A new session of that worker; returns its secret id."""
        fresh = secrets.token_urlsafe(32)
        with self._lock:
            now = self._clock()
            self._open = {key: each for key, each in self._open.items() if each.until > now}
            self._open[_hidden(fresh)] = SignedIn(worker, now + timedelta(hours=self._hours))
            self._keep()
        return fresh

    def worker(self, session: str) -> str | None:
        """The worker whose session that is, or None when it has ended or never was."""
        found = self._open.get(_hidden(session))
        return found.worker if found and found.until > self._clock() else None

    def end(self, session: str) -> None:
        """End it; asking twice does no harm."""
        with self._lock:
            if self._open.pop(_hidden(session), None):
                self._keep()

    def _kept(self) -> dict[str, SignedIn]:
        try:
            told = json.loads(self._path.read_text("utf-8"))
            return {key: SignedIn(each[0], datetime.fromisoformat(each[1])) for key, each in told.items()}
        except FileNotFoundError:
            return {}
        except (ValueError, AttributeError, IndexError, TypeError):
            return {}  # damaged by a power cut: everybody signs in again, nothing else is lost

    def _keep(self) -> None:
        told = {key: [each.worker, each.until.isoformat()] for key, each in self._open.items()}
        beside = self._path.with_suffix(".new")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(told, file)
        beside.replace(self._path)


def _hidden(session: str) -> str:
    return hashlib.sha256(session.encode()).hexdigest()
