"""Everything there is to check: the plan and each language as written, with its lines; the checks are beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from content.layers import find_layers, joined
from content.mistake import Mistake
from content.pack import Pack
from content.source import Keys, Source, read_source


@dataclass(frozen=True)
class Told:
    """One language as its files tell it, overlays laid over."""

    language: str
    folders: tuple[Path, ...]
    sources: Mapping[str, tuple[Source, ...]]
    """By name of the file, the strongest overlay last."""

    @cached_property
    def words(self) -> dict[str, dict[str, Any]]:
        """What the files say together, by name of the file."""
        return {name: joined(sources) for name, sources in self.sources.items()}

    def part(self, name: str, *keys: str) -> Mapping[str, Any]:
        """The mapping at that place; empty where there is none, or something else."""
        found: Any = self.words.get(name, {})
        for key in keys:
            found = found.get(key) if isinstance(found, Mapping) else None
        return found if isinstance(found, Mapping) else {}

    def mistake(self, name: str, keys: Keys, what: str, mend: str) -> Mistake:
        """A mistake in that file, at the strongest layer that says something there, else at the nearest place."""
        layers = self.sources.get(name, ())
        source = next((each for each in reversed(layers) if each.has(keys)), layers[0] if layers else None)
        if source is None:
            return Mistake(self.folders[0] / f"{name}.yaml", 1, what, mend)
        return Mistake(source.path, source.line(keys), what, mend)


@dataclass(frozen=True)
class Shelf:
    """The plan, the pictures and every language."""

    home: Path
    plan: Source
    pictures: Source
    told: Mapping[str, Told]

    def pack(self, language: str) -> Pack:
        """The language as the kiosk would have it; with mistakes in the files, its methods may raise."""
        told = self.told[language]
        return Pack(language, self.plan.told, self.pictures.told, told.words, told.folders)

    def sources(self) -> Iterator[Source]:
        """Every file."""
        yield from (self.plan, self.pictures)
        for told in self.told.values():
            for layers in told.sources.values():
                yield from layers

    def planned(self) -> Mapping[str, Mapping[str, Any]]:
        """The screens of the plan that are written as mappings."""
        return {key: each for key, each in self.plan.told.items() if isinstance(each, Mapping)}

    def planned_choices(self, screen: str) -> Mapping[str, Any]:
        """The choices that the plan gives a screen."""
        found = self.planned().get(screen, {}).get("choices") or {}
        return found if isinstance(found, Mapping) else {}


def read_shelf(home: Path, overlays: Iterable[Path] = ()) -> Shelf:
    """Everything under ``home`` with the overlays laid over; nothing is raised, mistakes lie in the sources."""
    above = tuple(overlays)
    told = {}
    for folder in sorted({each.parent for each in home.glob("*/*.yaml")}):
        folders = (folder, *(each / folder.name for each in above))
        told[folder.name] = Told(folder.name, folders, find_layers(folders))
    return Shelf(home, read_source(home / "screens.yaml"), read_source(home / "pictures.yaml"), told)
