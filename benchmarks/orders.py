"""A folder of recorded orders: what was said, with how much kitchen behind it, and what counts as right."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soundfile

from content.screen import Phrase
from voice.grammar import Grammar, build

VERBS = "[brew|can i get|can i have|i want|get me|give me|i'd like|make me|may i have] [a|an]"
RATE = 16_000
Sound = npt.NDArray[np.float64]
Slots = dict[str, str]


@dataclass(frozen=True)
class Order:
    """One recording and what it asks for."""

    path: Path
    slots: Slots

    def sound(self, noise: Sound, snr: float | None, chance: np.random.Generator) -> bytes:
        """16-bit samples at 16 kHz with noise ``snr`` dB below it; None: as it is."""
        read, rate = soundfile.read(self.path)
        assert rate == RATE, f"{self.path} has {rate} samples a second"
        return mixed(read, noise, snr, chance)


@dataclass(frozen=True)
class Orders:
    """The whole set."""

    orders: tuple[Order, ...]
    values: dict[str, list[str]]
    """By slot, what it may hold."""
    noise: Sound

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """All orders as the choices of a screen: a drink alone, with one thing in it, with two.

        So more may follow that changes what is meant, as with every slot.
        """
        return tuple(
            Phrase(f"choice:{name}", first + rest)
            for first in [template(self.values)]
            for name, rest in extras(self.values).items()
        )

    @property
    def grammar(self) -> Grammar:
        """The same as the product's own grammar."""
        return build(self.phrases, "en")

    def filled(self, words: str) -> Slots:
        """Which value of which slot the words name: the longest first, each word used once."""
        pairs = [(value, name) for name, each in self.values.items() for value in each]
        left, found = f" {words} ", {}
        for value, name in sorted(pairs, key=lambda pair: -len(pair[0])):
            if name not in found and f" {value} " in left:
                found[name] = value
                left = left.replace(f" {value} ", " | ", 1)
        return found


def read_orders(folder: Path, every: int = 1) -> Orders:
    """``folder``, or coffee/ in it, holds labels.json, slots.json and recordings; the noise lies there or above."""
    home = folder if (folder / "labels.json").is_file() else folder / "coffee"
    labels: dict[str, Any] = json.loads((home / "labels.json").read_text("utf-8"))
    values = json.loads((home / "slots.json").read_text("utf-8"))
    noise_file = next(
        each / "kitchen-noise.flac" for each in (folder, home.parent) if (each / "kitchen-noise.flac").is_file()
    )
    noise, _ = soundfile.read(noise_file)
    chosen = sorted(labels.items())[::every]
    return Orders(tuple(Order(home / name, label["slots"]) for name, label in chosen), values, noise)


def template(slots: dict[str, list[str]]) -> str:
    """All drinks with nothing in them as one sentence template, as the recordings' README words them."""
    one_of = {name: f"({'|'.join(values)})" for name, values in slots.items()}
    first = f"([{one_of['size']}];[{one_of['roast']}];[{one_of['numberOfShots']}])"
    return f"{VERBS} {first} {one_of['coffeeDrink']}"


def extras(slots: dict[str, list[str]]) -> dict[str, str]:
    """What may follow a drink, by how much it is."""
    milk, sugar = (f"({'|'.join(slots[name])})" for name in ("milkAmount", "sugarAmount"))
    return {
        "plain": "",
        "with_one": f" with ({milk}|{sugar})",
        "with_both": f" with ({milk} and {sugar}|{sugar} and {milk})",
    }


def mixed(sound: Sound, noise: Sound, snr: float | None, chance: np.random.Generator) -> bytes:
    """The recording with noise ``snr`` dB below it (None: as it is), 16-bit samples."""
    if snr is not None:
        start = int(chance.integers(0, max(1, len(noise) - len(sound))))
        piece = np.resize(noise[start : start + len(sound)], len(sound))
        sound = sound + piece * np.sqrt(np.mean(sound**2) / np.mean(piece**2) / 10 ** (snr / 10))
        sound = sound / max(1.0, float(np.abs(sound).max()) / 0.95)
    return bytes((sound * 32767).astype("<i2").tobytes())
