"""A circle at the exchange: who may come in, whose hand is up, who is heard, and when it is over for all."""

from __future__ import annotations

import pytest

from calls.call import MESH, Patience
from calls.errors import AlreadyTalking, BadSignal, CallFull, NoSuchCall
from calls.exchange import Ended, Exchange
from calls.floor import ACTS, Floor
from calls.mixing import MixerSettings
from calls.party import Party

LI_NA, ZHAO = Party("worker:lina", "Li Na"), Party("worker:zhao", "Zhao")
GRANDMA, SON = Party("kiosk:village-1", "王奶奶"), Party("guest:son", "王强")
ABOUT = {"kind": "circle", "circle": "thursday", "title": "周四互助圈"}


class Now:
    """A clock that is moved."""

    at = 0.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def over() -> list[Ended]:
    return []


@pytest.fixture
def exchange(now: Now, over: list[Ended]) -> Exchange:
    made = Exchange(over.append, Patience(circle_silence=1000, alone=900), now)
    for each in (LI_NA, ZHAO, GRANDMA, SON):
        made.poll(each.key, 0, made.life)
    return made


def kinds(exchange: Exchange, party: Party) -> list[str]:
    return [each["kind"] for each in exchange.poll(party.key, 0, exchange.life)["events"]]


def floor(exchange: Exchange, party: Party) -> dict[str, object]:
    events = exchange.poll(party.key, 0, exchange.life)["events"]
    return next(dict(each["told"]) for each in reversed(events) if each["kind"] == "hands")


def test_it_rings_colleagues_and_relatives_and_never_a_touchscreen(exchange: Exchange) -> None:
    began = exchange.gather(LI_NA, [LI_NA, ZHAO, SON], ABOUT, MESH)
    assert (began["began"], began["inside"], began["you"]) == (True, [], LI_NA.key)
    ringing = exchange.poll(SON.key, 0, exchange.life)
    assert (ringing["ringing"]["title"], ringing["circles"][0]["call"]) == ("周四互助圈", began["call"])
    screen = exchange.poll(GRANDMA.key, 0, exchange.life)
    assert (screen["events"], screen["ringing"], screen["circles"]) == ([], None, [])
    came = exchange.come_in("thursday", GRANDMA)
    assert [each["name"] for each in came["inside"]] == ["Li Na"]
    assert kinds(exchange, LI_NA) == ["joined"]
    again = exchange.gather(ZHAO, [], ABOUT, MESH)
    assert (again["began"], again["call"]) == (False, began["call"])
    assert [each["name"] for each in exchange.gathered(["thursday", "other"])["thursday"]] == [
        "Li Na",
        "王奶奶",
        "Zhao",
    ]
    with pytest.raises(AlreadyTalking):
        exchange.ring(GRANDMA, [SON], {})


def test_who_left_may_come_again_and_a_page_opened_anew_is_somebody_who_comes(exchange: Exchange) -> None:
    call = exchange.gather(LI_NA, [SON], ABOUT, MESH)["call"]
    exchange.answer(call, SON.key)
    exchange.hang_up(call, SON.key)
    assert [each["call"] for each in exchange.poll(SON.key, 0, exchange.life)["circles"]] == [call]
    assert exchange.answer(call, SON.key)["floor"]["lead"] == LI_NA.key
    exchange.come_in("thursday", GRANDMA)
    exchange.come_in("thursday", GRANDMA)
    assert kinds(exchange, SON)[-3:] == ["joined", "left", "joined"]
    exchange.come_in("thursday", LI_NA)  # alone or not, whoever comes anew ends nothing
    assert exchange.gathered(["thursday"])


def test_four_fit_and_the_fifth_is_told(exchange: Exchange) -> None:
    exchange.gather(LI_NA, [], ABOUT, MESH)
    for each in (ZHAO, GRANDMA, SON):
        exchange.come_in("thursday", each)
    with pytest.raises(CallFull):
        exchange.come_in("thursday", Party("guest:daughter", "王芳"))


def test_hands_and_the_word_are_told_to_all(exchange: Exchange) -> None:
    call = exchange.gather(LI_NA, [], ABOUT, MESH)["call"]
    for each in (GRANDMA, SON):
        exchange.come_in("thursday", each)
    assert exchange.hand(call, SON.key)
    assert floor(exchange, GRANDMA)["hands"] == [SON.key]
    exchange.lead("thursday", LI_NA.key, "word", SON.key)
    told = floor(exchange, GRANDMA)
    assert (told["in_turn"], told["word"], told["hands"]) == (True, SON.key, [])
    exchange.hang_up(call, SON.key)
    assert floor(exchange, GRANDMA)["word"] == ""
    with pytest.raises(NoSuchCall):
        exchange.hand(call, SON.key)
    for act, party in (("dance", ""), ("word", SON.key), ("mute", "nobody")):
        with pytest.raises(BadSignal):
            exchange.lead("thursday", LI_NA.key, act, party)
    with pytest.raises(NoSuchCall):
        exchange.lead("friday", LI_NA.key, "mute_all")


