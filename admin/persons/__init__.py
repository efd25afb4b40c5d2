"""The pages about persons: the list, the file, household and village, whom the rules name, two files side by side."""

from __future__ import annotations

from admin.persons import file, homes, pages, plan, watch

ROOMS = (pages.pages, file.pages, plan.pages, homes.pages, watch.pages)
"""Everything here that the panel serves."""
