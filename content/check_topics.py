"""Checks the topics: complete, dated, not expired, enough of them and not too many for one screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from content.mistake import Mistake
from content.places import is_texts
from content.screen import MOST_CHOICES
from content.told import Shelf, Told

FEWEST_TOPICS = 12
KNOWN = ("category", "title", "picture", "said", "pages", "source", "dated", "expires")
SAME = ("category", "picture", "dated", "expires")
"""Must not differ between languages."""


def check_topics(shelf: Shelf, today: date) -> Iterator[Mistake]:
    """Every mistake in the topics of every language."""
    for told in shelf.told.values():
        topics = told.part("topics")
        for key, topic in topics.items():
            if isinstance(topic, Mapping):
                yield from _topic(shelf, told, key, topic, today)
            else:
                yield told.mistake(
                    "topics", (key,), f"the topic {key} has nothing below it", "Write it, or remove it"
                )
        holding = [each for each in topics.values() if isinstance(each, Mapping) and _holds(each, today)]
        if "topics" in told.sources and len(holding) < FEWEST_TOPICS:
            what = f"only {len(holding)} topics may still be told; {FEWEST_TOPICS} are the fewest"
            yield told.mistake("topics", (), what, "Add topics, or check old ones and move their `expires`")
        for category, count in Counter(str(each.get("category")) for each in holding).items():
            if count > MOST_CHOICES:
                what = f"{category} has {count} topics; a screen shows {MOST_CHOICES}"
                yield told.mistake("topics", (), what, "Move some to another category, or remove some")
    yield from _differing(shelf)


def _topic(shelf: Shelf, told: Told, key: str, topic: Mapping[str, Any], today: date) -> Iterator[Mistake]:
    def wrong(field: str, what: str, mend: str) -> Mistake:
        return told.mistake("topics", (key, field), f"the topic {key} {what}", mend)

    for field in ("title", "source"):
        if not isinstance(topic.get(field), str) or not topic[field]:
            yield wrong(field, f"has no {field}", f"Write `{field}:` and a text")
    if not is_texts(topic.get("said")):
        yield wrong("said", "cannot be asked for by voice", "Write under `said:` what people say for it")
    if topic.get("category") not in shelf.planned_choices("listen"):
        known = ", ".join(shelf.planned_choices("listen"))
        yield wrong("category", f"has the category {topic.get('category')!r}", f"Use one of: {known}")
    if topic.get("picture", topic.get("category")) not in shelf.pictures.told.get("pictures", {}):
        yield wrong("picture", f"wants the picture {topic.get('picture')!r}", "Use one from content/pictures.yaml")
    pages = topic.get("pages")
    if not isinstance(pages, list) or not pages or not all(is_texts(page) for page in pages):
        yield wrong("pages", "has a page that is no list of sentences", "Write each page as `- - sentence`")
    if type(topic.get("dated")) is not date:
        yield wrong("dated", "has no date", "Write `dated: 2026-05-31`, the day when its source was written")
    elif topic["dated"] > today:
        yield wrong("dated", "was written in the future", "Correct `dated`")
    expires = topic.get("expires")
    if expires is not None and type(expires) is not date:
        yield wrong("expires", "expires on no day", "Write `expires: 2027-05-31`")
    elif expires is not None and expires < today:
        mend = "Ask whether it still holds, then move `expires`; until then it is not told"
        yield wrong("expires", f"expired on {expires}", mend)
    for field in topic:
        if field not in KNOWN:
            yield wrong(str(field), f"has an unknown line {field!r}", f"Known are: {', '.join(KNOWN)}")


def _holds(topic: Mapping[str, Any], today: date) -> bool:
    expires = topic.get("expires")
    return type(expires) is not date or expires >= today


def _differing(shelf: Shelf) -> Iterator[Mistake]:
    """A fact that one language tells otherwise than the first one that has the topic."""
    first: dict[tuple[str, str], tuple[str, Any]] = {}
    for told in shelf.told.values():
        for key in told.part("topics"):
            for field in SAME:
                value = told.part("topics", key).get(field)
                language, expected = first.setdefault((key, field), (told.language, value))
                if value != expected:
                    what = f"the topic {key} has the {field} {value}, but {expected} in {language}"
                    yield told.mistake("topics", (key, field), what, "Make them the same")
