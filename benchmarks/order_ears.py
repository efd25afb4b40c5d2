"""Three ways to hear an order: the product's own, the bare engine on the same grammar, free dictation corrected."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import pocketsphinx
from rapidfuzz import process

from benchmarks.orders import Orders
from voice.ear_child import Hearing
from voice.endpoint import Patience
from voice.engine_pocketsphinx import PocketSphinxEngine
from voice.frames import Message
from voice.progress import Progress
from voice.understanding import Understanding
from voice.vad import VoiceActivity

PIECE = 1_024
"""Bytes of one piece, as a browser sends them."""
SILENCE = 2.6
"""Seconds after the recording: a turn that is not decided sooner waits so long."""
CORRECTED = 70.0
"""Likeness of 100 from which on a dictated word counts as one of the orders' words."""


@dataclass(frozen=True)
class Made:
    """What was made of one recording."""

    words: str
    """Empty when it was refused or would be asked back."""
    asked_back: bool = False
    seconds: float = 0.0
    """Of work in all."""
    after: float = 0.0
    """From the end of the sound to the decision."""
    silence: float = 0.0
    """Seconds of silence after which the turn ended."""


class Product:
    """Endpoint, both ears and matcher, as a turn and its child process use them, but faster than real time."""

    def __init__(self, orders: Orders) -> None:
        self._engine, self._grammar = PocketSphinxEngine(), orders.grammar
        self._hearing = Hearing(self._engine)
        self._begin: Message = {
            "do": "begin",
            "turn": "order",
            "phrases": [[each.meaning, each.template] for each in orders.phrases],
            "language": "en",
            "length": 0,
        }
        deadline = time.monotonic() + 60
        second = self._engine._second
        while second is not None and not second.ready and time.monotonic() < deadline:
            time.sleep(0.1)
        self.both = second is not None and second.ready

    def hear(self, pcm: bytes) -> Made:
        """One recording, piece by piece, until the turn ends by itself.

        Thoughts of the second ear are waited for, as if they took no time: a turn can only end later than here.
        """
        begun = time.perf_counter()
        progress, activity = Progress(Patience()), VoiceActivity()
        self._ask(self._begin)
        sound = pcm + bytes(int(SILENCE * 32_000) // PIECE * PIECE)
        for start in range(0, len(sound), PIECE):
            piece = sound[start : start + PIECE]
            progress.hear(activity.feed(piece))
            if progress.endpoint.ending:
                break
            asked: Message = {"do": "hear", "turn": "order", "pause": progress.pause}
            told = self._ask(asked, piece)
            if progress.pause and self._thinking():
                while self._thinking():
                    time.sleep(0.02)
                told = self._ask(asked)
            progress.told(told, progress.pause)
            progress.reconsider()
            if progress.endpoint.ending:
                break
        ended = time.perf_counter()
        made = progress.decided or self._last(progress)
        done = time.perf_counter()
        words = made.candidates[0].said if made.outcome == "choice" else ""
        silence = progress.endpoint.quiet
        return Made(words, made.outcome == "unsure", done - begun, done - ended, silence)

    def _last(self, progress: Progress) -> Understanding:
        if progress.endpoint.span is None:
            return Understanding("silence")
        asked: Message = {"do": "end", "turn": "order", "speech": progress.endpoint.span}
        while (told := self._ask(asked)).get("working"):
            pass
        return Understanding.from_data(told)

    def _ask(self, asked: Message, sound: bytes = b"") -> Message:
        return self._hearing.answer(asked, sound)[0]

    def _thinking(self) -> bool:
        second = self._engine._second
        return second is not None and second.thinking


class Bare:
    """PocketSphinx as it comes, with the same sentences as a finite-state grammar."""

    def __init__(self, orders: Orders) -> None:
        path = pocketsphinx.get_model_path
        self._decoder: Any = pocketsphinx.Decoder(
            hmm=path("en-us/en-us"), dict=path("en-us/cmudict-en-us.dict"), lm=None, bestpath=False, loglevel="FATAL"
        )
        arcs, final = orders.grammar.automaton.transitions()
        weighted = [(start, target, 1.0, word) for start, target, word in arcs]
        self._decoder.add_fsg("orders", self._decoder.create_fsg("orders", 0, final, weighted))
        self._decoder.activate_search("orders")

    def hear(self, pcm: bytes) -> Made:
        """One recording at once."""
        begun = time.perf_counter()
        self._decoder.start_utt()
        self._decoder.process_raw(pcm, full_utt=True)
        self._decoder.end_utt()
        heard = self._decoder.hyp()
        return Made(str(heard.hypstr) if heard else "", seconds=time.perf_counter() - begun)


class Corrected:
    """Free dictation by the wheel's language model, each word then put right by likeness (rapidfuzz)."""

    def __init__(self, orders: Orders) -> None:
        path = pocketsphinx.get_model_path
        self._decoder: Any = pocketsphinx.Decoder(
            hmm=path("en-us/en-us"),
            dict=path("en-us/cmudict-en-us.dict"),
            lm=path("en-us/en-us.lm.bin"),
            bestpath=False,
            loglevel="FATAL",
        )
        self._words = sorted(orders.grammar.automaton.tokens())

    def hear(self, pcm: bytes) -> Made:
        """One recording at once."""
        begun = time.perf_counter()
        self._decoder.start_utt()
        self._decoder.process_raw(pcm, full_utt=True)
        self._decoder.end_utt()
        heard = self._decoder.hyp()
        found = (process.extractOne(each, self._words) for each in (heard.hypstr.split() if heard else ()))
        words = " ".join(each[0] for each in found if each and each[1] >= CORRECTED)
        return Made(words, seconds=time.perf_counter() - begun)
