"""What our ear adds to the recogniser it stands on: the same sound, the same sentences, once bare and once whole."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import vosk

import content
from benchmarks.table import Line
from tests.spoken import RATE, english, korean
from voice.ear import Ear, HearingSettings
from voice.engine_pocketsphinx import PocketSphinxEngine
from voice.grammar import of_screen
from voice.models import installed
from voice.vocabulary import cut, words_of

ENGLISH = ("I am very sick.", "My phone is broken.", "I need money.", "I am lonely.", "Help me with a paper.")
KOREAN = ("도움말", "처음으로", "다시")
ROUNDS = 2


def measure() -> list[Line]:
    """Wall time per utterance: ours hears, finds the end of speech, checks against other speech, and decides."""
    with TemporaryDirectory() as folder:
        settings = HearingSettings(models=Path(folder))
        return [*_of_english(settings), *_of_korean(settings)]


def _of_english(settings: HearingSettings) -> list[Line]:
    screen = content.load("en").screen("help")
    engine = PocketSphinxEngine()
    engine.begin(of_screen(screen))
    engine.result()
    decoder = engine._quick._decoder  # the bare decoder with this screen's grammar switched on

    def bare(pcm: bytes) -> None:
        decoder.start_utt()
        decoder.process_raw(pcm, full_utt=True)
        decoder.end_utt()

    return _compared("PocketSphinx, English", screen, [english(each) for each in ENGLISH], bare, settings)


def _of_korean(settings: HearingSettings) -> list[Line]:
    model = installed("ko", settings.models)
    assert model is not None, "the Korean model comes as a wheel"
    screen = content.load("ko").screen("help")
    vosk.SetLogLevel(-1)
    loaded = vosk.Model(str(model))
    words = words_of(model)
    listed = {
        piece
        for phrase in screen.phrases()
        for way in of_screen(screen).ways(phrase)
        for piece in cut(way, words) or ()
    }
    sentences = json.dumps(sorted(listed), ensure_ascii=False)

    def bare(pcm: bytes) -> None:
        recogniser: Any = vosk.KaldiRecognizer(loaded, RATE, sentences)
        recogniser.AcceptWaveform(pcm)
        recogniser.FinalResult()

    return _compared("Vosk, Korean", screen, [korean(each) for each in KOREAN], bare, settings)


def _compared(
    what: str, screen: content.Screen, sounds: list[bytes], bare: Callable[[bytes], None], settings: HearingSettings
) -> list[Line]:
    ear = Ear(settings)
    try:
        ear.understand(sounds[0], screen)  # loads the engine
        ours, alone = [], []
        for _ in range(ROUNDS):
            for pcm in sounds:
                ours.append(_took(lambda pcm=pcm: ear.understand(pcm, screen)))  # type: ignore[misc]
                alone.append(_took(lambda pcm=pcm: bare(pcm)))  # type: ignore[misc]
    finally:
        ear.close()
    length = median(len(pcm) / (RATE * 2) for pcm in sounds)
    return [
        Line(f"{what}: {length:.1f} s of speech", median(ours) * 1000, "ms", median(alone) * 1000, "the bare engine"),
        Line(f"{what}: real-time factor", median(ours) / length, "", median(alone) / length, "the same"),
    ]


def _took(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
