"""How many spoken orders of a public recording set the product's own grammar, engine and matcher accept, by noise."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soundfile

from content.screen import Phrase
from voice.engine_pocketsphinx import PocketSphinxEngine
from voice.grammar import Grammar, build
from voice.matching import understand

PIECE = 3_200
"""Bytes of one piece, as a browser sends them."""
VERBS = "[brew|can i get|can i have|i want|get me|give me|i'd like|make me|may i have] [a|an]"
Sound = npt.NDArray[np.float64]


def template(slots: dict[str, list[str]]) -> str:
    """All orders as one sentence template, as the recordings' README words them."""
    one_of = {name: f"({'|'.join(values)})" for name, values in slots.items()}
    first = f"([{one_of['size']}];[{one_of['roast']}];[{one_of['numberOfShots']}])"
    milk, sugar = one_of["milkAmount"], one_of["sugarAmount"]
    return f"{VERBS} {first} {one_of['coffeeDrink']} [with ({milk}|{sugar}|{milk} and {sugar}|{sugar} and {milk})]"


def filled(words: str, slots: dict[str, list[str]]) -> dict[str, str]:
    """Which value of which slot the words name: the longest first, each word used once."""
    values = sorted(((value, name) for name, each in slots.items() for value in each), key=lambda pair: -len(pair[0]))
    left, found = f" {words} ", {}
    for value, name in values:
        if name not in found and f" {value} " in left:
            found[name] = value
            left = left.replace(f" {value} ", " | ", 1)
    return found


def mixed(sound: Sound, noise: Sound, snr: float | None, chance: np.random.Generator) -> bytes:
    """The recording with noise ``snr`` dB below it (None: as it is), 16-bit samples."""
    if snr is not None:
        start = int(chance.integers(0, max(1, len(noise) - len(sound))))
        piece = np.resize(noise[start : start + len(sound)], len(sound))
        sound = sound + piece * np.sqrt(np.mean(sound**2) / np.mean(piece**2) / 10 ** (snr / 10))
        sound = sound / max(1.0, float(np.abs(sound).max()) / 0.95)
    return bytes((sound * 32767).astype("<i2").tobytes())


def accepted(engine: PocketSphinxEngine, grammar: Grammar, pcm: bytes) -> str:
    """The words of an order that was accepted, empty when it was not."""
    engine.begin(grammar)
    for start in range(0, len(pcm), PIECE):
        engine.accept(pcm[start : start + PIECE])
    heard = engine.result()
    return heard.text if understand(heard, grammar).outcome == "choice" else ""


def main(argv: list[str]) -> int:
    """``FOLDER [--snr clean,24,21,18,15,12,9,6] [--every N]``: prints accepted per cent, wrong per cent, speed."""
    parser = argparse.ArgumentParser(prog="acceptance", description=__doc__)
    parser.add_argument(
        "folder", type=Path, help="with coffee/ (labels.json, slots.json, *.flac) and kitchen-noise.flac"
    )
    parser.add_argument("--snr", default="clean,24,21,18,15,12,9,6")
    parser.add_argument("--every", type=int, default=1, help="only every Nth recording")
    given = parser.parse_args(argv)
    coffee = given.folder / "coffee"
    labels = json.loads((coffee / "labels.json").read_text("utf-8"))
    slots = json.loads((coffee / "slots.json").read_text("utf-8"))
    noise, _ = soundfile.read(given.folder / "kitchen-noise.flac")
    grammar = build((Phrase("choice:orderDrink", template(slots)),), "en")
    print(f"{'noise':>8} {'accepted %':>11} {'wrong %':>8} {'refused %':>10} {'real-time factor':>17}")
    means = []
    for level in given.snr.split(","):
        share = _row(level, sorted(labels.items())[:: given.every], coffee, noise, grammar, slots)
        if level != "clean":
            means.append(share)
    if means:
        print(f"{'mean':>8} {sum(means) / len(means):>11.1f}   (of the noisy ones)")
    return 0


def _row(
    level: str, labels: Iterable[tuple[str, Any]], folder: Path, noise: Sound, grammar: Grammar, slots: dict[str, Any]
) -> float:
    engine, chance = PocketSphinxEngine(), np.random.default_rng(1)
    right = wrong = refused = 0
    spent = length = 0.0
    for name, label in labels:
        sound, rate = soundfile.read(folder / name)
        pcm = mixed(sound, noise, None if level == "clean" else float(level), chance)
        started = time.perf_counter()
        words = accepted(engine, grammar, pcm)
        spent, length = spent + time.perf_counter() - started, length + len(sound) / rate
        if not words:
            refused += 1
        elif filled(words, slots) == label["slots"]:
            right += 1
        else:
            wrong += 1
    share = 100 / max(1, right + wrong + refused)
    print(f"{level:>8} {right * share:>11.1f} {wrong * share:>8.1f} {refused * share:>10.1f} {spent / length:>17.3f}")
    return right * share


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
