"""English by two ears: PocketSphinx hears while somebody speaks, Whisper gives a second opinion when they pause.

PocketSphinx, with the model inside its wheel, follows finite-state grammars, and a phone loop beside it refuses.
Where the second ear is not installed or still loads, it decides alone.
"""

from __future__ import annotations

import math
import threading
from collections import Counter, OrderedDict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from voice import whisper_files
from voice.errors import ModelDamaged
from voice.grammar import Grammar
from voice.rejection import Piece, confidence
from voice.second_opinion import BYTES_A_SECOND, SecondOpinion
from voice.understanding import Dictation, Heard
from voice.weighing import TRUST, apart, weighed

LOG_BASE = 1.0001
DITHER = 33.0
"""Root mean square of white noise laid under everything (-60 dBFS): gated microphones send digital silence, on which
the model's normalisation goes astray."""
GRAMMARS_KEPT = 12
DICTATION_CONFIDENCE = 0.3
"""Its small language model gets most words of free speech wrong."""
ROOM = "59.43,3.92,-5.23,-1.97,-3.62,-3.71,-4.51,-4.41,0.63,1.42,-0.13,-0.99,1.10"
"""Cepstral mean that every turn begins with: what real microphones settled at. Of 54 public recordings by many people
53 are heard right with it, 49 with the model's own beginning, 46 with what the last speaker left behind."""
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


