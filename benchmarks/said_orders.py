"""Recorded people at a running station: their orders as choices of a screen, in a kitchen that goes on after them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
import yaml

from benchmarks.orders import RATE, Orders, extras, template

SCREEN = "help"
CHOICES = {
    "ill": ("americano", "espresso"),
    "money": ("cappuccino",),
    "papers": ("latte",),
    "phone": ("mocha", "iced mocha"),
    "more": ("coffee", "drip coffee", "house coffee", "iced coffee"),
}
"""Choices of the help screen, and the drinks that stand for them."""
LEADS_TO = {"more": "help.more"}
"""Where they lead, if not to the description."""
FRAME = RATE // 100
FAINT = 35.0
"""Decibels below its loudest hundredth of a second: where a clean recording stays below that, nobody speaks."""


@dataclass(frozen=True)
class Spoken:
    """One recording as a microphone in a kitchen has it."""

    pcm: bytes
    ends: float
    """When the person has finished, in seconds: told by the clean recording."""
    leads_to: str


def overlay(folder: Path, orders: Orders) -> Path:
    """A folder to be laid over the words of English: each picture of the help screen is a drink."""
    said = {}
    for choice, drinks in CHOICES.items():
        values = {**orders.values, "coffeeDrink": list(drinks)}
        said[choice] = {"said": [template(values) + each for each in extras(values).values()]}
    (folder / "en").mkdir(parents=True)
    told = {SCREEN: {"choices": said}}
    (folder / "en" / "screens.yaml").write_text(yaml.safe_dump(told), "utf-8")
    return folder


def spoken(orders: Orders, snr: float | None, after: float) -> Iterator[Spoken]:
    """Every recording with the kitchen ``snr`` dB below it (None: silence), which goes on for so long after it."""
    chance = np.random.default_rng(1)
    for order in orders.orders:
        sound, _ = soundfile.read(order.path)
        whole = np.concatenate([sound, np.zeros(int(after * RATE))])
        if snr is not None:
            begin = int(chance.integers(0, max(1, len(orders.noise) - len(whole))))
            kitchen = np.resize(orders.noise[begin : begin + len(whole)], len(whole))
            whole = whole + kitchen * np.sqrt(np.mean(sound**2) / np.mean(kitchen**2) / 10 ** (snr / 10))
            whole = whole / max(1.0, float(np.abs(whole).max()) / 0.95)
        drink = order.slots["coffeeDrink"]
        choice = next(name for name, drinks in CHOICES.items() if drink in drinks)
        yield Spoken(
            bytes((whole * 32767).astype("<i2").tobytes()), _end(sound), LEADS_TO.get(choice, "help.describe")
        )


def _end(sound: npt.NDArray[np.float64]) -> float:
    frames = sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME)
    loud = 10 * np.log10((frames**2).mean(axis=1) + 1e-12)
    return float(np.flatnonzero(loud > loud.max() - FAINT)[-1] + 1) / 100
