"""The switchboard at work: one lock, one clock, fresh names; whoever is told of ended calls writes them down."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from calls.call import MESH, MOST_TOGETHER, Call, Patience
from calls.circles import Circles
from calls.errors import NoSuchCall
from calls.messages import Messages
from calls.mixing import Mixer, MixerSettings
from calls.party import Ending, Party
from calls.switchboard import Switchboard

SWEEP = 0.25
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
        mixer: MixerSettings | None = None,
    ) -> None:
        self._mixer = Mixer(mixer or MixerSettings(), self._deliver, self._lose)
        self._board = Switchboard(patience)
        self._circles, self._messages = Circles(self._board), Messages(self._board)
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
            mine = [each for each in self._board.concerning(party) if each.circle and party not in each.inside]
        rings = {**_rings(ringing), "party": ringing.caller.key} if ringing else None
        told = {"events": [asdict(each) for each in events], "call": talking.id if talking else "", "ringing": rings}
        return {"life": self.life, **told, "circles": [_rings(each) for each in mine]}

    def ring(self, caller: Party, callees: Sequence[Party], about: Mapping[str, Any], *, circle: bool = False) -> str:
        """Begin a call; its name. Raises NobodyToCall, AlreadyTalking."""
        call = secrets.token_urlsafe(12)
        with self._lock:
            self._board.ring(call, caller, callees, about, self._clock(), circle=circle)
        return call

    def answer(self, call: str, party: str) -> dict[str, Any]:
        """Come in; who is in it already. Raises NoSuchCall, CallOver, AlreadyTalking, CallFull."""
        with self._lock:
            return _entered(self._board.answer(call, party, self._clock()), party)

    def gather(self, me: Party, callees: Sequence[Party], about: Mapping[str, Any], people: int) -> dict[str, Any]:
        """Begin the circle ``about`` names, or come into it; who is in it, and whether it ``began`` just now.

        ``people``: how many may come; more than four only where there is a mixer. Raises AlreadyTalking, CallFull.
        """
        mixed = people > MESH and self._mixer.there
        with self._lock:
            going, now = self._board.circle(about["circle"]), self._clock()
            if going is not None:
                return {**_entered(self._circles.come_in(going.id, me, now), me.key), "began": False}
            call = secrets.token_urlsafe(12)
            most = MOST_TOGETHER if mixed else MESH
            made = self._board.ring(call, me, callees, about, now, circle=True, most=most, mixed=mixed)
        if mixed and not self._mixer.open(call):
            with self._lock:
                made.mixed, made.most = False, MESH
        return {**_entered(made, me.key), "began": True}

    def come_in(self, circle: str, me: Party) -> dict[str, Any]:
        """Come into a circle that goes on. Raises NoSuchCall, AlreadyTalking, CallFull."""
        with self._lock:
            return _entered(self._circles.come_in(self._going(circle).id, me, self._clock()), me.key)

    def gathered(self, circles: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
        """Which of these circles go on, and who is in each."""
        with self._lock:
            going = {each: self._board.circle(each) for each in circles}
            return {key: [asdict(one) for one in made.inside.values()] for key, made in going.items() if made}

    def mixes(self, circle: str) -> bool:
        """Whether that circle, which goes on, goes through the mixer. Raises NoSuchCall."""
        with self._lock:
            return self._going(circle).mixed

    def lead(self, circle: str, by: str, act: str, party: str = "") -> None:
        """Decide who is heard in a circle; whether ``by`` may, the app decides. Raises NoSuchCall, BadSignal."""
        with self._lock:
            self._circles.lead(self._going(circle).id, by, act, party)

    def hand(self, call: str, party: str) -> bool:
        """Want to speak in a circle, or no more; whether the hand is up now. Raises NoSuchCall."""
        with self._lock:
            return self._circles.turn_hand(call, party)

    def put_out(self, circle: str, party: str) -> None:
        """Somebody belongs to that circle no more. Raises NoSuchCall."""
        with self._lock:
            self._circles.put_out(self._going(circle).id, party, self._clock())

    def finish(self, circle: str) -> None:
        """End a circle for all. Raises NoSuchCall."""
        with self._lock:
            self._board.close(self._going(circle).id, self._clock(), "finished")

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
            mixed = self._messages.to_mixer(call, sender, kind, body)
            if not mixed:
                self._messages.signal(call, sender, to, kind, body)
        if mixed:
            self._mixer.signal(call, sender, to, kind, body)

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

    def _going(self, circle: str) -> Call:
        found = self._board.circle(circle)
        if found is None:
            raise NoSuchCall(circle)
        return found

    def sweep(self) -> None:
        """One look at what time has done."""
        with self._lock:
            now = self._clock()
            over = [_ended(each) for each in self._board.sweep(now)]
            mixed = self._board.mixed()
        self._mixer.keep(mixed)
        for each in over:
            try:
                self._ended(each)
            except Exception:  # the next calls must go on whatever the record says
                log.exception("a call that is over could not be written down")

    def run(self, stopped: threading.Event) -> None:
        """Sweep until somebody stops it."""
        while not stopped.wait(SWEEP):
            self.sweep()
        self._mixer.close()

    def _lose(self, call: str) -> None:
        """The mixer is gone in the middle of that circle: all are told, and may begin again."""
        with self._lock:
            if call in self._board.mixed():
                self._board.close(call, self._clock(), "lost")

    def _deliver(self, call: str, to: str, sender: str, kind: str, body: str) -> None:
        with self._lock:
            self._messages.from_mixer(call, to, sender, kind, body)


def _rings(call: Call) -> dict[str, Any]:
    """Who rings, as a page is told; of a circle its name."""
    circle = {"circle": call.about.get("circle"), "title": call.about.get("title")} if call.circle else {}
    return {"call": call.id, **asdict(call.caller), **circle}


def _entered(call: Call, party: str) -> dict[str, Any]:
    """What somebody needs to know who came in."""
    inside = [asdict(each) for key, each in call.inside.items() if key != party]
    floor = call.floor.told() if call.floor else None
    return {
        "call": call.id,
        "inside": inside,
        "about": dict(call.about),
        "you": party,
        "floor": floor,
        "mixed": call.mixed,
    }


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
