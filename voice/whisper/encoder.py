"""The encoder of Whisper by ctranslate2 in whole numbers, where it is installed: half the time that numpy takes."""

from __future__ import annotations

import importlib.util

import numpy as np

from voice import whisper_files
from voice.errors import ModelDamaged
from voice.whisper.weights import Array


class Encoder:
    """One loaded model, of which only the encoder is used; several threads may ask it."""

    def __init__(self, files: dict[str, bytes]) -> None:
        """``files``: as ``voice.whisper_files.files`` gives them. Raises ModelDamaged."""
        import ctranslate2

        self._frames = ctranslate2.StorageView.from_array
        try:
            self._model = ctranslate2.models.Whisper(
                "whisper", device="cpu", compute_type="int8", intra_threads=1, files=files
            )
        except (RuntimeError, ValueError) as error:
            raise ModelDamaged("the packages of Whisper", "en", str(error)) from error

    @staticmethod
    def here() -> bool:
        """Whether the library is on this machine. Looks at names only."""
        return importlib.util.find_spec(whisper_files.RUNS_ON) is not None

    def __call__(self, spectrum: Array) -> Array:
        """What the sound holds, a row for each fiftieth of a second; ``spectrum`` as ``voice.mel`` gives it."""
        looked = self._model.encode(self._frames(np.ascontiguousarray(spectrum[None])), to_cpu=True)
        return np.asarray(np.array(looked)[0], np.float32)
