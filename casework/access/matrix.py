"""The one table of who may do what, and whose; the queries, the pages and the test of every cell all read it here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casework.access import acts
from casework.access.roles import (
    AUDITOR,
    CHILDREN,
    COUNTY,
    PARTNER,
    SUPERVISOR,
    TECHNICIAN,
    VOLUNTEER,
    WORKER,
)

OWN, FREE, OTHERS = "own", "free", "others"
"""In whose hands a request is: the reader's, nobody's, somebody else's (the last two in the reader's villages)."""
ALL = frozenset({OWN, FREE, OTHERS})
NONE: frozenset[str] = frozenset()

IN_VILLAGE, CHILDREN_IN_VILLAGE = "in the village", "children in the village"
BY_REQUEST, NOBODY = "by request", "nobody"
"""Whose files a role opens: everybody's in its villages; children's there; only of those whose request it sees."""

_OWN = frozenset({acts.OWN_ACCOUNT, acts.LEARN})
_WORK = frozenset(
    {
        *(acts.READ_REQUESTS, acts.HEAR, acts.WRITE_REQUESTS, acts.READ_PERSONS),
        *(acts.PLAN, acts.REPORT, acts.USE_VOICE, acts.SEE_STATION, acts.SEE_WORKERS),
    }
)
_CASEWORK = _WORK | {
    acts.ANSWER_ALARMS,
    acts.WRITE_PERSONS,
    acts.ASK_CONSENT,
    acts.REFER,
    acts.COUNT,
    acts.SAY_SECOND_YES,
}

MAY: Mapping[str, frozenset[str]] = {
    VOLUNTEER: _OWN | _WORK,
    WORKER: _OWN | _CASEWORK,
    CHILDREN: _OWN | _CASEWORK,
    SUPERVISOR: _OWN
    | _CASEWORK
    | {
        *(acts.HAND_ON, acts.MERGE_PERSONS, acts.CHANGE_RULES, acts.OVERRIDE_CONSENT, acts.CHANGE_VOICE),
        *(acts.MANAGE_WORKERS, acts.READ_AUDIT, acts.SEE_LEARNING),
    },
    COUNTY: _OWN
    | {
        *(acts.READ_REQUESTS, acts.REPORT, acts.ANSWER_ALARMS, acts.COUNT, acts.SEE_STATION),
        *(acts.SEE_WORKERS, acts.SEE_LEARNING),
    },
    AUDITOR: _OWN | {acts.READ_AUDIT, acts.SEE_WORKERS, acts.SEE_LEARNING},
    TECHNICIAN: _OWN | {acts.USE_VOICE, acts.CHANGE_VOICE, acts.SEE_STATION},
    PARTNER: _OWN | {acts.READ_SHARED},
}
"""Role → what it may do at all."""


@dataclass(frozen=True)
class Reach:
    """Whose matters a role sees."""

    requests: frozenset[str] = NONE
    """Grown-ups' requests: own, free, others."""
    children: frozenset[str] = NONE
    """The same for requests that concern a child."""
    persons: str = NOBODY


REACH: Mapping[str, Reach] = {
    VOLUNTEER: Reach(frozenset({OWN}), NONE, BY_REQUEST),
    WORKER: Reach(frozenset({OWN, FREE}), frozenset({OWN, FREE}), IN_VILLAGE),
    CHILDREN: Reach(frozenset({OWN}), ALL, CHILDREN_IN_VILLAGE),
    SUPERVISOR: Reach(ALL, ALL, IN_VILLAGE),
    COUNTY: Reach(ALL, ALL, NOBODY),
    AUDITOR: Reach(),
    TECHNICIAN: Reach(),
    PARTNER: Reach(),
}
"""Role → whose. Who stands in for colleagues sees ``others`` too; a scope of categories narrows all but ``own``."""


def reach_of(role: str, stands_in: bool) -> Reach:
    """The reach of a role; somebody who stands in for colleagues sees what is in their hands too."""
    reach = REACH[role]
    if not (stands_in and FREE in reach.requests):
        return reach
    return Reach(reach.requests | {OTHERS}, reach.children | {OTHERS}, reach.persons)
