"""What is different in a circle: its people come and go as they like, and whoever leads decides who is heard."""

from __future__ import annotations

from calls.call import Call
from calls.errors import NoSuchCall
from calls.party import Party
from calls.switchboard import Switchboard


class Circles:
    """The circles among the calls of a switchboard."""

    def __init__(self, board: Switchboard) -> None:
        self._board = board

    def come_in(self, call: str, coming: Party, now: float) -> Call:
        """Somebody whom the record knows as one of the circle, rung or not; whoever is in it comes in anew.

        Raises NoSuchCall, AlreadyTalking, CallFull.
        """
        made = self._board.calls.get(call)
        if made is None or made.over is not None or not made.circle:
            raise NoSuchCall(call)
        if coming.key in made.inside:  # the page was opened anew: to the others it is somebody who left and comes
            del made.inside[coming.key]
            self._board.tell_all(made, "left", party=coming.key, why="lost")
        self._board.enter(made, coming, now)
        return made

    def turn_hand(self, call: str, party: str) -> bool:
        """Somebody in a circle wants to speak, or no more; whether the hand is up now. Raises NoSuchCall."""
        made = self._board.calls.get(call)
        if made is None or made.floor is None or party not in made.inside:
            raise NoSuchCall(call)
        made.floor.raise_hand(party, up=party not in made.floor.hands)
        self._board.tell_all(made, "hands", **made.floor.told())
        return party in made.floor.hands

    def lead(self, call: str, by: str, act: str, party: str) -> None:
        """Whoever leads a circle decides who is heard. Raises NoSuchCall, BadSignal."""
        made = self._board.calls.get(call)
        if made is None or made.floor is None:
            raise NoSuchCall(call)
        made.floor.act(by, act, party, list(made.inside))
        self._board.tell_all(made, "hands", **made.floor.told())

    def put_out(self, call: str, party: str, now: float) -> None:
        """Somebody does not belong to the circle any more. Raises NoSuchCall."""
        made = self._board.calls.get(call)
        if made is None:
            raise NoSuchCall(call)
        made.rung = [each for each in made.rung if each.key != party]
        made.waiting = [each for each in made.waiting if each.key != party]
        if party in made.inside:
            self._board.tell(party, "over", made, why="revoked")
            self._board.hang_up(call, party, now)
