"""Another village's circle asked over that station's own door, with real TLS: who is let in, and who is not."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path

import pytest
from door_house import behind
from flask import Flask, jsonify

from benchmarks.served import served
from calls.away import Away, Link, as_link, authority_of, fingerprint
from calls.call import MESH
from calls.errors import BadLink, BadSignal, CallFull, HomeClosed, HomeGone, NoSuchCall
from calls.exchange import Exchange
from calls.guest.app import GuestSettings, create_guest
from calls.line import Line
from calls.party import Party
from casework.record import Record
from casework.workers import Worker
from station.door.authority import Door, door

NAME = "周四互助圈"


@pytest.fixture
def identity(tmp_path: Path) -> Door:
    return door(tmp_path / "tls", [], [])


@pytest.fixture
def circle(record: Record, li_na: Worker) -> str:
    return record.circles.make(li_na.id, NAME, date(2026, 12, 3), time(15), weekly=True)


@pytest.fixture
def home(record: Record, exchange: Exchange, tmp_path: Path, identity: Door) -> Iterator[str]:
    """The address of the station's door."""
    settings = GuestSettings(record.settings.station, "下河村", authority=identity.authority)
    guests = create_guest(settings, record, Line(tmp_path / "wire"), b"k" * 32)
    with served(guests) as inside, behind(identity, int(inside.rpartition(":")[2])) as port:
        yield f"https://127.0.0.1:{port}"


@dataclass(frozen=True)
class Asked:
    """A village that was asked in."""

    id: str
    link: Link
    away: Away


@pytest.fixture
def asked(record: Record, li_na: Worker, circle: str, home: str, identity: Door) -> Asked:
    made, secret = record.circles.neighbours.ask(circle, li_na.id, "上河村")
    link = as_link(Link(home, secret, fingerprint(identity.authority.read_text("ascii"))).text())
    return Asked(made.id, link, Away(link.address, link.secret, authority_of(link)))


def begin(exchange: Exchange, circle: str, worker: Worker) -> str:
    """As the organiser's page does."""
    about = {"kind": "circle", "circle": circle, "title": NAME}
    told = exchange.gather(Party(f"worker:{worker.id}", worker.name), [], about, MESH)
    return str(told["call"])


def test_it_is_told_when_it_meets_comes_in_hears_news_speaks_and_leaves(
    asked: Asked, exchange: Exchange, circle: str, li_na: Worker
) -> None:
    told = {"name": NAME, "on_day": "2026-12-03", "starts": "15:00", "weekly": True, "village": "下河村"}
    assert asked.away.about() == {**told, "going": False}
    with pytest.raises(NoSuchCall):
        asked.away.come_in("孙奶奶")
    call, worker, key = begin(exchange, circle, li_na), f"worker:{li_na.id}", f"neighbour:{asked.id}"
    assert asked.away.about()["going"]
    come = asked.away.come_in("孙奶奶")
    assert (come["call"], come["you"], [each["key"] for each in come["inside"]]) == (call, key, [worker])
    joined = exchange.poll(worker, 0, "")["events"][-1]
    assert (joined["kind"], joined["told"]["name"]) == ("joined", "孙奶奶 · 上河村")

    exchange.signal(call, worker, key, "offer", '{"sdp": "v=0"}')
    news = asked.away.ask("poll", party="kiosk:somebody else", after=0, life="")
    assert [each["kind"] for each in news["events"]][-1] == "signal"
    last = news["events"][-1]["number"]
    assert asked.away.ask("poll", party="", after=last, life=news["life"])["events"] == []
    asked.away.ask("signal", call=call, sender="kiosk:x", to=worker, kind="answer", body='{"sdp": "v=0 ü"}')
    back = exchange.poll(worker, 0, "")["events"][-1]["told"]
    assert (back["from"], back["body"]) == (key, '{"sdp": "v=0 ü"}')
    with pytest.raises(BadSignal):
        asked.away.ask("signal", call=call, sender="", to=worker, kind="no kind", body="{}")
    assert asked.away.ask("hand", call=call, party="") is True
    assert asked.away.ask("hand", call=call, party="") is False
    asked.away.ask("hang_up", call=call, party="")
    assert exchange.poll(worker, 0, "")["events"][-1]["kind"] == "left"


