"""One short piece of information to hear, as its file tells it; the pages' screens are the kiosk's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Topic:
    """One short piece of information, written for the ear, with where it comes from and how long it holds."""

    key: str
    category: str
    title: str
    picture: str
    said_as: tuple[str, ...]
    pages: tuple[tuple[str, ...], ...]
    """Sentences, page by page."""
    source: str
    dated: date
    expires: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it may still be told on that day."""
        return self.expires is None or day <= self.expires


def topic(key: str, told: Mapping[str, Any]) -> Topic:
    """The topic as ``topics.yaml`` tells it under that key."""
    return Topic(
        key=key,
        category=told["category"],
        title=told["title"],
        picture=told.get("picture", told["category"]),
        said_as=tuple(told["said"]),
        pages=tuple(tuple(page) for page in told["pages"]),
        source=told["source"],
        dated=told["dated"],
        expires=told.get("expires"),
    )
