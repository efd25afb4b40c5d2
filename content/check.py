"""The checker: every mistake of the content files at once, for whoever writes them; each kind has its own file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from content.check_danger import check_danger
from content.check_ear import check_ear
from content.check_keys import check_keys
from content.check_plan import check_plan
from content.check_rooms import check_rooms
from content.check_said import check_said
from content.check_topics import check_topics
from content.ears import Ears
from content.mistake import Mistake
from content.pack import HERE
from content.sounds import Pronunciations
from content.told import Shelf, read_shelf


def check(
    home: Path = HERE,
    overlays: Iterable[Path] = (),
    *,
    today: date,
    pronunciations: Pronunciations | None = None,
    heard: Ears | None = None,
) -> list[Mistake]:
    """Every mistake under ``home`` with the overlays laid over, by file and line.

    ``pronunciations`` finds English homophones; ``heard`` tells which words an engine cannot hear.
    """
    shelf = read_shelf(home, overlays)
    return sorted(set(_every(shelf, today, pronunciations or {}, heard)))


def _every(shelf: Shelf, today: date, pronunciations: Pronunciations, heard: Ears | None) -> Iterator[Mistake]:
    for source in shelf.sources():
        yield from source.unreadable
        yield from source.doubled
    yield from check_plan(shelf)
    yield from check_rooms(shelf)
    yield from check_keys(shelf)
    yield from check_ear(shelf)
    yield from check_said(shelf, pronunciations, heard)
    yield from check_topics(shelf, today)
    yield from check_danger(shelf)
