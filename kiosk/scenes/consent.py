"""What may be done with my things: asked aloud, explained, answered with yes, no or not today, and taken back."""

from __future__ import annotations

from dataclasses import replace

from casework.consents.entry import Asked, Consent
from casework.consents.errors import NoSuchAsk
from casework.consents.purposes import Purpose, purpose
from casework.errors import CaseworkError
from content.screen import Choice
from kiosk.errors import NotNow
from kiosk.matter import Matter
from kiosk.scenes.scene import Here, Scene, Shown

MOST = 4
"""Things on a page of what was allowed; with "more" and the way back they fill a screen."""
LONG = 18
"""Letters of a receiver's name that fit under a picture."""


class Question(Scene):
    """Who asks, and the question in the words that are kept; yes and no are of one size."""

    confidential = True
    keys = ("consent.ask",)

    def show(self, here: Here) -> Shown:
        """The worker's name only where a worker asks."""
        matter = the_matter(here)
        who: tuple[str, ...] = ()
        if matter.ask:
            asker = here.desk.record.asks.get(matter.ask).worker_name
            who = here.pack.sentences("consent.asks", worker=asker)
        told = [*(("person", each) for each in who), *((about(matter).picture, each) for each in words(here, matter))]
        return _told(here, told)

    def take(self, here: Here, choice: Choice) -> str:
        """On the disk before the next screen says so."""
        if choice.key in ("yes", "no"):
            return answer(here, choice.key == "yes")
        if choice.key == "later":
            return _put_off(here)
        return choice.goes_to


class Meaning(Question):
    """What does this mean? Explained, and asked again on the same screen."""

    keys = ("consent.meaning",)

    def show(self, here: Here) -> Shown:
        """What will be done, until when, and that it can be taken back."""
        matter = the_matter(here)
        pack, lasts = here.pack, about(matter).days
        told = [(about(matter).picture, each) for each in pack.sentences(f"consent.{about(matter).word}.means")]
        if lasts:
            told += [("calendar", each) for each in pack.sentences(f"consent.lasts.{lasts}")]
        told += [("undo", each) for each in pack.sentences("consent.can_go")]
        return _told(here, told)


class Answered(Scene):
    """What was answered, and that it can be changed."""

    confidential = True
    keys = ("consent.answered",)

    def show(self, here: Here) -> Shown:
        """Yes and no are thanked for alike."""
        matter = the_matter(here)
        if matter.answer is None:
            raise NotNow(here.key, "consent.ask")
        said = here.pack.sentences("consent.said_yes" if matter.answer else "consent.said_no")
        picture = "yes" if matter.answer else "no"
        told = [(picture, each) for each in said] + [(about(matter).picture, each) for each in words(here, matter)]
        if matter.answer:
            told += [("undo", each) for each in here.pack.sentences("consent.can_go")]
        return _told(here, told)

    def take(self, here: Here, choice: Choice) -> str:
        """The answer may be changed at once; then the next question, if one waits."""
        if choice.key == "change":
            return "consent.ask"
        return "known" if here.visit.person else "mine.status"


class Given(Scene):
    """Everything this person allowed; a touch takes it back."""

    confidential = True

    def owns(self, key: str) -> bool:
        """Every page of it."""
        return key == "consent.mine" or key.startswith("consent.mine.")

    def show(self, here: Here) -> Shown:
        """One picture for each, the newest first."""
        held, page = in_force(here), _page(here)
        shown = held[(page - 1) * MOST : page * MOST]
        if page > 1 and not shown:
            raise NotNow(here.key, "consent.mine")
        planned = {each.key: each for each in here.pack.choices("consent.mine")}
        choices = [self._one(here, each) for each in shown]
        if len(held) > page * MOST:
            choices.append(replace(planned["more"], goes_to=f"consent.mine.{page + 1}"))
        choices.append(planned["back"])
        prompt = here.pack.screen("consent.mine").prompt if held else here.pack.sentences("consent.nothing")
        screen = here.pack.screen("consent.mine", prompt=prompt)
        return Shown(replace(here.pack.with_choices(screen, choices), key=here.key), private=True)

    def take(self, here: Here, choice: Choice) -> str:
        """Taken back: on the disk, and nothing rests upon it any more."""
        entry = next((each for each in in_force(here) if f"entry.{each.id}" == choice.key), None)
        if entry is None:
            return choice.goes_to or here.key
        return take_back(here, entry, choice.sentence)

    def _one(self, here: Here, entry: Consent) -> Choice:
        matter = Matter.of_entry(entry)
        to, word = receiver(here, matter), about(matter).word
        label = here.pack.text(f"consent.{word}.label", to=to if len(to) <= LONG else f"{to[: LONG - 1]}…")
        said = tuple(here.pack.sentences(f"consent.back.{word}"))
        spoken = here.pack.text("consent.take_back", what=here.pack.text(f"consent.{word}.label", to=to))
        key, accent = f"entry.{entry.id}", "amber"
        return Choice(key, picture=about(matter).picture, label=label, said_as=said, spoken=spoken, accent=accent)


