"""What became of a request that was handed on, and whether its person is to be asked or told something about it."""

from __future__ import annotations

from collections.abc import Iterator

from casework.referrals.referral import Referral
from casework.referrals.steps import ACCEPTED, ASSIGN, DONE, REFER_KIND, REJECTED, REVOKED, SENT
from kiosk.paging import Told, rows
from kiosk.scenes.consent import questions
from kiosk.scenes.scene import Here


def told(here: Here, request: str) -> Iterator[list[Told]]:
    """Where it went and what was answered there, the newest first; within the team nobody need be told."""
    for each in here.desk.record.referrals.of_request(request):
        if each.kind != ASSIGN and each.sent_at is not None:
            yield from _one(here, each)


def nothing_to_ask(here: Here, request: str) -> set[str]:
    """Which of the two pictures are left out: a question that waits, something done without asking."""
    without = set()
    if not questions(here, request):
        without.add("question")
    done = [each for each in here.desk.record.overrides.used_on(request=request) if each.objected_at is None]
    if done:
        here.visit.override = done[-1].id
    else:
        without.add("without")
    return without


def _one(here: Here, each: Referral) -> Iterator[list[Told]]:
    picture = "refer" if each.kind == REFER_KIND else "transfer"
    values = {"to": each.receiver_name, "by": each.answered_by or each.receiver_name}
    lead = [(picture, sentence) for sentence in here.pack.sentences(f"referral.{_phrase(each)}", **values)]
    yield from _followed(lead, each.reason if each.status == REJECTED else "")
    if each.answer and each.status in (ACCEPTED, DONE):
        says = [("person", sentence) for sentence in here.pack.sentences("referral.answer", **values)]
        yield from _followed(says, each.answer)


def _followed(lead: list[Told], text: str) -> Iterator[list[Told]]:
    """A lead together with the first row of what follows; then the other rows."""
    told = [("speak", row) for row in rows(text)] if text else []
    yield [*lead, *told[:1]]
    yield from ([row] for row in told[1:])


def _phrase(each: Referral) -> str:
    if each.status == REVOKED or each.stopped:
        return "stopped"
    if each.kind != REFER_KIND and each.status in (SENT, ACCEPTED, DONE):
        return "transfer_sent" if each.status == SENT else "transfer"
    return each.status
