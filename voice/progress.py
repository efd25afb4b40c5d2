"""How far the speaker has come, and whether it is known already what they want; pure, no engine and no clock here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from voice.endpoint import Endpoint, Patience, Said
from voice.understanding import Understanding
from voice.vad import SECONDS

PAUSE = 0.06
"""Seconds of silence in which an ear is asked what it makes of what was said so far."""
Span = tuple[float, float]


class Progress:
    """One turn: the endpoint, and what the ear told of it. What it told of a sentence that went on counts no more."""

    def __init__(self, patience: Patience) -> None:
        self.endpoint = Endpoint(patience)
        self._told: tuple[Said, Span | None, Understanding | None] = ("part", None, None)
        """Replaced whole: one thread listens while another one learns what was heard."""

    @property
    def pause(self) -> Span | None:
        """From when to when somebody spoke, if they pause just now."""
        return self.endpoint.span if self.endpoint.quiet >= PAUSE else None

    @property
    def decided(self) -> Understanding | None:
        """What was understood beyond doubt, as long as nothing more is said."""
        _, span, found = self._told
        return found if span == self.endpoint.span else None

    @property
    def said(self) -> Said:
        """How far the sentence has come."""
        said, span, _ = self._told
        return "whole" if said in ("short", "open", "decided") and span != self.endpoint.span else said

    def hear(self, probabilities: Iterable[float]) -> None:
        """Windows of sound, by how likely each is speech."""
        for probability in probabilities:
            self.endpoint.feed(probability, SECONDS, self.said)

    def reconsider(self) -> None:
        """The ear has answered since the last window: that may have been all."""
        self.endpoint.reconsider(self.said)

    def told(self, answer: Mapping[str, object], span: Span | None) -> None:
        """The ear's answer to sound that ended in a pause after ``span``, or (None) while somebody spoke."""
        found = answer.get("found")
        decided = Understanding.from_data(cast("dict[str, Any]", found)) if found and span else None
        self._told = (cast("Said", answer["said"]), span, decided)
