"""One YAML file with the line of everything in it, so that a mistake can be pointed at; it knows no meanings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from content.mistake import Mistake

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The quick one of libyaml where PyYAML was built with it: ten times as fast, the same lines."""

Keys = tuple[str, ...]
"""The way to a value: ``("home", "choices", "help", "said", "0")``; numbers of a list count from 0."""


@dataclass(frozen=True)
class Source:
    """A file as it was read. ``told`` is empty when it could not be."""

    path: Path
    told: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[Keys, int] = field(default_factory=dict)
    unreadable: tuple[Mistake, ...] = ()
    """Why nothing can be read from it."""
    doubled: tuple[Mistake, ...] = ()
    """Keys that stand in it twice: YAML silently keeps only the last."""

    def line(self, keys: Keys) -> int:
        """The line where that value stands, or the nearest one above it that there is."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return self.lines.get(keys, 1)

    def has(self, keys: Keys) -> bool:
        """Whether the file says something there."""
        return keys in self.lines


def read_source(path: Path) -> Source:
    """The file, with its mistakes instead of an exception: a checker wants to see the other files as well."""
    try:
        text = path.read_text("utf-8")
        loader = _Loader(text)
        node = loader.get_single_node()
        told = loader.construct_document(node) if node else {}
    except FileNotFoundError:
        return _unreadable(path, 1, "this file is missing", "Copy it from another language, or from the repository")
    except UnicodeDecodeError:
        return _unreadable(path, 1, "this file is not written in UTF-8", "Save it again as UTF-8")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        why = f"YAML cannot read this ({error.problem or error.context})"
        mend = "Put quotes around texts with a colon or a comma, and align the lines above and below"
        return _unreadable(path, mark.line + 1 if mark else 1, why, mend)
    except (yaml.YAMLError, ValueError) as error:  # a sign that YAML forbids; a date that does not exist
        return _unreadable(path, 1, f"YAML cannot read this ({error})", "Mend or remove it")
    if not isinstance(told, dict):
        return _unreadable(path, 1, "this file is no list of `key: text`", "Begin each line with a key and a colon")
    lines: dict[Keys, int] = {(): 1}
    doubled = tuple(_walk(path, node, (), lines)) if node else ()
    return Source(path, told, lines, doubled=doubled)


def _unreadable(path: Path, line: int, what: str, mend: str) -> Source:
    return Source(path, unreadable=(Mistake(path, line, what, mend),))


def _walk(path: Path, node: yaml.Node, at: Keys, lines: dict[Keys, int]) -> Iterator[Mistake]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            keys, line = (*at, _named(key)), key.start_mark.line + 1
            if keys in lines:
                what = f"{'.'.join(keys)} stands here a second time (first in line {lines[keys]})"
                yield Mistake(path, line, what, "Keep one of the two")
            lines[keys] = line
            yield from _walk(path, value, keys, lines)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            lines[(*at, str(number))] = value.start_mark.line + 1
            yield from _walk(path, value, (*at, str(number)), lines)


def _named(key: yaml.Node) -> str:
    """The key as it is looked up later: a bare ``yes`` or ``007`` is no text for YAML."""
    return str(yaml.SafeLoader("").construct_object(key)) if isinstance(key, yaml.ScalarNode) else ""
