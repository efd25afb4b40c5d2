"""English by two ears: PocketSphinx hears while somebody speaks, Whisper gives a second opinion when they pause.

Where the second ear is not installed or still loads, PocketSphinx decides alone.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

from voice import whisper_files
from voice.grammar import Grammar
from voice.matching import complete
from voice.quick_ear import ROOM, QuickEar, Sphinx
from voice.second_opinion import BYTES_A_SECOND, SecondOpinion
from voice.understanding import Dictation, Heard
from voice.vad import clearness
from voice.weighing import TRUST, apart, weighed

DICTATION_CONFIDENCE = 0.3
"""Its small language model gets most words of free speech wrong."""
DICTATION_TRUST = 0.7
"""When no sentence was found at all, what dictation heard may be asked back, not acted upon."""
PIECE = 3_200
"""Bytes: 100 ms."""
DOUBTFUL = (0.3, 0.75)
"""Between these confidences, as with single short words, free dictation gives a second opinion."""
LONGEST_OPINION = 6 * 32_000
"""Bytes of sound that the small language model listens to: its decoding costs a third of the time that they take."""
SURE = 0.95
"""Confidence from which PocketSphinx alone decides, where no other sentence of the screen sounds alike."""
LONGEST_KEPT = 28 * 32_000
"""Bytes of a turn that are kept for the second ear."""
BREATH = 0.12
"""Seconds of silence in the middle of a sentence after which the ears begin to think about what was said so far;
after a whole sentence they begin at once."""


class PocketSphinxEngine:
    """See ``voice.engine.Engine``. Words that its dictionary lacks are guessed from two that it has, or left out."""

    name = "pocketsphinx"

    def __init__(self, language: str = "en") -> None:
        """Raises ModelDamaged."""
        self.language = language
        self._sphinx = Sphinx(language)
        self._quick = QuickEar(self._sphinx)
        self._second = SecondOpinion(language) if whisper_files.packed() else None
        self._dictation: Any = None
        self._dictating = threading.Lock()
        if self._second is None:
            threading.Thread(target=self._load_dictation, daemon=True).start()
        self._sound = bytearray()
        self._grammar: Grammar | None = None
        self._speech: tuple[float, float] | None = None

    def begin(self, grammar: Grammar) -> tuple[str, ...]:
        """Listen for these sentences; those with words that cannot be pronounced are left out, the words returned."""
        unheard = self._quick.begin(grammar)
        self._grammar, self._speech = grammar, None
        self._sound.clear()
        if self._second is not None:
            self._second.prepare(grammar)
        return unheard

    def accept(self, pcm: bytes, *, speech: bool = True) -> None:
        """The next piece of sound."""
        self._quick.accept(pcm, speech=speech)
        self._sound += pcm[: max(0, LONGEST_KEPT - len(self._sound))]

    def pause(self, first: float, last: float) -> Heard | None:
        """Both ears say what they make of it, as soon as the second one has thought it over, where it is needed."""
        if self._speech != (first, last):  # there was speech in what came since
            self._quick.resume()
        self._speech = (first, last)
        whole = len(self._sound) >= min(int(last * BYTES_A_SECOND), LONGEST_KEPT)
        grammar = self._grammar
        if not whole or grammar is None or not self._quick.listening or self._quick.behind:
            return None
        sentence = complete(self._quick.partial(), grammar)
        if not sentence and len(self._sound) / BYTES_A_SECOND - last < BREATH:
            return None
        if sentence and self._decides(quick := self._quick.heard(), grammar, first, last):
            return quick
        if self._second is None:
            return None
        self._second.think(bytes(self._sound), self._speech, grammar)
        reading = self._second.known()
        return weighed(reading, self._quick.heard(), grammar) if reading and sentence else None

    @property
    def working(self) -> bool:
        """While a long sentence is heard again, or the second ear thinks."""
        return self._quick.behind or (self._second is not None and self._second.worth_waiting)

    def partial(self) -> str:
        """The best path so far, not necessarily a whole sentence."""
        return self._quick.partial()

    def result(self) -> Heard:
        """The best sentence of both ears, and how sure it is."""
        if not self._quick.listening:
            return Heard("")
        quick = self._quick.heard()
        self._quick.end()
        second, grammar = self._second, self._grammar
        if second is None or not second.ready or grammar is None or not self._sound:
            return self._alone(quick)
        speech = self._speech or (0.0, len(self._sound) / BYTES_A_SECOND)
        if self._decides(quick, grammar, *speech):
            second.forget()
            return quick
        reading = second.reading(bytes(self._sound), speech, grammar)
        if reading is None:  # too busy to think it over: what is in doubt is asked back rather than acted upon
            return (
                quick if quick.confidence >= DOUBTFUL[1] else replace(quick, confidence=min(quick.confidence, TRUST))
            )
        return weighed(reading, quick, grammar)

    def dictate(self, pcm: bytes) -> Dictation:
        """Free text: by the second ear, or by the small language model of the wheel."""
        if self._second is not None:
            found = self._second.dictate(pcm)
            if found is not None:
                return Dictation(*found, "whisper")
        self._load_dictation()
        with self._dictating:
            text = self._dictated(pcm)
        return Dictation(text, DICTATION_CONFIDENCE if text else 0.0, self.name)

    def _decides(self, quick: Heard, grammar: Grammar, first: float, last: float) -> bool:
        """Whether the quick ear needs no second opinion on what was said between those seconds."""
        return quick.confidence >= SURE and apart(quick.text, grammar, clearness(bytes(self._sound), first, last))

    def _alone(self, quick: Heard) -> Heard:
        """Without the second ear: the small language model is asked where PocketSphinx is in doubt."""
        if not quick.text:
            return Heard("", dictation=self._opinion() if self._sound else None, confidence=DICTATION_TRUST)
        opinion = self._opinion() if DOUBTFUL[0] <= quick.confidence < DOUBTFUL[1] else None
        return replace(quick, dictation=opinion)

    def _opinion(self) -> str | None:
        """Free text of this turn; None while the dictation is busy with a recording, or not loaded yet."""
        if not self._dictating.acquire(blocking=False):
            return None
        try:
            return self._dictated(bytes(self._sound[:LONGEST_OPINION])) if self._dictation else None
        finally:
            self._dictating.release()

    def _dictated(self, pcm: bytes) -> str:
        self._dictation.set_cmn(ROOM)
        self._dictation.start_utt()
        sound = self._sphinx.dithered(pcm)
        for start in range(0, len(sound), PIECE):  # in pieces, so that a turn beside it gets its share
            self._dictation.process_raw(sound[start : start + PIECE], full_utt=False)
        self._dictation.end_utt()
        heard = self._dictation.hyp()
        return str(heard.hypstr) if heard else ""

    def _load_dictation(self) -> None:
        """Once, in the background after start: it takes a second."""
        with self._dictating:
            if self._dictation is None:
                self._dictation = self._sphinx.decoder(
                    dict=self._sphinx.model("en-us/cmudict-en-us.dict"),
                    lm=self._sphinx.model("en-us/en-us.lm.bin"),
                    bestpath=False,
                    beam=1e-40,
                    pbeam=1e-40,
                    wbeam=1e-20,
                    maxhmmpf=3000,
                )
