"""The switchboard at work: one lock, one clock, fresh names; whoever is told of ended calls writes them down."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from calls.party import Ending, Party
from calls.switchboard import Call, Patience, Switchboard

SWEEP = 0.5
"""Seconds between two looks at what has become of the calls."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ended:
    """A call that is over, for the record."""

    call: str
    caller: Party
    about: Mapping[str, Any]
    why: Ending
    answered_by: Party | None
    rang: float
    """Seconds from the first ring to the answer, or to the end."""
    lasted: float
    """Seconds of talking; 0 when nobody answered."""


class Exchange:
    """Thread-safe; ``ended`` is called outside the lock, once for every call."""

    def __init__(
        self,
        ended: Callable[[Ended], None],
        patience: Patience | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._board = Switchboard(patience)
        self._ended, self._clock = ended, clock
        self._lock = threading.Lock()
        self.life = secrets.token_hex(8)
        """Another one after every start: numbers of events begin anew then."""

    def poll(self, party: str, after: int, life: str) -> dict[str, Any]:
        """A sign of that party's browser, what is new for it, and how it stands for a page that was just opened."""
        with self._lock:
            self._board.seen(party, self._clock())
            events = self._board.news(party, after if life == self.life else 0)
            talking, ringing = self._board.talking(party), self._board.ringing(party)
            rings = {"call": ringing.id, **asdict(ringing.caller), "party": ringing.caller.key} if ringing else None
        told = {"events": [asdict(each) for each in events], "call": talking.id if talking else "", "ringing": rings}
        return {"life": self.life, **told}

    def ring(self, caller: Party, callees: Sequence[Party], about: Mapping[str, Any], *, circle: bool = False) -> str:
        """Begin a call; its name. Raises NobodyToCall, AlreadyTalking."""
        call = secrets.token_urlsafe(12)
        with self._lock:
            self._board.ring(call, caller, callees, about, self._clock(), circle=circle)
        return call

    def answer(self, call: str, party: str) -> dict[str, Any]:
        """Come in; who is in it already. Raises NoSuchCall, CallOver, AlreadyTalking, CallFull."""
        with self._lock:
            made = self._board.answer(call, party, self._clock())
            inside = [asdict(each) for key, each in made.inside.items() if key != party]
        return {"call": call, "inside": inside, "about": dict(made.about)}

    def decline(self, call: str, party: str) -> None:
        """Not now. Raises NoSuchCall."""
        with self._lock:
            self._board.decline(call, party, self._clock())

    def hang_up(self, call: str, party: str) -> None:
        """Leave. Raises NoSuchCall."""
        with self._lock:
            self._board.hang_up(call, party, self._clock())

    def signal(self, call: str, sender: str, to: str, kind: str, body: str) -> None:
        """Pass a browser's message on. Raises NoSuchCall, CallOver, BadSignal."""
        with self._lock:
            self._board.seen(sender, self._clock())
            self._board.signal(call, sender, to, kind, body)

    def drop(self, party: str) -> None:
        """That party may not call any more: whatever it is in, or rings, is over at once."""
        with self._lock:
            for made in self._board.concerning(party):
                self._board.close(made.id, self._clock(), "revoked")

    def present(self, parties: Sequence[str]) -> list[str]:
        """Those of them whose browser gave a sign lately."""
        with self._lock:
            now = self._clock()
            return [each for each in parties if self._board.present(each, now)]

    def sweep(self) -> None:
        """One look at what time has done."""
        with self._lock:
            now = self._clock()
            over = [_ended(each) for each in self._board.sweep(now)]
        for each in over:
            try:
                self._ended(each)
            except Exception:  # the next calls must go on whatever the record says
                log.exception("a call that is over could not be written down")

    def run(self, stopped: threading.Event) -> None:
        """Sweep until somebody stops it."""
        while not stopped.wait(SWEEP):
            self.sweep()


def _ended(call: Call) -> Ended:
    talked_from = call.over_at if call.answered is None else call.answered
    return Ended(
        call=call.id,
        caller=call.caller,
        about=call.about,
        why=call.over or "lost",
        answered_by=call.answered_by,
        rang=talked_from - call.begun,
        lasted=call.over_at - talked_from,
    )
