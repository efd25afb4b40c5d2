"""Which recorded clip speaks which text: ``<language>/clips/<key>.wav``; playing and making sound is the voice's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

FOLDER = "clips"


def spoken_texts(words: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every text that is always spoken word for word, with the key of its clip.

    Keys: ``greeting`` · ``home.prompt.0`` · ``home.help`` (a choice) · ``commands.again`` · ``phrases.miss.once.0`` ·
    ``topics.pension`` (its title) · ``topics.pension.1.0`` (page, sentence). Texts with a {value} have no clip.
    """
    for key, text in _every_text(words):
        if "{" not in text:
            yield key, text


def clip_keys(words: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The keys under which each text may have been recorded."""
    keys: dict[str, tuple[str, ...]] = {}
    for key, text in spoken_texts(words):
        keys[text] = (*keys.get(text, ()), key)
    return keys


def _every_text(words: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if "greeting" in words.get("pack", {}):
        yield "greeting", str(words["pack"]["greeting"])
    for screen, told in words.get("screens", {}).items():
        yield from _numbered(f"{screen}.prompt", told.get("prompt") or ())
        for key, choice in (told.get("choices") or {}).items():
            yield f"{screen}.{key}", str(choice.get("spoken") or choice.get("label", ""))
    for key, command in words.get("commands", {}).get("commands", {}).items():
        yield f"commands.{key}", str(command.get("label", ""))
    for key, phrase in words.get("phrases", {}).items():
        yield from _numbered(f"phrases.{key}", [phrase] if isinstance(phrase, str) else phrase)
    for key, topic in words.get("topics", {}).items():
        yield f"topics.{key}", str(topic.get("title", ""))
        for number, page in enumerate(topic.get("pages", ())):
            yield from _numbered(f"topics.{key}.{number}", page)


def _numbered(key: str, sentences: Any) -> Iterator[tuple[str, str]]:
    for number, sentence in enumerate(sentences):
        yield f"{key}.{number}", str(sentence)
