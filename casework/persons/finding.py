"""Finding persons by name, by how it sounds, by phone or token; only among those a reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from casework.access import Reader
from casework.access.reader import Clause, both

MOST = 200
"""Persons in a list; more helps nobody."""


@dataclass(frozen=True)
class Sought:
    """What somebody looks for; empty: everybody."""

    text: str = ""
    """A part of a name, its pinyin or initials, a phone number."""
    tokens: tuple[tuple[str | None, str | None], ...] = ()
    """Colours and animals that the text names, as the pictures are called; None: any."""
    village: str | None = None
    circumstance: str | None = None
    gone: bool = False
    """Whether those who moved or died are sought."""


def clause_of(sought: Sought) -> Clause:
    """The same as a condition on ``persons``; pure."""
    found = Clause("(persons.merged_into is null)")
    found = both(found, Clause(f"(persons.gone is {'not' if sought.gone else ''} null)"))
    if sought.village:
        found = both(found, Clause("(persons.village = ?)", (sought.village,)))
    if sought.circumstance:
        held = "exists (select 1 from circumstances where person = persons.id and kind = ? and ended_at is null)"
        found = both(found, Clause(f"({held})", (sought.circumstance,)))
    if sought.text.strip():
        found = both(found, _by_text(sought.text.strip(), sought.tokens))
    return found


def persons_by(database: Database, reader: Reader, sought: Sought, select: str) -> list[dict[str, object]]:
    """Rows of ``select`` that fit and that this reader may see; whose name begins so comes first."""
    condition = both(clause_of(sought), reader.sees_persons())
    start = f"{_plain(sought.text.strip())}%"
    order = "order by persons.name not like ? escape '\\', persons.name, persons.id"
    asked = f"{select} where {condition.sql} {order} limit {MOST}"
    return list(database.query(asked, [*condition.values, start]))


def _by_text(text: str, tokens: Sequence[tuple[str | None, str | None]]) -> Clause:
    parts, values = ["persons.name like ? escape '\\'"], [f"%{_plain(text)}%"]
    sound = "".join(text.lower().split()).replace("ü", "v").replace("'", "")
    if sound.isascii():
        parts.append("' ' || coalesce(persons.pinyin, '') like ? escape '\\'")
        values.append(f"% {_plain(sound)}%")
    digits = "".join(each for each in text if each.isdigit())
    if len(digits) >= 3 and len(digits) == len("".join(text.split()).replace("-", "")):
        parts.append("replace(replace(coalesce(persons.phone, ''), '-', ''), ' ', '') like ?")
        values.append(f"%{digits}%")
    for colour, animal in tokens:
        named = [(field, value) for field, value in (("colour", colour), ("animal", animal)) if value]
        parts.append("(" + " and ".join(f"persons.{field} = ?" for field, _ in named) + ")")
        values += [value for _, value in named]
    return Clause(f"({' or '.join(parts)})", tuple(values))


def _plain(text: str) -> str:
    """For LIKE, where some characters mean more than themselves."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
