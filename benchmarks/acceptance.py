"""How many spoken orders come out right, by noise: the product's own understanding beside two baselines."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Protocol

import numpy as np

from benchmarks.order_ears import Bare, Corrected, Made, Product
from benchmarks.orders import RATE, Order, Orders, read_orders
from tests.spoken import english, korean

LEVELS = "clean,24,21,18,15,12,9,6"
STRANGE = (
    "Where is the train station?",
    "My daughter comes home on Sunday.",
    "The roof of my house leaks.",
    "I would like to talk to a doctor.",
    "What is the weather like tomorrow?",
    "Please read me the news.",
    "He sold two sheep at the market.",
    "Turn on the light in the kitchen.",
    "My back has hurt since yesterday.",
    "How much is the bus to the county town?",
    "The pension was not paid this month.",
    "Do you know where my glasses are?",
)
"""Sentences that order nothing."""
FOREIGN = ("안녕하세요", "내일 날씨가 어때요", "허리가 아파요", "딸이 보고 싶어요")


class Ear(Protocol):
    """Something that hears orders."""

    def hear(self, pcm: bytes) -> Made:
        """What it makes of one recording."""


@dataclass
class Tally:
    """What came of many recordings."""

    right: int = 0
    wrong: int = 0
    asked_back: int = 0
    refused: int = 0
    spent: float = 0.0
    length: float = 0.0
    after: list[float] = field(default_factory=list)
    silence: list[float] = field(default_factory=list)

    def share(self, count: int) -> float:
        """In per cent of all."""
        return 100 * count / max(1, self.right + self.wrong + self.asked_back + self.refused)


def main(argv: list[str]) -> int:
    """``FOLDER [--snr clean,24,…] [--every N] [--no-baselines]``."""
    parser = argparse.ArgumentParser(prog="acceptance", description=__doc__)
    parser.add_argument("folder", type=Path, help="labels.json, slots.json, recordings, kitchen-noise.flac")
    parser.add_argument("--snr", default=LEVELS)
    parser.add_argument("--every", type=int, default=1, help="only every Nth recording")
    parser.add_argument("--no-baselines", action="store_true")
    given = parser.parse_args(argv)
    orders = read_orders(given.folder, given.every)
    product = Product(orders)
    baselines: dict[str, Ear] = {} if given.no_baselines else {"bare": Bare(orders), "corrected": Corrected(orders)}
    print(f"{len(orders.orders)} recordings; {'both ears' if product.both else 'the quick ear alone'}")
    columns = (
        "noise",
        "accepted %",
        "wrong %",
        "asked back %",
        "refused %",
        "work",
        "silence s",
        "p95 s",
        "then ms",
        "p95 ms",
    )
    print("  ".join((*columns, *(f"{each} %" for each in baselines))))
    means: list[list[float]] = []
    for level in given.snr.split(","):
        snr = None if level == "clean" else float(level)
        told = tally(product, orders, snr)
        others = [tally(each, orders, snr) for each in baselines.values()]
        shares = [told.share(told.right), *(each.share(each.right) for each in others)]
        if snr is not None:
            means.append(shares)
        print(_row(columns, level, told, shares), flush=True)
    if means:
        averaged = [sum(each) / len(means) for each in zip(*means, strict=True)]
        print(f"mean of the noisy ones: {averaged[0]:.1f} % accepted", end="")
        print("".join(f", {name} {each:.1f} %" for name, each in zip(baselines, averaged[1:], strict=True)))
    false, strange = false_accepts(product, orders)
    print(f"acted upon, though nobody ordered anything: {false} of {strange} ({100 * false / strange:.1f} %)")
    return 0


def _row(columns: Sequence[str], level: str, told: Tally, shares: Sequence[float]) -> str:
    """One level of noise; ``work`` is processor and waiting time by the length of the sound.

    ``silence``: how long it was waited for more, ``then``: how long the decision took after that; median and p95.
    """
    silence = (median(told.silence), float(np.percentile(told.silence, 95)))
    after = (1000 * median(told.after), 1000 * float(np.percentile(told.after, 95)))
    others = (told.share(told.wrong), told.share(told.asked_back), told.share(told.refused))
    figures = [f"{each:.1f}" for each in (shares[0], *others)]
    figures += [f"{told.spent / told.length:.2f}", *(f"{each:.2f}" for each in silence)]
    figures += [f"{each:.0f}" for each in after]
    cells = [f"{each:>{len(name)}}" for name, each in zip(columns, (level, *figures), strict=True)]
    return "  ".join((*cells, *(f"{each:>6.1f}" for each in shares[1:])))


def tally(ear: Ear, orders: Orders, snr: float | None) -> Tally:
    """All recordings at one level of noise, the same pieces of noise for every ear."""
    chance, told = np.random.default_rng(1), Tally()
    for order in orders.orders:
        pcm = order.sound(orders.noise, snr, chance)
        _count(told, ear.hear(pcm), order, orders)
        told.length += len(pcm) / 2 / RATE
    return told


def _count(told: Tally, made: Made, order: Order, orders: Orders) -> None:
    told.spent += made.seconds
    told.after.append(made.after)
    told.silence.append(made.silence)
    if made.words and orders.filled(made.words) == order.slots:
        told.right += 1
    elif made.words:
        told.wrong += 1
    elif made.asked_back:
        told.asked_back += 1
    else:
        told.refused += 1


def false_accepts(ear: Ear, orders: Orders) -> tuple[int, int]:
    """How many sounds that order nothing were acted upon, and of how many."""
    sounds = [*map(english, STRANGE), *map(korean, FOREIGN), *_kitchen(orders)]
    return sum(bool(ear.hear(each).words) for each in sounds), len(sounds)


def _kitchen(orders: Orders, pieces: int = 12, seconds: int = 3) -> Iterable[bytes]:
    for start in np.linspace(0, len(orders.noise) - seconds * RATE, pieces, dtype=int):
        piece = orders.noise[start : start + seconds * RATE]
        yield bytes((piece / max(1e-9, float(np.abs(piece).max())) * 12_000).astype("<i2").tobytes())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
