"""The roles by name; what each may do stands in ``matrix``."""

from __future__ import annotations

VOLUNTEER = "volunteer"
"""Helps with what was given to this one by name."""
WORKER = "worker"
"""Answers the requests of some villages."""
CHILDREN = "children's director"
"""Looks after children's matters in some villages, and answers what this one took."""
SUPERVISOR = "supervisor"
"""Sees to it that nothing is forgotten; gives and ends access."""
COUNTY = "county"
"""Sees how every village fares; changes nothing, hears nobody's voice."""
AUDITOR = "auditor"
"""Reads who did what, and whether the history is whole; no case."""
TECHNICIAN = "technician"
"""Keeps the machine and its voice going; no case."""
PARTNER = "partner"
"""A clinic, school or township: sees only what an accepted referral shares."""

ROLES = (VOLUNTEER, WORKER, CHILDREN, SUPERVISOR, COUNTY, AUDITOR, TECHNICIAN, PARTNER)
