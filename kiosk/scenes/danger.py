"""Danger now: a human is called at once, then hotline, worker and neighbour are told; its words are content."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from casework.alarms.alarms import MORE as MORE_SAID
from casework.alarms.raising import PICTURE, SCREEN
from casework.errors import EmptyRecording
from content.danger import NO_KIND, is_quiet
from content.pack import Pack
from content.screen import Choice, Screen
from kiosk.errors import NotNow
from kiosk.scenes.leaving import LEAVE
from kiosk.scenes.scene import Here, Scene, Shown
from kiosk.wording import digit_by_digit
from voice.understanding import Understanding

WHICH, TOLD, QUIET, MORE = "danger.which", "danger", "danger.quiet", "danger.more"
CATEGORY = {"collapse": "ill", "suicide": "lonely", "violence": "family", "abuse": "family", "lost": "family"}
"""What the request is called among the reasons; the alarm says the rest."""
MOST_TOLD = 3
"""Sentences before the last one; in danger nobody listens to more."""
SHORTEST = 3200
"""Bytes of an utterance worth keeping: a tenth of a second."""
BYTES_A_SECOND = 32_000


def listen_for_it(here: Here, shown: Shown) -> Shown:
    """Wherever somebody is listened to, the words of the danger picture are understood, drawn or not."""
    screen = _with(here.pack, shown.screen)
    heard = _with(here.desk.pack(shown.heard.language), shown.heard) if shown.heard else None
    return replace(shown, screen=screen, heard=heard)


def heard_danger(here: Here, screen: Screen, understood: Understanding, pcm: bytes) -> str | None:
    """The screen that follows where somebody spoke of danger; None for everything else.

    Whoever says one of the screen's own sentences (a topic on fires) means that, unless it is a reason for help.
    """
    meant = screen.choice(understood.key or "") if understood.outcome == "choice" else None
    if understood.outcome in ("digit", "number", "silence", "unavailable"):
        return None
    if meant is not None and meant.goes_to not in ("help.describe", WHICH):
        return None
    kinds = here.desk.record.alarms.watch(understood.transcript, here.visit.category)
    if not kinds and meant is not None and meant.goes_to == WHICH:
        kinds = (NO_KIND,)
    if not kinds:
        return None
    here.desk.record.turns.count(here.visit.language, here.key, "speech", "human")
    return cry(here, kinds, SCREEN, pcm, understood)


def cry(here: Here, kinds: Sequence[str], by: str, pcm: bytes = b"", said: Understanding | None = None) -> str:
    """Keep everything, call a human, and show what helps; the request is on disk and told when this returns.

    The key of the screen that follows.
    """
    visit, requests, alarms = here.visit, here.desk.record.requests, here.desk.record.alarms
    remember_where(here)
    visit.understood()
    if visit.alarmed is None:
        category = CATEGORY.get(kinds[0], "other")
        request = visit.draft or requests.draft(visit.language, category, visit.session, visit.person)
        first = visit.description is None
        if first:
            _keep_voice(here, request, "description", pcm, said)
        requests.submit(request, None, slots={"danger": kinds[0], "by": by})
        alarmed(here, request)
        if not first:
            _keep_voice(here, request, MORE_SAID, pcm, said)
    else:
        _keep_voice(here, visit.alarmed, MORE_SAID, pcm, said)
    alarms.cry(str(visit.alarmed), kinds, by)
    visit.tell()
    return QUIET if is_quiet(kinds) else TOLD


def noticed(here: Here) -> str | None:
    """The screen to go to because of what was found out meanwhile: words written down later, a worker's answer."""
    visit, record = here.visit, here.desk.record
    if visit.alarmed is not None:
        alarm = record.alarms.of(visit.alarmed)
        if alarm and alarm.answered_at and not visit.answer_told and visit.at == TOLD:
            visit.tell()
            return TOLD
        return None
    for request in dict.fromkeys((visit.draft, visit.receipt.request if visit.receipt else None)):
        alarm = record.alarms.of(request) if request else None
        if alarm is not None:
            remember_where(here)
            alarmed(here, alarm.request)
            visit.tell()
            return QUIET if is_quiet(alarm.kinds) else TOLD
    return None


def alarmed(here: Here, request: str) -> None:
    """That request has been sent, and somebody is called about it."""
    visit = here.visit
    visit.receipt = here.desk.record.receipt(request)
    visit.alarmed = visit.found = request
    visit.forget_draft()


class Which(Scene):
    """What it is, in six pictures; each calls at once."""

    keys = (WHICH,)

    def take(self, here: Here, choice: Choice) -> str:
        """The picture is the alarm."""
        return cry(here, (choice.key,), PICTURE)


