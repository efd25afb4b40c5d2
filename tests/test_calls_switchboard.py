"""The rules of ringing: the next in turn, one call at a time, nobody left in a call with somebody who is gone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from calls.call import MOST_TOGETHER, Patience
from calls.errors import AlreadyTalking, BadSignal, CallError, CallFull, NobodyToCall, NoSuchCall
from calls.messages import Messages
from calls.party import Event, Party
from calls.switchboard import Switchboard

GRANDMA = Party("kiosk:village-1", "王奶奶")
SON = Party("guest:son", "王强")
LI_NA = Party("worker:lina", "Li Na")
ZHAO = Party("worker:zhao", "Zhao")


def kinds(board: Switchboard, party: Party) -> list[str]:
    return [each.kind for each in board.news(party.key, 0)]


def last(board: Switchboard, party: Party) -> Event:
    return board.news(party.key, 0)[-1]


@pytest.fixture
def board() -> Switchboard:
    made = Switchboard(Patience(ring=25, all_together=60, silence=4, present=6))
    for each in (GRANDMA, SON, LI_NA, ZHAO):
        made.seen(each.key, 0.0)
    return made


def keep_alive(board: Switchboard, until: float, *parties: Party, since: float = 0.0) -> None:
    """Browsers that poll, second by second."""
    now = since
    while now < until:
        now += 1.0
        for each in parties:
            board.seen(each.key, now)
        board.sweep(now)


def test_one_touch_rings_and_the_answer_brings_both_together(board: Switchboard) -> None:
    board.ring("c", GRANDMA, [SON], {"person": "wang"}, 0.0)
    assert last(board, SON).kind == "ring"
    assert last(board, SON).told["name"] == "王奶奶"
    assert last(board, GRANDMA).kind == "calling"
    board.answer("c", SON.key, 3.0)
    assert kinds(board, GRANDMA) == ["calling", "joined"]
    Messages(board).signal("c", GRANDMA.key, SON.key, "offer", "v=0")
    assert last(board, SON).told == {"from": GRANDMA.key, "kind": "offer", "body": "v=0"}


def test_hanging_up_ends_it_for_the_other_one_at_once(board: Switchboard) -> None:
    board.ring("c", GRANDMA, [SON], {}, 0.0)
    board.answer("c", SON.key, 1.0)
    board.hang_up("c", GRANDMA.key, 2.0)
    assert [each.kind for each in board.news(SON.key, 0)][-2:] == ["left", "over"]
    (over,) = board.sweep(2.1)
    assert (over.over, over.answered_by, over.over_at) == ("hung_up", SON, 2.0)
    assert board.talking(SON.key) is None


def test_who_is_on_duty_is_rung_first_and_then_the_rota_is_gone_through(board: Switchboard) -> None:
    board.ring("c", GRANDMA, [LI_NA, ZHAO], {}, 0.0)
    assert kinds(board, ZHAO) == []
    keep_alive(board, 26.0, GRANDMA, LI_NA, ZHAO)
    assert kinds(board, LI_NA) == ["ring", "silent"]
    assert kinds(board, ZHAO) == ["ring"]
    board.answer("c", ZHAO.key, 27.0)
    with pytest.raises(NoSuchCall):
        board.answer("c", LI_NA.key, 28.0)


def test_who_says_not_now_is_not_rung_again(board: Switchboard) -> None:
    board.ring("c", GRANDMA, [LI_NA, ZHAO], {}, 0.0)
    board.decline("c", LI_NA.key, 1.0)
    assert kinds(board, ZHAO) == ["ring"]
    board.decline("c", ZHAO.key, 2.0)
    assert last(board, GRANDMA).told["why"] == "declined"


def test_nobody_within_a_minute_is_a_missed_call_once(board: Switchboard) -> None:
    board.ring("c", GRANDMA, [LI_NA, ZHAO], {}, 0.0)
    over = []
    for second in range(1, 90):
        for each in (GRANDMA, LI_NA, ZHAO):
            board.seen(each.key, float(second))
        over += board.sweep(float(second))
    assert [each.over for each in over] == ["missed"]
    assert last(board, GRANDMA).told["why"] == "missed"


def test_who_opens_the_page_within_the_minute_finds_it_ringing(board: Switchboard) -> None:
    board.seen(GRANDMA.key, 100.0)
    board.ring("c", GRANDMA, [SON], {}, 100.0)
    keep_alive(board, 140.0, GRANDMA, since=100.0)
    assert kinds(board, SON) == ["ring"]
    board.answer("c", SON.key, 141.0)
    assert board.talking(SON.key)


def test_somebody_in_another_call_is_not_rung(board: Switchboard) -> None:
    board.ring("c", GRANDMA, [SON], {}, 0.0)
    board.answer("c", SON.key, 1.0)
    board.ring("d", LI_NA, [SON], {}, 1.0)
    assert last(board, LI_NA).told["why"] == "busy"
    with pytest.raises(AlreadyTalking):
        board.ring("e", GRANDMA, [LI_NA], {}, 1.0)


def test_a_browser_that_is_gone_is_told_to_the_other_within_five_seconds(board: Switchboard) -> None:
    board.ring("c", GRANDMA, [SON], {}, 0.0)
    board.answer("c", SON.key, 0.0)
    for tenth in range(1, 50):
        board.seen(GRANDMA.key, tenth / 10)
        if board.sweep(tenth / 10):
            break
    assert tenth / 10 < 5.0
    assert last(board, GRANDMA).told["why"] == "lost"


def test_messages_go_only_between_people_of_the_same_call(board: Switchboard) -> None:
    board.ring("c", GRANDMA, [SON, ZHAO], {}, 0.0)
    Messages(board).signal("c", SON.key, GRANDMA.key, "offer", "")  # the way is made while it rings
    with pytest.raises(NoSuchCall):
        Messages(board).signal("c", LI_NA.key, GRANDMA.key, "offer", "")
    with pytest.raises(NoSuchCall):
        Messages(board).signal("c", ZHAO.key, GRANDMA.key, "offer", "")  # not rung yet
    board.answer("c", SON.key, 1.0)
    with pytest.raises(NoSuchCall):
        Messages(board).signal("c", LI_NA.key, SON.key, "offer", "")
    for bad in ({"to": LI_NA.key}, {"to": GRANDMA.key}, {"kind": "dance"}, {"body": "x" * 70_000}):
        told = {"to": SON.key, "kind": "offer", "body": "", **bad}
        with pytest.raises(BadSignal):
            Messages(board).signal("c", GRANDMA.key, told["to"], told["kind"], told["body"])


def test_a_circle_rings_all_goes_on_when_one_leaves_and_has_six_places(board: Switchboard) -> None:
    others = [Party(f"guest:{number}", str(number)) for number in range(7)]
    for each in others:
        board.seen(each.key, 0.0)
    board.ring("c", LI_NA, others, {}, 0.0, circle=True)
    for each in others[: MOST_TOGETHER - 1]:
        board.answer("c", each.key, 1.0)
    with pytest.raises(CallFull):
        board.answer("c", others[6].key, 1.0)
    board.hang_up("c", others[0].key, 2.0)
    board.answer("c", others[6].key, 2.0)
    board.hang_up("c", LI_NA.key, 3.0)
    assert last(board, others[1]).kind == "left"
    assert board.talking(others[1].key)


def test_a_call_to_nobody_is_refused(board: Switchboard) -> None:
    with pytest.raises(NobodyToCall):
        board.ring("c", GRANDMA, [GRANDMA], {}, 0.0)


class Chaos(RuleBasedStateMachine):
    """Any order of anything: nobody is ever in two calls, and nothing but a CallError comes out."""

    parties = some.sampled_from([GRANDMA, SON, LI_NA, ZHAO, Party("guest:x", "x")])
    calls = some.sampled_from(["a", "b", "c"])

    def __init__(self) -> None:
        super().__init__()
        self.board, self.now, self.over = Switchboard(), 0.0, []

    @rule(call=calls, caller=parties, callees=some.lists(parties, max_size=4), circle=some.booleans())
    def ring(self, call: str, caller: Party, callees: list[Party], circle: bool) -> None:
        if call not in self.board.calls:
            self._try(lambda: self.board.ring(call, caller, callees, {}, self.now, circle=circle))

    @rule(call=calls, party=parties, act=some.sampled_from(["answer", "decline", "hang_up"]))
    def act(self, call: str, party: Party, act: str) -> None:
        self._try(lambda: getattr(self.board, act)(call, party.key, self.now))

    @rule(call=calls, sender=parties, to=parties, kind=some.text(max_size=8), body=some.text(max_size=20))
    def signal(self, call: str, sender: Party, to: Party, kind: str, body: str) -> None:
        self._try(lambda: Messages(self.board).signal(call, sender.key, to.key, kind, body))

    @rule(seconds=some.floats(0, 70), alive=some.lists(parties))
    def wait(self, seconds: float, alive: list[Party]) -> None:
        self.now += seconds
        for each in alive:
            self.board.seen(each.key, self.now)
        self.over += [each.id for each in self.board.sweep(self.now)]

    def _try(self, work: Callable[[], object]) -> None:
        with suppress(CallError):
            work()

    @invariant()
    def nobody_is_in_two_calls(self) -> None:
        inside = [key for each in self.board.calls.values() for key in each.inside]
        assert len(inside) == len(set(inside))

    @invariant()
    def numbers_only_grow(self) -> None:
        for party in (GRANDMA, SON):
            numbers = [each.number for each in self.board.news(party.key, 0)]
            assert numbers == sorted(set(numbers))


def test_whatever_happens_in_whatever_order() -> None:
    run_state_machine_as_test(Chaos, settings=settings(max_examples=60, stateful_step_count=40, deadline=None))


def test_a_call_with_a_length_agreed_on_ends_for_both_with_its_own_word(board: Switchboard) -> None:
    board.ring("c", GRANDMA, [SON], {"most": 60.0}, 0.0)
    board.answer("c", SON.key, 3.0)
    keep_alive(board, 62.0, GRANDMA, SON, since=3.0)
    assert board.talking(SON.key) is not None
    keep_alive(board, 65.0, GRANDMA, SON, since=62.0)
    assert board.talking(SON.key) is None
    for party in (GRANDMA, SON):
        assert (last(board, party).kind, last(board, party).told["why"]) == ("over", "time")
