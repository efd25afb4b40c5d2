"""The state of one person at the screen, in memory only; what outlives a visit is in the record."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from casework.status import Receipt
from casework.takebacks import Sent
from casework.tidings import Tiding
from kiosk.call import Call
from kiosk.circling import Circling
from kiosk.link import Link
from kiosk.matter import Matter

Telling = Literal["all", "first", "nothing"]
"""What the next drawing speaks: everything, only what was put first, or nothing."""
Size = Literal["normal", "large", "largest"]
Theme = Literal["", "light", "contrast"]
SOFTEST, LOUDEST = -2, 4
STEP = 3.0
"""Decibels per volume step; four steps up are +12 dB."""
MOST_VISITS = 200


@dataclass
class Kept:
    """A voice recording that is on disk."""

    hash: str
    """Its name in the record."""
    seconds: float


@dataclass
class Visit:
    """One person at the screen, from the first touch until they leave."""

    id: str
    """The secret in the cookie; never written anywhere."""
    language: str
    session: str = field(default_factory=lambda: secrets.token_hex(8))
    """What the record calls this visit."""
    at: str = "language"
    """Key of the screen in front of the person."""
    seen: float = 0.0
    """When something was last heard from the browser, in seconds of a monotonic clock."""
    volume: int = 0
    """Steps of 3 dB above normal."""
    size: Size = "normal"
    """How large the letters are."""
    theme: Theme = ""
    """The colours; empty where the person leaves it to the machine."""
    looked_from: str = "home"
    """Where to return to from the screen on which letters and colours are chosen."""

    person: str | None = None
    """Id of whoever made themselves known in this visit; None for somebody nobody knows."""
    blind: str = ""
    """Phrase that says why the camera shows nothing; empty while it may be tried."""
    wanted: str = ""
    """The screen for which the person was asked to show a card; it follows at once."""
    tiding: Tiding | None = None
    """What was opened and is told as soon as its screen is drawn."""
    alone: bool = False
    """Whether private words may be shown and said aloud: the person was asked whether somebody is with them."""
    confided: str = ""
    """Key of the private screen before which they are asked."""
    confided_first: tuple[str, ...] = ()
    """What was to be said first there."""
    handset: bool = False
    """Whether everything is said through the telephone handset, and what is private is not written."""
    handset_gone: bool = False
    """Whether the page could not reach its loudspeaker: it is offered no more."""
    taking_back: Sent | None = None
    """What the person is asked about: really take it back?"""
    touched: float = field(default_factory=time.monotonic)
    """When a person last did something: touched, pressed a key, spoke, showed a card."""
    matter: Matter | None = None
    """What the person is asked for a yes to, or has just answered."""
    override: str | None = None
    """What was done without asking, and is being told."""
    call: Call | None = None
    """The call that the person makes, is in, or has just had."""
    circle: Circling | None = None
    """The circle that the person waits for, is in, or has just left."""
    letter_to: str | None = None
    """The relative (id of the relation) to whom a letter is spoken."""
    letter: str | None = None
    """That letter, spoken or not, as long as it is not sent."""
    letter_sent: str | None = None
    """The letter that was sent just now."""
    letter_read: str | None = None
    """The letter from a relative that is played."""
    link_to: str | None = None
    """The relative (id of the relation) for whose phone a link is wanted."""
    link: Link | None = None
    """The link that was made just now."""
    draft: str | None = None
    category: str | None = None
    description: Kept | None = None
    name: Kept | None = None
    receipt: Receipt | None = None
    found: str | None = None
    """The request that was sent or looked up."""
    alarmed: str | None = None
    """The request of this visit because of which somebody was called: there is danger."""
    answer_told: bool = False
    """Whether the person knows the name of who has answered."""
    danger_from: str = "home"
    """Where to go on after what is told in danger."""
    good: str | None = None
    """The request about which the person is asked: is it good now?"""
    coming: str | None = None
    """The visit to the person's home that is told of."""
    put_off: str | None = None
    """The visit that the person did not want on its day."""
    child: bool = False
    """Whether the person is a child: it calls at its times only, and is told about less."""
    put_off_times: bool = False
    """Whether the child wants to say later what it thinks of them."""
    caller: str | None = None
    """The relative who called, or wanted to, while the person was not there."""
    called_at: datetime | None = None
    """When that was."""
    unwell: str | None = None
    """The answer "not well" of this visit, about which somebody may be told."""
    rhythm: str = ""
    """How often the person wishes to be asked, before the hour is chosen."""
    joins: str | None = None
    """The request that is there already to which what is told just now belongs."""
    for_other: bool = False
    """What is told just now concerns somebody else."""
    typed: str = ""
    """Digits on the keypad so far."""
    colour: str | None = None
    by_signs: bool = False
    """Whether colour and animal are asked for because three pictures follow."""
    animal: str | None = None
    """The animal named before those pictures."""
    signs: tuple[str, ...] = ()
    """Pictures picked so far."""
    choosing: bool = False
    """Whether they are picked to be this person's from now on."""
    picked: tuple[str, ...] = ()
    """The three that were picked for that, not kept yet."""
    carded: bool = False
    """Whether the person showed a card in this visit; only then are own pictures chosen."""
    wrong: int = 0
    """Numbers or tokens tried that belong to no request."""

    misses: int = 0
    asked_at: str = "home"
    """The screen on which the last utterance was not understood."""
    candidates: tuple[str, ...] = ()
    """Meanings offered on "did you mean", best first."""
    unheard: bytes = b""
    """The utterance that was not understood, 16 kHz s16le."""
    before: str = "home"
    """Where to return to from "are you still there?" and from a trouble."""
    trouble: str = "error.broken"
    """Phrase that says what went wrong."""

    goes: str = "language"
    """Key of the screen that the last press led to; what was put first is said there and nowhere else."""
    first: tuple[str, ...] = ()
    """Sentences put before the prompt, once: what was not understood, what is missing."""
    telling: Telling = "all"
    act: str = ""
    """What the page does when it is drawn: ``print``, ``record``, ``hear``; once."""
    private_ids: set[str] = field(default_factory=set)
    """Sentences only this person may hear."""
    lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def decibels(self) -> float:
        """Loudness above normal, in dB."""
        return self.volume * STEP

    def tell(self, *first: str, telling: Telling = "all", act: str = "") -> None:
        """Put sentences before the next drawing's prompt, and say how much of it is spoken."""
        self.first, self.telling, self.act = first, telling, act

    def set_volume(self, step: int) -> None:
        """Louder or softer, within the limits."""
        self.volume = max(SOFTEST, min(LOUDEST, step))

    def understood(self) -> None:
        """Something was taken: misses start again from nothing."""
        self.misses, self.candidates, self.unheard = 0, (), b""

    def forget_draft(self) -> None:
        """Start the next request from nothing; the record keeps or discards the draft by itself."""
        self.draft = self.category = self.description = self.name = self.joins = None
        self.for_other = False


