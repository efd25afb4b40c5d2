"""Which number and which colour-and-animal a request gets, pure but for reading the shipped list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random, SystemRandom

import yaml

from casework.errors import NumbersExhausted
from content.pack import HERE

NUMBERS = range(1000, 10000)
"""Four digits, none of them a leading zero, which is easily left out in speech."""
CHANCE = SystemRandom()


@dataclass(frozen=True)
class Tokens:
    """The colours and animals to choose from, by the names of their pictures."""

    colours: tuple[str, ...]
    animals: tuple[str, ...]

    def pairs(self) -> list[tuple[str, str]]:
        """Every colour with every animal."""
        return [(colour, animal) for colour in self.colours for animal in self.animals]


@dataclass(frozen=True)
class Used:
    """A token that a request has or had."""

    colour: str
    animal: str
    live: bool
    at: datetime
    """When that request was sent."""


def shipped_tokens() -> Tokens:
    """The colours and animals in content/pictures.yaml."""
    told = yaml.safe_load((HERE / "pictures.yaml").read_text("utf-8"))["tokens"]
    return Tokens(tuple(told["colours"]), tuple(told["animals"]))


def choose_number(taken: Collection[str], ended_longest_first: Sequence[str] = (), chance: Random = CHANCE) -> str:
    """A number that nobody has; when all are taken, that of the request that ended longest ago.

    ``taken``: numbers of live and recently ended requests. Raises NumbersExhausted when all of them are live.
    """
    gone = set(taken)
    for _ in range(20):  # nearly always the first one is free; only a crowded village needs the whole list
        drawn = str(chance.choice(NUMBERS))
        if drawn not in gone:
            return drawn
    free = [each for each in map(str, NUMBERS) if each not in gone]
    if free:
        return chance.choice(free)
    if ended_longest_first:
        return ended_longest_first[0]
    raise NumbersExhausted


def choose_token(tokens: Tokens, used: Collection[Used], chance: Random = CHANCE) -> tuple[str, str]:
    """Colour and animal: one that nobody had lately, else one that no live request has, else the longest unused."""
    pairs = tokens.pairs()
    last: dict[tuple[str, str], tuple[bool, datetime]] = {}
    for each in used:
        pair = (each.colour, each.animal)
        live, at = last.get(pair, (False, each.at))
        last[pair] = (live or each.live, max(at, each.at))
    fresh = [each for each in pairs if each not in last]
    if fresh:
        return chance.choice(fresh)
    return min(pairs, key=lambda each: last[each])
