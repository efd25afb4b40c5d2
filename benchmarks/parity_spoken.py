"""A sample of the tasks spoken by a natural voice into the real ear, in English: sound in, meaning out."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.hands import ways_to_say
from kiosk.desk import Desk
from tests.spoken import english

SCREENS = ("home", "help", "help.more", "help.recorded", "help.name", "help.confirm", "help.undo", "listen", "mine")
"""From the first press to the request that is sent, taken back, and asked after."""


def sample(desk: Desk) -> Iterator[str]:
    """How many of the choices of those screens were understood; lines to print."""
    pack, right, wrong = desk.pack("en"), 0, []
    for key in SCREENS:
        screen = pack.screen(key)
        for choice in screen.choices:
            said = next(ways_to_say(screen, {f"choice:{choice.key}"}))
            understood = desk.ear.understand(english(said), screen)
            if (understood.outcome, understood.key) == ("choice", choice.key):
                right += 1
            else:
                wrong.append(f"{said!r} on {key}: {understood.outcome} {understood.key or ''}".strip())
    yield ""
    yield f"Spoken by a natural English voice to the real ear: {right} of {right + len(wrong)} choices at once;"
    yield f"the others were asked back: {'; '.join(wrong) or 'none'}"
