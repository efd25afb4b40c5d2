"""Rings for one visit, and finds out how a call ended; talks to the exchange, here or elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from calls.errors import CallError, NoSuchCall
from calls.line import Asks, Line
from calls.party import Party
from casework.calls.book import Called
from casework.calls.missed import Caller
from casework.circles.circle import Circle
from casework.consents.purposes import CALL_FAMILY
from casework.record import Record
from kiosk.call import Call
from kiosk.circling import Circling
from kiosk.elsewhere import Elsewhere
from kiosk.visit import Visit

WRITTEN_WITHIN = 3.0
"""Seconds in which the exchange writes a call down that is over; after that the kiosk does it itself."""
LOOK = 0.1


class Ringing:
    """The touchscreen's end of every call."""

    def __init__(self, record: Record, line: Line | None, village: str, sleep: Callable[[float], None] = time.sleep):
        self._record, self._line, self._sleep = record, line, sleep
        self._village, self._station = village, record.settings.station
        self.elsewhere = Elsewhere(record)
        self.key = f"kiosk:{self._station}"
        """Under which name the exchange knows this touchscreen."""

    @property
    def works(self) -> bool:
        """Whether there is an exchange."""
        return self._line is not None

    def ring(self, visit: Visit, call: Call) -> str:
        """Ring whoever is wanted, one after the other; the call's name. Raises calls.errors.CallError."""
        about = {"kind": call.kind, "person": visit.person, "relation": call.relation, **self._limits(call)}
        caller = Party(self.key, self._name(visit))
        told = {**about, "language": visit.language, "session": visit.session}
        call.id = self._ask(
            "ring", caller=asdict(caller), callees=[asdict(each) for each in self._wanted(visit, call)], about=told
        )
        return call.id

    def decline(self, call: Call) -> None:
        """Not now: who rings here is told so."""
        if call.id:
            with suppress(CallError):
                self._ask("decline", call=call.id, party=self.key)

    def hang_up(self, call: Call) -> None:
        """The person wants no more of it."""
        if call.id and not call.why:
            with suppress(CallError):
                self._ask("hang_up", call=call.id, party=self.key)

    def close_link(self, invitation: str) -> None:
        """The link was taken back: a call that goes on through it is over, and the phone's page is closed."""
        relation = self._record.invitations.get(invitation).relation
        with suppress(CallError):  # without an exchange nobody is in a call
            self._ask("drop", party=f"guest:{relation}")

    def over(self, visit: Visit, call: Call, why: str) -> None:
        """It is over: what stands in the book of it, written there by now, whoever has to write it."""
        call.why = why
        if call.id and call.kind != "rung":
            found = self._waited_for(call.id) or self._entered(visit, call, why)
            call.why, call.request = found.ending, found.request

    def on_duty(self) -> Sequence[str]:
        """Names of those who are rung, in this order; empty when nobody is on duty."""
        return [each.name for each in self._record.rota.now(self._station)]

    def again(self) -> datetime | None:
        """When somebody is on duty again; None where there is no rota."""
        return self._record.rota.again(self._station)

    def to_call_back(self) -> Sequence[datetime]:
        """When the person may be called back."""
        return self._record.rota.to_call_back(self._station)

    def promise(self, call: Call, due: datetime) -> None:
        """The person will stand here then, and is called."""
        if call.request:
            self._record.call_backs.book(call.request, due)
            call.promised = due

    def seconds_left(self, call: Call) -> float | None:
        """For how long a child may talk to its relative; None for everybody else, and for calls to a worker."""
        child = self._record.child_times.of_relation(call.relation)
        return self._record.child_times.left(child) if child else None

    def circles(self, visit: Visit) -> Sequence[Circle]:
        """Circles of this person that go on, or begin within minutes."""
        mine = self._record.circles.of_person(visit.person) if visit.person else ()
        if not mine:
            return ()
        going = {each.id for each in mine if each.home and self.elsewhere.going(each.id)}
        with suppress(CallError):
            going |= {*self._asked("gathered", circles=[each.id for each in mine if not each.home])}
        mine, local = self._record.circles.of_person(str(visit.person)), self.local()  # with the hours told just now
        return [each for each in mine if each.id in going or each.soon(local)]

    def local(self) -> datetime:
        """Now, in the village."""
        return self._record.clock().astimezone(self._record.settings.zone)

    def come_in(self, visit: Visit, circling: Circling) -> Mapping[str, Any] | None:
        """Into the circle, when the person (still) belongs to it; None while it has not begun.

        ``left`` in it: seconds that a child may stay, else None. Raises calls.errors.CallError.
        """
        if circling.circle not in {each.id for each in self.circles(visit)}:
            raise NoSuchCall(circling.circle)
        left = self._record.child_times.left(visit.person) if visit.person else None
        if left == 0:
            raise NoSuchCall(circling.circle)
        try:
            told = self._let_in(circling, self._name(visit))
        except NoSuchCall:
            return None
        circling.call, circling.since = told["call"], self._record.clock()
        return {**told, "left": left}

    def hand(self, circling: Circling) -> None:
        """The person wants to speak, or no more."""
        if circling.call and not circling.why:
            with suppress(CallError):
                circling.hand = bool(self._wire(circling).ask("hand", call=circling.call, party=self.key))

    def leave(self, visit: Visit, circling: Circling) -> None:
        """The person wants no more of that circle; how long a child was in it counts."""
        if circling.since is not None:
            stayed = (self._record.clock() - circling.since).total_seconds()
            self._record.child_times.used(visit.person, "circle", stayed)
            circling.since = None
        if circling.call and not circling.why:
            with suppress(CallError):
                self._wire(circling).ask("hang_up", call=circling.call, party=self.key)

    def _let_in(self, circling: Circling, name: str) -> Mapping[str, Any]:
        if circling.home:
            return self.elsewhere.home(circling.circle).come_in(name)
        told: Mapping[str, Any] = self._asked("come_in", circle=circling.circle, me=asdict(Party(self.key, name)))
        return told

    def _wire(self, circling: Circling) -> Asks:
        if circling.home:
            return self.elsewhere.home(circling.circle)
        if self._line is None:
            raise CallError
        return self._line

    def _wanted(self, visit: Visit, call: Call) -> list[Party]:
        """Whoever may be rung at this very moment: approval and consent may have been taken back meanwhile."""
        if call.relation is None:
            return [Party(f"worker:{each.worker}", each.name) for each in self._record.rota.now(self._station)]
        near = self._record.people.relations.to_call(visit.person) if visit.person else ()
        one = next((each for each in near if each.id == call.relation), None)
        if self.seconds_left(call) == 0:
            return []
        if one is None or (one.family and not self._record.consents.allowed(visit.person, CALL_FAMILY)):
            return []
        return [Party(f"guest:{one.id}", one.name)]

    def _limits(self, call: Call) -> dict[str, float]:
        left = self.seconds_left(call)
        return {} if left is None else {"most": left}

    def _name(self, visit: Visit) -> str:
        return self._record.people.get(visit.person).name if visit.person else self._village

    def _waited_for(self, call: str) -> Called | None:
        for _ in range(int(WRITTEN_WITHIN / LOOK)):
            if found := self._record.calls.get(call):
                return found
            self._sleep(LOOK)
        return None

    def _entered(self, visit: Visit, call: Call, why: str) -> Called:
        """The exchange died with the call: a missed one is not forgotten all the same."""
        made = Called(
            *(call.id, visit.person, call.relation, call.kind, self.key, call.who if call.talking else None),
            *(self._record.clock() - timedelta(seconds=WRITTEN_WITHIN), WRITTEN_WITHIN, 0.0, why),
        )
        return self._record.calls.enter(made, Caller(visit.language, visit.session, visit.person))

    def _ask(self, what: str, **told: object) -> str:
        return str(self._asked(what, **told))

    def _asked(self, what: str, **told: object) -> Any:
        if self._line is None:
            raise CallError
        return self._line.ask(what, **told)
