"""Whether the history is whole: every seal, the order, the end against the head outside; nothing is repaired."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from casework.chain.breaks import Broken, breaks
from casework.chain.chain import CUT, Chain
from casework.chain.heads import Head
from casework.chain.links import START, commitment, link
from casework.connection import Row
from casework.writing import ERASED


@dataclass(frozen=True)
class Flaw:
    """One place where the history is not whole."""

    first: int
    """Number of the first entry concerned; 0 when it is none in particular."""
    last: int
    what: str
    """altered, missing, foreign, out of order, erased without word, not erased, cut, head lost, table."""
    told: str

    def __str__(self) -> str:
        where = f"entry {self.first}" if self.first == self.last else f"entries {self.first}-{self.last}"
        return f"{where}: {self.told}" if self.first else self.told


@dataclass(frozen=True)
class Verdict:
    """What was found."""

    entries: int
    head: Head
    """The newest entry; to be written down or printed outside."""
    flaws: tuple[Flaw, ...]
    accepted: int
    """Breaks that somebody has explained."""

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.flaws

    def __str__(self) -> str:
        explained = f", {self.accepted} explained breaks" if self.accepted else ""
        if self.whole:
            return f"whole: {self.entries} entries, head {self.head}{explained}"
        return f"NOT whole: {len(self.flaws)} flaws in {self.entries} entries{explained}; {self.flaws[0]}"


def verify(database: Database, chain: Chain, known: Head | None = None) -> Verdict:
    """Look at every entry of this station. ``known``: a head that somebody wrote down earlier."""
    entries = list(database.query("select * from journal where station = ? order by sequence", [chain.station]))
    told = breaks(database)
    head = Head(entries[-1]["sequence"], entries[-1]["link"] or "") if entries else Head(0, START)
    flaws = [
        *_foreign(database, chain),
        *_gaps(entries),
        *_order(entries),
        *_seals(entries, chain.key),
        *_erasures(entries),
        *_end(entries, chain, known),
        *(_broken(each) for each in told if each.accepted_at is None),
    ]
    return Verdict(len(entries), head, tuple(_joined(flaws)), sum(each.accepted_at is not None for each in told))


def _foreign(database: Database, chain: Chain) -> list[Flaw]:
    """Until stations exchange their histories, every entry is this station's."""
    found = database.query("select id, station from journal where station <> ? order by id", [chain.station])
    return [Flaw(0, 0, "foreign", f"an entry of a station {each['station']!r} stands here") for each in found]


def _gaps(entries: Sequence[Row]) -> Iterable[Flaw]:
    expected = 1
    for each in entries:
        if each["sequence"] > expected:
            yield Flaw(expected, each["sequence"] - 1, "missing", "missing")
        expected = each["sequence"] + 1


def _order(entries: Sequence[Row]) -> Iterable[Flaw]:
    newest = 0
    for each in entries:
        if each["id"] <= newest:
            yield Flaw(each["sequence"], each["sequence"], "out of order", "not at its place")
        newest = max(newest, each["id"])


def _seals(entries: Sequence[Row], key: bytes) -> Iterable[Flaw]:
    before = START
    for each in entries:
        if not _sealed(each, key, before):
            yield Flaw(each["sequence"], each["sequence"], "altered", "altered, or sealed with another key")
        before = each["link"] or ""


def _sealed(entry: Row, key: bytes, before: str) -> bool:
    bound, seal, salt = entry["commitment"], entry["link"], entry["salt"]
    if bound is None or seal is None:
        return False
    if salt is not None and not hmac.compare_digest(commitment(salt, entry["fields"]), bound):
        return False
    if salt is None and entry["fields"] != json.dumps(_blank(entry)):
        return False
    try:
        return hmac.compare_digest(link(key, before, entry, bound), seal)
    except (ValueError, TypeError):
        return False


def _blank(entry: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return {name: [ERASED, ERASED] for name in json.loads(entry["fields"])}
    except (ValueError, TypeError):
        return {}


def _erasures(entries: Sequence[Row]) -> Iterable[Flaw]:
    """What an entry says is gone exactly when a later entry declares that its row was forgotten."""
    declared: dict[tuple[str, str], int] = {}
    for each in entries:
        if each["action"] == "forget":
            declared[each["table"], each["row"]] = each["sequence"]
    for each in entries:
        here = each["sequence"]
        gone = declared.get((each["table"], each["row"]), 0) > here
        if each["salt"] is None and each["link"] is not None and not gone:
            yield Flaw(here, here, "erased without word", "erased, and no later entry says so")
        if each["salt"] is not None and gone:
            yield Flaw(here, here, "not erased", "was erased, and says something again")


def _end(entries: Sequence[Row], chain: Chain, known: Head | None) -> Iterable[Flaw]:
    heads: list[tuple[str, Head | None]] = [("the head that was written down", known)]
    if chain.heads is not None:
        kept = chain.heads.read()
        if kept is None and entries:
            yield Flaw(0, 0, "head lost", f"no head is kept in {chain.heads.path}, or nothing in it bears our seal")
        heads.append(("the head kept outside", kept))
    for name, head in heads:
        if head is None or head.sequence == 0:
            continue
        found = next((each for each in entries if each["sequence"] == head.sequence), None)
        last = entries[-1]["sequence"] if entries else 0
        if found is None and head.sequence > last:
            yield Flaw(last + 1, head.sequence, "cut", f"cut off, or an older file was put back ({name} is {head})")
        elif found is None or not (found["link"] or "").startswith(head.link):
            yield Flaw(head.sequence, head.sequence, "cut", f"another entry than {name} ({head})")


def _broken(each: Broken) -> Flaw:
    if each.kind == CUT:
        what = f"on {each.at:%Y-%m-%d %H:%M} UTC the history ended at entry {each.found}, and entry {each.expected}"
        return Flaw(0, 0, "cut", f"{what} was known outside; nobody has said why")
    return Flaw(0, 0, "head lost", f"on {each.at:%Y-%m-%d %H:%M} UTC the head outside was gone; nobody has said why")


def _joined(flaws: Iterable[Flaw]) -> Iterable[Flaw]:
    """Neighbours with the same flaw as one."""
    open_one: Flaw | None = None
    for each in flaws:
        if open_one and each.first > 1 and each == Flaw(open_one.last + 1, each.last, open_one.what, open_one.told):
            open_one = Flaw(open_one.first, each.last, each.what, each.told)
            continue
        if open_one:
            yield open_one
        open_one = each
    if open_one:
        yield open_one


def head_from(text: str) -> Head:
    """A head as it is printed: number and the first eight bytes of the seal. Raises ValueError."""
    number, _, told = text.strip().partition(":")
    link = told.replace("-", "")
    if len(bytes.fromhex(link)) != 8:
        raise ValueError(text)
    return Head(int(number), link)
