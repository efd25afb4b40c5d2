"""The child that owns one natural voice: ``python -m voice.natural_child FOLDER``; asked by ``voice.natural``.

The question ``{"do": "render", "text"}`` gives ``{"rate"}`` and samples. It works behind everybody else's back: a
touch, an ear or espeak gets the cores first.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from voice import speakers
from voice.frames import Handler, Message, serve
from voice.synthesis import NaturalSynthesiser

NICENESS = 10


def prepare() -> Handler:
    """Load the voice in the folder named on the command line."""
    os.nice(NICENESS)
    engine = _engine(speakers.read(Path(sys.argv[1])))

    def answer(asked: Message, _: bytes) -> tuple[Message, bytes]:
        samples, rate = engine.render(asked["text"])
        return {"rate": rate}, samples

    return answer


def _engine(speaker: speakers.Speaker) -> NaturalSynthesiser:
    speakers.check_sums(speaker)
    if speaker.engine == "piper":
        from voice.piper_voice import Piper

        return Piper(speaker.voice, speaker.speed)
    from voice.kokoro import Kokoro, wheels_model

    model = speaker.model.read_bytes() if speaker.model else wheels_model()
    return Kokoro(model, speaker.voice.read_bytes(), speaker.language, speaker.speed)


if __name__ == "__main__":
    serve(prepare)
