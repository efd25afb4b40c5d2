"""Thousands of random changes behind the record's back, one at a time: how many of them the history shows."""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlite_utils import Database

from casework.chain.verify import verify
from casework.connection import Connection, open_to_write
from casework.key import read_key
from casework.record import Record
from casework.settings import PasswordCost, RecordSettings
from casework.writing import Writing

TEXTS = ("station", "work", "at", "who", "why", "table", "row", "request", "whose", "fields")
SEALS = ("salt", "commitment", "link")
Mutation = Callable[[Connection, random.Random, int], None]
Line = tuple[str, int, int]


def main(argv: Sequence[str]) -> int:
    """Print mutations tried and found, by kind; 1 when one was missed."""
    parser = argparse.ArgumentParser(prog="script/bench audit")
    parser.add_argument("--mutations", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args(argv)
    with TemporaryDirectory() as folder:
        lines = attack(Path(folder), told.mutations, told.seed)
    print("kind                 tried  found")
    for kind, tried, found in lines:
        print(f"{kind:<20} {tried:>5}  {found:>5}")
    tried, found = sum(each[1] for each in lines), sum(each[2] for each in lines)
    print(f"{'all':<20} {tried:>5}  {found:>5}")
    return 0 if tried == found else 1


def attack(folder: Path, mutations: int, seed: int) -> list[Line]:
    """Per kind: mutations tried and found. Each is undone before the next."""
    settings = RecordSettings(
        path=folder / "data" / "record.db",
        key_file=folder / "data.key",
        recordings=folder / "data" / "recordings",
        password_cost=PasswordCost(1, 8, 1),
    )
    chance, tried, found = random.Random(seed), Counter[str](), Counter[str]()  # noqa: S311 - not for secrets
    with Record.open(settings) as record:
        _live(record)
        chain = record.store.chain
    connection = _unguarded(settings)
    last = connection.execute("select max(sequence) from journal").fetchone()[0]
    database = Database(connection)
    if not verify(database, chain).whole:
        raise AssertionError("the history is not whole before anything was done to it")
    for _ in range(mutations):
        kind = chance.choice(tuple(MUTATIONS))
        connection.execute("begin")
        before = connection.total_changes
        MUTATIONS[kind](connection, chance, last)
        if connection.total_changes > before:
            tried[kind] += 1
            found[kind] += not verify(database, chain).whole
        connection.execute("rollback")
    connection.close()
    return [(kind, tried[kind], found[kind]) for kind in MUTATIONS]


def _live(record: Record) -> None:
    """A short history with everything in it, an erased person too."""
    code = record.workers.first_code() or ""
    worker = record.workers.enrol(code, "Zhao", "zhao", "rice field at dawn").id
    for _ in range(6):
        request = record.requests.submit(record.requests.draft("zh", "ill")).request
        person = record.people.add("王奶奶", worker)
        record.name_person(request, worker, person)
        record.reply(request, worker, "您好。")
    for name in ("张三", "李四"):
        gone = record.people.add(name, worker)
        record.store.write(worker, "person erased", partial(_forget, gone))
    record.requests.draft("zh", "ill")


def _forget(person: str, writing: Writing) -> None:
    writing.forget("persons", person)


def _unguarded(settings: RecordSettings) -> Connection:
    """As somebody with the record's key opens it, with every guard taken off."""
    connection = open_to_write(settings.path, read_key(settings.key_file))
    connection.create_function("the_store_writes", 0, lambda: 2)
    connection.execute("drop trigger journal_delete")
    return connection


def _edit(connection: Connection, chance: random.Random, last: int) -> None:
    field, at = chance.choice(TEXTS), chance.randint(1, last)
    old = connection.execute(f'select "{field}" from journal where sequence = ?', (at,)).fetchone()[0]  # noqa: S608
    new = _other(old, chance)
    connection.execute(f'update journal set "{field}" = ? where sequence = ?', (new, at))  # noqa: S608


def _other(old: str | None, chance: random.Random) -> str:
    """One character changed, added or gone; never what it was."""
    if not old:
        return chance.choice("abcxyz")
    at = chance.randrange(len(old))
    return chance.choice((old[:at] + old[at + 1 :], old[:at] + "~" + old[at:], old[:at] + "¿" + old[at + 1 :]))


def _action(connection: Connection, chance: random.Random, last: int) -> None:
    at, new = chance.randint(1, last), chance.choice(("insert", "update", "forget"))
    connection.execute("update journal set action = ? where sequence = ? and action <> ?", (new, at, new))


def _swap_what_two_say(connection: Connection, chance: random.Random, last: int) -> None:
    one, other = _two(connection, chance, last, "fields, salt, commitment")
    if one[1:] != other[1:]:
        told = "update journal set fields = ?, salt = ?, commitment = ? where sequence = ?"
        connection.execute(told, (*other[1:], one[0]))
        connection.execute(told, (*one[1:], other[0]))


def _seal(connection: Connection, chance: random.Random, last: int) -> None:
    field, at = chance.choice(SEALS), chance.randint(1, last)
    told = f"update journal set {field} = ? where sequence = ? and {field} is not null"  # noqa: S608
    connection.execute(told, (chance.choice((None, chance.randbytes(32).hex(), "")), at))


def _delete(connection: Connection, chance: random.Random, last: int) -> None:
    connection.execute("delete from journal where sequence = ?", (chance.randint(1, last),))


def _delete_and_close_up(connection: Connection, chance: random.Random, last: int) -> None:
    at = chance.randint(1, last)
    connection.execute("delete from journal where sequence = ?", (at,))
    for each in range(at + 1, last + 1):
        connection.execute("update journal set sequence = ? where sequence = ?", (each - 1, each))


def _insert(connection: Connection, chance: random.Random, last: int) -> None:
    """A copy of an entry, at the end or where room is made for it."""
    at = chance.randint(1, last + 1)
    for each in range(last, at - 1, -1):
        connection.execute("update journal set sequence = ?, id = id + 1 where sequence = ?", (each + 1, each))
    source = chance.choice([each for each in range(1, last + 2) if each != at])
    place = connection.execute("select coalesce(max(id), 0) + 1 from journal where sequence < ?", (at,)).fetchone()[0]
    connection.execute(
        """insert into journal select ?, station, ?, work, at, who, why, action, "table", "row", request, fields,
           whose, salt, commitment, link from journal where sequence = ?""",
        (place, at, source),
    )


def _reorder(connection: Connection, chance: random.Random, last: int) -> None:
    """Two entries change places: their numbers, or only where they stand in the file."""
    one, other = _two(connection, chance, last, "id")
    if chance.random() < 0.5:
        for new, at in ((-1, one[0]), (one[0], other[0]), (other[0], -1)):
            connection.execute("update journal set sequence = ? where sequence = ?", (new, at))
    else:
        connection.execute("update journal set id = -1 where sequence = ?", (one[0],))
        connection.execute("update journal set id = ? where sequence = ?", (one[1], other[0]))
        connection.execute("update journal set id = ? where sequence = ?", (other[1], one[0]))


def _cut_tail(connection: Connection, chance: random.Random, last: int) -> None:
    connection.execute("delete from journal where sequence > ?", (last - chance.randint(1, last),))


def _cut_beginning(connection: Connection, chance: random.Random, last: int) -> None:
    cut = chance.randint(1, last - 1)
    connection.execute("delete from journal where sequence <= ?", (cut,))
    if chance.random() < 0.5:
        for each in range(cut + 1, last + 1):
            connection.execute("update journal set sequence = ? where sequence = ?", (each - cut, each))


def _erase(connection: Connection, chance: random.Random, last: int) -> None:
    """Erased as the record erases, but without a word."""
    at = chance.randint(1, last)
    (fields,) = connection.execute("select fields from journal where sequence = ?", (at,)).fetchone()
    blank = json.dumps({name: [{"hidden": "erased"}] * 2 for name in json.loads(fields)})
    told = "update journal set fields = ?, salt = null where sequence = ? and salt is not null"
    connection.execute(told, (blank, at))


def _two(connection: Connection, chance: random.Random, last: int, fields: str) -> tuple[Any, Any]:
    places = chance.sample(range(1, last + 1), 2)
    told = f"select sequence, {fields} from journal where sequence = ?"  # noqa: S608
    one, other = (connection.execute(told, (each,)).fetchone() for each in places)
    return one, other


MUTATIONS: dict[str, Mutation] = {
    "edit a field": _edit,
    "edit the action": _action,
    "swap what two say": _swap_what_two_say,
    "edit a seal": _seal,
    "delete": _delete,
    "delete, close up": _delete_and_close_up,
    "insert": _insert,
    "reorder": _reorder,
    "cut the tail": _cut_tail,
    "cut the beginning": _cut_beginning,
    "erase, no word": _erase,
}
"""Putting back an older file is cutting the tail, seen from the head that is kept outside."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
