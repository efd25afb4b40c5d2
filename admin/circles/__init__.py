"""The pages about circles: who belongs to a group that meets in a call, and the hall in which it meets."""

from __future__ import annotations

from admin.circles import circles, hall, neighbours

ROOMS = (circles.pages, hall.pages, neighbours.pages)
"""Everything here that the panel serves."""
