"""No order of yes, no, taking back, running out and overrides lets anything be handed on that nobody allowed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from conftest import Clock
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from casework.consents.entry import GUARDIAN, SELF, Asked, Consent, Subject
from casework.consents.errors import ConsentMissing, OverrideNotValid, SecondPersonNeeded
from casework.consents.purposes import REFER
from casework.consents.standing import standing
from casework.errors import CaseworkError
from casework.record import Record
from casework.referrals.errors import AlreadyHandedOn, Closed
from casework.referrals.receiving import Receiver
from casework.referrals.referral import Share
from casework.referrals.referrals import Offer
from casework.referrals.steps import STEPS
from casework.workers import Worker

ASKED = Asked("可以吗？", "1a2b3c", "zh")
DAYS, OFFER_DAYS, HOURS = 180, 30, 48


@dataclass
class Wish:
    """What the story knows about one override: nothing of it is read from the record."""

    referral: str
    to: int
    worker: str
    until: datetime


@dataclass
class Told:
    """The story as an outsider remembers it: who said what last, and until when."""

    said: dict[tuple[str, int], tuple[bool, datetime]] = field(default_factory=dict)
    wishes: list[Wish] = field(default_factory=list)
    sent: dict[str, tuple[int, bool, datetime]] = field(default_factory=dict)
    """Referral → receiver, whether on an override, until when."""
    over: set[str] = field(default_factory=set)


class Village(RuleBasedStateMachine):
    """One child, one grandmother, two partners outside, two workers, one clock."""

    record: Record
    clock: Clock
    workers: tuple[Worker, Worker]
    partners: tuple[str, str]

    @initialize(ward=some.booleans())
    def somebody_asks(self, ward: bool) -> None:
        """A new child with a new request each time; the record only grows."""
        record, worker = self.record, self.workers[0]
        self.person = record.people.add("小李", who=worker.id)
        self.givers = (SELF, GUARDIAN) if ward else (SELF,)
        if ward:
            record.consents.name_guardian(worker.id, self.person, "王奶奶")
        self.request = record.requests.submit(record.requests.draft("zh", "lonely")).request
        record.name_person(self.request, worker.id, self.person)
        self.told = Told()

    @rule(to=some.integers(0, 1), giver=some.sampled_from([SELF, GUARDIAN]), yes=some.booleans())
    def answer(self, to: int, giver: str, yes: bool) -> None:
        """Somebody is asked and answers."""
        self.answer_as(giver, to, yes=yes)

    def answer_as(self, giver: str, to: int, *, yes: bool) -> None:
        asked = replace(ASKED, giver=giver, given_by="王奶奶" if giver == GUARDIAN else None)
        self.record.consents.answer(Subject(self.person), REFER, yes, asked, to=self.partners[to])
        self.told.said[giver, to] = (yes, self.clock() + timedelta(days=DAYS))

    @rule(giver=some.sampled_from([SELF, GUARDIAN]), which=some.integers(0, 20))
    def take_back(self, giver: str, which: int) -> None:
        """A yes is taken back, whichever entry is touched."""
        entries = [each for each in self.record.consents.ledger(self.person) if each.giver == giver and each.to]
        if not entries:
            return
        entry = entries[which % len(entries)]
        to = self.partners.index(entry.to or "")
        self.record.consents.take_back(entry.id, replace(ASKED, giver=giver, given_by="王奶奶"))
        self.told.said[giver, to] = (False, self.clock())

    @rule(giver=some.sampled_from([SELF, GUARDIAN]))
    def refuse_everybody(self, giver: str) -> None:
        """No, to nobody at all."""
        asked = replace(ASKED, giver=giver, given_by="王奶奶")
        self.record.consents.answer(Subject(self.person), REFER, False, asked)
        for to in (0, 1):
            self.told.said[giver, to] = (False, self.clock())

    @rule(to=some.integers(0, 1))
    def everybody_agrees(self, to: int) -> None:
        """The person, and the guardian where there is one."""
        for giver in self.givers:
            self.answer_as(giver, to, yes=True)

    @rule(which=some.integers(0, 3), seconds=some.sampled_from([-1, 0, 0]))
    def time_passes(self, which: int, seconds: int) -> None:
        """Until just before, or exactly when, something runs out: a yes, an override, a referral."""
        ends = {until for yes, until in self.told.said.values() if yes}
        ends |= {each.until for each in self.told.wishes} | {until for _, _, until in self.told.sent.values()}
        later = sorted(each for each in ends if each > self.clock())
        if later:
            self.clock.now = max(self.clock(), later[which % len(later)] + timedelta(seconds=seconds))

    @rule(to=some.integers(0, 1))
    def share(self, to: int) -> None:
        """It goes out exactly when everybody who has to has said yes and it still holds."""
        try:
            referral = self.record.referrals.offer(self.workers[0].id, self.request, self._offer(to))
        except ConsentMissing:
            assert not self._allowed(to)
        except AlreadyHandedOn:
            pass
        else:
            assert self._allowed(to)
            self.told.sent[referral] = (to, False, self.clock() + timedelta(days=OFFER_DAYS))

    @rule(to=some.integers(0, 1), who=some.integers(0, 1))
    def wish(self, to: int, who: int) -> None:
        """A worker wants to act without."""
        worker = self.workers[who].id
        with suppress(AlreadyHandedOn):
            referral = self.record.referrals.offer_without(worker, self.request, self._offer(to), "她病了")
            self.told.wishes.append(Wish(referral, to, worker, self.clock() + timedelta(hours=HOURS)))

    @rule(which=some.integers(0, 5), who=some.integers(0, 1), agrees=some.booleans())
    def decide(self, which: int, who: int, agrees: bool) -> None:
        """It goes out exactly when another worker agrees, in time, once."""
        if not self.told.wishes:
            return
        wish = self.told.wishes[which % len(self.told.wishes)]
        second, open_still = self.workers[who].id, wish.referral not in (*self.told.sent, *self.told.over)
        try:
            self.record.referrals.decide(wish.referral, second, agrees, "ask her first")
        except SecondPersonNeeded:
            assert second == wish.worker
        except OverrideNotValid:
            assert self.clock() >= wish.until
        except CaseworkError:
            assert not open_still
        else:
            assert second != wish.worker
            assert open_still
            assert self.clock() < wish.until
            self._went(wish, agrees)

    @rule(which=some.integers(0, 5), how=some.sampled_from(["accept", "reject", "finish", "revoke"]))
    def go_on(self, which: int, how: str) -> None:
        """The receiver or the sender goes on, allowed or not; only what follows may happen."""
        if not self.told.sent:
            return
        referral = list(self.told.sent)[which % len(self.told.sent)]
        before = self.record.referrals.get(referral).status
        with suppress(CaseworkError):
            self._do(how, referral)
        after = self.record.referrals.get(referral).status
        assert after == before or after in STEPS[before]
        if after in ("rejected", "done", "revoked"):
            self.told.over.add(referral)

    @invariant()
    def only_what_is_allowed_now_can_be_seen(self) -> None:
        """Every referral is open exactly as long as time, the people and the sender leave it so."""
        if not hasattr(self, "request"):
            return
        found = {each.id: each for each in self.record.referrals.of_request(self.request)}
        for referral, (to, on_override, until) in self.told.sent.items():
            lasts = self.clock() < until and referral not in self.told.over
            assert found[referral].open == (lasts and (on_override or self._allowed(to)))
        assert {each.id for each in found.values() if each.open} <= set(self.told.sent)

    def _do(self, how: str, referral: str) -> None:
        if how == "revoke":
            self.record.referrals.revoke(referral, self.workers[0].id, "enough")
            return
        is_open = self.record.referrals.get(referral).open
        try:
            code = self.record.links.make(referral, self.workers[0].id)
        except Closed:
            assert not is_open
            return
        step = getattr(self.record.receiving, how)
        step(referral, Receiver(code=code, name="陈医生"), "good")

    def _went(self, wish: Wish, agrees: bool) -> None:
        if not agrees:
            self.told.over.add(wish.referral)
            return
        until = wish.until - timedelta(hours=HOURS) + timedelta(days=OFFER_DAYS)
        self.told.sent[wish.referral] = (wish.to, not self._allowed(wish.to), until)

    def _allowed(self, to: int) -> bool:
        answers = [self.told.said.get((each, to), (False, self.clock())) for each in self.givers]
        return all(yes and self.clock() < until for yes, until in answers)

    def _offer(self, to: int) -> Offer:
        return Offer("refer", self.partners[to], (Share("category"),))


@pytest.mark.parametrize("examples", [30])
def test_no_order_of_things_shares_what_nobody_allowed(
    record: Record, clock: Clock, li_na: Worker, zhao: Worker, examples: int
) -> None:
    Village.record, Village.clock, Village.workers = record, clock, (li_na, zhao)
    names = (("乡卫生院", "clinic"), ("小学", "school"))
    partners = [f"partner:{record.partners.add(li_na.id, name, kind)}" for name, kind in names]
    Village.partners = (partners[0], partners[1])
    run_state_machine_as_test(
        Village, settings=settings(max_examples=examples, stateful_step_count=30, deadline=None)
    )


MOMENT = datetime(2026, 11, 23, tzinfo=UTC)
PEOPLE, REQUESTS, RECEIVERS = ("p", "q", None), ("r", "s", None), ("clinic", "school", None)


@some.composite
def entries(draw: some.DrawFn) -> Consent:
    """Any entry that the ledger could hold."""
    person, request = draw(some.sampled_from(PEOPLE)), draw(some.sampled_from(REQUESTS))
    yes = draw(some.booleans())
    return Consent(
        id=str(draw(some.integers(0, 999))),
        purpose=draw(some.sampled_from([REFER, "story"])),
        answer=yes,
        taken_back=not yes and draw(some.booleans()),
        asked_how="touch",
        language="zh",
        at=MOMENT,
        person=person,
        request=request or (None if person else "r"),
        to=draw(some.sampled_from(RECEIVERS)),
        giver=draw(some.sampled_from([SELF, GUARDIAN])),
        until=draw(some.sampled_from([None, *(MOMENT + timedelta(seconds=each) for each in (-1, 0, 1))])),
    )


@settings(max_examples=600)
@given(
    told=some.lists(entries(), max_size=8),
    person=some.sampled_from(PEOPLE),
    request=some.sampled_from(REQUESTS),
    to=some.sampled_from(RECEIVERS),
    ward=some.booleans(),
)
def test_the_newest_answer_of_each_who_has_to_say_yes_decides(
    told: list[Consent], person: str | None, request: str | None, to: str | None, ward: bool
) -> None:
    """Worked out the slow way: entry by entry, forgetting what a later one changes."""
    now: dict[str, bool] = {}
    for each in told:
        for_receiver = each.to in (None, to)
        if each.request is None:
            whose = person is not None and each.person == person
        else:
            whose = each.request == request and (each.person is None or each.person == person)
        if each.purpose == REFER and for_receiver and whose:
            now[each.giver] = each.answer and not (each.until and each.until <= MOMENT)
    wanted = [SELF, GUARDIAN] if ward else [SELF]
    found = standing(told, Subject(person, request), REFER, to, MOMENT, ward=ward)
    assert found.allowed == all(now.get(each, False) for each in wanted)
    assert len(found.lacking) == sum(not now.get(each, False) for each in wanted)
