"""The one file that touches Flask's globals: which link was opened here, over which record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import Flask, current_app, g, request, session

from calls.errors import HomeClosed
from calls.line import Line
from casework.calls.errors import InvitationClosed
from casework.calls.invitations import Invitation
from casework.circles.circle import Circle
from casework.circles.errors import NeighbourClosed
from casework.circles.neighbours import Neighbour
from casework.record import Record
from content.pack import Pack, load, shipped_languages

if TYPE_CHECKING:
    from calls.guest.app import GuestSettings

SEAT = "xiangban-guest"


@dataclass(frozen=True)
class Seat:
    """What the running app holds."""

    settings: GuestSettings
    record: Record
    line: Line


def sit(app: Flask, settings: GuestSettings, record: Record, line: Line) -> None:
    """Give the app what it holds; done once, by the factory."""
    app.extensions[SEAT] = Seat(settings, record, line)


def seat() -> Seat:
    """What the running app holds."""
    return cast(Seat, current_app.extensions[SEAT])


def open_link(secret: str) -> None:
    """Remember in the browser which link it is. Raises InvitationClosed."""
    session.clear()
    session["invitation"] = seat().record.invitations.open(secret).id


def invitation() -> Invitation:
    """The link that was opened here, looked up anew for every request. Raises InvitationClosed."""
    if "invitation" not in g:
        known = session.get("invitation")
        if known is None:
            raise InvitationClosed
        g.invitation = seat().record.invitations.still_open(known)
    return cast(Invitation, g.invitation)


def secret() -> str:
    """What another village's station shows; empty for a browser, which has a cookie instead."""
    told = request.authorization
    return (told.token or "") if told is not None and told.type == "bearer" else ""


def neighbour() -> tuple[Neighbour, Circle]:
    """The village whose station asks, and its circle, looked up anew for every question. Raises HomeClosed."""
    if "neighbour" not in g:
        try:
            g.neighbour = seat().record.circles.neighbours.open(secret())
        except NeighbourClosed as error:
            raise HomeClosed from error
    return cast(tuple[Neighbour, Circle], g.neighbour)


def neighbour_key(neighbour: str) -> str:
    """Under which name the exchange knows that village's touchscreen."""
    return f"neighbour:{neighbour}"


def party() -> str | None:
    """Under which name the exchange knows who asks; None where the link opens nothing any more."""
    if request.authorization is not None:
        return neighbour_key(neighbour()[0].id)
    try:
        return party_of(invitation().relation)
    except InvitationClosed:
        return None


def party_of(relation: str) -> str:
    """The same for a relation, whichever link was used."""
    return f"guest:{relation}"


def pack(language: str | None = None) -> Pack:
    """The words of the relative's language."""
    code = language or invitation().language
    known = shipped_languages()
    return load(code if code in known else known[0], seat().settings.overlays)
