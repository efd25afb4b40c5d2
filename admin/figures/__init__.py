"""The supervisor's pictures: every figure drawn, told as a table and taken along; what is counted is the record's."""

from __future__ import annotations

from admin.figures import pages

ROOMS = (pages.pages,)
"""Everything here that the panel serves."""
