"""Reads the files of a language and lays county and village folders over them; what the words mean is the pack's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from content.errors import BadContent
from content.source import Source, read_source

FILES = ("pack", "commands", "screens", "phrases", "topics", "lexicon", "panel", "danger")
"""The files of a language, without ``.yaml``; a folder may hold any of them."""
DIALECT = "dialect"
"""In the folder of a language in an overlay: what lies over it, usually a link to one of several, changed at will."""
SPOKEN = ("pack", "commands", "screens", "phrases", "topics")
"""Those whose texts may be recorded."""
ROOMS = "rooms"
"""Folder beside the languages: each of its folders holds one capability's plan, pictures and words."""


def rooms_of(home: Path) -> tuple[Path, ...]:
    """The rooms that come with the station, by name: plan and pictures in each, words in a folder per language."""
    return tuple(sorted(each for each in (home / ROOMS).glob("*") if each.is_dir()))


def shipped_folders(home: Path, language: str) -> tuple[Path, ...]:
    """Where the shipped words of a language lie: its own folder, then its folder in every room."""
    return (home / language, *(room / language for room in rooms_of(home)))


def overlaid_folders(overlays: Iterable[Path], language: str) -> tuple[Path, ...]:
    """Where overlays have that language, each followed by the dialect in which it is spoken, if there is one."""
    return tuple(each for overlay in overlays for each in (overlay / language, overlay / language / DIALECT))


def read_shipped(home: Path, name: str) -> tuple[Source, ...]:
    """A file that all languages share (``screens`` the plan, ``pictures``): the house's own, then each room's."""
    rooms = (path for room in rooms_of(home) if (path := room / f"{name}.yaml").is_file())
    return tuple(read_source(path) for path in (home / f"{name}.yaml", *rooms))


def read_layers(folders: Iterable[Path], names: Iterable[str] = FILES) -> dict[str, Any]:
    """The files by name, each folder laid over those before it. Raises BadContent about every unreadable file."""
    layers = find_layers(folders, names)
    trust(source for sources in layers.values() for source in sources)
    return {name: joined(sources) for name, sources in layers.items()}


def read_layer(folders: Iterable[Path], name: str) -> dict[str, Any]:
    """One of the files as it is on the disk now, each folder laid over those before it. Raises BadContent."""
    sources = [read_source(path) for folder in folders if (path := folder / f"{name}.yaml").is_file()]
    trust(sources)
    return joined(sources)


def stamp(folders: Iterable[Path], name: str) -> tuple[tuple[int, int] | None, ...]:
    """Changes when that file is written in any of the folders; it only asks the disk when and how large."""
    return tuple(_stamp(folder / f"{name}.yaml") for folder in folders)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_mtime_ns, told.st_size


def trust(sources: Iterable[Source]) -> None:
    """Go on only with files that could be read. Raises BadContent."""
    if mistakes := [str(each) for source in sources for each in source.unreadable]:
        raise BadContent(mistakes)


def find_layers(folders: Iterable[Path], names: Iterable[str] = FILES) -> dict[str, tuple[Source, ...]]:
    """The files by name as they lie in each folder, the strongest last."""
    found: dict[str, tuple[Source, ...]] = {}
    wanted = tuple(names)
    for folder in folders:
        for name in wanted:
            path = folder / f"{name}.yaml"
            if path.is_file():
                found[name] = (*found.get(name, ()), read_source(path))
    return found


def joined(sources: Iterable[Source]) -> dict[str, Any]:
    """The same file of several folders as one."""
    words: dict[str, Any] = {}
    for source in sources:
        words = laid_over(words, source.told)
    return words


def laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Both together: mappings are joined key by key, anything else (a list too) is replaced whole."""
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        merged[key] = laid_over(under, value) if isinstance(value, dict) and isinstance(under, dict) else value
    return merged