def test_who_was_asked_out_is_out_in_the_same_moment_and_finds_a_closed_door(
    asked: Asked, exchange: Exchange, record: Record, circle: str, li_na: Worker
) -> None:
    call = begin(exchange, circle, li_na)
    asked.away.come_in("孙奶奶")
    record.circles.neighbours.ask_out(asked.id, li_na.id)
    exchange.put_out(circle, f"neighbour:{asked.id}")
    assert [each["key"] for each in exchange.gathered([circle])[circle]] == [f"worker:{li_na.id}"]
    for attempt in (
        asked.away.about,
        lambda: asked.away.come_in("孙奶奶"),
        lambda: asked.away.ask("poll", after=0, life=""),
        lambda: asked.away.ask("hand", call=call),
        lambda: asked.away.ask("signal", call=call, to="x", kind="bye", body=""),
    ):
        with pytest.raises(HomeClosed):
            attempt()


def test_a_full_circle_says_so(asked: Asked, exchange: Exchange, circle: str, li_na: Worker) -> None:
    begin(exchange, circle, li_na)
    for number in range(MESH - 1):
        exchange.come_in(circle, Party(f"kiosk:{number}", str(number)))
    with pytest.raises(CallFull):
        asked.away.come_in("孙奶奶")


def test_a_secret_opens_its_own_circle_and_nothing_else_of_the_station(
    asked: Asked, exchange: Exchange, record: Record, li_na: Worker
) -> None:
    other = record.circles.make(li_na.id, "another", date(2026, 12, 3), time(15), weekly=True)
    call = begin(exchange, other, li_na)
    with pytest.raises(NoSuchCall):
        asked.away.come_in("孙奶奶")
    with pytest.raises(NoSuchCall):
        asked.away.ask("answer", call=call)
    with pytest.raises(HomeClosed):
        Away(asked.link.address, "guessed", authority_of(asked.link)).about()


def test_a_door_that_is_another_ones_is_not_believed(asked: Asked, tmp_path: Path) -> None:
    strange = door(tmp_path / "strange", [], []).authority.read_text("ascii")
    with pytest.raises(HomeGone, match="not the station"):
        authority_of(replace(asked.link, fingerprint=fingerprint(strange)))
    with pytest.raises(HomeGone, match=r"(?i)certificate"):
        Away(asked.link.address, asked.link.secret, strange).about()


@pytest.mark.parametrize(
    "told", [{"call": "../leave"}, {"call": ""}, {}, {"call": ["x"]}, {"call": "x" * 41}, ["call"]]
)
def test_a_station_that_names_a_strange_call_is_not_followed(told: object) -> None:
    strange = Flask("strange")
    strange.add_url_rule("/neighbour/come_in", "come_in", lambda: jsonify(told), methods=["POST"])
    with served(strange) as address, pytest.raises(HomeGone):
        Away(address, "secret", "").come_in("孙奶奶")


def test_nobody_at_the_door_is_told_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as port:
        address = f"http://127.0.0.1:{port.getsockname()[1]}"
    with pytest.raises(HomeGone):
        Away(address, "secret", "").about()


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "hello",
            "https://10.0.0.5:8443/neighbour",
            "https://10.0.0.5:8443/neighbour#",
            "ftp://10.0.0.5/neighbour#a.b",
        ),
        *("https://10.0.0.5:8443/neighbour#secret", "https://10.0.0.5:8443/neighbour#secret."),
        *(
            "https://10.0.0.5:8443/j/secret#a.b",
            "https://user@10.0.0.5/neighbour#a.b",
            "https://10.0.0.5:x/neighbour#a.b",
        ),
        *("http://10.0.0.5/neighbour#a.b", "https://8.8.8.8/neighbour#a.b", "https://circle.example/neighbour#a.b"),
    ],
)
def test_what_is_no_link_of_a_station_near_by_is_refused(text: str) -> None:
    with pytest.raises(BadLink):
        as_link(text)


@pytest.mark.parametrize("address", ["https://10.0.0.5:8443", "https://[fd00::5]:8443", "https://xiahe.local"])
def test_a_link_reads_back_as_it_was_written(address: str) -> None:
    link = Link(address, "c2VjcmV0", "ZmluZ2Vy")
    assert as_link(f"  {link.text()}\n") == link
