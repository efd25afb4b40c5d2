"""What the switchboard knows: all calls, signs of browsers, what waits for whom; look-ups and telling, no rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from calls.call import Call, Patience
from calls.errors import CallOver, NoSuchCall
from calls.letterbox import Letterboxes
from calls.party import Event, Kind, Party

REMEMBERED = 60.0
"""Seconds for which events are kept for a party that gives no sign."""


class Board:
    """Every call that is going on. Times are seconds of one clock that only runs forward."""

    def __init__(self, patience: Patience | None = None) -> None:
        self.patience = patience or Patience()
        self.calls: dict[str, Call] = {}
        self._boxes = Letterboxes()
        self._seen: dict[str, float] = {}

    def seen(self, party: str, now: float) -> None:
        """A sign of that party's browser."""
        self._seen[party] = now

    def present(self, party: str, now: float) -> bool:
        """Whether its browser gave a sign lately."""
        return now - self._seen.get(party, float("-inf")) <= self.patience.present

    def silent_since(self, party: str, begun: float) -> float:
        """When it gave the last sign; ``begun`` where it gave none."""
        return self._seen.get(party, begun)

    def talking(self, party: str) -> Call | None:
        """The call that this party is in or is making."""
        return next((each for each in self.calls.values() if party in each.inside), None)

    def ringing(self, party: str) -> Call | None:
        """The call for which this party is rung just now."""
        rung = (each for each in self.calls.values() if each.over is None)
        return next((each for each in rung if any(one.key == party for one in each.rung)), None)

    def call(self, call: str, party: str) -> Call:
        """A call that goes on, for whoever it concerns. Raises NoSuchCall."""
        found = self.calls.get(call)
        if found is None or not found.concerns(party):
            raise NoSuchCall(call)
        return found

    def going_on(self, call: str, party: str) -> Call:
        """The same, unless it is over. Raises NoSuchCall, CallOver."""
        made = self.call(call, party)
        if made.over is not None:
            raise CallOver(call, made.over)
        return made

    def concerning(self, party: str) -> list[Call]:
        """Every call that this party makes, is in, or is rung for."""
        return [each for each in self.calls.values() if each.over is None and each.concerns(party)]

    def circle(self, circle: str) -> Call | None:
        """The call of that circle which goes on."""
        going = (each for each in self.calls.values() if each.circle and each.over is None)
        return next((each for each in going if each.about.get("circle") == circle), None)

    def mixed(self) -> dict[str, set[str]]:
        """Who is inside of each circle that goes through the mixer."""
        return {each.id: {*each.inside} for each in self.calls.values() if each.mixed and each.over is None}

    def news(self, party: str, after: int) -> Sequence[Event]:
        """What that party has not got yet; what it has (up to ``after``) is forgotten."""
        return self._boxes.take(party, after)

    def forget(self, now: float) -> None:
        """Let go of what waits for parties of whom nothing was heard for long, and who are not rung either."""
        living = {key for key, at in self._seen.items() if now - at <= REMEMBERED}
        rung = {each.key for made in self.calls.values() for each in (*made.rung, *made.waiting)}
        self._boxes.sweep(living | rung)

    def announce(self, made: Call, callee: Party) -> None:
        """It rings there."""
        told = {"party": made.caller.key, "name": made.caller.name, "picture": made.caller.picture}
        circle = {"circle": made.about.get("circle"), "title": made.about.get("title")} if made.circle else {}
        self.tell(callee.key, "ring", made, **told, **circle)

    def hush(self, made: Call, but: str = "") -> None:
        """It rings no more, with whoever is rung."""
        for each in made.rung:
            if each.key != but:
                self.tell(each.key, "silent", made)

    def tell_all(self, made: Call, event: Kind, /, **told: Any) -> None:
        """One thing more for everybody who is inside."""
        for each in made.inside:
            self.tell(each, event, made, **told)

    def tell(self, to: str, event: Kind, made: Call, /, **told: Any) -> None:
        """One thing more for that party."""
        self._boxes.put(to, event, made.id, told)