class TakenBack(Scene):
    """It is not allowed any more; who touched it by mistake allows it again."""

    confidential = True
    keys = ("consent.taken_back",)

    def show(self, here: Here) -> Shown:
        """What it was."""
        matter = the_matter(here)
        screen = here.pack.screen(here.key)
        told = [("undo", each) for each in screen.prompt]
        return _told(here, [*told, *((about(matter).picture, each) for each in words(here, matter))])


def the_matter(here: Here) -> Matter:
    """What is in front of the person, filled in from the record. Raises NotNow."""
    matter, instead = here.visit.matter, "known" if here.visit.person else "mine.status"
    if matter is None:
        raise NotNow(here.key, instead)
    if matter.purpose:
        return matter
    try:
        found = Matter.of_ask(here.desk.record.asks.get(matter.ask))
    except NoSuchAsk:
        raise NotNow(here.key, instead) from None
    here.visit.matter = found
    return found


def questions(here: Here, request: str) -> bool:
    """Whether somebody who asks after that request is to be asked something; it is laid out then."""
    waiting = here.desk.record.asks.waiting(request=request)
    if waiting:
        here.visit.matter = Matter.of_ask(waiting[0])
    return bool(waiting)


def about(matter: Matter) -> Purpose:
    """The purpose."""
    return purpose(matter.purpose)


def words(here: Here, matter: Matter) -> tuple[str, ...]:
    """The question in the exact words that are kept with the answer."""
    return here.pack.sentences(f"consent.{about(matter).word}.ask", to=receiver(here, matter))


def receiver(here: Here, matter: Matter) -> str:
    """Name of who is to have it."""
    return here.desk.record.consents.receiver_name(matter.to) if matter.to else ""


def in_force(here: Here) -> tuple[Consent, ...]:
    """What this person allowed and may take back, the newest first. Raises NotNow for somebody nobody knows."""
    if here.visit.person is None:
        raise NotNow(here.key, "card")
    return here.desk.record.consents.in_force(here.visit.person)


def take_back(here: Here, entry: Consent, words: str) -> str:
    """What was allowed is not any more, once this returns; the key of the screen that says so."""
    matter = Matter.of_entry(entry)
    here.desk.record.consents.take_back(entry.id, _asked(here, matter, words), recording=_voice(here))
    here.visit.matter = replace(matter, answer=False)
    return "consent.taken_back"


def answer(here: Here, yes: bool) -> str:
    """Write the answer down, with the voice where it was spoken; the key of the screen that follows."""
    matter = the_matter(here)
    record, spoken = here.desk.record, " ".join(words(here, matter))
    asked = _asked(here, matter, spoken)
    said, session = _voice(here), here.visit.session
    record.consents.answer(matter.subject, matter.purpose, yes, asked, to=matter.to, recording=said, session=session)
    here.visit.matter = replace(matter, answer=yes)
    return "consent.answered"


def _asked(here: Here, matter: Matter, spoken: str) -> Asked:
    ask = matter.ask if matter.ask and here.desk.record.asks.get(matter.ask).ended_at is None else None
    return Asked(spoken, here.pack.edition, here.visit.language, here.mode, ask=ask)


def _voice(here: Here) -> str | None:
    """The recording of what was just said; a disk without room costs the voice, never the answer."""
    if here.mode != "speech" or not here.said:
        return None
    try:
        return here.desk.record.recordings.keep(here.said, kind="consent")
    except CaseworkError:
        return None


def _put_off(here: Here) -> str:
    matter = the_matter(here)
    if matter.ask:
        try:
            here.desk.record.asks.put_off(matter.ask)
        except NoSuchAsk:
            here.visit.matter = None
    here.visit.tell(*here.pack.sentences("consent.put_off"))
    return "known" if here.visit.person else "mine.status"


def _told(here: Here, told: list[tuple[str, str]]) -> Shown:
    screen = here.pack.screen(here.key, prompt=[sentence for _, sentence in told])
    return Shown(screen, private=True, beside=tuple(picture for picture, _ in told))


def _page(here: Here) -> int:
    number = here.key.removeprefix("consent.mine").removeprefix(".")
    if number and not (number.isdecimal() and int(number) > 1):
        raise NotNow(here.key, "consent.mine")
    return int(number or 1)
