"""The rules of ringing: who is rung next, who is in which call, when it is over; no clock, no thread, no network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from calls.call import MOST_TOGETHER, Call, Patience
from calls.errors import AlreadyTalking, BadSignal, CallFull, CallOver, NobodyToCall, NoSuchCall
from calls.floor import Floor
from calls.letterbox import Letterboxes
from calls.party import Ending, Event, Kind, Party

SIGNALS = ("offer", "answer", "bye")
"""All candidates travel inside offer and answer: two messages are enough (measured, on a LAN no slower)."""
REMEMBERED = 60.0
"""Seconds for which events are kept for a party that gives no sign."""
LONGEST_SIGNAL = 64 * 1024
"""Characters; a description with two media and twenty candidates has about 6 000."""


class Switchboard:
    """Every call that is going on. Times are seconds of one clock that only runs forward."""

    def __init__(self, patience: Patience | None = None) -> None:
        self.patience = patience or Patience()
        self._calls: dict[str, Call] = {}
        self._seen: dict[str, float] = {}
        self._boxes = Letterboxes()

    def seen(self, party: str, now: float) -> None:
        """A sign of that party's browser."""
        self._seen[party] = now

    def present(self, party: str, now: float) -> bool:
        """Whether its browser gave a sign lately."""
        return now - self._seen.get(party, float("-inf")) <= self.patience.present

    def talking(self, party: str) -> Call | None:
        """The call that this party is in or is making."""
        return next((each for each in self._calls.values() if party in each.inside), None)

    def ringing(self, party: str) -> Call | None:
        """The call for which this party is rung just now."""
        rung = (each for each in self._calls.values() if each.over is None)
        return next((each for each in rung if any(one.key == party for one in each.rung)), None)

    def call(self, call: str, party: str) -> Call:
        """A call that goes on, for whoever it concerns. Raises NoSuchCall."""
        found = self._calls.get(call)
        if found is None or not found.concerns(party):
            raise NoSuchCall(call)
        return found

    def concerning(self, party: str) -> list[Call]:
        """Every call that this party makes, is in, or is rung for."""
        return [each for each in self._calls.values() if each.over is None and each.concerns(party)]

    def news(self, party: str, after: int) -> Sequence[Event]:
        """What that party has not got yet; what it has (up to ``after``) is forgotten."""
        return self._boxes.take(party, after)

    def ring(
        self,
        call: str,
        caller: Party,
        callees: Sequence[Party],
        about: Mapping[str, Any],
        now: float,
        *,
        circle: bool = False,
        most: int = MOST_TOGETHER,
        mixed: bool = False,
    ) -> Call:
        """Call others one after the other, a circle all at once. Raises NobodyToCall, AlreadyTalking."""
        others = [each for each in callees if each.key != caller.key]
        if not others and not circle:
            raise NobodyToCall
        if self.talking(caller.key):
            raise AlreadyTalking(caller.key)
        made = Call(call, caller, about, now, waiting=others, most=most, mixed=mixed, changed=now)
        made.floor = Floor(caller.key) if circle else None
        made.inside[caller.key] = caller
        self._calls[call] = made
        self.seen(caller.key, now)
        self._ring_next(made, now)
        return made

    def answer(self, call: str, party: str, now: float) -> Call:
        """Somebody who is rung, or of the circle, comes in. Raises NoSuchCall, CallOver, AlreadyTalking, CallFull."""
        made = self._going_on(call, party)
        if party in made.inside:
            return made
        coming = next((each for each in (*made.rung, *made.waiting) if each.key == party), None)
        if coming is None or (not made.circle and coming not in made.rung):
            raise NoSuchCall(call)
        self._enter(made, coming, now)
        return made

    def come_in(self, call: str, coming: Party, now: float) -> Call:
        """Somebody whom the record knows as one of the circle, rung or not; whoever is in it comes in anew.

        Raises NoSuchCall, AlreadyTalking, CallFull.
        """
        made = self._calls.get(call)
        if made is None or made.over is not None or not made.circle:
            raise NoSuchCall(call)
        if coming.key in made.inside:  # the page was opened anew: to the others it is somebody who left and comes
            del made.inside[coming.key]
            self._tell_all(made, "left", party=coming.key, why="lost")
        self._enter(made, coming, now)
        return made

    def circle(self, circle: str) -> Call | None:
        """The call of that circle which goes on."""
        going = (each for each in self._calls.values() if each.circle and each.over is None)
        return next((each for each in going if each.about.get("circle") == circle), None)

    def turn_hand(self, call: str, party: str) -> bool:
        """Somebody in a circle wants to speak, or no more; whether the hand is up now. Raises NoSuchCall."""
        made = self._calls.get(call)
        if made is None or made.floor is None or party not in made.inside:
            raise NoSuchCall(call)
        made.floor.raise_hand(party, up=party not in made.floor.hands)
        self._tell_all(made, "hands", **made.floor.told())
        return party in made.floor.hands

    def lead(self, call: str, by: str, act: str, party: str) -> None:
        """Whoever leads a circle decides who is heard. Raises NoSuchCall, BadSignal."""
        made = self._calls.get(call)
        if made is None or made.floor is None:
            raise NoSuchCall(call)
        made.floor.act(by, act, party, list(made.inside))
        self._tell_all(made, "hands", **made.floor.told())

    def put_out(self, call: str, party: str, now: float) -> None:
        """Somebody does not belong to the circle any more. Raises NoSuchCall."""
        made = self._calls.get(call)
        if made is None:
            raise NoSuchCall(call)
        made.rung = [each for each in made.rung if each.key != party]
        made.waiting = [each for each in made.waiting if each.key != party]
        if party in made.inside:
            self._tell(party, "over", made, why="revoked")
            self.hang_up(call, party, now)

    def _enter(self, made: Call, coming: Party, now: float) -> None:
        """One more inside. Raises AlreadyTalking, CallFull."""
        if self.talking(coming.key):
            raise AlreadyTalking(coming.key)
        if len(made.inside) >= made.most:
            raise CallFull(made.most)
        self.seen(coming.key, now)
        if made.circle:
            invited = [each for each in (*made.rung, *made.waiting) if each.key == coming.key]
            made.rung = [each for each in made.rung if each.key != coming.key]
            made.waiting = [*(each for each in made.waiting if each.key != coming.key), *invited[:1]]
        else:
            self._hush(made, but=coming.key)
            made.rung, made.waiting = [], []
        if made.answered is None and made.inside:
            made.answered, made.answered_by = now, coming
        self._tell_all(made, "joined", party=coming.key, name=coming.name, picture=coming.picture)
        made.inside[coming.key] = coming
        made.changed = now

    def decline(self, call: str, party: str, now: float) -> None:
        """Not now: the next one is rung. Raises NoSuchCall."""
        made = self._calls.get(call)
        if made is None or not made.concerns(party):
            raise NoSuchCall(call)
        if party in made.inside:
            self.hang_up(call, party, now)
            return
        made.rung = [each for each in made.rung if each.key != party]
        if not made.circle:
            made.waiting = [each for each in made.waiting if each.key != party]
            if made.answered is None and not made.rung:
                self._ring_next(made, now, otherwise="declined")

    def hang_up(self, call: str, party: str, now: float, why: Ending = "hung_up") -> None:
        """A party leaves; between two that is the end, a circle goes on. Raises NoSuchCall."""
        made = self._calls.get(call)
        if made is None or party not in made.inside:
            raise NoSuchCall(call)
        del made.inside[party]
        made.changed = now
        self._tell_all(made, "left", party=party, why=why)
        if made.floor is not None and made.floor.gone(party):
            self._tell_all(made, "hands", **made.floor.told())
        if not made.inside or (not made.circle and len(made.inside) < 2):
            self._end(made, why, now, told=party)

    def close(self, call: str, now: float, why: Ending) -> None:
        """It is over for everybody, e.g. because an invitation was taken back. Raises NoSuchCall."""
        made = self._calls.get(call)
        if made is None:
            raise NoSuchCall(call)
        self._end(made, why, now)

    def signal(self, call: str, sender: str, to: str, kind: str, body: str) -> None:
        """Pass a browser's message to another one of the same call. Raises NoSuchCall, CallOver, BadSignal.

        Whoever is rung may already exchange messages with those inside: the way between them is made while it rings,
        so that both see each other at once when it is answered.
        """
        made = self._going_on(call, sender)
        ringing = {each.key for each in made.rung}
        if sender not in made.inside and sender not in ringing:
            raise NoSuchCall(call)
        if to == sender or to not in made.inside | dict.fromkeys(ringing) or not {sender, to} & made.inside.keys():
            raise BadSignal("the other one is not in this call")
        if kind not in SIGNALS:
            raise BadSignal(f"{kind[:20]!r} is none of {', '.join(SIGNALS)}")
        if len(body) > LONGEST_SIGNAL:
            raise BadSignal(f"{len(body)} characters are too many")
        self._tell(to, "signal", made, **{"from": sender, "kind": kind, "body": body})

    def to_mixer(self, call: str, sender: str, kind: str, body: str) -> bool:
        """Whether a browser's message is for the mixer. Raises NoSuchCall, CallOver, BadSignal."""
        made = self._going_on(call, sender)
        if not made.mixed:
            return False
        if sender not in made.inside:
            raise NoSuchCall(call)
        if kind not in SIGNALS or len(body) > LONGEST_SIGNAL:
            raise BadSignal("no message for the mixer")
        return True

    def from_mixer(self, call: str, to: str, sender: str, kind: str, body: str) -> None:
        """A message of the mixer for whoever is (still) inside."""
        made = self._calls.get(call)
        if made is not None and made.over is None and to in made.inside:
            self._tell(to, "signal", made, **{"from": sender, "kind": kind, "body": body})

    def mixed(self) -> dict[str, set[str]]:
        """Who is inside of each circle that goes through the mixer."""
        return {each.id: {*each.inside} for each in self._calls.values() if each.mixed and each.over is None}

    def sweep(self, now: float) -> list[Call]:
        """Let time pass: ring the next, end what nobody answers, drop who is gone. The calls that are over since."""
        for made in list(self._calls.values()):
            if made.over is None:
                self._lose_the_silent(made, now)
            if made.over is None and made.answered is not None:
                self._out_of_time(made, now)
            if made.over is None and (made.answered is None or made.circle):
                self._out_of_patience(made, now)
        over = [each for each in self._calls.values() if each.over is not None]
        for each in over:
            del self._calls[each.id]
        living = {key for key, at in self._seen.items() if now - at <= REMEMBERED}
        rung = {each.key for made in self._calls.values() for each in (*made.rung, *made.waiting)}
        self._boxes.sweep(living | rung)
        return over

    def _going_on(self, call: str, party: str) -> Call:
        made = self.call(call, party)
        if made.over is not None:
            raise CallOver(call, made.over)
        return made

    def _ring_next(self, made: Call, now: float, otherwise: Ending = "missed") -> None:
        """Ring whoever comes next and is there; a circle rings all. Nobody left is the end, unless it is a circle."""
        made.rings_since = now
        if made.circle:
            made.rung = [each for each in made.waiting if self.present(each.key, now)]
            for each in made.rung:
                self._announce(made, each)
            return
        free = [each for each in made.waiting if not self.talking(each.key)]
        if not free:
            self._end(made, "busy" if made.waiting else otherwise, now)
            return
        there = [each for each in free if self.present(each.key, now)]
        made.rung = there[:1] or free  # nobody is there: whoever opens the page within the minute finds it ringing
        made.waiting = [each for each in made.waiting if each not in made.rung]
        for each in made.rung:
            self._announce(made, each)
            told = {"party": each.key, "name": each.name, "picture": each.picture}
            self._tell(made.caller.key, "calling", made, **told)

    def _announce(self, made: Call, callee: Party) -> None:
        told = {"party": made.caller.key, "name": made.caller.name, "picture": made.caller.picture}
        circle = {"circle": made.about.get("circle"), "title": made.about.get("title")} if made.circle else {}
        self._tell(callee.key, "ring", made, **told, **circle)

    def _hush(self, made: Call, but: str = "") -> None:
        for each in made.rung:
            if each.key != but:
                self._tell(each.key, "silent", made)

    def _lose_the_silent(self, made: Call, now: float) -> None:
        for party in list(made.inside):
            if now - self._seen.get(party, made.begun) > self.patience.silence and party in made.inside:
                self.hang_up(made.id, party, now, "lost")

    def _out_of_patience(self, made: Call, now: float) -> None:
        if made.circle:
            if made.rung and now - made.rings_since > self.patience.ring:
                self._hush(made)
                made.rung = []
            if len(made.inside) < 2 and now - made.changed > self.patience.alone:
                self._end(made, "finished", now)
            return
        if now - made.begun > self.patience.all_together:
            self._end(made, "missed", now)
        elif now - made.rings_since > self.patience.ring and (made.waiting or self._any_there(made, now)):
            self._hush(made)
            made.rung = []
            self._ring_next(made, now)

    def _out_of_time(self, made: Call, now: float) -> None:
        """``most`` in ``about``: seconds of talking that were agreed on; a child's screen has warned before."""
        most = made.about.get("most")
        if most is not None and made.answered is not None and now - made.answered > float(most):
            self._end(made, "time", now)

    def _any_there(self, made: Call, now: float) -> bool:
        return any(self.present(each.key, now) for each in made.rung)

    def _end(self, made: Call, why: Ending, now: float, told: str = "") -> None:
        self._hush(made)
        for party in made.inside:
            if party != told:
                self._tell(party, "over", made, why=why)
        made.inside, made.rung, made.waiting = {}, [], []
        made.over, made.over_at = why, now

    def _tell_all(self, made: Call, event: Kind, /, **told: Any) -> None:
        for each in made.inside:
            self._tell(each, event, made, **told)

    def _tell(self, to: str, event: Kind, made: Call, /, **told: Any) -> None:
        self._boxes.put(to, event, made.id, told)
