"""Three ways to hear an order: the product's own, the bare engine on the same grammar, free dictation corrected."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import pocketsphinx
from rapidfuzz import process

from benchmarks.orders import Orders
from voice.endpoint import Endpoint
from voice.engine_pocketsphinx import PocketSphinxEngine
from voice.matching import understand
from voice.turn import PAUSE
from voice.vad import SECONDS, VoiceActivity

PIECE = 3_200
"""Bytes of one piece, as a browser sends them."""
SILENCE = bytes(int(0.8 * 32_000) // PIECE * PIECE)
"""What is waited for after a whole sentence, so that the thorough ear begins to think as it does in a turn."""
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


class Product:
    """Endpoint, both ears and matcher, as a turn uses them."""

    def __init__(self, orders: Orders) -> None:
        self._engine, self._grammar = PocketSphinxEngine(), orders.grammar
        deadline = time.monotonic() + 60
        second = self._engine._second
        while second is not None and not second.ready and time.monotonic() < deadline:
            time.sleep(0.1)
        self.both = second is not None and second.ready

    def hear(self, pcm: bytes) -> Made:
        """One recording, piece by piece."""
        begun = time.perf_counter()
        endpoint, activity = Endpoint(), VoiceActivity()
        self._engine.begin(self._grammar)
        for start in range(0, len(pcm) + len(SILENCE), PIECE):
            piece = (pcm + SILENCE)[start : start + PIECE]
            for probability in activity.feed(piece):
                endpoint.feed(probability, SECONDS)
            self._engine.accept(piece)
            if endpoint.span and endpoint.quiet >= PAUSE:
                self._engine.pause(*endpoint.span)
        ended = time.perf_counter()
        if endpoint.span:
            self._engine.pause(*endpoint.span)
        heard = self._engine.result()
        made = understand(heard, self._grammar)
        done = time.perf_counter()
        words = heard.text if made.outcome == "choice" else ""
        return Made(words, made.outcome == "unsure", done - begun, done - ended)


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
