"""Checks that rooms only add to one another: what two of them say, the later one would silently change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from content.mistake import Mistake
from content.source import Keys, Source
from content.told import Shelf


def check_rooms(shelf: Shelf) -> Iterator[Mistake]:
    """What is told twice among the shipped files; overlays of a place are meant to say things again."""
    yield from _doubled(shelf.plan.sources)
    yield from _doubled(shelf.pictures.sources)
    for told in shelf.told.values():
        for layers in told.sources.values():
            yield from _doubled(each for each in layers if each.path.is_relative_to(shelf.home))


def _doubled(sources: Iterable[Source]) -> Iterator[Mistake]:
    first: dict[Keys, Source] = {}
    for source in sources:
        for keys in _leaves(source.told):
            if keys in first:
                what = f"{'.'.join(keys)} stands in {first[keys].path} already"
                yield Mistake(source.path, source.line(keys), what, "Keep one of the two")
            first.setdefault(keys, source)


def _leaves(told: Mapping[Any, Any], above: Keys = ()) -> Iterator[Keys]:
    for key, value in told.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*above, str(key)))
        else:
            yield (*above, str(key))
