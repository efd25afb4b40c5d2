"""From what an engine heard to what the person meant on this screen: pure; it refuses rather than guesses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from rapidfuzz import fuzz, process

from voice import phonetics
from voice.digits import by_sound, spelled
from voice.grammar import NUMBER, Grammar, Sentence, plain, spaceless, without_garbage
from voice.understanding import Candidate, Heard, Outcome, Understanding

MOST_CANDIDATES = 4
"""Two or three pictures are offered; the rest only helps whoever tunes this."""
NEARLY = 2.0
"""Points: two different meanings nearer than that to each other are no decision."""
NO_MORE_THAN_ASK = 69.0
"""Points of what could be a different word altogether: never accepted, at best asked back."""
SHORTLIST = 40
"""Sentences that are compared in full, of the thousands of a screen."""
AGREED = 80.0
"""Points from which free dictation bears out what was heard: "the bike" does not bear out "the bank"."""
LEAST_FREELY = 50.0
"""Points that a free reading must have in common with a sentence that a bound one heard: below, it was not said."""
LONG = 6
"""Characters of a sentence that other speech never makes an engine write by chance: worth asking back in any case."""
_ORDER = ("choice", NUMBER, "digit", "command")
"""Whose meaning goes first when a sentence means two things here (help is a choice at home and a command)."""
_LATER = 3.0
"""Points taken off for each reading that the engine itself put after the first."""
_FILLERS = {
    "en": frozenset(["uh", "um", "uhm", "er", "erm", "ah", "oh", "well"]),
    "zh": frozenset("嗯呃啊哦呀吧呢嘛诶欸"),
    "ko": frozenset("어음아"),
}
_DENIALS = {
    "en": frozenset(["not", "no", "don't", "never", "can't", "won't", "isn't", "doesn't", "without", "cannot"]),
    "zh": frozenset(["bu", "mei", "bie"]),
    "ko": frozenset("안못없싫"),
}


@dataclass(frozen=True)
class Thresholds:
    """From which score on something is done, or asked back. Points of 100."""

    accept: float = 75.0
    ask: float = 60.0


DEFAULT = Thresholds()
BY_LANGUAGE = {"ko": Thresholds(accept=75.0, ask=66.0)}
"""Korean letters are few, so anything is somewhat alike: strange sentences reach 67 against a whole screen."""


def understand(heard: Heard, grammar: Grammar, thresholds: Thresholds | None = None) -> Understanding:
    """What was meant. ``engine`` and ``times`` are left for the caller to fill in."""
    limits = thresholds or BY_LANGUAGE.get(grammar.language, DEFAULT)
    found = _forced(heard, grammar) if heard.forced else _believed(heard, grammar)
    candidates = _one_per_meaning(found)
    transcript = heard.text or heard.dictation or ""
    if not candidates or candidates[0].score < limits.ask:
        return Understanding("nothing", None, (), transcript, candidates[0].score if candidates else 0.0)
    best = candidates[0]
    offered = tuple(each for each in candidates if each.score >= limits.ask)[:MOST_CANDIDATES]
    rivals = [each for each in offered[1:] if best.said != each.said and best.score - each.score < NEARLY]
    if best.score < limits.accept or rivals:
        return Understanding("unsure", None, offered, transcript, best.score)
    kind, _, key = best.meaning.partition(":")
    return Understanding(cast("Outcome", kind), key, offered, transcript, best.score)


def complete(text: str, grammar: Grammar) -> bool:
    """Whether this is a whole sentence of the grammar already."""
    return bool(text) and bool(grammar.meanings(without_garbage(text)))


def alike(said: str, sentence: str, language: str) -> float:
    """How alike two plain texts sound, 0 to 100; what could be a different word altogether stays below accepting."""
    if said == sentence:
        return 100.0
    score = _raw(said, sentence, language)
    if not _long_enough(sentence, language) or _denied(said, language) != _denied(sentence, language):
        return min(score, NO_MORE_THAN_ASK)
    return score


def _one_per_meaning(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The best candidate of each meaning, best first."""
    best: dict[str, Candidate] = {}
    for each in found:
        if each.meaning not in best or each.score > best[each.meaning].score:
            best[each.meaning] = each
    return tuple(sorted(best.values(), key=_rank))


def _rank(candidate: Candidate) -> tuple[float, int, str]:
    return (-candidate.score, _ORDER.index(candidate.meaning.partition(":")[0]), candidate.meaning)


def _believed(heard: Heard, grammar: Grammar) -> Iterable[Candidate]:
    """Candidates where the engine itself tells how sure it is, or was free to hear anything."""
    ceiling = 100.0 if _agree(heard, grammar) else 100.0 * max(0.0, min(1.0, heard.confidence))
    if heard.text and heard.dictation is not None and ceiling < DEFAULT.accept and _differ(heard, grammar):
        ceiling = min(ceiling, DEFAULT.ask - 1)
    readings = [(text, 100.0 - _LATER * place) for place, text in enumerate((heard.text, *heard.alternatives))]
    for text, most in [*readings, (heard.dictation or "", 100.0 - _LATER)]:
        for sentence in _meant_by(text, grammar):
            score = alike(_clean(text, grammar), sentence.text, grammar.language) * _known_share(text)
            if sentence.meaning.startswith(f"{NUMBER}:"):
                score = 100.0 if spelled(_clean(text, grammar), grammar) else NO_MORE_THAN_ASK
            yield Candidate(sentence.meaning, round(min(score, most, ceiling), 1), sentence.text)


