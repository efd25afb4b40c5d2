"""Who is signed in at the panel: opaque ids that the station can end, kept in one small file; no cookies here."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

HANDLE = 16
"""Characters of the hash by which a session is named on pages; they open nothing."""
KEPT_EVERY = timedelta(minutes=1)
"""How old the time of the last use on disk may be."""
HALFWAY = timedelta(minutes=30)
"""For so long a password alone counts, where a second proof or its setting up is still to come."""


@dataclass(frozen=True)
class SignedIn:
    """One open session."""

    worker: str
    """The worker's id in the record."""
    began: datetime
    until: datetime
    """When it ends by itself (UTC)."""
    seen: datetime
    """When somebody last did something in it."""
    proven: bool
    """Whether the second factor was given in it."""
    device: str
    """What it was opened on: phone, tablet, computer, with the system's name behind a space."""
    handle: str = ""
    """Its name on pages."""


class Sessions:
    """The open sessions of one panel. Only hashes of the ids are on disk: the file opens nothing for a thief."""

    def __init__(self, path: Path, hours: float, clock: Callable[[], datetime], idle: timedelta) -> None:
        self._path, self._hours, self._clock, self.idle = path, hours, clock, idle
        self._lock = threading.Lock()
        self._open = self._kept()

    def begin(self, worker: str, device: str, *, proven: bool, halfway: bool = False) -> str:
        """A new session of that worker; returns its secret id. ``halfway``: only the password is known so far."""
        fresh = secrets.token_urlsafe(32)
        with self._lock:
            now = self._clock()
            until = now + (HALFWAY if halfway else timedelta(hours=self._hours))
            self._open = {key: each for key, each in self._open.items() if each.until > now}
            self._open[_hidden(fresh)] = SignedIn(worker, now, until, now, proven, device, _hidden(fresh)[:HANDLE])
            self._keep()
        return fresh

    def look(self, session: str) -> SignedIn | None:
        """That session, or None when it has ended or never was."""
        found = self._open.get(_hidden(session))
        return found if found and self._lives(found) else None

    def left_by(self, session: str) -> str | None:
        """Whose session it was, when it ended because nobody used it; None otherwise."""
        found = self._open.get(_hidden(session))
        return found.worker if found and not self._lives(found) else None

    def touch(self, session: str) -> None:
        """Somebody did something in it."""
        key, now = _hidden(session), self._clock()
        with self._lock:
            found = self._open.get(key)
            if found is None or found.seen >= now or not self._lives(found):
                return
            self._open[key] = replace(found, seen=now)
            if now - found.seen >= KEPT_EVERY:
                self._keep()

    def left(self, session: str) -> float:
        """Seconds until it ends if nobody does anything; 0 when it has."""
        found = self.look(session)
        if found is None:
            return 0.0
        return (min(found.seen + self.idle, found.until) - self._clock()).total_seconds()

    def of(self, worker: str) -> list[SignedIn]:
        """The open sessions of one worker, the one used last first."""
        mine = [each for each in self._open.values() if each.worker == worker and self._lives(each)]
        return sorted(mine, key=lambda each: each.seen, reverse=True)

    def end(self, session: str) -> None:
        """End it; asking twice does no harm."""
        with self._lock:
            if self._open.pop(_hidden(session), None):
                self._keep()

    def end_of(self, worker: str, handle: str | None = None, but: str = "") -> int:
        """End the sessions of a worker: one by its handle, or all but the one whose id is ``but``; how many."""
        spared = _hidden(but)
        with self._lock:
            going = [
                key
                for key, each in self._open.items()
                if each.worker == worker and key != spared and handle in (None, each.handle)
            ]
            for key in going:
                del self._open[key]
            if going:
                self._keep()
        return len(going)

    def _lives(self, each: SignedIn) -> bool:
        now = self._clock()
        return each.until > now and each.seen + self.idle > now

    def _kept(self) -> dict[str, SignedIn]:
        try:
            told = json.loads(self._path.read_text("utf-8"))
            return {key: _read(each) for key, each in told.items()}
        except FileNotFoundError:
            return {}
        except (ValueError, AttributeError, KeyError, TypeError):
            return {}  # damaged by a power cut, or of an older version: all sign in again, nothing else is lost

    def _keep(self) -> None:
        told = {key: asdict(each) for key, each in self._open.items()}
        beside = self._path.with_suffix(".new")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(told, file, default=datetime.isoformat)
        beside.replace(self._path)


def _read(told: Mapping[str, Any]) -> SignedIn:
    times = {each: datetime.fromisoformat(told[each]) for each in ("began", "until", "seen")}
    return SignedIn(**{**told, **times})


def _hidden(session: str) -> str:
    return hashlib.sha256(session.encode()).hexdigest()
