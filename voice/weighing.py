"""Two ears, one sentence: what the quick one and the thorough one heard, weighed against each other. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from voice import phonetics
from voice.grammar import Grammar, plain
from voice.rejection import on_curve
from voice.rivals import distance
from voice.understanding import Heard
from voice.whisper.reading import Reading
from voice.whisper.spelling import FIGURES

AGREEMENT = 0.08
"""What a point of likeness (of 100) to what the quick ear heard adds to a sentence's logarithmic probability."""
SAME = 4.0
"""What it counts at most that both ears heard the very same sentence (natural logarithms): one for each word after
the first, as a short sentence is heard alike by chance."""
CURVE = ((5.0, 1.0), (9.0, 0.75), (11.0, 0.6), (15.0, 0.2), (20.0, 0.0))
"""How much likelier the sound says something else (natural logarithms), and how sure the sentence then still is."""
NARROW = 1.0
"""How much likelier a sentence must be than one of another meaning to be acted upon."""
TRUST = 0.7
"""How sure at most something is that may be asked back, but not acted upon."""
UNLIKE = ((30.0, 1.0), (45.0, 0.75), (55.0, 0.6), (75.0, 0.0))
"""How unlike (of 100) the free reading is, and how sure the sentence then still is: a short one costs so little that
it would otherwise pass for any long speech."""
OWN = 0.5
"""How likely it must be this ear's own language. Fifty people's English was at least 0.97 in the loudest kitchen; a
sentence in another language can be so like one in meaning that the thorough ear translates it."""
STUCK = 3
"""Times that a free reading says the same from which on it tells nothing: the network found no end of a word."""
BY_ITSELF = 0.9
"""Confidence of the quick ear from which on it is believed that what both heard was said in this ear's language: of a
single word ("two") the thorough one cannot tell."""
APART = 80.0
"""Likeness to a sentence of another meaning from which on the quick ear may have taken one for the other."""
ALIKE_IN_QUIET = 6
"""Letters that may differ while it may do so where little else is heard: another word in a long sentence is more."""
QUIET = 40.0
"""Decibels by which a voice has to stand out for that. Of 40 recorded orders the quick ear alone had every word right
without noise; at 24 dB, still sure of itself, it took "mocha" for "latte" twice."""

_WORDS = {figure: word for word, figure in FIGURES.items()}


def weighed(reading: Reading, quick: Heard, grammar: Grammar) -> Heard:
    """The sentence on which both ears agree best; how sure it is tells the free reading beside it.

    Where a sentence of another meaning comes as near, both are asked back.
    """
    if not reading.sentences:
        return (
            Heard("", dictation=reading.free, confidence=TRUST) if reading.own >= OWN else Heard("", confidence=0.0)
        )
    ways = [(each, score + AGREEMENT * fuzz.ratio(each, quick.text), score) for each, score in reading.sentences]
    best, most, score = max(ways, key=lambda way: way[1])
    both = best == quick.text == reading.sentences[0][0]
    if reading.own < OWN and not (both and quick.confidence >= BY_ITSELF):
        return Heard("", confidence=0.0)
    written = plain(in_words(reading.free), grammar.language)
    free = once(written)
    stuck = len(written) > STUCK * len(free) and both and quick.confidence >= TRUST
    alike = max(fuzz.ratio(free, best), phonetics.likeness(free, best, grammar.language))
    behind = reading.likely - score - (min(SAME, best.count(" ")) if best == quick.text else 0.0)
    sure = min(on_curve(behind, CURVE), 1.0 if stuck else on_curve(100 - alike, UNLIKE))
    meant = grammar.meanings(best)
    rivals = [way[0] for way in ways if most - way[1] < NARROW and not grammar.meanings(way[0]) & meant]
    if rivals:
        return Heard(best, (rivals[0],), confidence=min(sure, TRUST))
    return Heard(best, confidence=sure)


def once(text: str) -> str:
    """What is said again and again, said once: a network that hears only noise after a sentence begins it anew."""
    words = text.split()
    for size in range(1, len(words) // 2 + 1):
        if all(word == words[place % size] for place, word in enumerate(words)):
            return " ".join(words[:size])
    return text


def in_words(text: str) -> str:
    """Without figures: twelve for 12."""
    return re.sub(r"\d+", lambda found: _WORDS.get(found[0], found[0]), text)


def apart(text: str, grammar: Grammar, clear: float = 0.0) -> bool:
    """Whether this sentence sounds like none that means something else here. ``clear``: decibels over the noise."""
    return _unlike(text, grammar) or (clear >= QUIET and distance(text, grammar, ALIKE_IN_QUIET) > ALIKE_IN_QUIET)


@lru_cache(maxsize=512)
def _unlike(text: str, grammar: Grammar) -> bool:
    if not grammar.listable:
        return False
    meant = grammar.meanings(text)
    return bool(meant) and not any(
        each.meaning not in meant and fuzz.ratio(each.text, text) >= APART for each in grammar.sentences
    )