class PocketSphinxEngine:
    """See ``voice.engine.Engine``. Words that its dictionary lacks are guessed from two that it has, or left out."""

    name = "pocketsphinx"

    def __init__(self, language: str = "en") -> None:
        """Raises ModelDamaged."""
        import pocketsphinx

        self.language = language
        self._model = pocketsphinx.get_model_path
        self._make = pocketsphinx.Decoder
        self._decoder = self._load(
            dict=self._model("en-us/cmudict-en-us.dict"),
            lm=None,
            beam=1e-60,
            pbeam=1e-60,
            wbeam=1e-36,
            bestpath=False,  # with it, one recording took 94 s to end
        )
        self._loop = self._load(allphone=self._model("en-us/en-us-phone.lm.bin"), lw=2.0, beam=1e-20, pbeam=1e-20)
        self._second = SecondOpinion(language) if whisper_files.packed() else None
        self._dictation: Any = None
        self._dictating = threading.Lock()
        if self._second is None:
            threading.Thread(target=self._load_dictation, daemon=True).start()
        self._grammars: OrderedDict[Grammar, tuple[str, tuple[str, ...]]] = OrderedDict()
        self._added = 0
        self._noise = np.random.default_rng(0)
        self._running: list[Any] = []
        self._sound = bytearray()
        self._grammar: Grammar | None = None
        self._speech: tuple[float, float] | None = None

    def begin(self, grammar: Grammar) -> tuple[str, ...]:
        """Listen for these sentences; those with words that cannot be pronounced are left out, the words returned."""
        self._end()
        name, unheard = self._known(grammar)
        decoders = [self._loop]
        if name:
            self._decoder.activate_search(name)
            decoders.append(self._decoder)
        for decoder in decoders:
            decoder.set_cmn(ROOM)
            decoder.start_utt()
        self._running, self._grammar, self._speech = decoders, grammar, None
        self._sound.clear()
        if self._second is not None:
            self._second.prepare(grammar)
        return unheard

    def accept(self, pcm: bytes) -> None:
        """The next piece of sound."""
        sound = self._dithered(pcm)
        if not sound:  # the library takes no empty piece
            return
        for decoder in self._running:
            decoder.process_raw(sound, full_utt=False)
        self._sound += pcm[: max(0, LONGEST_KEPT - len(self._sound))]

    def pause(self, first: float, last: float) -> None:
        """The second ear begins to think while it is found out whether the person has finished."""
        self._speech = (first, last)
        whole = len(self._sound) >= min(int(last * BYTES_A_SECOND), LONGEST_KEPT)
        if whole and self._second is not None and self._grammar is not None:
            self._second.think(bytes(self._sound), self._speech, self._grammar)

    def partial(self) -> str:
        """The best path so far, not necessarily a whole sentence."""
        if self._decoder not in self._running:
            return ""
        heard = self._decoder.hyp()
        return str(heard.hypstr) if heard else ""

    def result(self) -> Heard:
        """The best sentence of both ears, and how sure it is."""
        if not self._running:
            return Heard("")
        quick = self._quick()
        second, grammar = self._second, self._grammar
        if second is None or not second.ready or grammar is None or not self._sound:
            return self._alone(quick)
        if quick.confidence >= SURE and apart(quick.text, grammar):
            second.forget()
            return quick
        speech = self._speech or (0.0, len(self._sound) / BYTES_A_SECOND)
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

    def _quick(self) -> Heard:
        """What PocketSphinx heard, and how sure it is against the phone loop."""
        bound = self._decoder in self._running
        self._end()
        heard = self._decoder.hyp() if bound else None
        if not heard or not heard.hypstr:
            return Heard("", confidence=0.0)
        words, phones = list(_pieces(self._decoder.seg())), list(_pieces(self._loop.seg()))
        return Heard(str(heard.hypstr), confidence=confidence(words, phones))

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
        sound = self._dithered(pcm)
        for start in range(0, len(sound), PIECE):  # in pieces, so that a turn beside it gets its share
            self._dictation.process_raw(sound[start : start + PIECE], full_utt=False)
        self._dictation.end_utt()
        heard = self._dictation.hyp()
        return str(heard.hypstr) if heard else ""

    def _load_dictation(self) -> None:
        """Once, in the background after start: it takes a second."""
        with self._dictating:
            if self._dictation is None:
                made = self._load(
                    dict=self._model("en-us/cmudict-en-us.dict"),
                    lm=self._model("en-us/en-us.lm.bin"),
                    bestpath=False,
                    beam=1e-40,
                    pbeam=1e-40,
                    wbeam=1e-20,
                    maxhmmpf=3000,
                )
                self._dictation = made

    def _load(self, **settings: Any) -> Any:
        try:
            return self._make(hmm=self._model("en-us/en-us"), loglevel="FATAL", **settings)
        except RuntimeError as error:
            raise ModelDamaged(self._model("en-us"), self.language, str(error)) from error

    def _end(self) -> None:
        for decoder in self._running:
            decoder.end_utt()
        self._running = []

    def _known(self, grammar: Grammar) -> tuple[str, tuple[str, ...]]:
        """Name of the search for that grammar (empty when nothing of it can be heard), and what it lacks."""
        if grammar not in self._grammars:
            self._grammars[grammar] = self._add(grammar)
            if len(self._grammars) > GRAMMARS_KEPT:
                _, (oldest, _unheard) = self._grammars.popitem(last=False)
                if oldest:
                    self._decoder.remove_search(oldest)
        self._grammars.move_to_end(grammar)
        return self._grammars[grammar]

    def _add(self, grammar: Grammar) -> tuple[str, tuple[str, ...]]:
        unheard = frozenset(word for word in grammar.automaton.tokens() if not self._pronounceable(word))
        arcs, final = grammar.automaton.without(lambda word: word not in unheard).transitions()
        if not arcs:
            return "", tuple(sorted(unheard))
        self._added += 1
        name = f"grammar{self._added}"
        ways = Counter(start for start, _, _ in arcs)
        weighted = [(start, target, 1.0 / ways[start], word) for start, target, word in arcs]
        self._decoder.add_fsg(name, self._decoder.create_fsg(name, 0, final, weighted))
        return name, tuple(sorted(unheard))

    def _pronounceable(self, word: str) -> bool:
        """Whether the dictionary has it, or a guess was added: two known words written as one (``wechat``)."""
        if self._decoder.lookup_word(word):
            return True
        for cut in range(len(word) - 2, 1, -1):
            front, back = self._decoder.lookup_word(word[:cut]), self._decoder.lookup_word(word[cut:])
            if front and back:
                self._decoder.add_word(word, f"{front} {back}", True)
                return True
        return False

    def _dithered(self, pcm: bytes) -> bytes:
        samples = np.frombuffer(pcm[: len(pcm) // 2 * 2], dtype="<i2").astype(np.float32)
        samples += self._noise.normal(0.0, DITHER, len(samples)).astype(np.float32)
        return bytes(np.clip(samples, -32768, 32767).astype("<i2").tobytes())


def _pieces(segments: Iterable[Any]) -> Iterable[Piece]:
    """The library tells scores as powers of its base; logarithms can be added."""
    for each in segments or ():
        score = math.log(each.ascore) / math.log(LOG_BASE) if each.ascore > 0 else -1e7
        if each.end_frame >= each.start_frame:
            yield Piece(each.word, each.start_frame, each.end_frame, score)
