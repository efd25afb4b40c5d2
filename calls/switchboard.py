"""The rules of ringing: who is rung next, who is in which call, when it is over; no clock, no thread, no network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from calls.board import Board
from calls.call import MOST_TOGETHER, Call
from calls.errors import AlreadyTalking, CallFull, NobodyToCall, NoSuchCall
from calls.floor import Floor
from calls.party import Ending, Party


class Switchboard(Board):
    """Who comes into which call and leaves it, and what time does to it."""

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
        self.calls[call] = made
        self.seen(caller.key, now)
        self._ring_next(made, now)
        return made

    def answer(self, call: str, party: str, now: float) -> Call:
        """Somebody who is rung, or of the circle, comes in. Raises NoSuchCall, CallOver, AlreadyTalking, CallFull."""
        made = self.going_on(call, party)
        if party in made.inside:
            return made
        coming = next((each for each in (*made.rung, *made.waiting) if each.key == party), None)
        if coming is None or (not made.circle and coming not in made.rung):
            raise NoSuchCall(call)
        self.enter(made, coming, now)
        return made

    def enter(self, made: Call, coming: Party, now: float) -> None:
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
            self.hush(made, but=coming.key)
            made.rung, made.waiting = [], []
        if made.answered is None and made.inside:
            made.answered, made.answered_by = now, coming
        self.tell_all(made, "joined", party=coming.key, name=coming.name, picture=coming.picture)
        made.inside[coming.key] = coming
        made.changed = now

    def decline(self, call: str, party: str, now: float) -> None:
        """Not now: the next one is rung. Raises NoSuchCall."""
        made = self.calls.get(call)
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
        made = self.calls.get(call)
        if made is None or party not in made.inside:
            raise NoSuchCall(call)
        del made.inside[party]
        made.changed = now
        self.tell_all(made, "left", party=party, why=why)
        heirs = [each.key for each in made.inside.values() if each.leads]
        if made.floor is not None and made.floor.gone(party, heirs):
            self.tell_all(made, "hands", **made.floor.told())
        if not made.inside or (not made.circle and len(made.inside) < 2):
            self._end(made, why, now, told=party)

    def close(self, call: str, now: float, why: Ending) -> None:
        """It is over for everybody, e.g. because an invitation was taken back. Raises NoSuchCall."""
        made = self.calls.get(call)
        if made is None:
            raise NoSuchCall(call)
        self._end(made, why, now)

    def sweep(self, now: float) -> list[Call]:
        """Let time pass: ring the next, end what nobody answers, drop who is gone. The calls that are over since."""
        for made in list(self.calls.values()):
            if made.over is None:
                self._lose_the_silent(made, now)
            if made.over is None and made.answered is not None:
                self._out_of_time(made, now)
            if made.over is None and (made.answered is None or made.circle):
                self._out_of_patience(made, now)
        over = [each for each in self.calls.values() if each.over is not None]
        for each in over:
            del self.calls[each.id]
        self.forget(now)
        return over

    def _ring_next(self, made: Call, now: float, otherwise: Ending = "missed") -> None:
        """Ring whoever comes next and is there; a circle rings all. Nobody left is the end, unless it is a circle."""
        made.rings_since = now
        if made.circle:
            made.rung = [each for each in made.waiting if self.present(each.key, now)]
            for each in made.rung:
                self.announce(made, each)
            return
        free = [each for each in made.waiting if not self.talking(each.key)]
        if not free:
            self._end(made, "busy" if made.waiting else otherwise, now)
            return
        there = [each for each in free if self.present(each.key, now)]
        made.rung = there[:1] or free  # nobody is there: whoever opens the page within the minute finds it ringing
        made.waiting = [each for each in made.waiting if each not in made.rung]
        for each in made.rung:
            self.announce(made, each)
            told = {"party": each.key, "name": each.name, "picture": each.picture}
            self.tell(made.caller.key, "calling", made, **told)

    def _lose_the_silent(self, made: Call, now: float) -> None:
        longest = self.patience.circle_silence if made.circle else self.patience.silence
        for party in list(made.inside):
            if now - self.silent_since(party, made.begun) > longest and party in made.inside:
                self.hang_up(made.id, party, now, "lost")

    def _out_of_patience(self, made: Call, now: float) -> None:
        if made.circle:
            if made.rung and now - made.rings_since > self.patience.ring:
                self.hush(made)
                made.rung = []
            if len(made.inside) < 2 and now - made.changed > self.patience.alone:
                self._end(made, "finished", now)
            return
        if now - made.begun > self.patience.all_together:
            self._end(made, "missed", now)
        elif now - made.rings_since > self.patience.ring and (made.waiting or self._any_there(made, now)):
            self.hush(made)
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
        self.hush(made)
        for party in made.inside:
            if party != told:
                self.tell(party, "over", made, why=why)
        made.inside, made.rung, made.waiting = {}, [], []
        made.over, made.over_at = why, now