def test_a_page_that_is_silent_for_some_seconds_stays_in_its_circle(now: Now) -> None:
    exchange = Exchange(lambda _: None, Patience(), now)
    exchange.gather(LI_NA, [], ABOUT, MESH)
    exchange.come_in("thursday", GRANDMA)
    for second in range(1, 20):
        now.at = float(second)
        exchange.poll(LI_NA.key, 0, exchange.life)
        exchange.sweep()
        inside = exchange.gathered(["thursday"])["thursday"]
        assert len(inside) == (2 if second <= 12 else 1)


def test_who_leads_drops_out_and_a_colleague_takes_the_floor_over_or_everybody_is_heard(
    exchange: Exchange, now: Now
) -> None:
    exchange.gather(LI_NA, [], ABOUT, MESH)
    for each in (GRANDMA, ZHAO, SON):
        exchange.come_in("thursday", each)
    for act in ("in_turn", "mute_all"):
        exchange.lead("thursday", LI_NA.key, act)
    now.at = 999.0
    for each in (GRANDMA, ZHAO, SON):
        exchange.poll(each.key, 0, exchange.life)
    now.at = 1001.0  # no sign of the one who leads for longer than patience lasts
    exchange.sweep()
    told = floor(exchange, GRANDMA)
    assert (told["lead"], told["in_turn"]) == (ZHAO.key, True)
    assert told["hushed"] == sorted((GRANDMA.key, SON.key)), "whoever leads now is heard, to give the word"
    exchange.put_out("thursday", ZHAO.key)
    told = floor(exchange, GRANDMA)
    assert (told["hushed"], told["in_turn"], told["word"]) == ([], False, "")
    came = exchange.come_in("thursday", ZHAO)
    assert came["floor"]["lead"] == ZHAO.key, "and leads again"


def test_it_is_over_for_all_when_it_is_ended_and_when_nobody_comes(
    exchange: Exchange, now: Now, over: list[Ended]
) -> None:
    exchange.gather(LI_NA, [], ABOUT, MESH)
    exchange.come_in("thursday", GRANDMA)
    exchange.put_out("thursday", GRANDMA.key)
    assert [each for each in kinds(exchange, GRANDMA) if each == "over"] == ["over"]
    exchange.come_in("thursday", GRANDMA)
    exchange.finish("thursday")
    exchange.sweep()
    assert [(each.why, each.about["circle"]) for each in over] == [("finished", "thursday")]
    with pytest.raises(NoSuchCall):
        exchange.come_in("thursday", GRANDMA)
    exchange.gather(LI_NA, [], ABOUT, MESH)
    now.at = 899.0
    exchange.sweep()
    assert exchange.gathered(["thursday"])
    now.at = 901.0
    exchange.sweep()
    assert [each.why for each in over] == ["finished", "finished"]


def heard(floor: Floor, *parties: str) -> list[bool]:
    return [floor.heard(each) for each in parties]


def test_who_is_heard() -> None:
    inside = ["lead", "a", "b"]
    floor = Floor("lead")
    assert heard(floor, *inside) == [True, True, True]
    floor.act("lead", "mute", "a", inside)
    assert heard(floor, *inside) == [True, False, True]
    floor.act("lead", "in_turn", "", inside)
    assert heard(floor, *inside) == [True, False, False], "whoever leads is heard to give the word"
    floor.act("lead", "word", "a", inside)
    assert heard(floor, *inside) == [True, True, False], "the word is for who was silenced, too"
    floor.act("lead", "word", "b", inside)
    assert heard(floor, *inside) == [True, False, True], "one at a time"
    floor.act("lead", "take_word", "", inside)
    assert heard(floor, *inside) == [True, False, False]
    floor.act("lead", "mute_all", "", inside)
    floor.act("lead", "freely", "", inside)
    assert heard(floor, *inside) == [True, False, False]
    floor.act("lead", "unmute_all", "", inside)
    assert heard(floor, *inside) == [True, True, True]
    floor.act("a", "in_turn", "", inside)
    assert floor.lead == "a"
    assert floor.gone("a")
    assert heard(floor, "b") == [True], "nobody leads any more: nobody waits for a word"
    assert not floor.gone("nobody")
    assert len(set(ACTS)) == len(ACTS)


def test_a_mixer_that_does_not_answer_leaves_four_places() -> None:
    nobody = MixerSettings("http://127.0.0.1:9/janus", "x")
    exchange = Exchange(lambda _: None, Patience(circle_silence=1000), mixer=nobody)
    assert not exchange.gather(LI_NA, [], ABOUT, 6)["mixed"]
    for each in (ZHAO, GRANDMA, SON):
        assert not exchange.come_in("thursday", each)["mixed"]
    with pytest.raises(CallFull):
        exchange.come_in("thursday", Party("guest:daughter", "王芳"))
