"""pyttsx3 on the packaged espeak-ng, used the one way that loses nothing; only in a child, one engine for its life.

Traps this avoids: ``runAndWait`` returns before the file exists, and on its way it cancels a rate or pitch that
espeak has not taken over yet (half of all phrases when voices alternate); a second engine segfaults, an unwritable
path hangs.
"""

from __future__ import annotations

import contextlib
import io
import os
import threading
import time
import wave

from voice.errors import SynthesisFailed
from voice.espeak import PITCH, RANGE, RATE, check_length, choose_voice, load_library
from voice.synthesis import SAMPLE_RATE, Voice

TRIES = 3
FINISHED_WITHIN = 4.0
"""Seconds; a phrase takes about 0.015."""


class Pyttsx:
    """The first way: pyttsx3's one engine."""

    def __init__(self) -> None:
        self._library = load_library()  # before pyttsx3 is imported: its own dlopen then finds this one
        import pyttsx3

        self._engine = pyttsx3.init("espeak")
        self._finished = threading.Event()
        self._engine.connect("finished-utterance", self._on_finished)
        self._engine.runAndWait()  # until its first loop it only queues what it is told

    def render(self, text: str, voice: Voice) -> bytes:
        """See ``voice.synthesis.Synthesiser``."""
        check_length(text)
        choose_voice(self._library, voice)
        self._settle(voice)
        for _ in range(TRIES):
            samples = self._render_once(text)
            if any(samples):
                return samples
        raise SynthesisFailed(f"an empty file, {TRIES} times")

    def _settle(self, voice: Voice) -> None:
        """Have the voice's settings taken over before anything is spoken with them."""
        wanted = {RATE: voice.rate, PITCH: voice.pitch, RANGE: voice.range}
        for _ in range(TRIES):
            for name, value in (("voice", voice.espeak), ("rate", voice.rate), ("pitch", voice.pitch)):
                self._engine.setProperty(name, value)
            self._library.espeak_SetParameter(RANGE, voice.range, 0)  # pyttsx3 has no word for it
            self._rest(time.monotonic() + FINISHED_WITHIN)
            if all(self._library.espeak_GetParameter(each, 1) == value for each, value in wanted.items()):
                return
        raise SynthesisFailed("it does not take over rate and pitch")

    def _render_once(self, text: str) -> bytes:
        file = os.memfd_create("phrase")  # private words must not touch the disk
        try:
            self._finished.clear()
            with contextlib.redirect_stdout(None):  # it prints a line for every phrase
                self._engine.save_to_file(text, f"/proc/self/fd/{file}")
                self._engine.runAndWait()
                self._wait()
            return _samples(os.pread(file, os.fstat(file).st_size, 0))
        finally:
            os.close(file)

    def _wait(self) -> None:
        deadline = time.monotonic() + FINISHED_WITHIN
        if not self._finished.wait(FINISHED_WITHIN):
            raise SynthesisFailed("it never finished")
        self._rest(deadline)

    def _rest(self, deadline: float) -> None:
        while self._library.espeak_IsPlaying():
            if time.monotonic() > deadline:
                raise SynthesisFailed("it never came to rest")
            time.sleep(0.001)

    def _on_finished(self, **_: object) -> None:
        self._finished.set()


def _samples(wav: bytes) -> bytes:
    try:
        with wave.open(io.BytesIO(wav)) as file:
            if (file.getframerate(), file.getnchannels(), file.getsampwidth()) != (SAMPLE_RATE, 1, 2):
                return b""
            samples: bytes = file.readframes(file.getnframes())
            return samples
    except (wave.Error, EOFError):
        return b""
