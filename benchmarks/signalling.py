"""What the wire of calls stands: nonsense by the thousand, links taken back, and a finger while ten calls go on."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import monotonic, sleep
from urllib.request import Request, urlopen

from flask.testing import FlaskClient

from benchmarks.running import Running, running
from benchmarks.standing import standing
from benchmarks.visitor import Visitor
from calls.exchange import Exchange
from calls.guest.app import GuestSettings, create_guest
from calls.line import Answering, Line
from casework.consents.entry import Asked, Subject
from casework.consents.purposes import CALL_FAMILY
from station.place import Place
from station.run_exchange import answers, write_down

MESSAGES = 1000
CALLS = 10
TOUCHES = 40
SLOWER = 1.2
"""Times as long as without any call that a touch may take at most."""
PAGES = (
    *("/call/news", "/call/ice", "/ring", "/call/{call}/answer", "/call/{call}/decline", "/call/{call}/hang_up"),
    *("/call/{call}/signal", "/call/{call}/signal", "/call/{call}/signal"),
)
HERE = "https://localhost"


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; 1 when something that is promised was not kept."""
    argparse.ArgumentParser(prog="script/bench signalling", description=__doc__).parse_args(argv)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for what, found, well in (*nonsense(Path(folder) / "one"), *touches(Path(folder) / "two")):
            mark = {True: "ok", False: "NOT KEPT", None: ""}[well]
            wrong += well is False
            print(f"  {what:<72} {found:>16}  {mark}", flush=True)
    return int(wrong > 0)


