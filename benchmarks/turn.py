"""From the end of speech to the next screen and its first sound: the real station, in real time.

Alone: a synthetic voice says our own sentences. ``script/bench turn FOLDER [--every N] [--snr clean,18,…]``: recorded
people in a kitchen (``benchmarks.said_orders``); nobody presses, the kiosk has to notice that they have finished.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np

import content
from benchmarks.orders import read_orders
from benchmarks.running import running
from benchmarks.said_orders import SCREEN, Spoken, overlay, spoken
from benchmarks.table import Line
from benchmarks.visitor import Visitor
from tests.spoken import RATE, english
from voice.grammar import of_screen

WIDTH = 2
CHUNK = 512 * WIDTH
"""32 ms, as the page sends it."""
SENTENCES = 24
QUIET = 300
"""Amplitude of 16 bit below which nobody hears anything: there the speech has ended."""
LONGEST_WAIT = 3.5
"""Seconds of silence after which the end of speech counts as missed."""
LONGEST_LOADING = 60.0
"""Seconds."""
SETTINGS = "[hearing]\nanswer_within = 10.0\n"
"""Millions of orders take longer to prepare than any screen of ours."""


class NotUnderstood(Exception):
    """The kiosk asked back; the message says where it went."""


@dataclass(frozen=True)
class Took:
    """Seconds of one turn, all counted from the last sample of speech."""

    noticed: float
    """Until the kiosk knew that the person had finished."""
    decided: float
    screen: float
    sound: float
    at: str
    """The screen that followed."""


def measure() -> list[Line]:
    """Our own sentences: the person presses when finished, or the kiosk has to notice by the silence."""
    said = own_sentences(SENTENCES)
    with TemporaryDirectory() as folder, running(Path(folder) / "data") as station:
        visitor = Visitor(station.kiosk)
        try:
            _warm_up(visitor, said[0])
            pressed = _understood(visitor, said[: SENTENCES // 4], pressed=True)
            silent = _understood(visitor, said, pressed=False)
        finally:
            visitor.close()
    return [
        Line("finger ends it: speech → next screen", median(each.screen for each in pressed) * 1000, "ms"),
        Line("finger ends it: speech → first sound", median(each.sound for each in pressed) * 1000, "ms"),
        *(Line(f"silence ends it: {what}", median(each) * 1000, "ms") for what, each in _parts(silent).items()),
        *(
            Line(f"silence ends it: {what}, 95 of 100", float(np.percentile(each, 95)) * 1000, "ms")
            for what, each in _parts(silent).items()
        ),
        Line("sentences of ours understood", len(silent), f"of {len(said)}"),
    ]


def own_sentences(most: int) -> list[Spoken]:
    """Sentences of the help screen, spread over all its choices, said by a synthetic voice."""
    grammar = of_screen(content.load("en").screen(SCREEN))
    leads = {"ill": "help.describe", "money": "help.describe", "papers": "help.describe", "phone": "help.describe"}
    ours = [each for each in grammar.sentences if each.meaning.removeprefix("choice:") in leads]
    found = []
    for place in np.linspace(0, len(ours) - 1, most, dtype=int):
        sound = until_it_ends(english(ours[place].text.capitalize() + "."))
        found.append(Spoken(sound, len(sound) / WIDTH / RATE, leads[ours[place].meaning.removeprefix("choice:")]))
    return found


def main(argv: Sequence[str]) -> int:
    """Recorded people; p50 and p95 of every part, and how many were understood."""
    parser = argparse.ArgumentParser(prog="turn", description=__doc__)
    parser.add_argument("folder", type=Path, help="as for acceptance")
    parser.add_argument("--every", type=int, default=16, help="only every Nth recording")
    parser.add_argument("--snr", default="clean,18,12")
    given = parser.parse_args(argv)
    orders = read_orders(given.folder, given.every)
    print(f"{len(orders.orders)} recordings at each level, in real time. Milliseconds: median / 95 of 100.")
    with TemporaryDirectory() as folder:
        overlay(Path(folder) / "data" / "overlay", orders)
        (Path(folder) / "data" / "settings.toml").write_text(SETTINGS, "utf-8")
        with running(Path(folder) / "data", "--empty") as station:
            visitor = Visitor(station.kiosk)
            try:
                for level in given.snr.split(","):
                    _level(
                        visitor, level, list(spoken(orders, None if level == "clean" else float(level), LONGEST_WAIT))
                    )
            finally:
                visitor.close()
    return 0


def _level(visitor: Visitor, level: str, people: list[Spoken]) -> None:
    _warm_up(visitor, people[0])
    took = [(each, _once(visitor, each, pressed=False)) for each in people]
    right = [told for each, told in took if told.at == each.leads_to]
    back = sum(told.at in (SCREEN, "did_you_mean") for _, told in took)
    print(f"\n{level}: {len(right)} of {len(took)} understood, {back} asked back")
    for what, each in _parts(right).items():
        print(f"  {what:<34} {1000 * median(each):6.0f} / {1000 * float(np.percentile(each, 95)):.0f}", flush=True)


def _parts(took: list[Took]) -> dict[str, list[float]]:
    return {
        "speech → noticed": [each.noticed for each in took],
        "noticed → decided": [each.decided - each.noticed for each in took],
        "decided → next screen": [each.screen - each.decided for each in took],
        "next screen → first sound": [each.sound - each.screen for each in took],
        "speech → first sound in all": [each.sound for each in took],
    }


def _warm_up(visitor: Visitor, said: Spoken) -> None:
    """Until the engine, which loads behind the first screens, has understood once."""
    visitor.look("/screen/language")
    visitor.choose("en")
    end = time.monotonic() + LONGEST_LOADING
    while _once(visitor, said, pressed=True).at != said.leads_to:
        if time.monotonic() > end:
            raise NotUnderstood(visitor.at)


def _understood(visitor: Visitor, said: Sequence[Spoken], *, pressed: bool) -> list[Took]:
    """Those that led where they should. Raises NotUnderstood when that were less than half."""
    took = [(each, _once(visitor, each, pressed=pressed)) for each in said]
    right = [told for each, told in took if told.at == each.leads_to]
    if len(right) * 2 < len(said):
        raise NotUnderstood(f"{len(right)} of {len(said)}")
    return right


def _once(visitor: Visitor, said: Spoken, *, pressed: bool) -> Took:
    """Say it on the help screen; somebody who presses does so when they have finished."""
    visitor.at = "home"
    visitor.look()
    visitor.choose(SCREEN)
    visitor.look()
    turn = visitor.begin_to_speak()
    sound = (
        said.pcm[: int(said.ends * RATE) * WIDTH] if pressed else said.pcm + bytes(int(LONGEST_WAIT * RATE) * WIDTH)
    )
    ended = time.monotonic() + said.ends
    for number, piece in enumerate(in_real_time(sound)):
        if visitor.speak(turn, number, piece):
            break
    noticed = time.monotonic()
    visitor.end_speech(turn)
    decided = time.monotonic()
    visitor.look()
    screen = time.monotonic()
    visitor.first_sound()
    sounded = time.monotonic()
    return Took(noticed - ended, decided - ended, screen - ended, sounded - ended, visitor.at)


def until_it_ends(pcm: bytes) -> bytes:
    """Without the silence at its end."""
    sound = np.flatnonzero(np.abs(np.frombuffer(pcm, "<i2").astype(np.int32)) > QUIET)
    return pcm[: (int(sound[-1]) + 1) * WIDTH]


def in_real_time(pcm: bytes) -> Iterator[bytes]:
    """Pieces of sound, each when a microphone would have it."""
    begun = time.monotonic()
    for index in range(0, len(pcm), CHUNK):
        piece = pcm[index : index + CHUNK]
        due = begun + (index + len(piece)) / (RATE * WIDTH)
        time.sleep(max(0.0, due - time.monotonic()))
        yield piece
