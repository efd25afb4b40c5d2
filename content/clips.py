"""Which recorded clip speaks which text: ``<language>/clips/<key>.wav``; playing and making sound is the voice's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = "clips"
DRAWN_ONLY = ("print.", "topic.page", "number.delete", "recording.seconds", "consent.back.")
"""Phrases that are read from paper or from a button, or said by people, never spoken."""
PARTS = ("screens", "phrases", "topics")
"""What the sentences of a language are counted by: screens with their choices and commands, phrases, topics."""


@dataclass(frozen=True)
class Fixed:
    """One sentence that is always spoken word for word."""

    text: str
    keys: tuple[str, ...]
    """Under each of these a clip may speak it; a new clip goes under the first."""

    @property
    def part(self) -> str:
        """One of PARTS."""
        above = self.keys[0].partition(".")[0]
        return above if above in PARTS else PARTS[0]


def fixed_sentences(words: Mapping[str, Any]) -> tuple[Fixed, ...]:
    """Every sentence that a voice can be recorded for, each once, in the order of the files."""
    heard = {
        key: text
        for key, text in spoken_texts(words)
        if text.strip() and not key.removeprefix("phrases.").startswith(DRAWN_ONLY)
    }
    keys: dict[str, tuple[str, ...]] = {}
    for key, text in heard.items():
        keys[text.strip()] = (*keys.get(text.strip(), ()), key)
    return tuple(Fixed(text, each) for text, each in keys.items())


def says(clip: Path, text: str) -> bool:
    """Whether that clip speaks this text: the file of words beside it tells, so a changed sentence loses it.

    Without such a file the clip is trusted to say what its key stands for.
    """
    if not clip.is_file():
        return False
    try:
        return words_beside(clip).read_text("utf-8").strip() == text.strip()
    except FileNotFoundError:
        return True
    except (OSError, UnicodeDecodeError):
        return False


def edition(folders: Iterable[Path]) -> tuple[int | None, ...]:
    """Changes when a clip is put into or taken out of any of these folders; it only asks the disk."""
    return tuple(_changed(folder / FOLDER) for folder in folders)


def _changed(folder: Path) -> int | None:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return None


def words_beside(clip: Path) -> Path:
    """Where the words that a clip says are written down."""
    return clip.with_name(f"{clip.stem}.txt")


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