def _forced(heard: Heard, grammar: Grammar) -> Iterable[Candidate]:
    """Candidates where the engine had to answer in our words: it is weighed against what it hears without them.

    Without that second reading only a longer sentence that was heard exactly is accepted.
    """
    said, free = _clean(heard.text, grammar), _clean(heard.dictation or "", grammar)
    for sentence in (*_meant_by(heard.text, grammar), *_meant_by(heard.dictation or "", grammar)):
        bound = 100.0 if said == sentence.text else _raw(said, sentence.text, grammar.language)
        if heard.dictation is None:
            score = bound if bound == 100 and _long_enough(sentence.text[1:], grammar.language) else bound - 30.0
        else:
            freely = _raw(free, sentence.text, grammar.language)
            score = (bound + freely) / 2 if freely >= LEAST_FREELY else freely
            if bound == 100 and len(sentence.text) >= LONG:
                score = max(score, NO_MORE_THAN_ASK)
        differs = said != sentence.text or (heard.dictation is not None and free != sentence.text)
        short = not _long_enough(sentence.text, grammar.language)
        denied = _denied(said, grammar.language) != _denied(sentence.text, grammar.language)
        if (short and differs) or denied:
            score = min(score, NO_MORE_THAN_ASK)
        yield Candidate(sentence.meaning, round(score * _known_share(heard.text), 1), sentence.text)


def _agree(heard: Heard, grammar: Grammar) -> bool:
    """Whether free dictation, which knows nothing of our sentences, heard the same meaning."""
    if not heard.text or not heard.dictation:
        return False
    ours, free = (plain(without_garbage(each), grammar.language) for each in (heard.text, heard.dictation))
    same = grammar.meanings(ours) & grammar.meanings(free)
    return bool(same) or alike(free, ours, grammar.language) >= AGREED


def _differ(heard: Heard, grammar: Grammar) -> bool:
    """Whether dictation heard something else altogether."""
    said, free = _clean(heard.text, grammar), _clean(heard.dictation or "", grammar)
    return _raw(free, said, grammar.language) < LEAST_FREELY


def _meant_by(text: str, grammar: Grammar) -> Iterable[Sentence]:
    """The sentences that this text may be, each with its meaning; the exact one alone where it is one."""
    said = _clean(text, grammar)
    if not said:
        return
    exact = grammar.meanings(said)
    for meaning in exact:
        yield Sentence(said, f"{NUMBER}:{spelled(said, grammar)}" if meaning == NUMBER else meaning)
    if exact:
        return
    if digits := by_sound(said, grammar):
        yield Sentence(said, f"{NUMBER}:{digits}")
    if grammar.listable:
        yield from _nearest(said, grammar)


def _nearest(said: str, grammar: Grammar) -> list[Sentence]:
    sentences, texts, keys = _listed(grammar)
    key = phonetics.key(said, grammar.language)
    by_text = process.extract(said, texts, scorer=fuzz.ratio, limit=SHORTLIST)
    by_key = process.extract(key, keys, scorer=fuzz.ratio, limit=SHORTLIST)
    return [sentences[place] for place in sorted({found[2] for found in (*by_text, *by_key)})]


@lru_cache(maxsize=32)
def _listed(grammar: Grammar) -> tuple[tuple[Sentence, ...], list[str], list[str]]:
    sentences = grammar.sentences
    texts = [each.text for each in sentences]
    return sentences, texts, [phonetics.key(text, grammar.language) for text in texts]


def _clean(text: str, grammar: Grammar) -> str:
    """Plain, without an engine's garbage; without hesitations unless they are part of a sentence."""
    language = grammar.language
    said = plain(without_garbage(text), language)
    if grammar.meanings(said):
        return said
    fillers = _FILLERS.get(language, frozenset[str]())
    if spaceless(language):
        return said.strip("".join(fillers))
    return " ".join(word for word in said.split() if word not in fillers)


def _raw(said: str, sentence: str, language: str) -> float:
    """Likeness by letters or by sound, whichever is higher."""
    return max(float(fuzz.ratio(said, sentence)), phonetics.likeness(said, sentence, language))


def _long_enough(sentence: str, language: str) -> bool:
    """Whether a sentence is long enough for a near match to mean it: short words have too many neighbours."""
    return len(sentence) >= (2 if spaceless(language) else 5)


@lru_cache(maxsize=4096)
def _denied(text: str, language: str) -> bool:
    """By its sound in Chinese: 头部疼 is 头不疼 written wrongly, and 不贴 is 补贴."""
    parts = phonetics.syllables(text) if language == "zh" else text if spaceless(language) else text.split()
    return not _DENIALS.get(language, frozenset()).isdisjoint(parts)


def _known_share(text: str) -> float:
    """Share of the words that the engine could name: unknown ones in between are no part of our sentences."""
    words = text.split()
    return len(without_garbage(text).split()) / len(words) if words else 1.0
