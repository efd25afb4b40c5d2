"""Letters in one's own voice to the people whom one approved: whom to, speaking, hearing it back, sending it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casework.errors import CaseworkError
from casework.letters.letter import IN, OUT, Letter
from casework.persons.relations import Relation
from content.screen import Choice
from kiosk.errors import NotNow
from kiosk.scenes import child
from kiosk.scenes.faces import FACE, approved, drawn_as_faces
from kiosk.scenes.paged import is_page
from kiosk.scenes.scene import Here, Scene, Shown
from kiosk.scenes.telling import hear_own
from kiosk.wording import day_and_part

HOME, WHOM, SPEAK, FILM = "letters", "letters.faces", "letters.speak", "letters.film"
RECORDED, SENT = "letters.recorded", "letters.sent"
LETTER_OWN, FILM_OWN = "letter", "film"
"""Kinds of the person's own recording that is a letter, without and with a picture."""
MOST_TOLD = 3
"""Letters of which it is told what became of them; nobody remembers more."""
STATES = {"kept": "kept", "sent": "sent", "heard": "yes"}
"""How it stands with a letter, and the picture beside it."""


class Letters(Scene):
    """What became of the letters sent, and the ways to hear and to speak one."""

    keys = (HOME,)

    def show(self, here: Here) -> Shown:
        """Only with a card; the newest letter to each relative is told of."""
        approved(here, HOME)
        child.in_time(here)
        own = here.desk.record.letters.of(str(here.visit.person))
        told = [*_became(here, own), *(("", each) for each in here.pack.screen(HOME).prompt)]
        without = () if any(each.way == IN for each in own) else ("hear",)
        screen = here.pack.screen(HOME, without=without, prompt=[sentence for _, sentence in told])
        return Shown(screen, private=True, beside=tuple(picture for picture, _ in told))

    def take(self, here: Here, choice: Choice) -> str:
        """Hearing begins with the newest."""
        if choice.key == "hear":
            here.visit.letter_read = None
        return choice.goes_to


class Whom(Scene):
    """The same faces as for calling: nobody else can be written to."""

    def owns(self, key: str) -> bool:
        """Every page of them."""
        return is_page(key, WHOM)

    def show(self, here: Here) -> Shown:
        """One face for each."""
        relations = approved(here, WHOM)
        child.in_time(here)
        return drawn_as_faces(here, WHOM, relations, "letters.to", SPEAK)

    def take(self, here: Here, choice: Choice) -> str:
        """What was spoken for that one and never sent is there again."""
        if not choice.key.startswith(FACE):
            return choice.goes_to
        return write_to(here, choice.key.removeprefix(FACE))


class Speak(Scene):
    """The recorder."""

    keys = (SPEAK,)

    def show(self, here: Here) -> Shown:
        """To whom, and how long it may be."""
        one = _receiver(here)
        child.in_time(here)
        if here.visit.letter is None:
            raise NotNow(here.key, WHOM)
        told = here.pack.sentences("letters.speak", name=one.name)
        without = () if here.desk.settings.camera else ("film",)
        return Shown(here.pack.screen(here.key, without=without, prompt=told), private=True)

    def take(self, here: Here, choice: Choice) -> str:
        """Start the recorder; or rather not."""
        if choice.key == "record":
            here.visit.tell(telling="nothing", act="record")
            return here.key
        return choice.goes_to


class Filmed(Scene):
    """The same with a picture: one sees oneself as in a mirror."""

    keys = (FILM,)

    def show(self, here: Here) -> Shown:
        """Only where there is a camera."""
        one = _receiver(here)
        child.in_time(here)
        if here.visit.letter is None or not here.desk.settings.camera:
            raise NotNow(here.key, SPEAK)
        return Shown(
            here.pack.screen(here.key, prompt=here.pack.sentences("letters.film.how", name=one.name)), private=True
        )

    def take(self, here: Here, choice: Choice) -> str:
        """The page films; any press ends it."""
        if choice.key == "film":
            here.visit.tell(telling="nothing", act="film")
            return here.key
        return choice.goes_to


