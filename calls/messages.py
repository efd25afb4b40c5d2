"""What browsers tell one another, or the mixer, to find each other: who may send what to whom."""

from __future__ import annotations

from calls.board import Board
from calls.errors import BadSignal, NoSuchCall

SIGNALS = ("offer", "answer", "bye")
"""All candidates travel inside offer and answer: two messages are enough (measured, on a LAN no slower)."""
LONGEST_SIGNAL = 64 * 1024
"""Characters; a description with two media and twenty candidates has about 6 000."""


class Messages:
    """Between the parties of the calls of a board."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def signal(self, call: str, sender: str, to: str, kind: str, body: str) -> None:
        """Pass a browser's message to another one of the same call. Raises NoSuchCall, CallOver, BadSignal.

        Whoever is rung may already exchange messages with those inside: the way between them is made while it rings,
        so that both see each other at once when it is answered.
        """
        made = self._board.going_on(call, sender)
        ringing = {each.key for each in made.rung}
        if sender not in made.inside and sender not in ringing:
            raise NoSuchCall(call)
        if to == sender or to not in made.inside | dict.fromkeys(ringing) or not {sender, to} & made.inside.keys():
            raise BadSignal("the other one is not in this call")
        if kind not in SIGNALS:
            raise BadSignal(f"{kind[:20]!r} is none of {', '.join(SIGNALS)}")
        if len(body) > LONGEST_SIGNAL:
            raise BadSignal(f"{len(body)} characters are too many")
        self._board.tell(to, "signal", made, **{"from": sender, "kind": kind, "body": body})

    def to_mixer(self, call: str, sender: str, kind: str, body: str) -> bool:
        """Whether a browser's message is for the mixer. Raises NoSuchCall, CallOver, BadSignal."""
        made = self._board.going_on(call, sender)
        if not made.mixed:
            return False
        if sender not in made.inside:
            raise NoSuchCall(call)
        if kind not in SIGNALS or len(body) > LONGEST_SIGNAL:
            raise BadSignal("no message for the mixer")
        return True

    def from_mixer(self, call: str, to: str, sender: str, kind: str, body: str) -> None:
        """A message of the mixer for whoever is (still) inside."""
        made = self._board.calls.get(call)
        if made is not None and made.over is None and to in made.inside:
            self._board.tell(to, "signal", made, **{"from": sender, "kind": kind, "body": body})
