"""The ways at the top of every page, and which of them somebody may go; what lies behind them is elsewhere."""

from __future__ import annotations

from admin.permits import PERMITS
from casework.access import Reader

WISHES = ("checkin", "childtimes", "quiet")
ROOMS = (
    ("queue", "queue.queue", ("queue", "request", "life", "spoken", "absences", "handing")),
    (
        "persons",
        "persons.persons",
        ("persons", "person", "homes", "watch", "plan", "cards", *WISHES),
    ),
    ("visits", "visits.day", ("visits", "road")),
    ("calls", "calls.calls", ("calls", "rota")),
    ("circles", "circles.circles", ("circles",)),
    ("alarms", "alarms.alarms", ("alarms",)),
    ("figures", "figures.figures", ("figures",)),
    ("consents", "consenting.desk", ("consents", "face", "consenting", "handed")),
    ("reports", "reports.reports", ("reports",)),
    ("voice", "voice.start", ("voice", "studio")),
    ("works", "works.works", ("works",)),
    ("audit", "audit.audit", ("audit",)),
)
"""Name (panel.yaml, ``rooms``), first page, and the blueprints that count as being there."""


def rooms_for(reader: Reader) -> list[tuple[str, str, tuple[str, ...]]]:
    """The rooms that this role may enter, in their order."""
    return [each for each in ROOMS if reader.may(PERMITS[each[1]])]


def first_page(reader: Reader) -> str:
    """The endpoint where somebody of this role begins."""
    return next((page for _, page, _ in rooms_for(reader)), "account.account")