class Recorded(Scene):
    """It is on the disk and plays itself: send it, hear it again, speak anew, or throw it away."""

    keys = (RECORDED,)

    def show(self, here: Here) -> Shown:
        """Only with a voice in it."""
        one, letter = _receiver(here), letter_spoken(here)
        if letter is None:
            raise NotNow(here.key, SENT if here.visit.letter_sent and here.visit.letter is None else SPEAK)
        told = here.pack.sentences("letters.recorded", name=one.name)
        told, kind = (told[:1], FILM_OWN) if letter.film else (told, LETTER_OWN)  # a picture needs its room
        prompt = (*told, *here.pack.screen(here.key).prompt)
        screen = here.pack.screen(here.key, prompt=prompt)
        return Shown(screen, private=True, own=((len(told), kind),), seconds={kind: letter.seconds})

    def take(self, here: Here, choice: Choice) -> str:
        """Nothing says "sent" before it is on the disk."""
        visit, letters = here.visit, here.desk.record.letters
        if choice.key == "hear":
            return hear_own(here)
        if choice.key == "send" and visit.letter is not None:
            try:
                visit.letter_sent = letters.send(visit.letter, visit.session).id
            except CaseworkError:  # taken back meanwhile: who may be written to is shown
                visit.letter = visit.letter_to = None
                return WHOM
            visit.letter = None
        if choice.key == "dont" and visit.letter is not None:
            letters.drop(visit.letter)
            visit.letter = visit.letter_to = None
            visit.tell(*here.pack.sentences("letters.dropped"))
        return choice.goes_to


class Sent(Scene):
    """Whether the other one can hear it now, and that it can be taken back."""

    keys = (SENT,)

    def show(self, here: Here) -> Shown:
        """Honest: kept is not sent, where no link is open on which it could be heard."""
        letter = next((each for each in _own(here) if each.id == here.visit.letter_sent), None)
        if letter is None:
            raise NotNow(here.key, HOME)
        state = letter.state
        told = [(STATES[state], each) for each in here.pack.sentences(f"letters.now.{state}", name=letter.name)]
        told += [("undo", each) for each in here.pack.sentences("letters.undo")]
        screen = here.pack.screen(here.key, prompt=[sentence for _, sentence in told])
        return Shown(screen, private=True, beside=tuple(picture for picture, _ in told))


def write_to(here: Here, relation: str) -> str:
    """A letter to that relative: the recorder, or what was spoken before; the key of the screen."""
    visit, letters = here.visit, here.desk.record.letters
    if visit.person is None:
        visit.wanted = WHOM
        return "card"
    try:
        visit.letter = letters.begin(visit.person, relation)
    except CaseworkError:  # not approved (any more)
        return WHOM
    visit.letter_to = relation
    return RECORDED if letters.draft(relation) else SPEAK


def letter_spoken(here: Here) -> Letter | None:
    """What this person has spoken and not sent."""
    relation, letters = here.visit.letter_to, here.desk.record.letters
    found = letters.draft(relation) if relation and here.visit.person else None
    return found if found is not None and found.id == here.visit.letter else None


def when(here: Here, letter: Letter) -> str:
    """When it was sent or came."""
    return day_and_part(here.pack, letter.at, here.desk.clock(), here.desk.settings.zone)


def _own(here: Here) -> Sequence[Letter]:
    person = here.visit.person
    return [each for each in here.desk.record.letters.of(person) if each.way == OUT] if person else []


def _receiver(here: Here) -> Relation:
    found = next((each for each in approved(here, HOME) if each.id == here.visit.letter_to), None)
    if found is None:
        raise NotNow(here.key, WHOM)
    return found


def _became(here: Here, own: Sequence[Letter]) -> Iterator[tuple[str, str]]:
    newest = {each.relation: each for each in reversed(own) if each.way == OUT}
    for each in list(newest.values())[::-1][:MOST_TOLD]:
        key = f"letters.state.{each.state}"
        yield from (
            (STATES[each.state], told) for told in here.pack.sentences(key, name=each.name, when=when(here, each))
        )
