"""Every role at every page of the panel and every scope: what the tables declare against what the panel does."""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from flask.testing import FlaskClient
from werkzeug.routing import Rule

from admin.permits import HALFWAY, OPEN, PERMITS
from admin.words import words_in
from benchmarks.roles_world import FAR, HERE, ORIGIN, PERSONS, PLACES, REQUESTS, World
from casework.access.matrix import (
    BY_REQUEST,
    CHILDREN_IN_VILLAGE,
    FREE,
    IN_VILLAGE,
    MAY,
    OTHERS,
    OWN,
    REACH,
)
from casework.access.roles import ROLES, VOLUNTEER

IN, REFUSED, HIDDEN, UNDECLARED = "in", "refused", "hidden", "undeclared"
"""Let in; the role does not include it; as if it were not there; nobody has said whose it is."""
READS = frozenset({"GET"})
SILENT = frozenset({"request.changes"})
"""Pages that say "nothing happened" about what is not for these eyes, as they do about what is."""
ANYTHING = {
    **dict.fromkeys(("view", "absence", "card_id", "filename", "reset_id", "handle"), "nothing"),
    **dict.fromkeys(("alarm", "override", "code", "referral_id"), "nothing"),
    "card": "code",
    "language": "zh",
    "sentence": "0123456789abcdef",
    "rule": "old_and_alone",
    "name": "nothing",
}
"""For blanks that name nothing of a case: the page may say that it is not there."""
FORM = {
    "text": "好的",
    "words": "好的",
    "what": "好的",
    "decided": "好的",
    "reason": "好的",
    "name": "王",
    "lane": "二",
    "how": "withdrawn",
    "answer": "good",
    "part": "evening",
    "kind": "son",
    "doer": "worker",
    "end": "reached",
    "role": "worker",
    "villages": "all",
    "kinds": "all",
    "active": "on",
    "seconds": "1",
}
"""What is filled in: enough for every form to get as far as the question whose it is."""
OTHER_FORMS = {"person.lives": {"kind": "lives_alone"}, "person.gone": {"gone": "moved"}}
LAID = frozenset(
    {
        *("request_id", "person_id", "relation_id", "plan_id", "other_id", "household_id", "village_id", "worker_id"),
        *("rule", "language"),
    }
)
"""Blanks that name something which is there."""
NAMED = frozenset({"request.recording", "person.picture"})
"""Pages of a sound or picture that is there."""
MISSING = frozenset({"spoken.reply", "person.remove_photo", "consents.voice", "face.take_sound"})
"""Forms about a thing that is not there."""
QUICKER = frozenset({"request.take"})
"""Whoever could have taken a request a moment ago is told by name which colleague was quicker."""


@dataclass(frozen=True)
class Cell:
    """One role at one page in one scope."""

    endpoint: str
    method: str
    role: str
    scope: str
    expected: str
    found: str
    status: int
    alike: bool = False
    """The page is about a thing that is not there in this village, or stays silent: seen may look like hidden."""

    @property
    def right(self) -> bool:
        """Whether the panel does what the tables say."""
        if self.expected == UNDECLARED:
            return False
        return self.found == self.expected or (self.alike and (self.expected, self.found) == (IN, HIDDEN))


def alike(rule: Rule) -> bool:
    """Whether a page that is let in may say "not here" because the thing itself is missing."""
    unlaid = rule.arguments - LAID - ({"name"} if rule.endpoint in NAMED else set())
    return bool(unlaid) or rule.endpoint in MISSING | SILENT


def scopes_of(rule: Rule) -> Sequence[str]:
    """What a page is about, as far as scope goes."""
    if "request_id" in rule.arguments:
        return REQUESTS
    if "person_id" in rule.arguments:
        return PERSONS
    return PLACES if rule.arguments & {"household_id", "village_id"} else ("",)


def expected(rule: Rule, role: str, scope: str) -> str:
    """What ``permits`` and ``matrix`` say, by their words and not by their queries."""
    act = PERMITS.get(rule.endpoint)
    if act is None:
        return UNDECLARED
    if act not in MAY[role] and rule.endpoint not in HALFWAY:
        return REFUSED
    reach = REACH[role]
    if scope in REQUESTS and "request_id" in rule.arguments:
        if scope == "own":
            return IN if OWN in reach.requests else HIDDEN
        if scope == "other village":
            return HIDDEN
        if scope == "other kind":
            return HIDDEN
        hands = reach.children if scope.startswith("child") else reach.requests
        whose = OTHERS if "colleague" in scope and rule.endpoint not in QUICKER else FREE
        return IN if whose in hands or (OTHERS in hands and "colleague" in scope) else HIDDEN
    if scope in PERSONS and "person_id" in rule.arguments:
        if scope == "other village":
            return HIDDEN
        if scope.endswith("own request"):
            return IN if reach.persons in (IN_VILLAGE, CHILDREN_IN_VILLAGE, BY_REQUEST) else HIDDEN
        if scope == "child here":
            return IN if reach.persons in (IN_VILLAGE, CHILDREN_IN_VILLAGE) else HIDDEN
        return IN if reach.persons == IN_VILLAGE else HIDDEN
    if scope == "other village":
        return HIDDEN
    return IN


