"""A natural voice for tests: a tone as long as the text, after as many seconds as told; a text may end it."""

import os
import sys
import time

import numpy as np

from voice.frames import Handler, Message, serve

RATE = 16_000


def prepare() -> Handler:
    """``python toy_natural.py SECONDS``."""

    def answer(asked: Message, _: bytes) -> tuple[Message, bytes]:
        text = asked["text"]
        if "crash" in text.lower():
            os._exit(7)
        if "refuse" in text.lower():
            raise ValueError("cannot be said")
        time.sleep(float(sys.argv[1]))
        times = np.arange(int(RATE * 0.05 * len(text))) / RATE
        return {"rate": RATE}, (np.sin(2 * np.pi * 220 * times) * 3000).astype("<i2").tobytes()

    return answer


if __name__ == "__main__":
    serve(prepare)