def nonsense(folder: Path) -> Iterator[tuple[str, str, bool | None]]:
    """Random messages of three relatives' phones, with one real call in the middle; then a link is taken back."""
    folder.mkdir()
    with standing(folder) as here:
        record = here.record
        exchange = Exchange(lambda ended: write_down(ended, record))
        answering = Answering(folder / "wire", answers(exchange))
        line = Line(folder / "wire")
        app = create_guest(GuestSettings(record.settings.station), record, line, b"k" * 32)
        person = record.people.add("王奶奶", who=here.worker.id)
        record.consents.answer(Subject(person), CALL_FAMILY, True, Asked("可以打给家里人吗？", "zh-x", "zh"))
        record.quiet.wish(person, (), "kiosk")  # measured at any hour
        phones: list[FlaskClient] = []
        made = []
        for number in range(3):
            relation = record.people.relations.add(person, here.worker.id, "son", f"儿子{number}", may_call=1)
            link, secret = record.invitations.invite(relation, here.worker.id, "zh")
            phones.append(app.test_client())
            phones[-1].get(f"/j/{secret}", base_url=HERE)
            made.append((link, secret))
        chance = random.Random(20261129)  # noqa: S311 - the same nonsense in every run
        answered: dict[int, int] = {}
        known = ["", "nonsense", "%00", "a" * 500]
        for _ in range(MESSAGES):
            status, call = _send(chance, chance.choice(phones), known)
            answered[status // 100] = answered.get(status // 100, 0) + 1
            known += [call] if call else []
            if chance.random() < 0.05:
                exchange.sweep()
        told = ", ".join(f"{count} × {hundred}xx" for hundred, count in sorted(answered.items()))
        yield f"{MESSAGES} random messages: {told}", "", 5 not in answered
        for each in list(exchange._board._calls):
            exchange.hang_up(each, exchange._board._calls[each].caller.key)
        exchange.sweep()
        rung = phones[0].post("/ring", base_url=HERE, headers={"Origin": HERE})
        yield "afterwards a call still rings", f"{rung.status_code}", rung.status_code == 200
        begun = monotonic()
        record.invitations.revoke(made[0][0].id, here.worker.id)
        line.ask("drop", party=f"guest:{made[0][0].relation}")
        over = exchange._board.talking(f"guest:{made[0][0].relation}") is None
        yield "a link is taken back: its call is over after", f"{(monotonic() - begun) * 1000:.0f} ms", over
        asked = ("/", "/call/news", "/call/ice", f"/j/{made[0][1]}")
        got = {phones[0].get(each, base_url=HERE).status_code for each in asked}
        got.add(phones[0].post("/ring", base_url=HERE, headers={"Origin": HERE}).status_code)
        yield "and it gives nothing any more", ", ".join(map(str, sorted(got))), got <= {403, 410}
        answering.close()


def _send(chance: random.Random, phone: FlaskClient, known: Sequence[str]) -> tuple[int, str]:
    path = chance.choice(PAGES).format(call=chance.choice(known) or "x")
    if path in ("/call/news", "/call/ice"):
        asked = {"after": chance.choice(["0", "-1", "9" * 30, "x", ""]), "life": chance.choice(["", "x" * 300])}
        return phone.get(path, base_url=HERE, query_string=asked).status_code, ""
    told = {
        "to": chance.choice(["kiosk:village-1", "guest:x", "", "worker:" + "z" * 200]),
        "kind": chance.choice(["offer", "answer", "bye", "dance", ""]),
        "body": chance.choice(["v=0", "", "\u0000", "x" * chance.choice([10, 70_000]), "{" * 100]),
    }
    answer = phone.post(path, base_url=HERE, data=told, headers={"Origin": HERE})
    call = (answer.get_json(silent=True) or {}).get("call", "") if path == "/ring" else ""
    return answer.status_code, str(call)


def touches(folder: Path) -> Iterator[tuple[str, str, bool | None]]:
    """A real station: how long a touch takes, alone and while ten calls find each other and talk."""
    folder.mkdir()
    data = folder / "data"
    data.mkdir()
    (data / "settings.toml").write_text("[station]\nlan = false\n", "utf-8")
    with running(data, "--empty") as station:
        alone, busy = [], []
        for _ in range(2):  # in turn: a busy machine is busy for both
            alone += _touched(station)
            with _ten_calls(station):
                busy += _touched(station)
        yield "a touch alone, until the next screen is there (median)", f"{median(alone) * 1000:.1f} ms", None
        yield f"the same while {CALLS} calls go on", f"{median(busy) * 1000:.1f} ms", None
        ratio = median(busy) / median(alone)
        yield f"ratio (promised: at most {SLOWER})", f"{ratio:.2f}", ratio <= SLOWER


def _touched(station: Running) -> list[float]:
    visitor, found = Visitor(station.kiosk), []
    visitor.look("/")
    visitor.choose("en")
    visitor.look()
    for _ in range(TOUCHES // 2):
        for choice in ("help", "command:home"):
            begun = monotonic()
            visitor.choose(choice)
            visitor.look()
            found.append(monotonic() - begun)
    visitor.close()
    return found


@contextmanager
def _ten_calls(station: Running) -> Iterator[None]:
    """Twenty parties that poll as browsers do and exchange descriptions, and the touchscreen's own polls."""
    over = threading.Event()
    path = Place(station.data).exchange
    threads = [threading.Thread(target=_talk, args=(path, number, over)) for number in range(CALLS)]
    threads.append(threading.Thread(target=_poll, args=(station.kiosk, over)))
    for each in threads:
        each.start()
    sleep(1.0)
    try:
        yield
    finally:
        over.set()
        for each in threads:
            each.join()


def _talk(path: Path, number: int, over: threading.Event) -> None:
    line, one, two = Line(path), f"guest:one{number}", f"guest:two{number}"
    line.ask("poll", party=two, after=0, life="")
    parties = ({"key": each, "name": "x", "picture": ""} for each in (one, two))
    call = line.ask("ring", caller=next(parties), callees=[next(parties)], about={"kind": "circle"})
    line.ask("answer", call=call, party=two)
    while not over.wait(0.15):  # as two pages do while they find each other
        for sender, to in ((one, two), (two, one)):
            line.ask("signal", call=call, sender=sender, to=to, kind="offer", body="v=0\r\n" * 1000)
            line.ask("poll", party=sender, after=10**6, life="")
    line.ask("hang_up", call=call, party=one)


def _poll(kiosk: str, over: threading.Event) -> None:
    while not over.wait(0.15):
        with urlopen(Request(f"{kiosk}call/news?after=0", headers={"Accept": "application/json"})) as answer:  # noqa: S310 - our own
            answer.read()


if __name__ == "__main__":
    sys.exit(main())
