"""A Piper voice by file through the optional package piper-tts; use it in a child process only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from voice.errors import SpeakerUnusable
from voice.kokoro import pcm

PHONEMES = "espeak"
"""Kind of phonemes that can be had offline: others would fetch dictionaries when they are first used."""


class Piper:
    """One voice."""

    def __init__(self, model: Path, speed: float) -> None:
        """``model``: FILE.onnx with FILE.onnx.json beside it. Raises SpeakerUnusable."""
        from piper import PiperVoice
        from piper.config import SynthesisConfig

        described(model)
        try:
            self._voice = PiperVoice.load(model)
        except Exception as error:
            raise SpeakerUnusable(model.name, f"it is no Piper voice ({str(error)[:200]})") from error
        self._manner = SynthesisConfig(length_scale=self._voice.config.length_scale / speed)

    def render(self, text: str) -> tuple[bytes, int]:
        """See ``voice.synthesis.NaturalSynthesiser``."""
        heard = [each.audio_float_array for each in self._voice.synthesize(text, self._manner)]
        samples = np.concatenate(heard) if heard else np.zeros(0, dtype=np.float32)
        return pcm(samples), int(self._voice.config.sample_rate)


def described(model: Path) -> dict[str, Any]:
    """What the JSON file beside a voice says. Raises SpeakerUnusable."""
    beside = model.with_name(model.name + ".json")
    try:
        told = json.loads(beside.read_text("utf-8"))
    except OSError as error:
        raise SpeakerUnusable(model.name, f"{beside.name} must lie beside it") from error
    except ValueError as error:
        raise SpeakerUnusable(model.name, f"{beside.name} is no JSON file") from error
    if not isinstance(told, dict) or "phoneme_id_map" not in told:
        raise SpeakerUnusable(model.name, f"{beside.name} does not describe a Piper voice")
    kind = told.get("phoneme_type", PHONEMES)
    if kind != PHONEMES:
        raise SpeakerUnusable(model.name, f"it reads {kind} phonemes, which cannot be made offline; espeak's can")
    return told


def language_of(told: dict[str, Any]) -> str:
    """``en`` of en_US; empty when the file does not say."""
    language = told.get("language") or {}
    family = str(language.get("family") or language.get("code") or "") or str(
        (told.get("espeak") or {}).get("voice", "")
    )
    family = family.replace("_", "-").partition("-")[0].lower()
    return {"cmn": "zh"}.get(family, family)
