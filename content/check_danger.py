"""Checks the rules over words of danger: each can be read, names a known kind, and no language lacks one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from content.danger import KINDS, NO_KIND
from content.errors import BadTemplate
from content.mistake import Mistake
from content.source import Keys
from content.told import Shelf, Told
from content.wording import compiled, manner_of

FILE = "danger"
PARTS = ("lists", "harmless", *KINDS, NO_KIND, "with")
_LIST = re.compile(r"\{([^}]*)\}")


def check_danger(shelf: Shelf) -> Iterator[Mistake]:
    """What is wrong in every ``danger.yaml``; a shelf without any is fine."""
    if not any(FILE in told.sources for told in shelf.told.values()):
        return
    reasons = {*shelf.planned_choices("help"), *shelf.planned_choices("help.more")}
    for told in shelf.told.values():
        if FILE not in told.sources:
            yield told.mistake("screens", (), "there are no rules of danger (danger.yaml)", "Write them, as in zh")
            continue
        for part in told.part(FILE):
            if part not in PARTS:
                yield told.mistake(FILE, (part,), f"{part} is unknown here", f"Known are {', '.join(PARTS)}")
        for part in ("harmless", *KINDS, NO_KIND):
            yield from _rules(told, (part,), told.words[FILE].get(part), needed=part in KINDS)
        for category, kinds in told.part(FILE, "with").items():
            if category not in reasons:
                what = f"{category} is no reason of the help screens"
                yield told.mistake(FILE, ("with", category), what, f"Known are {', '.join(sorted(reasons))}")
            for kind, rules in told.part(FILE, "with", category).items():
                if kind not in (*KINDS, NO_KIND):
                    yield told.mistake(FILE, ("with", category, kind), f"{kind} is no kind", "Use one of the file's")
                yield from _rules(told, ("with", category, kind), rules)
            if not isinstance(kinds, dict):
                yield told.mistake(FILE, ("with", category), "a kind is missing here", "Write kind: [rules]")


def _rules(told: Told, keys: Keys, rules: Any, *, needed: bool = False) -> Iterator[Mistake]:
    if rules is None and not needed:
        return
    if not isinstance(rules, list) or not rules:
        yield told.mistake(FILE, keys, f"{'.'.join(keys)} is no list of rules", "Write one a line, each after a dash")
        return
    lists = {name: str(each) for name, each in told.part(FILE, "lists").items()}
    for number, rule in enumerate(rules):
        if error := _wrong(rule, told.language, lists):
            yield told.mistake(FILE, (*keys, str(number)), *error)


def _wrong(rule: Any, language: str, lists: dict[str, str]) -> tuple[str, str] | None:
    """What is wrong with a rule, and its mend."""
    if not isinstance(rule, str):
        return f"{rule!r} is no text", "Put quotes around it"
    unknown = [each for each in _LIST.findall(rule) if each not in lists]
    if unknown:
        return f"there is no list {{{unknown[0]}}}", "Add it under lists, or write the words here"
    try:
        compiled(rule, manner_of(language), lists)
    except BadTemplate as error:
        return f"{rule!r}: {error.what}", error.mend
    return None