class Told(Scene):
    """Whom to call, who is being called, who lives near; going on, saying more, leaving are one touch each."""

    keys = (TOLD,)

    def show(self, here: Here) -> Shown:
        """Once somebody has answered, the name is told."""
        visit, record = here.visit, here.desk.record
        alarm = record.alarms.of(visit.alarmed) if visit.alarmed else None
        if alarm is None:
            raise NotNow(here.key, WHICH)
        pack = here.pack
        quiet = is_quiet(alarm.kinds)
        kinds = alarm.kinds[:1] if quiet else alarm.kinds[:2]
        told = [("phone", each) for kind in kinds for each in pack.sentences(f"danger.call.{kind}")]
        if alarm.answered_at:
            visit.answer_told = True
            answered = pack.sentences("danger.answered", worker=alarm.answered_name or "")
            told = [*(("person", each) for each in answered), *told]
        else:
            told += [("person", each) for each in _duty(here)]
        if not quiet and len(told) < MOST_TOLD:
            told += [("for_other", each) for each in _near(here, told_aloud="suicide" not in kinds)]
        told = list(dict.fromkeys(told))
        screen = pack.screen(here.key, prompt=[sentence for _, sentence in told])
        screen = replace(screen, back=visit.danger_from)
        return Shown(screen, private=True, beside=tuple(picture for picture, _ in told))

    def take(self, here: Here, choice: Choice) -> str:
        """Nothing here asks twice."""
        visit = here.visit
        if choice.key == "leave":
            return LEAVE
        if choice.key == "mistake" and visit.alarmed:
            here.desk.record.alarms.mistaken(visit.alarmed)
            visit.tell(*here.pack.sentences("danger.mistaken"))
        return choice.goes_to or visit.danger_from


class Quiet(Scene):
    """Is somebody with you? Until that is answered, nothing is told that another should not hear."""

    keys = (QUIET,)

    def show(self, here: Here) -> Shown:
        """Only after an alarm."""
        if here.visit.alarmed is None:
            raise NotNow(here.key, WHICH)
        return Shown(replace(here.pack.screen(here.key), back=here.visit.danger_from))

    def take(self, here: Here, choice: Choice) -> str:
        """With somebody there the machine is as it always is; the request goes its way."""
        if choice.key == "leave":
            return LEAVE
        here.visit.alone = choice.key == "nobody"
        if choice.key == "somebody":
            here.visit.tell(*here.pack.sentences("danger.later"))
        return choice.goes_to


class More(Scene):
    """Saying more, straight to those who were called."""

    keys = (MORE,)

    def show(self, here: Here) -> Shown:
        """Only after an alarm."""
        if here.visit.alarmed is None:
            raise NotNow(here.key, WHICH)
        return Shown(here.pack.screen(here.key))

    def take(self, here: Here, choice: Choice) -> str:
        """The recorder, as everywhere."""
        if choice.key == "record":
            here.visit.tell(telling="nothing", act="record")
            return here.key
        return choice.goes_to


def _with(pack: Pack, screen: Screen) -> Screen:
    if screen.key.startswith("danger") or screen.choice("danger"):
        return screen
    choice = next(each for each in pack.choices("help") if each.key == "danger")
    return replace(screen, further=(*screen.further, choice))


def remember_where(here: Here) -> None:
    """From which screen somebody came to the danger screens: they go on there."""
    if not here.key.startswith("danger") and here.key not in ("still_there", "trouble", "did_you_mean"):
        here.visit.danger_from = "home" if here.key.startswith(("help", "language")) else here.key


def _keep_voice(here: Here, request: str, kind: str, pcm: bytes, said: Understanding | None) -> None:
    """What was said becomes a recording of the request, with what was understood of it as a note."""
    record = here.desk.record
    kept = None
    if len(pcm) >= SHORTEST:
        recording = record.recordings.begin(request, kind)
        recording.append(pcm)
        with suppress(EmptyRecording):
            kept = recording.finish()
    if kept and kind == MORE_SAID:
        record.alarms.more(request, kept, len(pcm) / BYTES_A_SECOND)
    elif kept:
        record.requests.attach(request, kept, kind)
    if said is not None and said.transcript:
        record.requests.dictated(request, said.transcript, said.score / 100, said.engine, kept)


def _duty(here: Here) -> Sequence[str]:
    name = here.desk.record.alarms.on_duty(here.visit.alarmed or "")
    return here.pack.sentences("danger.duty", worker=name) if name else here.pack.screen(TOLD).prompt


def _near(here: Here, *, told_aloud: bool) -> Sequence[str]:
    found = here.desk.record.alarms.nearest(here.visit.person) if here.visit.person else None
    if found is None:
        return here.pack.sentences("danger.nearby") if told_aloud else ()
    if not found.phone:
        return here.pack.sentences("danger.neighbour_no_phone", name=found.name)
    return here.pack.sentences("danger.neighbour", name=found.name, digits=digit_by_digit(found.phone))


def keep_more(here: Here, recording: str, seconds: float) -> None:
    """A recording that was made after the request was sent is kept with it, and written down soon."""
    request = here.visit.alarmed or here.visit.draft
    if request is not None:
        here.desk.record.alarms.more(request, recording, seconds)
        here.desk.dictations.ask(request, recording, here.visit.language)
