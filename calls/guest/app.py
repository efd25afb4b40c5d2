"""The relatives' app: a table of contents; whoever holds no valid link finds nothing but a kind closed door."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined

from calls.guest import context, guard, letters, neighbours, pages
from calls.line import Line
from calls.relay import RelaySettings
from calls.web import carrier
from casework.record import Record

LARGEST_FORM = 96 * 1024
"""Bytes; a browser's message for another one is the largest."""


@dataclass(frozen=True)
class GuestSettings:
    """What an installer may decide about the relatives' pages."""

    station: str = "village-1"
    """Short name of the station; its touchscreen is who a relative calls."""
    village: str = ""
    """Name of the village as people say it."""
    overlays: tuple[Path, ...] = ()
    """Folders of the county and the village laid over the shipped words."""
    authority: Path | None = None
    """Certificate of the station's own authority, offered to phones; None without a door."""
    relay: RelaySettings = field(default_factory=RelaySettings)


def create_guest(settings: GuestSettings, record: Record, line: Line, key: bytes) -> Flask:
    """The app over that record. ``key`` seals the cookie that says which link was opened."""
    app = Flask("calls.guest", static_folder=None)
    app.config.update(
        SECRET_KEY=key,
        SESSION_COOKIE_NAME="xiangban_guest",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=True,  # browsers take it on https and on 127.0.0.1
        SESSION_COOKIE_SAMESITE="Lax",  # a link from a chat leads here: Strict would lose it on the first step
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    context.sit(app, settings, record, line)
    app.register_blueprint(pages.pages)
    app.register_blueprint(letters.letters)
    app.register_blueprint(neighbours.neighbours)
    app.register_blueprint(carrier(line, settings.relay, context.party))
    guard.stand(app)
    return app
