"""PocketSphinx: finite-state grammars heard while somebody speaks, and a phone loop beside them that tells how sure.

It can be asked in the middle what it would say if that was all; whoever speaks on after that is heard again.
"""

from __future__ import annotations

import math
from collections import Counter, OrderedDict
from collections.abc import Iterable
from typing import Any

import numpy as np

from voice.errors import ModelDamaged
from voice.grammar import Grammar
from voice.rejection import Piece, confidence
from voice.understanding import Heard

LOG_BASE = 1.0001
DITHER = 33.0
"""Root mean square of white noise laid under everything (-60 dBFS): gated microphones send digital silence, on which
the model's normalisation goes astray."""
GRAMMARS_KEPT = 12
ROOM = "59.43,3.92,-5.23,-1.97,-3.62,-3.71,-4.51,-4.41,0.63,1.42,-0.13,-0.99,1.10"
"""Cepstral mean that every turn begins with: what real microphones settled at. Of 54 public recordings by many people
53 are heard right with it, 49 with the model's own beginning, 46 with what the last speaker left behind."""
AT_ONCE = 2 * 32_000
"""Bytes that are heard again at one go when somebody speaks on: it takes a tenth of the time that they last."""


class Sphinx:
    """The library with the model inside its wheel."""

    def __init__(self, language: str) -> None:
        """Loads nothing yet."""
        import pocketsphinx

        self.model = pocketsphinx.get_model_path
        self._make, self._language = pocketsphinx.Decoder, language
        self._noise = np.random.default_rng(0)

    def decoder(self, **settings: Any) -> Any:
        """One more decoder. Raises ModelDamaged."""
        try:
            return self._make(hmm=self.model("en-us/en-us"), loglevel="FATAL", **settings)
        except RuntimeError as error:
            raise ModelDamaged(self.model("en-us"), self._language, str(error)) from error

    def dithered(self, pcm: bytes) -> bytes:
        """With a little noise under it, whole samples only."""
        samples = np.frombuffer(pcm[: len(pcm) // 2 * 2], dtype="<i2").astype(np.float32)
        samples += self._noise.normal(0.0, DITHER, len(samples)).astype(np.float32)
        return bytes(np.clip(samples, -32768, 32767).astype("<i2").tobytes())


class QuickEar:
    """One utterance at a time: ``begin``, ``accept`` and ``partial``, ``heard`` as often as one likes."""

    def __init__(self, sphinx: Sphinx) -> None:
        """Raises ModelDamaged."""
        self._sphinx = sphinx
        self._decoder = sphinx.decoder(
            dict=sphinx.model("en-us/cmudict-en-us.dict"),
            lm=None,
            beam=1e-60,
            pbeam=1e-60,
            wbeam=1e-36,
            bestpath=False,  # with it, one recording took 94 s to end
        )
        self._loop = sphinx.decoder(
            allphone=sphinx.model("en-us/en-us-phone.lm.bin"), lw=2.0, beam=1e-20, pbeam=1e-20
        )
        self._grammars: OrderedDict[Grammar, tuple[str, tuple[str, ...]]] = OrderedDict()
        self._added = 0
        self._chosen: tuple[Any, ...] = ()
        """The decoders of this turn; none while nobody is listened to."""
        self._running = False
        self._sound = bytearray()
        self._taken = 0
        self._partial = ""
        self._heard: Heard | None = None

    @property
    def listening(self) -> bool:
        """Whether a turn has begun and not ended."""
        return bool(self._chosen)

    @property
    def behind(self) -> bool:
        """Whether much is still to be heard again; each ``accept``, an empty one too, hears some of it."""
        return self._running and len(self._sound) - self._taken > AT_ONCE

    def begin(self, grammar: Grammar) -> tuple[str, ...]:
        """Listen for these sentences; those with words that cannot be pronounced are left out, the words returned."""
        self.end()
        name, unheard = self._known(grammar)
        if name:
            self._decoder.activate_search(name)
        self._chosen = (self._loop, self._decoder) if name else (self._loop,)
        self._sound.clear()
        self._start()
        return unheard

    def accept(self, pcm: bytes, *, speech: bool = True) -> None:
        """The next piece of sound. After ``heard`` only speech is of interest, and then everything is heard again."""
        if not self._chosen:
            return
        self._sound += self._sphinx.dithered(pcm)
        if speech:
            self.resume()
        if self._running:
            self._catch_up(AT_ONCE)

    def resume(self) -> None:
        """Somebody spoke on after ``heard``: from the beginning, as the library cannot go on from an end."""
        if self._chosen and not self._running:
            self._start()

    def partial(self) -> str:
        """The best path so far, not necessarily a whole sentence."""
        if self._running:
            self._partial = self._best()
        return self._partial

    def heard(self) -> Heard:
        """The best whole sentence so far, and how sure it is against the phone loop."""
        if self._heard is None:
            self._catch_up(len(self._sound))
            self.partial()
            self._stop()
            text = self._best()
            sure = confidence(_pieces(self._decoder.seg()), _pieces(self._loop.seg())) if text else 0.0
            self._heard = Heard(text, confidence=sure)
        return self._heard

    def end(self) -> None:
        """Nobody is listened to any more."""
        self._stop()
        self._chosen, self._heard, self._partial = (), None, ""

    def _start(self) -> None:
        for decoder in self._chosen:
            decoder.set_cmn(ROOM)
            decoder.start_utt()
        self._running, self._taken, self._heard, self._partial = True, 0, None, ""

    def _stop(self) -> None:
        if self._running:
            for decoder in self._chosen:
                decoder.end_utt()
        self._running = False

    def _catch_up(self, most: int) -> None:
        sound = bytes(self._sound[self._taken : self._taken + most])
        if sound and self._running:  # the library takes no empty piece
            for decoder in self._chosen:
                decoder.process_raw(sound, full_utt=False)
            self._taken += len(sound)

    def _best(self) -> str:
        found = self._decoder.hyp() if self._decoder in self._chosen else None
        return str(found.hypstr) if found and found.hypstr else ""

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


def _pieces(segments: Iterable[Any]) -> list[Piece]:
    """The library tells scores as powers of its base; logarithms can be added."""
    found = []
    for each in segments or ():
        score = math.log(each.ascore) / math.log(LOG_BASE) if each.ascore > 0 else -1e7
        if each.end_frame >= each.start_frame:
            found.append(Piece(each.word, each.start_frame, each.end_frame, score))
    return found
