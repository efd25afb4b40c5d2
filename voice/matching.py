"""From what an engine heard to what the person meant on this screen: pure; it refuses rather than guesses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from rapidfuzz import fuzz

from voice import phonetics
from voice.grammar import NUMBER, Grammar, plain, without_garbage
from voice.understanding import Candidate, Heard, Outcome, Understanding

MOST_CANDIDATES = 4
"""Two or three pictures are offered; the rest only helps whoever tunes this."""
_NEARLY = 2.0
"""Points: two different meanings nearer than that to each other are no decision."""
_ORDER = ("choice", "number", "digit", "command")
"""Whose meaning goes first when a sentence means two things here (help is a choice at home and a command)."""
_LATER = 3.0
"""Points taken off for each reading that the engine itself put after the first."""
_FILLERS = {
    "en": frozenset("uh um er erm ah oh well".split()),
    "zh": frozenset("嗯呃啊哦呀吧呢嘛诶欸"),
    "ko": frozenset("어음아"),
}
_DENIALS = {
    "en": frozenset("not no don't never can't won't isn't doesn't without cannot".split()),
    "zh": frozenset("不没别无未"),
    "ko": frozenset("안못없싫"),
}


@dataclass(frozen=True)
class Thresholds:
    """From which score on something is done, or asked back. Points of 100."""

    accept: float = 75.0
    ask: float = 60.0


DEFAULT = Thresholds()
BY_LANGUAGE = {"ko": Thresholds(accept=70.0, ask=55.0)}
"""Measured: true Korean matches scored 91 and more, foreign ones 50 and less."""


def understand(heard: Heard, grammar: Grammar, thresholds: Thresholds | None = None) -> Understanding:
    """What was meant. ``engine`` and ``times`` are left for the caller to fill in."""
    limits = thresholds or BY_LANGUAGE.get(grammar.language, DEFAULT)
    candidates = _candidates(heard, grammar)
    transcript = heard.text or heard.dictation
    if not candidates or candidates[0].score < limits.ask:
        return Understanding("nothing", None, (), transcript, candidates[0].score if candidates else 0.0)
    best = candidates[0]
    offered = tuple(each for each in candidates if each.score >= limits.ask)[:MOST_CANDIDATES]
    rivals = [each for each in offered[1:] if best.score < 100 and best.score - each.score < _NEARLY]
    if best.score < limits.accept or rivals:
        return Understanding("unsure", None, offered, transcript, best.score)
    kind, _, key = best.meaning.partition(":")
    return Understanding(cast("Outcome", kind), key, offered, transcript, best.score)


def complete(text: str, grammar: Grammar) -> bool:
    """Whether this is a whole sentence of the grammar already."""
    return bool(text) and bool(grammar.meanings(without_garbage(text)))


def _candidates(heard: Heard, grammar: Grammar) -> tuple[Candidate, ...]:
    """One candidate per meaning, best first."""
    ceiling = 100.0 * max(0.0, min(1.0, heard.confidence))
    if _agree(heard, grammar):
        ceiling = 100.0
    best: dict[str, Candidate] = {}
    for text, most in _readings(heard, ceiling):
        for found in _meant_by(text, grammar):
            score = round(min(found.score, most), 1)
            if found.meaning not in best or score > best[found.meaning].score:
                best[found.meaning] = Candidate(found.meaning, score, found.said)
    return tuple(sorted(best.values(), key=_rank))


def _agree(heard: Heard, grammar: Grammar) -> bool:
    """Whether free dictation, which knows nothing of our sentences, heard the same meaning."""
    ours = grammar.meanings(without_garbage(heard.text))
    return bool(ours & grammar.meanings(heard.dictation))


def _rank(candidate: Candidate) -> tuple[float, int, str]:
    return (-candidate.score, _ORDER.index(candidate.meaning.partition(":")[0]), candidate.meaning)


def _readings(heard: Heard, ceiling: float) -> Iterable[tuple[str, float]]:
    """Each text that was heard, with the most points it may earn."""
    for place, text in enumerate((heard.text, *heard.alternatives)):
        yield text, min(ceiling, 100.0 - _LATER * place)
    yield heard.dictation, min(ceiling, 100.0 - _LATER)


def _meant_by(text: str, grammar: Grammar) -> Iterable[Candidate]:
    """Every meaning that this one text may have, with its score."""
    language = grammar.language
    clean = plain(without_garbage(text), language)
    said = _without_fillers(clean, language) if not grammar.meanings(clean) else clean
    if not said:
        return
    lost = _lost_words(text, language)
    exact = grammar.meanings(said)
    for meaning in exact:
        told = f"number:{_digits(said, grammar)}" if meaning == NUMBER else meaning
        yield Candidate(told, 100.0 * lost, said)
    if exact:
        return
    if grammar.length > 1 and (digits := _digits_by_sound(said, grammar)):
        yield Candidate(f"number:{digits}", 70.0 * lost, said)
    if grammar.listable:
        for sentence in grammar.sentences:
            yield Candidate(sentence.meaning, alike(said, sentence.text, language) * lost, sentence.text)


def alike(said: str, sentence: str, language: str) -> float:
    """How alike two plain texts sound, 0 to 100; what could be a different word altogether stays below accepting."""
    if said == sentence:
        return 100.0
    sound_said, sound = phonetics.key(said, language), phonetics.key(sentence, language)
    score = max(fuzz.ratio(said, sentence), fuzz.ratio(sound_said, sound))
    if score < DEFAULT.ask and _long_enough(sentence[1:], language):  # amid other words: worth asking back
        score = max(score, min(fuzz.partial_ratio(sound, sound_said) - 30.0, 69.0))
    if not _long_enough(sentence, language) or _denied(said, language) != _denied(sentence, language):
        score = min(score, 69.0)
    return float(score)


def _long_enough(sentence: str, language: str) -> bool:
    """Whether a sentence is long enough for a near match to mean it: short words have too many neighbours."""
    least = {"zh": 2, "ko": 2}.get(language, 5)
    return len(sentence) >= least


@lru_cache(maxsize=4096)
def _denied(text: str, language: str) -> bool:
    parts = text if language in ("zh", "ko") else text.split()
    return not _DENIALS.get(language, frozenset()).isdisjoint(parts)


def _without_fillers(text: str, language: str) -> str:
    fillers = _FILLERS.get(language, frozenset[str]())
    if language in ("zh", "ko"):
        return text.strip("".join(fillers))
    return " ".join(word for word in text.split() if word not in fillers)


def _lost_words(text: str, language: str) -> float:
    """Share of the words that the engine could name: unknown ones in between are no part of our sentences."""
    words = text.split()
    kept = without_garbage(text).split()
    if not words or language == "":
        return 1.0
    return len(kept) / len(words)


def _digits(said: str, grammar: Grammar) -> str:
    """The digit string that a whole number stands for."""
    return _parsed(said.replace(" ", ""), [(way.replace(" ", ""), digit) for way, digit in grammar.digit_ways])


def _digits_by_sound(said: str, grammar: Grammar) -> str:
    """The whole digit string that sounds like this, empty when there is none of the right length."""
    language = grammar.language
    ways = [(phonetics.key(way, language).replace(" ", ""), digit) for way, digit in grammar.digit_ways]
    found = _parsed(phonetics.key(said, language).replace(" ", ""), ways)
    return found if len(found) == grammar.length else ""


def _parsed(text: str, ways: list[tuple[str, str]]) -> str:
    """The text cut into digits, longest ways first; empty when it cannot be."""
    if not text:
        return ""
    for way, digit in ways:
        if way and text.startswith(way):
            rest = text[len(way) :]
            if not rest:
                return digit
            if tail := _parsed(rest, ways):
                return digit + tail
    return ""


