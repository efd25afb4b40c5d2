"""A sample of the tasks spoken by a natural voice into the real ear, in English: sound in, meaning out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.hands import ways_to_say
from content.screen import Choice, Screen
from kiosk.desk import Desk
from tests.spoken import english

SCREENS = (
    *("home", "help", "help.more", "help.recorded", "help.name", "help.confirm", "help.undo", "listen", "mine"),
    *("mine.good", "known", "takeback", "takeback.sure", "alone", "today", "signs", "look", "still_there", "kept"),
    *("calls", "calls.over", "calls.rings", "letters", "letters.recorded", "letters.sent", "letters.letter"),
    *("wishes", "checkin.ask", "checkin.unwell", "checkin.mine", "checkin.hour", "quiet", "child.ask", "child.later"),
    *("circles.left", "consent.ask", "consent.meaning", "danger.which", "danger", "visit.coming", "visit.put_off"),
)
"""From the first press to the request that is sent, taken back and asked after, and a screen or two of every room."""
LEAST = 0.9
"""Share of the choices that must be understood at once; the others are asked back."""


@dataclass
class Sample:
    """What the ear made of it."""

    right: int = 0
    back: list[str] = field(default_factory=list)
    """Asked back: did you mean, or once more."""
    wrong: list[str] = field(default_factory=list)
    """Taken for something else: the worst that can happen."""

    @property
    def complaints(self) -> Iterator[str]:
        """Why it does not do."""
        yield from (f"en speech: {each}" for each in self.wrong)
        spoken = self.right + len(self.back) + len(self.wrong)
        if self.right < LEAST * spoken:
            yield f"en speech: only {self.right} of {spoken} choices were understood at once"

    def lines(self) -> Iterator[str]:
        """To print."""
        spoken = self.right + len(self.back) + len(self.wrong)
        yield ""
        yield f"Spoken by a natural English voice to the real ear: {self.right} of {spoken} choices at once;"
        yield f"asked back: {'; '.join(self.back) or 'none'}; taken for another: {'; '.join(self.wrong) or 'none'}"


def sample(desk: Desk) -> Sample:
    """Say each choice of those screens in the first of its ways."""
    found, pack = Sample(), desk.pack("en")
    for key in SCREENS:
        screen = pack.screen(key)
        print(f"spoken {key}  {found.right} right", file=sys.stderr)
        for choice in screen.choices:
            _say(desk, screen, choice, found)
    return found


def _say(desk: Desk, screen: Screen, choice: Choice, found: Sample) -> None:
    said = next(ways_to_say(screen, {f"choice:{choice.key}"}))
    understood = desk.ear.understand(english(said), screen)
    if (understood.outcome, understood.key) == ("choice", choice.key):
        found.right += 1
        return
    told = f"{said!r} on {screen.key}: {understood.outcome} {understood.key or ''}".strip()
    (found.wrong if understood.outcome in ("choice", "command", "digit") else found.back).append(told)
