"""espeak-ng 1.52 from the pip package through ctypes: synchronous rendering, and what phonemes a text becomes.

The library is not thread-safe and may crash: use it in a child process only. The other way to it is ``voice.pyttsx``.
"""

from __future__ import annotations

import ctypes
import os
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_short, c_void_p
from pathlib import Path

from voice.errors import SynthesisFailed, TextTooLong, UnknownVoice
from voice.synthesis import MOST_BYTES, SAMPLE_RATE, Voice

SYNCHRONOUS = 2
UTF8 = 1
END_PAUSE = 0x1000
RATE, PITCH, RANGE = 1, 3, 4
OWN_LETTERS, IPA_TIED = 0, 0x82 | ord("^") << 8
"""How phonemes are written; tied: ``^`` stands between the letters of one sound."""
ON_SAMPLES = CFUNCTYPE(c_int, POINTER(c_short), c_int, c_void_p)


def load_library() -> ctypes.CDLL:
    """The packaged library, loaded so that a later ``dlopen("libespeak-ng.so.1")`` by anybody finds it."""
    import espeakng_loader

    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    folder = Path(espeakng_loader.get_library_path()).parent
    named = folder / "libespeak-ng.so.1"  # the name others ask for
    library = ctypes.CDLL(
        str(named if named.exists() else espeakng_loader.get_library_path()), mode=ctypes.RTLD_GLOBAL
    )
    library.espeak_TextToPhonemes.restype = c_char_p
    return library


def choose_voice(library: ctypes.CDLL, voice: Voice) -> None:
    """Make it the current voice. Raises UnknownVoice, also for a variant that espeak itself would silently ignore."""
    _, plus, variant = voice.espeak.partition("+")
    variants = Path(os.environ["ESPEAK_DATA_PATH"]) / "voices" / "!v"
    if plus and not (variants / variant).is_file():
        raise UnknownVoice(voice.espeak)
    if library.espeak_SetVoiceByName(voice.espeak.encode()) != 0:
        raise UnknownVoice(voice.espeak)


def check_length(text: str) -> bytes:
    """The text as the library takes it. Raises TextTooLong."""
    data = text.replace("\0", " ").encode()
    if len(data) > MOST_BYTES:
        raise TextTooLong(len(data), MOST_BYTES, "bytes")
    return data


class Espeak:
    """The second way: straight to the library."""

    def __init__(self) -> None:
        self._library = load_library()
        rate = self._library.espeak_Initialize(SYNCHRONOUS, 0, os.environ["ESPEAK_DATA_PATH"].encode(), 0)
        if rate != SAMPLE_RATE:
            raise SynthesisFailed(f"espeak_Initialize gave {rate} instead of a sample rate of {SAMPLE_RATE} Hz")
        self._heard = bytearray()
        self._callback = ON_SAMPLES(self._on_samples)  # kept: ctypes would let it be collected
        self._library.espeak_SetSynthCallback(self._callback)

    def render(self, text: str, voice: Voice) -> bytes:
        """See ``voice.synthesis.Synthesiser``."""
        data = check_length(text)
        choose_voice(self._library, voice)
        self._library.espeak_SetParameter(RATE, voice.rate, 0)
        self._library.espeak_SetParameter(PITCH, voice.pitch, 0)
        self._library.espeak_SetParameter(RANGE, voice.range, 0)
        self._heard.clear()
        code = self._library.espeak_Synth(data, len(data) + 1, 0, 0, 0, UTF8 | END_PAUSE, None, None)
        if code != 0 or not any(self._heard):
            raise SynthesisFailed(f"espeak_Synth gave code {code} and {len(self._heard)} bytes")
        return bytes(self._heard)

    def phonemes(self, text: str, voice: Voice, letters: int = OWN_LETTERS) -> str:
        """What it would say, in espeak's own letters or in IPA; ``(en)`` marks where it falls back to English."""
        choose_voice(self._library, voice)
        buffer = ctypes.create_string_buffer(check_length(text))
        rest = c_void_p(ctypes.addressof(buffer))
        told = []
        while rest.value:
            told.append(self._library.espeak_TextToPhonemes(ctypes.byref(rest), UTF8, letters).decode())
        return " ".join(told)

    def _on_samples(self, samples: object, count: int, _events: object) -> int:
        if samples and count > 0:
            self._heard += ctypes.string_at(samples, count * 2)  # type: ignore[arg-type]
        return 0
