"""The pages about home visits: a day in the order of the way, and the form that works where no network is."""

from __future__ import annotations

from admin.visits import day, road

ROOMS = (day.pages, road.pages)
"""Everything here that the panel serves."""
