"""Somebody is in danger: the bar above every page, the bell before the sign-in, and the page that tells them all."""

from __future__ import annotations

from admin.alarms import alarms

ROOMS = (alarms.pages,)
"""Everything here that the panel serves."""
