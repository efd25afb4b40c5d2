"""Hassil templates of what people may say: parsing them, and every sentence of one; hearing them is the voice's."""

from __future__ import annotations

import re
from functools import lru_cache

from hassil.expression import Alternative, Expression, Sequence, TextChunk
from hassil.parse_expression import parse_sentence
from hassil.parser import ParseError
from hassil.sample import sample_expression

from content.errors import BadTemplate

MOST_SENTENCES = 1000
"""Of one template; more than that no translator can have read."""
_UNHEARD_SIGN = re.compile(r"[^\w\s'’()\[\]|]|_")


@lru_cache(maxsize=8192)
def sentences(template: str) -> tuple[str, ...]:
    """Every sentence that the template stands for, in small letters with single spaces. Raises BadTemplate."""
    expression = _parsed(template)
    if (count := _count(expression)) > MOST_SENTENCES:
        raise BadTemplate(template, f"it stands for {count} sentences", "Split it into several shorter lines")
    found = (" ".join(each.lower().replace("’", "'").split()) for each in sample_expression(expression))
    told = tuple(dict.fromkeys(found))
    if "" in told:
        raise BadTemplate(template, "all of it may be left out", "Keep at least one word outside the [brackets]")
    return told


def _parsed(template: str) -> Expression:
    if sign := _UNHEARD_SIGN.search(template):
        what = f"nobody can say the sign {sign[0]!r}"
        raise BadTemplate(template, what, "Use only words, (one|other) and [may be left out]")
    try:
        expression: Expression = parse_sentence(template).expression
    except (ParseError, AssertionError, IndexError) as error:
        mend = "Close every ( with ) and every [ with ], and leave none empty"
        raise BadTemplate(template, "a bracket is missing, or there are no words", mend) from error
    return expression


def _count(expression: Expression) -> int:
    """How many sentences there are, without making them."""
    if isinstance(expression, TextChunk):
        return 1
    if isinstance(expression, Alternative):
        return sum(_count(each) for each in expression.items)
    if isinstance(expression, Sequence):
        product = 1
        for each in expression.items:
            product *= _count(each)
        return product
    raise TypeError(f"{expression!r} is neither text nor a group")  # the sign check lets nothing else through
