"""The pages of mandatory reports; what a report is and who sees it is decided by the record."""

from __future__ import annotations

from admin.reports import pages

ROOMS = (pages.pages,)
"""Everything here that the panel serves."""
