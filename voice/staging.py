"""How far a sentence has come, by what the ear heard of it so far; pure."""

from __future__ import annotations

from voice.endpoint import Said
from voice.grammar import NUMBER, Grammar, spaceless, without_garbage
from voice.matching import complete, understand
from voice.understanding import Heard, Understanding

ALIKE = 90.0
"""Points from which what an engine heard freely is taken for a whole sentence, if not said to the letter."""
SHORT = 2
"""Characters of a short sentence where spaces mean nothing."""
DECIDED = frozenset(["choice", "command", "digit", "number"])


def said(text: str, grammar: Grammar) -> Said:
    """By the words alone."""
    if not complete(text, grammar):
        return "part"
    return "digits" if grammar.length > 1 and grammar.extendable(without_garbage(text)) else "whole"


def judged(heard: Heard, partial: str, grammar: Grammar) -> tuple[Said, Understanding | None]:
    """What would be done if nothing more was said, and how long it is waited for that; None where it is in doubt.

    ``partial``: what was heard before the ear was asked; if that was no whole sentence, nobody is interrupted early.
    """
    found, before = understand(heard, grammar), said(partial, grammar)
    if before == "digits" or found.outcome not in DECIDED:
        return before, None
    if before == "part":
        freely = heard.text == partial and not heard.forced
        return ("whole", found) if freely and found.score >= ALIKE else (before, None)
    best = found.candidates[0]
    further = grammar.beyond(best.said)
    if further - grammar.meanings(best.said) - {best.meaning} or (grammar.length > 1 and NUMBER in further):
        return "whole", found
    if _short(best.said, grammar.language):
        return "short", found
    return ("open" if further else "decided"), found


def _short(text: str, language: str) -> bool:
    """One word, with which many a sentence begins that is none of ours."""
    return len(text) <= SHORT if spaceless(language) else " " not in text
