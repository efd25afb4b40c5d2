"""Whisper as an ear: a sound and a grammar in, sentences with their probabilities out; free dictation as well."""

from __future__ import annotations

import json
import math
import threading
from collections import OrderedDict
from collections.abc import Callable

import numpy as np

from voice import whisper_files
from voice.grammar import Grammar, build
from voice.mel import HOP, RATE, Floats, log_mel
from voice.whisper.encoder import Encoder
from voice.whisper.network import Network
from voice.whisper.reading import Reading
from voice.whisper.search import Search
from voice.whisper.spelling import Speller
from voice.whisper.weights import read

BYTES_A_SECOND = 32_000
LONGEST = 28.0
"""Seconds that it can hear at once."""
TOKENS_A_SECOND = 7
"""Nobody speaks faster."""
TOLD_APART = ("zh", "en", "ko")
"""Languages spoken in these villages: a sentence of another one is not taken for one of this ear's."""
GRAMMARS_KEPT = 12
AFTERWARDS = 0.5
"""Seconds of silence put after the sound."""
LETTERS_A_TOKEN = 4
PIECE = 20.0
"""Seconds of a long recording that are written down at once, cut where it is quiet."""
QUIET_WITHIN = 4.0
"""Seconds before that end in which the quietest place is looked for."""
_STOPS = (".", "?", "!", "。", "？", "！")


class WhisperEar:
    """One loaded network for one language; several threads may ask it."""

    def __init__(self, language: str) -> None:
        """Raises ModelDamaged."""
        self.language = language
        files = whisper_files.files(language)
        self._encoder = Encoder(files) if Encoder.here() else None
        self._network = Network(read(files["model.bin"]), encodes=self._encoder is None)
        self._speller = Speller(json.loads(files["vocabulary.json"]))
        marks = ("<|startoftranscript|>", f"<|{language}|>", "<|transcribe|>", "<|notimestamps|>")
        self._prompt = [self._speller.special(each) for each in marks]
        ends = [self._speller.token(each) for each in _STOPS]
        self._stop = [self._speller.special("<|endoftext|>"), *(each for each in ends if each is not None)]
        others = (each for each in TOLD_APART if each != language)
        self._languages = [self._speller.special(f"<|{each}|>") for each in (language, *others)]
        self._searches: OrderedDict[Grammar, Search] = OrderedDict()
        self._preparing = threading.Lock()
        self._nothing = build((), language)

    def prepare(self, grammar: Grammar) -> Search:
        """Ready to be asked about that grammar."""
        with self._preparing:
            if grammar not in self._searches:
                spelled = self._speller.spelled(grammar)
                self._searches[grammar] = Search(self._network, spelled, self._prompt, self._stop, self._languages)
                if len(self._searches) > GRAMMARS_KEPT:
                    self._searches.popitem(last=False)
            return self._searches[grammar]

    def dictate(self, pcm: bytes) -> tuple[str, float]:
        """Free text of a recording of any length, and how sure, 0 to 1."""
        texts, likely, tokens = [], 0.0, 1
        for piece in parted(pcm):
            found = self.hear(piece, self._nothing)
            texts.append(found.free)
            likely, tokens = likely + found.likely, tokens + len(found.free) // LETTERS_A_TOKEN
        return " ".join(each for each in texts if each), math.exp(likely / tokens)

    def hear(self, pcm: bytes, grammar: Grammar, given_up: Callable[[], bool] = lambda: False) -> Reading:
        """16 kHz mono 16-bit sound against that grammar; beyond ``LONGEST`` nothing is heard."""
        kept = pcm[: int(LONGEST * BYTES_A_SECOND)]
        search = self.prepare(grammar)
        looks = _looks(kept)
        encoded = self._encoder(looks) if self._encoder else self._network.encode(looks)
        heard = self._network.remembered(encoded)
        most = 6 + int(TOKENS_A_SECOND * len(kept) / BYTES_A_SECOND)
        found = search(heard, most, given_up)
        return Reading(found.sentences, self._speller.text(found.free).strip(), found.likely, found.own)


def _looks(pcm: bytes) -> Floats:
    """The sound with some silence behind it, as the network takes it."""
    samples = np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2").astype(np.float32) / np.float32(32768)
    return log_mel(samples, (len(samples) // HOP + int(AFTERWARDS * RATE / HOP)) // 2 * 2)


def parted(pcm: bytes) -> list[bytes]:
    """A recording in pieces that can be heard at once, cut in its pauses."""
    found, look = [], BYTES_A_SECOND // 10
    while len(pcm) > LONGEST * BYTES_A_SECOND:
        first = int((PIECE - QUIET_WITHIN) * BYTES_A_SECOND)
        sound = np.frombuffer(pcm[first : int(PIECE * BYTES_A_SECOND)], "<i2").astype(np.float32)
        loud = (sound.reshape(-1, look // 2) ** 2).mean(axis=1)
        cut = first + int(loud.argmin()) * look
        found.append(pcm[:cut])
        pcm = pcm[cut:]
    return [*found, pcm]
