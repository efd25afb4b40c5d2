"""One language as an object: builds Screens, sentences and topics from its files; ``content.check`` checks them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from content.clips import FOLDER, Fixed, clip_keys, fixed_sentences, says
from content.errors import MissingText, UnknownLanguage, UnknownScreen
from content.layers import SPOKEN, joined, overlaid_folders, read_layers, read_shipped, shipped_folders, trust
from content.screen import MOST_CHOICES, Choice, Screen
from content.topic import Topic, topic

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Pack:
    """Everything one language says and hears. ``load`` makes it; it never changes afterwards."""

    language: str
    plan: Mapping[str, Any]
    """content/screens.yaml, and that of every room"""
    pictures: Mapping[str, Any]
    """content/pictures.yaml"""
    words: Mapping[str, Any]
    """The language's files by name, overlays laid over."""
    folders: tuple[Path, ...]
    """Where the files came from, the strongest last (clips are looked for from the last to the first)."""

    @property
    def name(self) -> str:
        """The language's name in itself."""
        return str(self.words["pack"]["name"])

    @cached_property
    def edition(self) -> str:
        """Names exactly these words: what somebody said yes to can be found again."""
        told = json.dumps(self.words, ensure_ascii=False, sort_keys=True, default=str)
        return f"{self.language}-{hashlib.sha256(told.encode()).hexdigest()[:12]}"

    def sentences(self, key: str, **values: object) -> tuple[str, ...]:
        """The phrase ``key`` as whole sentences with the values put in. Raises MissingText."""
        found = self.words["phrases"].get(key)
        if found is None:
            raise MissingText(self.language, key)
        told = [found] if isinstance(found, str) else found
        return tuple(str(each).format(**values) for each in told)

    def text(self, key: str, **values: object) -> str:
        """The phrase ``key`` as one text."""
        return " ".join(self.sentences(key, **values))

    def clip_for(self, text: str) -> Path | None:
        """The recording that speaks this very text, the strongest overlay's first; None where nobody recorded it."""
        for folder, keys in self._clip_keys:
            for key in keys.get(text, ()):
                if says(path := folder / FOLDER / f"{key}.wav", text):
                    return path
        return None

    def fixed(self) -> tuple[Fixed, ...]:
        """Every sentence that a voice can be recorded for, each once."""
        return fixed_sentences(self.words)

    def commands(self) -> tuple[Choice, ...]:
        """What works on every screen."""
        told = self.words["commands"]["commands"]
        return tuple(
            Choice(key, picture=key, label=each["label"], said_as=tuple(each["said"])) for key, each in told.items()
        )

    def digits(self, numbers: Iterable[int], *, places: bool = False) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """How those digits are said; with ``places`` also "the first picture", which makes no sense on a keypad."""
        told = self.words["commands"]
        ordinals = (told.get("places") or {}) if places else {}
        return tuple((number, (*told["digits"][number], *ordinals.get(number, ()))) for number in numbers)

    def choices(self, screen: str) -> tuple[Choice, ...]:
        """The choices that the plan gives a screen, in this language's words."""
        planned = self._planned(screen).get("choices") or {}
        told = self._told(screen).get("choices") or {}
        found = []
        for key, each in planned.items():
            if key not in told:
                raise MissingText(self.language, f"{screen}.choices.{key}")
            word = told[key]
            found.append(
                Choice(
                    key,
                    picture=each["picture"],
                    label=word["label"],
                    said_as=tuple(word.get("said", ())),
                    goes_to=each.get("goes_to", ""),
                    spoken=word.get("spoken", ""),
                    accent=each.get("accent", "sand"),
                )
            )
        return tuple(found)

    def screen(
        self,
        key: str,
        *,
        without: Iterable[str] = (),
        prompt: Sequence[str] | None = None,
        **values: object,
    ) -> Screen:
        """The planned screen in this language.

        ``without`` leaves out choices that would not work now; ``prompt`` replaces the words that the pack has;
        ``values`` are put into the pack's words. Raises UnknownScreen, MissingText.
        """
        planned, told = self._planned(key), self._told(key)
        left_out = set(without)
        choices = tuple(each for each in self.choices(key) if each.key not in left_out)
        if planned.get("some"):  # more are planned than are ever shown together
            choices = choices[:MOST_CHOICES]
        own = {each.key for each in choices}
        further = tuple(
            each
            for sibling in planned.get("further", ())
            for each in self.sibling_choices(sibling)
            if each.key not in own and each.key not in left_out and each.key != "more"
        )
        length = int(planned.get("length", 0))
        said = prompt if prompt is not None else [str(each).format(**values) for each in told.get("prompt", ())]
        return Screen(
            key=key,
            language=self.language,
            prompt=tuple(said),
            choices=choices,
            kind=planned["kind"],
            title=told.get("title", ""),
            picture=planned.get("picture", ""),
            accent=planned.get("accent", "sand"),
            further=further,
            commands=self.commands(),
            digits=self.digits(range(10)) if length else self.digits(range(1, len(choices) + 1), places=True),
            back=planned.get("back", "home"),
            length=length,
        )

    def with_choices(self, screen: Screen, choices: Sequence[Choice]) -> Screen:
        """The same screen with other choices; the digits follow."""
        digits = self.digits(range(1, len(choices) + 1), places=True)
        return replace(screen, choices=tuple(choices), digits=digits)

    def topics(self) -> tuple[Topic, ...]:
        """Every topic of this language, in the order of its file."""
        return tuple(topic(key, told) for key, told in self.words.get("topics", {}).items())

    def sibling_choices(self, screen: str) -> tuple[Choice, ...]:
        """Choices of another screen; for ``listen.<category>`` the topics of that category."""
        if screen in self.plan:
            return self.choices(screen)
        category = screen.removeprefix("listen.")
        return tuple(self.topic_choice(each) for each in self.topics() if each.category == category)

    def topic_choice(self, topic: Topic) -> Choice:
        """The choice that opens a topic at its first page."""
        accent = self.plan["listen"]["choices"][topic.category].get("accent", "blue")
        return Choice(
            f"topic.{topic.key}",
            picture=topic.picture,
            label=topic.title,
            said_as=topic.said_as,
            goes_to=f"topic.{topic.key}.1",
            accent=accent,
        )

    @cached_property
    def _clip_keys(self) -> tuple[tuple[Path, Mapping[str, tuple[str, ...]]], ...]:
        """For each folder, the strongest first, what its recordings say: the words as they are up to that folder.

        Where a village changed a text, the recording of the text below it must not be played for it.
        """
        below = [read_layers(self.folders[:count], SPOKEN) for count in range(1, len(self.folders))]
        return tuple(zip(reversed(self.folders), map(clip_keys, reversed([*below, self.words])), strict=True))

    def _planned(self, screen: str) -> Mapping[str, Any]:
        if screen not in self.plan:
            raise UnknownScreen(screen)
        planned: Mapping[str, Any] = self.plan[screen]
        return planned

    def _told(self, screen: str) -> Mapping[str, Any]:
        told = self.words["screens"].get(screen)
        if told is None:
            raise MissingText(self.language, f"screens.{screen}")
        found: Mapping[str, Any] = told
        return found


def shipped_languages(home: Path = HERE) -> tuple[str, ...]:
    """The languages that come with the station, by code."""
    return tuple(sorted(each.parent.name for each in home.glob("*/pack.yaml")))


@lru_cache(maxsize=32)
def load(language: str, overlays: tuple[Path, ...] = (), home: Path = HERE) -> Pack:
    """The pack of a language with county and village folders laid over it, the last one strongest.

    An overlay holds the same file names under ``<overlay>/<language>/``; what it leaves out stays as shipped.
    ``home`` is the folder of the plan and the languages. Raises UnknownLanguage, BadContent.
    """
    known = shipped_languages(home)
    if language not in known:
        raise UnknownLanguage(language, known)
    folders = (*shipped_folders(home, language), *overlaid_folders(overlays, language))
    plan, pictures = read_shipped(home, "screens"), read_shipped(home, "pictures")
    trust((*plan, *pictures))
    return Pack(language, joined(plan), joined(pictures), read_layers(folders), folders)
