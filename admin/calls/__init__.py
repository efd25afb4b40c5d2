"""The pages about calls: who called and who is to be called back, and who is on duty when."""

from __future__ import annotations

from admin.calls import calls, links, rota

ROOMS = (calls.pages, rota.pages, links.pages)
"""Everything here that the panel serves."""
