"""Before anybody speaks: every phrase cut into words of the model that will hear it, and what it cannot hear of it.

Pure but for reading the model's list of words; no model is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from content.ears import Deaf, Flight
from content.errors import BadTemplate
from content.screen import Phrase
from content.template import sentences
from voice import phonetics, whisper_files
from voice.errors import ModelDamaged
from voice.models import installed
from voice.vocabulary import LONGEST_WORD, cut, vocabulary

__all__ = ["ModelDamaged", "engine_of", "gaps", "near", "preflight"]

MOST_NEAR = 3
"""Words that are proposed for one."""


def preflight(language: str, phrases: Sequence[Phrase], models: Path) -> Flight:
    """What becomes of the phrases in the ear of that language. Raises ModelDamaged."""
    engine, told = engine_of(language, models), {each.template: _told(each.template) for each in phrases}
    count = sum(map(len, told.values()))
    words = vocabulary(language, models)
    if words is None or not engine:
        return Flight(language, engine, len(told), count)
    by_name = engine == "pocketsphinx"

    @cache
    def pieces(sentence: str) -> tuple[str, ...] | None:
        return _named(sentence, words) if by_name else cut(sentence, words)

    used: set[str] = set()
    deaf: list[Deaf] = []
    for template, meant in told.items():
        missing = [each for each in meant if pieces(each) is None]
        used.update(piece for each in meant for piece in pieces(each) or ())
        unknown = dict.fromkeys(word for each in missing for word in _unknown(each, words, language, by_name))
        whole = len(missing) == len(meant)
        deaf += [Deaf(word, template, near(word, words, language), whole) for word in unknown]
    longest = [(template, max(meant, key=len, default="")) for template, meant in told.items()]
    shown = tuple((template, pieces(each) or ()) for template, each in longest)
    return Flight(language, engine, len(told), count, len(used), tuple(deaf), shown)


def engine_of(language: str, models: Path) -> str:
    """What hears that language here; empty for nothing. Looks at names only."""
    if installed(language, models) is not None:
        return "vosk"
    if language == "en":
        return "pocketsphinx" if vocabulary(language, models) else ""
    return "whisper" if whisper_files.here(language) else ""


def gaps(text: str, words: frozenset[str]) -> tuple[tuple[int, int], ...]:
    """The stretches of the text, as few letters as can be, that no words of the model cover."""
    best: list[tuple[int, int, int]] = [(0, 0, 0)]  # letters uncovered, words, where the last piece began
    for end in range(1, len(text) + 1):
        missed, count, _ = best[end - 1]
        options = [(missed + 1, count + 1, end - 1)]
        options += [
            (best[start][0], best[start][1] + 1, start)
            for start in range(max(0, end - LONGEST_WORD), end)
            if text[start:end] in words
        ]
        best.append(min(options))
    found: list[tuple[int, int]] = []
    end = len(text)
    while end:
        start = best[end][2]
        if best[end][0] > best[start][0]:
            found.append((start, end))
        end = start
    return tuple(_joined(reversed(found)))


def near(word: str, words: frozenset[str], language: str) -> tuple[str, ...]:
    """What the model knows and what sounds the same: one word, else several in a row; for Mandarin only.

    Whoever says the word is then heard: what was heard is compared by its sound.
    """
    if language != "zh":
        return ()
    by_sound = _by_sound(words)
    sound = tuple(map(phonetics.merged, phonetics.syllables(word)))
    exact = phonetics.syllables(word)
    same = sorted(by_sound.get(sound, ()), key=lambda each: (phonetics.syllables(each) != exact, each))
    return tuple(same[:MOST_NEAR]) or _spelled(sound, by_sound)


def _told(template: str) -> tuple[str, ...]:
    try:
        return sentences(template)
    except BadTemplate:  # which the checker tells with its place
        return ()


def _named(sentence: str, words: frozenset[str]) -> tuple[str, ...] | None:
    found = tuple(sentence.split())
    return found if all(each in words for each in found) else None


def _unknown(sentence: str, words: frozenset[str], language: str, by_name: bool) -> Iterator[str]:
    """The words of a sentence that cannot be heard, as a translator would name them."""
    if by_name:
        yield from (each for each in sentence.split() if each not in words)
    elif language == "zh":
        text = "".join(sentence.split())
        missing = {place for start, end in gaps(text, words) for place in range(start, end)}
        at, named = 0, ""
        for piece in _dictionary_words(text):
            lacking = not missing.isdisjoint(range(at, at + len(piece)))
            if named and not lacking:
                yield named
            named = named + piece if lacking else ""
            at += len(piece)
        if named:
            yield named
    else:
        parts = [each for each in sentence.split() if cut(each, words) is None]
        yield from parts or [sentence]


def _dictionary_words(text: str) -> Iterable[str]:
    from pypinyin.seg.mmseg import seg

    found: Iterable[str] = seg.cut(text)
    return found


@lru_cache(maxsize=2)
def _by_sound(words: frozenset[str]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Merged syllables → the Chinese words of the model that sound so."""
    found: dict[tuple[str, ...], list[str]] = {}
    for word in sorted(words):
        if all("\u4e00" <= each <= "\u9fff" for each in word):
            found.setdefault(tuple(map(phonetics.merged, phonetics.syllables(word))), []).append(word)
    return {sound: tuple(those) for sound, those in found.items()}


def _spelled(sound: Sequence[str], by_sound: dict[tuple[str, ...], tuple[str, ...]]) -> tuple[str, ...]:
    """The sound as the fewest words in a row, written as one; nothing where some syllable is in none."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(sound)
    for end in range(1, len(sound) + 1):
        for start in range(end):
            before, word = best[start], by_sound.get(tuple(sound[start:end]))
            so_far = best[end]
            if before is not None and word and (so_far is None or len(before) + 1 < len(so_far)):
                best[end] = (*before, word[0])
    whole = best[-1]
    return ("".join(whole),) if whole else ()


def _joined(stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last: tuple[int, int] | None = None
    for start, end in stretches:
        if last and last[1] == start:
            last = (last[0], end)
            continue
        if last:
            yield last
        last = (start, end)
    if last:
        yield last