class Matrix:
    """Walks the panel's own list of pages."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._refusal = words_in("en").say("errors.not_allowed_to")
        self._clients: dict[str, FlaskClient] = {}
        self._standing: dict[tuple[str, str, str], str] = {}

    def cells(self) -> Iterator[Cell]:
        """Every cell that is closed to strangers."""
        for rule in self._world.app.url_map.iter_rules():
            if rule.endpoint in OPEN:
                continue
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                for role in ROLES:
                    for scope in scopes_of(rule):
                        yield self._cell(rule, method, role, scope)

    def _cell(self, rule: Rule, method: str, role: str, scope: str) -> Cell:
        wanted = expected(rule, role, scope)
        world = self._world
        me = (world.of_kind if scope == "other kind" else world.worker)[role]
        fresh = method not in READS and wanted != REFUSED
        address = self._address(rule, me, scope, fresh)
        client = self._client(me)
        if method in READS:
            answer = client.get(address, headers=ORIGIN)
        else:
            form = {**FORM, **OTHER_FORMS.get(rule.endpoint, {}), "day": f"{world.now + timedelta(days=1):%Y-%m-%d}"}
            if rule.endpoint == "asker.name" and role == VOLUNTEER:  # begins no files, names who has one
                form["person"] = world.person("other village, with own request", me)
            answer = client.post(address, data=form, headers={**ORIGIN, "X-Form-Token": "bench"})
        status = answer.status_code
        text = answer.get_data(as_text=True) if status == 403 else ""
        answer.close()
        found = IN
        if status == 403 and self._refusal in text:
            found = REFUSED
        elif status in (404, 204) and scope and (status == 404 or rule.endpoint in SILENT):
            found = HIDDEN
        elif status == 401 and world.seat.sessions.look(_id_of(client)) is None:
            found = "signed out"
        return Cell(rule.endpoint, method, role, scope, wanted, found, status, alike(rule))

    def _client(self, me: str) -> FlaskClient:
        """A browser in which that worker is signed in, with both steps; signed in anew when a page ended it."""
        sessions = self._world.seat.sessions
        client = self._clients.get(me)
        if client is not None:
            with client.session_transaction() as kept:
                if sessions.look(kept.get("id", "")) is not None:
                    return client
        client = self._world.app.test_client()
        with client.session_transaction() as kept:
            kept["id"] = sessions.begin(me, "computer", proven=True)
            kept["form"] = "bench"
        self._clients[me] = client
        return client

    def _address(self, rule: Rule, me: str, scope: str, fresh: bool) -> str:
        world, told = self._world, dict(ANYTHING)
        told["worker_id"] = world.dummy
        if "request_id" in rule.arguments:
            told["request_id"] = request = self._subject("request", scope, me, fresh)
            if rule.endpoint == "request.recording":
                told["name"] = world.recording(request)
        if "person_id" in rule.arguments:
            told["person_id"] = person = self._subject("person", scope, me, fresh)
            told["name"] = world.picture
            if "relation_id" in rule.arguments:
                told["relation_id"] = world.relation(person)
            if "plan_id" in rule.arguments:
                told["plan_id"] = world.plan(person)
            if "other_id" in rule.arguments:
                told["other_id"] = world.person(scope, me)
        told["household_id"] = "house-here" if scope == "here" else "house-far"
        told["village_id"] = HERE if scope == "here" else FAR
        found = rule.rule
        for argument in rule.arguments:
            found = re.sub(rf"<(\w+:)?{argument}>", told.get(argument, "nothing"), found)
        return found

    def _subject(self, kind: str, scope: str, me: str, fresh: bool) -> str:
        lay = self._world.request if kind == "request" else self._world.person
        if fresh:
            return lay(scope, me)
        if (kind, scope, me) not in self._standing:
            self._standing[kind, scope, me] = lay(scope, me)
        return self._standing[kind, scope, me]


def _id_of(client: FlaskClient) -> str:
    with client.session_transaction() as kept:
        return str(kept.get("id", ""))


def walked(folder: Path) -> list[Cell]:
    """Every cell of the matrix, in a village laid for it."""
    world = World(folder)
    try:
        return list(Matrix(world).cells())
    finally:
        world.close()


def main(argv: Sequence[str]) -> int:
    """Print role by role what was let in, refused and hidden, and every cell that is wrong; 1 when one is."""
    parser = argparse.ArgumentParser(prog="script/bench roles")
    parser.add_argument("--all", action="store_true", help="print every cell")
    told = parser.parse_args(argv)
    with TemporaryDirectory() as folder:
        cells = walked(Path(folder))
    if told.all:
        for each in cells:
            print(f"{each.role:<20} {each.method:<5} {each.endpoint:<24} {each.scope:<32} {each.found}")
    wrong = [each for each in cells if not each.right]
    print(f"{'role':<20} {'cells':>6} {'let in':>7} {'refused':>8} {'hidden':>7} {'wrong':>6}")
    for role in (*ROLES, "all"):
        mine = [each for each in cells if role in (each.role, "all")]
        found = Counter(each.found for each in mine)
        bad = sum(not each.right for each in mine)
        print(f"{role:<20} {len(mine):>6} {found[IN]:>7} {found[REFUSED]:>8} {found[HIDDEN]:>7} {bad:>6}")
    pages = {each.endpoint for each in cells}
    print(f"{len(pages)} pages behind the sign-in, {len(cells)} cells tested, {len(wrong)} wrong.")
    for each in wrong:
        where = f"{each.role}: {each.method} {each.endpoint} {each.scope}"
        print(f"  {where}: {each.expected} was declared, {each.found} was found ({each.status})")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
