"""Checks how texts reach ear and eye: sentences and labels short enough, equal {values}, clips that speak a text."""

from __future__ import annotations

import re
import wave
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from content.clips import FOLDER, spoken_texts
from content.mistake import Mistake
from content.places import Place, drawn, labels, spoken
from content.source import Keys
from content.told import Shelf, Told

MOST_WORDS = 25
"""Of a spoken sentence, where words are written apart."""
MOST_CHARACTERS = 40
"""Of a spoken Chinese sentence, punctuation left aside."""
LABEL_WORDS = 4
LABEL_LETTERS = {"zh": 6, "ko": 10}
"""Of a label, spaces left aside."""
LABEL_LATIN_LETTERS = 22
_END = re.compile(r"[.!?。！？…]+")
_VALUE = re.compile(r"\{[^{}]*\}")
_NO_LETTER = re.compile(r"[^\w]|_")


def check_ear(shelf: Shelf) -> Iterator[Mistake]:
    """Every text that is too long to hear or to draw, every {value} that differs, every clip of nothing."""
    for told in shelf.told.values():
        for place in spoken(told):
            yield from _too_long(told, place)
        for place in labels(told):
            yield from _too_wide(told, place)
        yield from _clips(told)
    yield from _values(shelf)


def _too_long(told: Told, place: Place) -> Iterator[Mistake]:
    for sentence in _END.split(_VALUE.sub("X", place.text)):
        if told.language == "zh":
            length, most, unit = len(_NO_LETTER.sub("", sentence)), MOST_CHARACTERS, "characters"
        else:
            length, most, unit = len(sentence.split()), MOST_WORDS, "words"
        if length > most:
            what = f"a sentence of {length} {unit} is too long for the ear ({most} is the most): {sentence.strip()}"
            yield told.mistake(place.name, place.keys, what, "Make two short sentences of it")


def _too_wide(told: Told, place: Place) -> Iterator[Mistake]:
    letters, words = len(_NO_LETTER.sub("", place.text)), len(place.text.split())
    own = LABEL_LETTERS.get(told.language, LABEL_LATIN_LETTERS)
    most = LABEL_LATIN_LETTERS if place.text.isascii() else own
    if letters > most or words > LABEL_WORDS:
        what = f"{place.text!r} is too long for a button ({most} letters and {LABEL_WORDS} words are the most)"
        yield told.mistake(place.name, place.keys, what, "Shorten it; the spoken sentence can say more")


def _clips(told: Told) -> Iterator[Mistake]:
    try:
        known = {key for key, _ in spoken_texts(told.words)}
    except (KeyError, TypeError, AttributeError):  # misshapen words are told by check_keys
        return
    for folder in told.folders:
        for path in sorted((folder / FOLDER).glob("*")):
            if path.suffix != ".wav" or path.stem not in known:
                mend = "Name it after its text, e.g. home.prompt.0.wav or phrases.miss.once.0.wav, or remove it"
                yield Mistake(path, 1, "no text is spoken by this clip", mend)
            elif not _is_wav(path):
                yield Mistake(path, 1, "this is no sound that can be played", "Save it as a WAV file, 16 bits PCM")


def _is_wav(path: Path) -> bool:
    try:
        with wave.open(str(path)) as sound:
            return bool(sound.getnframes() > 0 and sound.getsampwidth() == 2)
    except (wave.Error, EOFError, OSError):
        return False


def _values(shelf: Shelf) -> Iterator[Mistake]:
    """The same {values} in every language: one that is missing would silently not be told."""
    found: dict[tuple[str, Keys], dict[str, frozenset[str]]] = {}
    for told in shelf.told.values():
        for place in (*spoken(told), *drawn(told)):
            try:
                names = frozenset(name for _, name, *_ in Formatter().parse(place.text) if name is not None)
            except ValueError:
                what = f"a brace is open or closed alone: {place.text}"
                yield told.mistake(place.name, place.keys, what, "Write {name} for a value, or {{ for a brace")
                continue
            if odd := [name for name in names if not name.isidentifier()]:
                what = f"{{{odd[0]}}} is no name of a value"
                yield told.mistake(place.name, place.keys, what, "Write a name as the other languages have it")
            if place.name in ("phrases", "screens", "panel"):
                here = found.setdefault((place.name, _whole(place)), {})
                here[told.language] = here.get(told.language, frozenset()) | names
    for (name, keys), by_language in found.items():
        usual = Counter(by_language[each] for each in sorted(by_language)).most_common(1)[0][0]
        for language, names in by_language.items():
            if names != usual:
                what = f"{'.'.join(keys)} puts in {_list(names)}, but the other languages put in {_list(usual)}"
                yield shelf.told[language].mistake(name, keys, what, "Use the same {values} in every language")


def _whole(place: Place) -> Keys:
    """The phrase or prompt that the sentence belongs to: a list may be divided otherwise in another language."""
    return tuple(each for each in place.keys if not each.isdecimal())


def _list(names: frozenset[str]) -> str:
    return ", ".join(f"{{{each}}}" for each in sorted(names)) or "nothing"
