"""Turns tables of a settings file into frozen settings classes and names every mistake; knows none of the classes."""

from __future__ import annotations

import math
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

NAMES = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: 'a text in "quotes"',
    Path: "a path in quotes",
}


class Unfit(Exception):
    """One value that cannot be used; the message says what would be right."""


def fill(
    cls: type[T], told: Mapping[str, object], given: Mapping[str, object], where: str, base: Path
) -> tuple[T | None, list[str]]:
    """An object of a settings class from one table of the file, and everything wrong with that table.

    ``given`` are the fields that the station decides itself; ``base`` is the folder that relative paths start from.
    The object is None when there are mistakes.
    """
    hints = get_type_hints(cls)
    known = {each.name: each for each in fields(cls) if each.name not in given}  # type: ignore[arg-type]
    mistakes: list[str] = []
    values: dict[str, object] = {}
    for key, value in told.items():
        if key not in known:
            mistakes.append(f"[{where}] {key}: {_unknown(key, known, given)}")
            continue
        try:
            values[key] = converted(value, hints[key], base, _default(known[key]))
        except Unfit as unfit:
            mistakes.append(f"[{where}] {key}: {unfit}")
    try:
        made = cls(**given, **values)
    except Exception as error:  # each folder has its own class; those with a list of mistakes are meant
        own = getattr(error, "mistakes", None) or ([str(error)] if isinstance(error, ValueError) else None)
        if own is None:
            raise
        mistakes += [f"[{where}] {each}" for each in own]
        return None, mistakes
    return (None if mistakes else made), mistakes


def converted(value: object, kind: Any, base: Path, default: object = None) -> object:
    """A value of the file as the type that the settings class wants. Raises Unfit."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        if value not in inner:
            raise Unfit(f"write {' or '.join(repr(each) for each in inner)}, not {value!r}")
        return value
    if origin in (Union, types.UnionType):
        wanted = next(each for each in inner if each is not type(None))
        return converted(value, wanted, base, default)
    if origin is tuple:
        if not isinstance(value, list):
            raise Unfit(f"write a list in [brackets], not {value!r}")
        return tuple(converted(each, inner[0], base) for each in value)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(value, inner[1], base, default)
    if is_dataclass(kind):
        return _nested(value, kind, base, default)
    return _plain(value, kind, base, default)


def _plain(value: object, kind: Any, base: Path, default: object) -> object:
    if kind is time:
        return _time(value)
    if kind is float and type(value) is int:
        value = float(value)
    if kind is Path and isinstance(value, str) and value:
        return base / Path(value).expanduser()
    if kind not in NAMES or type(value) is not kind:
        raise Unfit(f"write {NAMES.get(kind, kind)}, not {value!r}")
    if isinstance(value, float) and not math.isfinite(value):
        raise Unfit(f"write a number with an end, not {value!r}")
    if isinstance(value, int | float) and isinstance(default, int | float) and value < 0 <= default:
        raise Unfit(f"{value!r} must not be below 0; the usual value is {default!r}")
    return value


def _time(value: object) -> time:
    if isinstance(value, time):
        return value
    try:
        return time.fromisoformat(str(value))
    except ValueError as error:
        raise Unfit(f"write a time of day like 09:00:00, not {value!r}") from error


def _nested(value: object, kind: Any, base: Path, default: object) -> object:
    """A small settings class inside another one; what the file leaves out stays as it was."""
    if not isinstance(value, dict):
        raise Unfit(f"write a table of {', '.join(each.name for each in fields(kind))}, not {value!r}")
    hints = get_type_hints(kind)
    found: dict[str, Any] = {}
    for key, each in value.items():
        if key not in hints:
            raise Unfit(f"{key} {_unknown(key, dict.fromkeys(hints), {})}")
        try:
            found[key] = converted(each, hints[key], base, getattr(default, key, None))
        except Unfit as unfit:
            raise Unfit(f"{key}: {unfit}") from unfit
    if is_dataclass(default) and not isinstance(default, type):
        return replace(default, **found)
    missing = [each.name for each in fields(kind) if each.default is MISSING and each.name not in found]
    if missing:
        raise Unfit(f"{', '.join(missing)} is missing")
    return kind(**found)


def _mapping(value: object, kind: Any, base: Path, default: object) -> object:
    """A table of small settings classes by name, laid over the usual one. New names are refused."""
    if not isinstance(value, dict):
        raise Unfit(f"write a table, not {value!r}")
    merged = dict(default) if isinstance(default, Mapping) else {}
    for name, each in value.items():
        if merged and name not in merged:
            raise Unfit(f"{name} {_unknown(name, merged, {})}")
        try:
            merged[name] = converted(each, kind, base, merged.get(name))
        except Unfit as unfit:
            raise Unfit(f"{name}: {unfit}") from unfit
    return merged


def _default(each: Field[Any]) -> object:
    if each.default is not MISSING:
        return each.default
    return each.default_factory() if each.default_factory is not MISSING else None


def _unknown(key: str, known: Mapping[str, object], given: Mapping[str, object]) -> str:
    if key in given:
        return "is decided by the station itself; see [station] in settings.example.toml"
    near = get_close_matches(key, known, n=1)
    return f"is unknown; {f'did you mean {near[0]}?' if near else 'known are ' + ', '.join(sorted(known))}"
