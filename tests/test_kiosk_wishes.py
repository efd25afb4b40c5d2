"""Whose call opens by itself, when nobody rings, and who called meanwhile: settled and heard at the kiosk."""

from __future__ import annotations

import pytest
from conftest import Clock
from kiosk_house import HOME, Person, Seen

from casework.consents.entry import Asked, Subject
from casework.consents.purposes import AUTO_ANSWER, CALL_FAMILY
from casework.persons.people import Person as Known
from casework.quiet import NAP, NIGHT
from casework.record import Record
from casework.tidings.kinds import CALLED
from casework.workers import Worker


@pytest.fixture
def son(record: Record, grandma_wang: Known, li_na: Worker) -> str:
    """Whom she may call: she said yes to calling the family."""
    record.consents.answer(Subject(grandma_wang.id), CALL_FAMILY, True, Asked("可以吗？", "zh-x", "zh"))
    return record.people.relations.add(grandma_wang.id, li_na.id, "son", "王强", may_call=1)


@pytest.fixture
def code(record: Record, grandma_wang: Known, li_na: Worker) -> str:
    return record.cards.issue(grandma_wang.id, li_na.id).code


def shows(person: Person, code: str) -> Seen:
    goes = person.post("/card", {"code": code}).get_json()["goes"]
    return Seen(person.client.get(goes, base_url=HOME, follow_redirects=True).get_data(as_text=True))


def rings(person: Person, relation: str) -> str:
    """As the page tells when the exchange rings it; the screen that follows."""
    told = {"call": "c", "party": f"guest:{relation}", "name": "王强"}
    return str(person.post("/calls/rings", told.copy()).get_json()["goes"]).rpartition("/")[2]


def opened(person: Person) -> str:
    """The three seconds are over."""
    return str(person.post("/calls/opened").get_json()["goes"]).rpartition("/")[2]


def test_it_is_asked_aloud_for_each_caller_and_ended_in_two_touches(
    villager: Person, record: Record, grandma_wang: Known, son: str, code: str
) -> None:
    shows(villager, code)
    assert rings(villager, son) == "calls.rings", "nobody's call opens before it was chosen"
    villager.press("decline")
    villager.look("known")
    assert villager.press("wishes", "opens").offered == [f"open.{son}", "good"]
    asked = villager.press(f"open.{son}")
    assert "王强打来的时候，可以自动接通吗？" in asked.words
    assert asked.offered[:2] == ["yes", "no"]
    villager.press("yes")
    (entry,) = [each for each in record.consents.in_force(grandma_wang.id) if each.purpose == AUTO_ANSWER]
    assert (entry.to, entry.asked_how) == (f"relation:{son}", "touch")
    assert rings(villager, son) == "calls.opens"
    villager.press("decline")
    villager.look("opens")
    assert villager.press(f"open.{son}").key == "consent.taken_back"
    assert rings(villager, son) == "calls.rings"


def test_it_opens_by_itself_after_three_seconds_unless_refused_and_only_for_who_showed_the_card(
    villager: Person, record: Record, grandma_wang: Known, son: str, code: str
) -> None:
    yes = Asked("可以吗？", "zh-x", "zh")
    record.consents.answer(Subject(grandma_wang.id), AUTO_ANSWER, True, yes, to=f"relation:{son}")
    assert rings(villager, son) == "calls.rings", "somebody else may stand there"
    shows(villager, code)
    assert rings(villager, son) == "calls.opens"
    seen = villager.look("calls.opens")
    assert seen.offered == ["decline"]
    assert "王强打来了。三秒钟以后自动接通。" in seen.words
    assert opened(villager) == "calls.call"
    rings(villager, son)
    assert villager.press("decline").key != "calls.call"
    assert opened(villager) == "calls.rings", "refused is refused"


def test_a_yes_taken_back_meanwhile_opens_nothing(
    villager: Person, record: Record, grandma_wang: Known, son: str, code: str
) -> None:
    yes = Asked("可以吗？", "zh-x", "zh")
    entry = record.consents.answer(Subject(grandma_wang.id), AUTO_ANSWER, True, yes, to=f"relation:{son}")
    shows(villager, code)
    assert rings(villager, son) == "calls.opens"
    record.consents.take_back(entry, yes)
    assert opened(villager) == "calls.rings"
    record.consents.answer(Subject(grandma_wang.id), AUTO_ANSWER, True, yes, to=f"relation:{son}")
    (family,) = [each for each in record.consents.in_force(grandma_wang.id) if each.purpose == CALL_FAMILY]
    record.consents.take_back(family.id, yes)
    assert not record.opening.by_itself(grandma_wang.id, son), "without the family nobody of the family"


def test_a_yes_for_one_is_none_for_another(record: Record, grandma_wang: Known, li_na: Worker, son: str) -> None:
    other = record.people.relations.add(grandma_wang.id, li_na.id, "daughter", "王丽", may_call=1)
    yes = Asked("可以吗？", "zh-x", "zh")
    record.consents.answer(Subject(grandma_wang.id), AUTO_ANSWER, True, yes, to=f"relation:{son}")
    assert tuple(record.opening.of(grandma_wang.id)) == (son,)
    assert not record.opening.by_itself(grandma_wang.id, other)
    assert not record.opening.by_itself(None, son)


def test_quiet_hours_are_wished_at_the_kiosk(
    villager: Person, record: Record, grandma_wang: Known, code: str
) -> None:
    shows(villager, code)
    seen = villager.press("wishes", "quiet")
    assert "现在从晚上九点到上午七点安静。" in seen.words
    assert seen.offered == ["place", "nap", "long", "never", "keep"]
    villager.keys(2)
    assert record.quiet.own(grandma_wang.id) == (NIGHT, NAP)
    villager.press("quiet", "never")
    assert record.quiet.own(grandma_wang.id) == ()
    assert "现在什么时候都会响。" in villager.look("quiet").words
    villager.press("place")
    assert record.quiet.own(grandma_wang.id) is None


def test_who_called_while_it_was_quiet_is_told_and_called_back_with_one_touch(
    villager: Person, record: Record, grandma_wang: Known, li_na: Worker, son: str, code: str, clock: Clock
) -> None:
    made, _ = record.invitations.invite(son, li_na.id, "zh")
    for _ in range(2):
        record.invitations.called_while_quiet(made)
    assert [each.kind for each in record.tidings.waiting(grandma_wang.id)] == [CALLED], "once, however often asked"
    assert "called" in shows(villager, code).offered
    assert "今天上午十点，您的儿子王强打来过。" in villager.press("called").words
    assert villager.press("call").key == "calls.call"
    assert record.tidings.waiting(grandma_wang.id) == ()
