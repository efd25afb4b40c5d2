"""From the end of speech to the next screen and its first sound: the real station, a real voice, in real time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.running import running
from benchmarks.table import Line
from benchmarks.visitor import Visitor
from tests.spoken import RATE, english

WIDTH = 2
CHUNK = RATE // 10 * WIDTH
"""A tenth of a second, as the page sends it."""
SAID = "I am very sick."
ROUNDS = 5
QUIET = 300
"""Amplitude of 16 bit below which nobody hears anything: there the speech has ended."""
LONGEST_WAIT = 100
"""Pieces of silence after which the end of speech counts as missed."""


LONGEST_LOADING = 60.0
"""Seconds."""


class NotUnderstood(Exception):
    """The kiosk asked back; the message says where it went."""


@dataclass(frozen=True)
class Took:
    """Seconds of one turn, all counted from the last sample of speech."""

    noticed: float
    """Until the kiosk knew that the person had finished."""
    screen: float
    sound: float


def measure() -> list[Line]:
    """Once the person presses again when finished, once the kiosk has to notice by the silence."""
    with TemporaryDirectory() as folder, running(Path(folder) / "data") as station:
        visitor = Visitor(station.kiosk)
        try:
            visitor.look("/screen/language")
            visitor.choose("en")
            _warm_up(visitor)
            pressed = [_once(visitor, pressed=True) for _ in range(ROUNDS)]
            silent = [_once(visitor, pressed=False) for _ in range(ROUNDS)]
        finally:
            visitor.close()
    noticed = median(each.noticed for each in silent)
    return [
        Line("finger ends it: speech → next screen", median(each.screen for each in pressed) * 1000, "ms"),
        Line("finger ends it: speech → first sound", median(each.sound for each in pressed) * 1000, "ms"),
        Line("silence ends it: speech → noticed (waits 0.8 s)", noticed * 1000, "ms"),
        Line(
            "silence ends it: noticed → next screen",
            median(each.screen - each.noticed for each in silent) * 1000,
            "ms",
        ),
        Line(
            "silence ends it: noticed → first sound",
            median(each.sound - each.noticed for each in silent) * 1000,
            "ms",
        ),
    ]


def _warm_up(visitor: Visitor) -> None:
    """Until the engine, which loads behind the first screens, has understood once."""
    end = time.monotonic() + LONGEST_LOADING
    while True:
        try:
            _once(visitor, pressed=True)
        except NotUnderstood:
            if time.monotonic() > end:
                raise
        else:
            return


def _once(visitor: Visitor, *, pressed: bool) -> Took:
    """Say it on the help screen; the kiosk must understand it."""
    visitor.at = "home"
    visitor.look()
    visitor.choose("help")
    visitor.look()
    turn = visitor.begin_to_speak()
    number = 0
    for number, piece in enumerate(in_real_time(until_it_ends(english(SAID)))):
        visitor.speak(turn, number, piece)
    ended = time.monotonic()
    if not pressed:
        for piece in in_real_time(bytes(CHUNK * LONGEST_WAIT)):
            number += 1
            if visitor.speak(turn, number, piece):
                break
    noticed = time.monotonic()
    visitor.end_speech(turn)
    visitor.look()
    screen = time.monotonic()
    visitor.first_sound()
    sound = time.monotonic()
    if visitor.at != "help.describe":
        raise NotUnderstood(f"{SAID!r} led to {visitor.at}")
    return Took(noticed - ended, screen - ended, sound - ended)


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
