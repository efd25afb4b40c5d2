"""Who may be heard in a circle: who leads it, hands that are up, whose turn it is; pure, no call and no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from calls.errors import BadSignal

ACTS = ("mute", "unmute", "mute_all", "unmute_all", "in_turn", "freely", "word", "take_word")
"""What whoever leads can do with the floor; the first two and the last but one name somebody."""


@dataclass
class Floor:
    """The floor of one circle. Everybody is named by the key of their party."""

    lead: str
    """Who leads; always heard."""
    hushed: set[str] = field(default_factory=set)
    """Who is not heard until this is taken back; kept for who leaves and comes again."""
    in_turn: bool = False
    """One at a time: nobody is heard but who leads and who was given the word."""
    word: str = ""
    """Who was given it; empty: nobody."""
    hands: list[str] = field(default_factory=list)
    """Whose hand is up, the longest first."""

    def heard(self, party: str) -> bool:
        """Whether what this one says may be heard by the others."""
        if party == self.lead:
            return True
        return party not in self.hushed and (not self.in_turn or party == self.word)

    def raise_hand(self, party: str, *, up: bool) -> None:
        """Somebody wants to speak, or no more."""
        if up and party not in self.hands:
            self.hands.append(party)
        if not up and party in self.hands:
            self.hands.remove(party)

    def act(self, by: str, act: str, party: str, inside: list[str]) -> None:
        """What whoever leads decided; ``by`` leads from now on. Raises BadSignal."""
        if act not in ACTS:
            raise BadSignal(f"{act[:20]!r} is none of {', '.join(ACTS)}")
        if act in ("mute", "unmute", "word") and party not in inside:
            raise BadSignal("that one is not in the circle")
        self.lead = by
        if act == "mute":
            self.hushed.add(party)
            self.word = "" if self.word == party else self.word
        if act in ("unmute", "word"):
            self.hushed.discard(party)
        if act == "mute_all":
            self.hushed, self.word = {each for each in inside if each != by}, ""
        if act == "unmute_all":
            self.hushed = set()
        if act == "word":  # a word that is given is given to one
            self.in_turn, self.word = True, party
            self.raise_hand(party, up=False)
        if act in ("in_turn", "freely"):
            self.in_turn = act == "in_turn"
        if act in ("in_turn", "freely", "take_word"):
            self.word = ""

    def gone(self, party: str, heirs: Sequence[str] = ()) -> bool:
        """Somebody left: neither hand nor word is theirs any more. Whether that changed anything.

        After whoever led comes the first of ``heirs``, who decides from now on who is heard; where nobody can lead,
        nobody gives the word or takes a hush back any more, and so everybody is heard.
        """
        before = self.told()
        self.raise_hand(party, up=False)
        self.word = "" if self.word == party else self.word
        if party == self.lead and heirs:
            self.lead = heirs[0]
            self.hushed.discard(self.lead)
        elif party == self.lead:
            self.in_turn, self.word, self.hushed = False, "", set()
        return self.told() != before

    def told(self) -> dict[str, Any]:
        """As a page reads it."""
        hushed = sorted(self.hushed)
        return {
            "lead": self.lead,
            "hushed": hushed,
            "in_turn": self.in_turn,
            "word": self.word,
            "hands": [*self.hands],
        }
