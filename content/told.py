"""Everything there is to check: the plan and each language as written, with its lines; the checks are beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from content.layers import find_layers, joined, read_shipped, shipped_folders
from content.mistake import Mistake
from content.pack import Pack
from content.source import Keys, Source


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
        return (
            pointed_at(layers, keys, what, mend)
            if layers
            else Mistake(self.folders[0] / f"{name}.yaml", 1, what, mend)
        )


def pointed_at(layers: tuple[Source, ...], keys: Keys, what: str, mend: str) -> Mistake:
    """A mistake in the strongest of these files that says something there, else in the first."""
    source = next((each for each in reversed(layers) if each.has(keys)), layers[0])
    return Mistake(source.path, source.line(keys), what, mend)


@dataclass(frozen=True)
class Shared:
    """A file that all languages share, as the house and every room tell it."""

    sources: tuple[Source, ...]

    @cached_property
    def told(self) -> dict[str, Any]:
        """What the files say together."""
        return joined(self.sources)

    def mistake(self, keys: Keys, what: str, mend: str) -> Mistake:
        """A mistake at that place."""
        return pointed_at(self.sources, keys, what, mend)


@dataclass(frozen=True)
class Shelf:
    """The plan, the pictures and every language."""

    home: Path
    plan: Shared
    pictures: Shared
    told: Mapping[str, Told]

    def pack(self, language: str) -> Pack:
        """The language as the kiosk would have it; with mistakes in the files, its methods may raise."""
        told = self.told[language]
        return Pack(language, self.plan.told, self.pictures.told, told.words, told.folders)

    def sources(self) -> Iterator[Source]:
        """Every file."""
        yield from (*self.plan.sources, *self.pictures.sources)
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
        folders = (*shipped_folders(home, folder.name), *(each / folder.name for each in above))
        told[folder.name] = Told(folder.name, folders, find_layers(folders))
    return Shelf(home, Shared(read_shipped(home, "screens")), Shared(read_shipped(home, "pictures")), told)
