"""Checks what people may say: templates parse, no two meanings of a screen sound alike, the ear knows the words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from content.ears import Ears
from content.errors import BadTemplate, ContentError
from content.mistake import Mistake
from content.pack import Pack
from content.places import Place, templates
from content.screen import MOST_CHOICES, Phrase, Screen
from content.sounds import Pronunciations, sounds
from content.template import sentences
from content.told import Shelf, Told


def check_said(shelf: Shelf, pronunciations: Pronunciations, heard: Ears | None = None) -> Iterator[Mistake]:
    """Every mistake in the templates of every language."""
    for told in shelf.told.values():
        places = tuple(templates(told))
        broken = dict(_broken(told, places))
        yield from broken.values()
        alike = _Alike(told, tuple(each for each in places if each not in broken), pronunciations)
        for screen in _screens(shelf, told):
            yield from alike.on(screen)
        if heard is not None:
            yield from _not_heard(told, [each for each in places if each not in broken], heard)


def _broken(told: Told, places: Iterable[Place]) -> Iterator[tuple[Place, Mistake]]:
    for place in places:
        try:
            sentences(place.text)
        except BadTemplate as error:
            what = f"{place.text!r} cannot be listened for: {error.what}"
            yield place, told.mistake(place.name, place.keys, what, error.mend)


def _not_heard(told: Told, places: Sequence[Place], heard: Ears) -> Iterator[Mistake]:
    by_text = {place.text: place for place in places}
    for each in heard(told.language, _phrases(places)).deaf:
        place = by_text[each.template]
        what = f"the ear for {told.language} does not know the word {each.word!r} in {each.template!r}"
        if each.whole:
            what += ", and so can hear nothing of it"
        mend = "Say it with another word"
        if each.near:
            mend += f", or write what it knows and what sounds alike: {', '.join(each.near)}"
        yield told.mistake(place.name, place.keys, what, mend)


def _phrases(places: Iterable[Place]) -> tuple[Phrase, ...]:
    by_text = {place.text: place for place in places}
    return tuple(Phrase(".".join(place.keys), place.text) for place in by_text.values())


def _screens(shelf: Shelf, told: Told) -> Iterator[Screen]:
    """Every screen that somebody can stand before, as far as its words are whole."""
    pack = shelf.pack(told.language)
    found = [screen for key in shelf.planned() if (screen := _made(partial(pack.screen, key, prompt=())))]
    yield from found
    for category in shelf.planned_choices("listen"):
        if screen := _made(partial(_topics, pack, category)):
            yield screen
    asking = next((each for each in found if each.key == "did_you_mean"), None)
    if asking is not None:  # which puts choices of any screen in front of its own
        digits = pack.digits(range(1, 5), places=True)
        yield from (replace(asking, further=(*each.choices, *each.further), digits=digits) for each in found)


def _made(make: Callable[[], Screen]) -> Screen | None:
    """The screen, or nothing where its words are missing or misshapen: check_keys tells why."""
    try:
        return make()
    except (ContentError, KeyError, TypeError, AttributeError, ValueError):
        return None


def _topics(pack: Pack, category: str) -> Screen:
    choices = pack.sibling_choices(f"listen.{category}")[:MOST_CHOICES]
    return pack.with_choices(replace(pack.screen("listen", prompt=()), further=()), choices)


class _Alike:
    """Finds two meanings of a screen that sound alike; a pair of lines is told once, however many screens have it."""

    def __init__(self, told: Told, places: Iterable[Place], pronunciations: Pronunciations) -> None:
        self._told = told
        self._by_text: dict[str, list[Place]] = {}
        for place in places:
            self._by_text.setdefault(place.text, []).append(place)
        self._pronunciations = pronunciations
        self._seen: set[frozenset[Place]] = set()

    def on(self, screen: Screen) -> Iterator[Mistake]:
        """The pairs on this screen."""
        owners: dict[str, tuple[Phrase, str]] = {}
        for phrase in screen.phrases():
            if not isinstance(phrase.template, str) or phrase.template not in self._by_text:
                continue
            for sentence in sentences(phrase.template):
                for sound in sounds(sentence, screen.language, self._pronunciations):
                    other, other_sentence = owners.setdefault(sound, (phrase, sentence))
                    if other.meaning != phrase.meaning and not _same(screen, other.meaning, phrase.meaning):
                        yield from self._pair(screen, (phrase, sentence), (other, other_sentence))

    def _pair(self, screen: Screen, one: tuple[Phrase, str], other: tuple[Phrase, str]) -> Iterator[Mistake]:
        here, there = self._place(screen, one[0]), self._place(screen, other[0])
        if frozenset((here, there)) in self._seen:
            return
        self._seen.add(frozenset((here, there)))
        first = self._told.mistake(there.name, there.keys, "", "")
        what = (
            f"on the screen {screen.key}, {one[1]!r} ({_named(one[0])}) sounds like "
            f"{other[1]!r} ({_named(other[0])}, {first.path.name} line {first.line})"
        )
        yield self._told.mistake(here.name, here.keys, what, "Say one of the two in another way")

    def _place(self, screen: Screen, phrase: Phrase) -> Place:
        kind, _, key = phrase.meaning.partition(":")
        key = key.removeprefix("topic.")

        def far(place: Place) -> tuple[bool, bool, bool]:
            is_command = place.name == "commands"
            return ((kind == "choice") == is_command, key not in place.keys, place.keys[0] != screen.key)

        return min(self._by_text[phrase.template], key=far)


def _same(screen: Screen, *meanings: str) -> bool:
    """Whether a choice and a command of one name lead to the same place: "help" at home is both."""
    kinds, keys = zip(*(each.split(":", 1) for each in meanings), strict=True)
    choice = screen.choice(keys[0])
    return (
        set(kinds) == {"choice", "command"}
        and len(set(keys)) == 1
        and choice is not None
        and choice.goes_to == keys[0]
    )


def _named(phrase: Phrase) -> str:
    kind, _, key = phrase.meaning.partition(":")
    return f"{kind} {key}"
