"""The exchange's process: carries calls, serves the relatives' pages, stands at the door to the village network."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from calls.exchange import Ended, Exchange
from calls.guest.app import GuestSettings, create_guest
from calls.line import Answer, Answering, Line
from calls.party import Party
from casework.calls.book import Called
from casework.calls.missed import Caller
from casework.record import Record
from station.advice import advised
from station.decided import Settings
from station.door.addresses import host_names, lan_addresses
from station.door.authority import Door, door, folder_of
from station.door.doorman import Way, stand
from station.part import Order, serve, take_order
from station.sealing import sealing_key


@advised
def main() -> int:
    """Carry calls until the station says stop."""
    order = take_order()
    settings = order.settings
    with Record.open(settings.record) as record:
        exchange = Exchange(lambda ended: write_down(ended, record), mixer=settings.circles)
        answering = Answering(order.place.exchange, answers(exchange))
        over = threading.Event()
        threading.Thread(target=exchange.run, args=(over,), daemon=True).start()
        try:
            identity = _stand_at_the_door(order)
            guests = _guests(settings, identity)
            line = Line(order.place.exchange)
            serve(create_guest(guests, record, line, sealing_key(order.place.guests)), order)
        finally:
            over.set()
            answering.close()
    return 0


def answers(exchange: Exchange) -> Mapping[str, Answer]:
    """What kiosk, panel and the relatives' app may ask of the exchange."""

    def ring(
        caller: Mapping[str, str],
        callees: Sequence[Mapping[str, str]],
        about: Mapping[str, Any],
        circle: bool = False,
    ) -> str:
        return exchange.ring(Party(**caller), [Party(**each) for each in callees], about, circle=circle)

    def gather(
        me: Mapping[str, str], callees: Sequence[Mapping[str, str]], about: Mapping[str, Any], people: int
    ) -> dict[str, Any]:
        return exchange.gather(Party(**me), [Party(**each) for each in callees], about, people)

    def come_in(circle: str, me: Mapping[str, str]) -> dict[str, Any]:
        return exchange.come_in(circle, Party(**me))

    asked = (exchange.poll, exchange.answer, exchange.decline, exchange.hang_up, exchange.signal, exchange.drop)
    circles = (exchange.gathered, exchange.lead, exchange.hand, exchange.put_out, exchange.finish)
    plain = (*asked, exchange.present, *circles)
    return {"ring": ring, "gather": gather, "come_in": come_in, **{each.__name__: each for each in plain}}


def _stand_at_the_door(order: Order) -> Door | None:
    inner = socket.socket(fileno=order.socket)
    ports = (inner.getsockname()[1], order.station.panel_port)
    inner.detach()  # the app's server takes it over
    doors = zip(order.doors, ports, strict=False)
    ways = [Way(socket.socket(fileno=number), port) for number, port in doors if number >= 0]
    if not ways:
        return None
    identity = door(folder_of(order.settings.record.key_file), host_names(), lan_addresses())
    stand(identity, ways)
    return identity


def _guests(settings: Settings, identity: Door | None) -> GuestSettings:
    return GuestSettings(
        station=settings.station.name,
        village=settings.station.village,
        overlays=settings.kiosk.overlays,
        authority=identity.authority if identity else None,
        relay=settings.relay,
    )


def write_down(ended: Ended, record: Record) -> None:
    """Into the book; whoever stood at the screen and reached nobody has a request by that."""
    about = ended.about
    at_screen = ended.caller.key.startswith("kiosk:")
    caller = Caller(about.get("language", "zh"), about.get("session"), about.get("person")) if at_screen else None
    record.calls.enter(_called(ended, record), caller)
    if about.get("circle"):
        record.circles.over(ended.call, ended.why)
    if about.get("call_back") and ended.answered_by is not None:
        record.call_backs.kept(about["call_back"], ended.call, ended.caller.key.removeprefix("worker:"))


def _called(ended: Ended, record: Record) -> Called:
    about = ended.about
    return Called(
        id=ended.call,
        person=about.get("person"),
        relation=about.get("relation"),
        kind=about.get("kind", "duty"),
        caller=ended.caller.key,
        answered_by=ended.answered_by.key if ended.answered_by else None,
        began_at=record.clock() - timedelta(seconds=ended.rang + ended.lasted),
        rang=ended.rang,
        lasted=ended.lasted,
        ending=ended.why,
    )


if __name__ == "__main__":
    sys.exit(main())