class Visits:
    """Every visit that is going on, by the random name in its cookie."""

    def __init__(
        self,
        language: str,
        lasts: float,
        ended: Callable[[Visit], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``lasts``: seconds without any sign of the browser after which a visit is over; ``ended`` is told."""
        self._language, self._lasts, self._ended, self._clock = language, lasts, ended, clock
        self._visits: OrderedDict[str, Visit] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self) -> Visit:
        """A new person: normal volume, first screen, nothing of anybody else."""
        visit = Visit(id=secrets.token_urlsafe(24), language=self._language, seen=self._clock())
        with self._lock:
            self._visits[visit.id] = visit
        self._sweep()
        return visit

    def get(self, name: str | None) -> Visit | None:
        """The visit of that cookie, if it still goes on."""
        with self._lock:
            visit = self._visits.get(name or "")
            if visit is None:
                return None
            alive = self._clock() - visit.seen <= self._lasts
            if alive:
                visit.seen = self._clock()
                self._visits.move_to_end(visit.id)
        if not alive:
            self.end(visit)
            return None
        return visit

    def end(self, visit: Visit) -> None:
        """The person has gone."""
        with self._lock:
            gone = self._visits.pop(visit.id, None)
        if gone is not None:
            self._ended(gone)

    def end_all(self) -> None:
        """Nobody stands there any more: the browser at the screen was started anew."""
        with self._lock:
            over = list(self._visits.values())
        for each in over:
            self.end(each)

    def _sweep(self) -> None:
        with self._lock:
            now = self._clock()
            over = [each for each in self._visits.values() if now - each.seen > self._lasts]
            over += list(self._visits.values())[: max(0, len(self._visits) - MOST_VISITS)]
        for each in over:
            self.end(each)
