"""The pages about persons: the list, the file, household and village, whom the rules name, two files side by side."""

from __future__ import annotations

from admin.persons import asker, file, homes, pages, plan, watch

ROOMS = (pages.pages, asker.pages, file.pages, plan.pages, homes.pages, watch.pages)
"""Everything here that the panel serves."""
