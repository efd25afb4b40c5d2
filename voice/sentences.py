"""Cutting a text where a speaker would breathe; pure. What the sentences sound like is elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"(?<=[。！？；!?])[”’」』）)\"']*|(?<=[.])[\"')]*(?=\s)|\n+")
_BREATHS = (re.compile(r"(?<=[,，、;；:：])\s*"), re.compile(r"\s+"))


def split(text: str) -> tuple[str, ...]:
    """The sentences of a text, in order, each with its closing mark."""
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        found.append(text[start : end.end()])
        start = end.end()
    found.append(text[start:])
    return tuple(each.strip() for each in found if each.strip())


def capped(sentence: str, most_bytes: int) -> tuple[str, ...]:
    """The same sentence in pieces of at most so many UTF-8 bytes: cut at commas, else at spaces, else anywhere."""
    return tuple(_pieces(sentence, most_bytes, _BREATHS))


def _pieces(text: str, most: int, breaths: tuple[re.Pattern[str], ...]) -> Iterator[str]:
    if len(text.encode()) <= most:
        yield text
        return
    held = ""
    for part in _parts(text, most, breaths):
        if len((held + part).encode()) > most:
            if held.strip():
                yield held.strip()
            held = ""
        if len(part.encode()) > most:
            yield from _pieces(part, most, breaths[1:])
        else:
            held += part
    if held.strip():
        yield held.strip()


def _parts(text: str, most: int, breaths: tuple[re.Pattern[str], ...]) -> list[str]:
    if not breaths:
        room = max(1, most // 4)  # no character takes more than four bytes
        return [text[start : start + room] for start in range(0, len(text), room)]
    ends = [each.end() for each in breaths[0].finditer(text)]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
