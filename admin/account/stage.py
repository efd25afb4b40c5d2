"""How far somebody has come in signing in, and what they sit at; pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from casework.factors.factors import NEED_ONE

PHONES = ("iPhone", "Mobile", "HarmonyOS", "OpenHarmony")
TABLETS = ("iPad", "Tablet", "Pad ")
SYSTEMS = ("HarmonyOS", "OpenHarmony", "iPhone", "iPad", "Android", "Windows", "Macintosh", "Linux")
NAMES = {"Macintosh": "Mac", "OpenHarmony": "HarmonyOS"}


class Stage(StrEnum):
    """What still stands between a right password and the panel."""

    OPEN = "open"
    CODE = "code"
    """The second factor is asked for."""
    SET_UP = "set up"
    """The role needs a second factor, and there is none yet."""


def stage(role: str, has_factor: bool, proven: bool, now: datetime, until: datetime | None = None) -> Stage:
    """Whoever has a second factor gives it; whoever needs one sets it up, by ``until``; everybody else is in."""
    if proven:
        return Stage.OPEN
    if has_factor:
        return Stage.CODE
    put_off = until is not None and now < until
    return Stage.SET_UP if role in NEED_ONE and not put_off else Stage.OPEN


def set_up_until(since: datetime | None, days: float) -> datetime | None:
    """When somebody who joined at that time, and needs a second factor, gets in no longer without it."""
    return since + timedelta(days=days) if since and days else None


def device_of(agent: str) -> str:
    """What a browser says it runs on: phone, tablet or computer, and the system's own name where it is known."""
    system = next((NAMES.get(each, each) for each in SYSTEMS if each in agent), "")
    if any(each in agent for each in TABLETS):
        kind = "tablet"
    else:
        kind = "phone" if any(each in agent for each in PHONES) else "computer"
    return f"{kind} {system}".strip()
