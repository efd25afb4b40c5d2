"""What became of a request, page by page: where it stands, who comes when, and the workers' own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from casework.status import Reply, Status
from content.screen import Choice
from kiosk.errors import NotNow
from kiosk.paging import LINE, Told, pages, rows, width
from kiosk.scenes import handed_on
from kiosk.scenes.help import reasons
from kiosk.scenes.scene import Here, Scene, Shown
from kiosk.wording import day_and_part, digit_by_digit

FIRST = "mine.status"
VOICE = "reply_"
"""Begins the name of a worker's spoken answer, as the page fetches it."""
CAPTION = 4 * LINE
"""Latin letters of text beside a voice."""
WHY = {
    "refused": "status.refused",
    "referred": "status.referred",
    "unanswered": "status.unanswered",
    "withdrawn": "status.withdrawn_by",
    "duplicate": "",
}
"""Honest ends, and the phrase that introduces their reason."""


class StatusTold(Scene):
    """The answer: ``mine.status``, and ``mine.status.<page>`` where it is longer than a page."""

    confidential = True

    def owns(self, key: str) -> bool:
        """Every page of it."""
        return key == FIRST or key.startswith(f"{FIRST}.")

    def show(self, here: Here) -> Shown:
        """Everything personal: its sound stays in memory. Number and token above say that it is hers."""
        status = found_status(here)
        told = pages(list(told_status(here, status)))
        page = _page(here, len(told))
        shown, last = told[page - 1], page == len(told)
        without = {"next"} if last else {"undo"}  # three pictures in a row leave room for their words
        if not status.can_take_back:
            without.add("undo")
        without |= handed_on.nothing_to_ask(here, status.request) if last else {"question", "without"}
        said = [each for each in shown if not each[0].startswith(VOICE)]
        screen = here.pack.screen(FIRST, prompt=[sentence for _, sentence in said], without=without)
        back = _key(page - 1) if page > 1 else screen.back
        choices = tuple(_leading(each, page) for each in screen.choices)
        screen = replace(screen, key=here.key, choices=choices, back=back)
        beside = tuple(picture for picture, _ in said)
        voices = {spoken(each.recording): each.seconds for each in status.replies if each.recording}
        return Shown(
            screen,
            private=True,
            own=_voices(shown),
            captions=dict(shown),
            seconds=voices,
            beside=beside,
            marked=status,
        )


def found_status(here: Here) -> Status:
    """The request that this visit has found. Raises NotNow."""
    if here.visit.found is None:
        raise NotNow(here.key, "mine")
    return here.desk.record.requests.status(here.visit.found)


def told_status(here: Here, status: Status) -> Iterator[list[Told]]:
    """The whole answer for the ear, each part as it is told in one breath; the newest message first."""
    pack, worker = here.pack, status.worker or here.pack.text("status.worker_unknown")
    asked = _said(here, status.asked_at)
    reason = next((each.picture for each in reasons(pack) if each.key == status.category), "mine")
    intro = pack.sentences("status.intro", reason=pack.text(f"reason.{status.category}"), asked=asked)
    yield [(reason, each) for each in intro]
    yield from ([each] for each in _standing(here, status, worker))
    if status.reopened and status.status in ("new", "taken", "planned"):
        yield [("mine", each) for each in pack.sentences("status.reopened")]
    if status.status in WHY:
        yield from _why(here, status)
    yield from handed_on.told(here, status.request)
    for place, reply in enumerate(reversed(status.replies)):
        yield from _message(here, reply, worker, earlier=place > 0)
    if not status.replies and status.status in ("new", "taken"):
        yield [("mine", each) for each in pack.sentences("status.no_reply")]


def _why(here: Here, status: Status) -> Iterator[list[Told]]:
    """The honest end, and its reason in the worker's words."""
    if status.same_as:
        digits = digit_by_digit(status.same_as)
        yield [("mine", each) for each in here.pack.sentences("status.duplicate", digits=digits)]
    if status.reason and (key := WHY[status.status]):
        first, *others = [("speak", each) for each in rows(status.reason)]
        yield [*(("person", each) for each in here.pack.sentences(key)), first]
        yield from ([each] for each in others)


def spoken(recording: str) -> str:
    """What stands in the place of a picture where a worker's own voice is played."""
    return f"{VOICE}{recording}"


def caption(text: str) -> str:
    """What is written beside a voice: the text, as far as a page has room for it."""
    if width(text) <= CAPTION:
        return text
    cut = next(place for place in range(len(text), 0, -1) if width(text[:place]) < CAPTION)
    return f"{text[:cut]}…"


def _message(here: Here, reply: Reply, worker: str, *, earlier: bool) -> Iterator[list[Told]]:
    """Who says it, together with the first row of it; then the others."""
    values = {"worker": reply.worker or worker, "when": _said(here, reply.at)}
    lead = here.pack.sentences("status.reply_earlier" if earlier else "status.reply", **values)
    if reply.recording:
        yield [*(("person", each) for each in lead), (spoken(reply.recording), caption(reply.text))]
        return
    first, *others = [("speak", each) for each in rows(reply.text)] or [("speak", reply.text)]
    yield [*(("person", each) for each in lead), first]
    yield from ([each] for each in others)


def _standing(here: Here, status: Status, worker: str) -> list[Told]:
    pack = here.pack
    if status.status == "new":
        late = status.by < here.desk.clock()
        *nobody, by = pack.sentences("status.new", by=_said(here, status.by))
        promised = pack.sentences("when.overdue") if late else (by,)
        return [*(("person", each) for each in nobody), *(("calendar", each) for each in promised)]
    if status.status == "planned" and status.visit is not None:
        planned = pack.sentences("status.planned", worker=worker, when=_said(here, status.visit))
        return [("calendar", each) for each in planned]
    if status.status in ("taken", "planned"):
        return [("person", each) for each in pack.sentences("status.taken", worker=worker)]
    if status.status in WHY and (status.reason or status.same_as):
        return []
    ended = status.status if status.status in ("done", "withdrawn") else "closed"
    picture = {"done": "yes", "withdrawn": "undo"}.get(ended, "mine")
    return [(picture, each) for each in pack.sentences(f"status.{ended}")]


def _voices(shown: Sequence[Told]) -> tuple[tuple[int, str], ...]:
    """Which voices are played, and after how many of the page's sentences."""
    found, before = [], 0
    for picture, _ in shown:
        if picture.startswith(VOICE):
            found.append((before, picture))
        else:
            before += 1
    return tuple(found)


def _page(here: Here, last: int) -> int:
    """Which page that is. Raises NotNow where there is none (any more)."""
    if here.key == FIRST:
        return 1
    number = here.key.removeprefix(f"{FIRST}.")
    if not number.isdecimal() or not 2 <= int(number) <= last:
        raise NotNow(here.key, FIRST)
    return int(number)


def _key(page: int) -> str:
    return FIRST if page == 1 else f"{FIRST}.{page}"


def _leading(choice: Choice, page: int) -> Choice:
    return replace(choice, goes_to=_key(page + 1)) if choice.key == "next" else choice


def _said(here: Here, moment: datetime) -> str:
    return day_and_part(here.pack, moment, here.desk.clock(), here.desk.settings.zone)
