"""Training in the panel: the cards, the code of conduct, and who has read what."""

from __future__ import annotations

from admin.training import pages

ROOMS = (pages.pages,)
"""Everything here that the panel serves."""
