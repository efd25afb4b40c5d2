"""The wire to the exchange: what it raises is raised here, and an exchange that was started anew is found again."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from calls.call import Patience
from calls.errors import CallError, CallOver, ExchangeGone, NoSuchCall
from calls.exchange import Ended, Exchange
from calls.line import Answering, Line
from calls.party import Party

GRANDMA, SON = Party("kiosk:village-1", "王奶奶"), Party("guest:son", "王强")


def over(call: str) -> None:
    raise CallOver(call, "lost")


def missing(call: str) -> None:
    raise NoSuchCall(call)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "exchange.sock"


@pytest.fixture
def answering(path: Path) -> Iterator[Answering]:
    opened = Answering(path, {"add": lambda one, two: one + two, "over": over, "missing": missing})
    yield opened
    opened.close()


def test_a_question_has_an_answer_and_only_this_user_may_ask(answering: Answering, path: Path) -> None:
    assert Line(path).ask("add", one=1, two=2) == 3
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_the_exchange_raises_is_raised_here(answering: Answering, path: Path) -> None:
    line = Line(path)
    with pytest.raises(NoSuchCall, match="'c'"):
        line.ask("missing", call="c")
    with pytest.raises(CallOver) as caught:
        line.ask("over", call="c")
    assert caught.value.why == "lost"


def test_nonsense_is_refused_and_the_wire_lives_on(
    answering: Answering, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    line = Line(path)
    for what, told in (("dance", {}), ("add", {"one": 1}), ("add", {"one": 1, "two": "x"})):
        with pytest.raises(CallError):
            line.ask(what, **told)
    assert line.ask("add", one=20, two=22) == 42


def test_an_exchange_that_is_gone_is_told_and_found_again(path: Path) -> None:
    first = Answering(path, {"add": lambda one, two: one + two})
    line = Line(path)
    line.ask("add", one=1, two=1)
    first.close()
    path.unlink()
    with pytest.raises(ExchangeGone, match="try again"):
        line.ask("add", one=1, two=1)
    second = Answering(path, {"add": lambda one, two: one + two})
    assert line.ask("add", one=1, two=1) == 2
    second.close()


def test_what_takes_too_long_is_not_asked_twice(path: Path) -> None:
    asked, go_on = [], Event()

    def slow(whom: str) -> None:
        asked.append(whom)
        go_on.wait(20)

    opened = Answering(path, {"ring": slow})
    with pytest.raises(ExchangeGone):
        Line(path, patience=0.2).ask("ring", whom="the son")
    assert asked == ["the son"], "he is rung once"
    go_on.set()
    opened.close()


def test_many_threads_ask_at_once(answering: Answering, path: Path) -> None:
    line = Line(path)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda number: line.ask("add", one=number, two=1), range(200))) == list(range(1, 201))


def test_a_call_is_told_once_when_it_is_over() -> None:
    told: list[Ended] = []
    now = [0.0]
    exchange = Exchange(told.append, Patience(), lambda: now[0])
    exchange.poll(SON.key, 0, "")
    call = exchange.ring(GRANDMA, [SON], {"person": "wang"})
    now[0] = 3.0
    assert exchange.answer(call, SON.key)["inside"][0]["name"] == "王奶奶"
    now[0] = 5.0
    exchange.hang_up(call, SON.key)
    exchange.sweep()
    exchange.sweep()
    assert [(each.call, each.why, each.rang, each.lasted) for each in told] == [(call, "hung_up", 3.0, 2.0)]
    assert told[0].about == {"person": "wang"}


def test_a_revoked_party_is_out_at_once_and_numbers_of_an_earlier_life_count_as_none() -> None:
    exchange = Exchange(lambda _: None)
    exchange.poll(SON.key, 0, "")
    call = exchange.ring(GRANDMA, [SON], {})
    exchange.answer(call, SON.key)
    exchange.drop(SON.key)
    events = exchange.poll(GRANDMA.key, 0, exchange.life)["events"]
    assert events[-1]["told"]["why"] == "revoked"
    assert exchange.poll(GRANDMA.key, 99, "an earlier life")["events"] == events
