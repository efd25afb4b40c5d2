"""The child that owns one synthesiser: ``python -m voice.mouth_child pyttsx3|espeak``; asked by ``voice.mouth``.

Questions: ``{"do": "render", "text", "voice"}`` gives samples, ``{"do": "phonemes", …}`` a text.
"""

from __future__ import annotations

import sys

from voice.frames import Handler, Message, serve
from voice.synthesis import Synthesiser, Voice

WAYS = ("pyttsx3", "espeak")
"""The first is used until it fails."""


def prepare() -> Handler:
    """Load the engine named on the command line."""
    engine = _engine(sys.argv[1])

    def answer(asked: Message, _: bytes) -> tuple[Message, bytes]:
        voice = Voice(**asked["voice"])
        if asked["do"] == "phonemes":
            return {"phonemes": engine.phonemes(asked["text"], voice)}, b""  # type: ignore[attr-defined]
        return {}, engine.render(asked["text"], voice)

    return answer


def _engine(way: str) -> Synthesiser:
    if way == "espeak":
        from voice.espeak import Espeak

        return Espeak()
    from voice.pyttsx import Pyttsx

    return Pyttsx()


if __name__ == "__main__":
    serve(prepare)
