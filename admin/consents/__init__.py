"""The pages about consent: one person's ledger, an answer given face to face, what waits for a second person."""

from __future__ import annotations

from admin.consents import desk, face, ledger

ROOMS = (ledger.pages, face.pages, desk.pages)
"""Everything here that the panel serves."""
