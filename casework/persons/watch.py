"""The rules as workers set them, and whom they name today; the rules themselves are in ``rules``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from sqlite_utils import Database

from casework.access import Reader, acts
from casework.clock import Clock, as_time
from casework.errors import UnknownWord
from casework.persons.errors import BadNumber
from casework.persons.rules import BY_KEY, RULES, Candidate, Life, Setting, candidates
from casework.persons.whose import may
from casework.settings import RecordSettings
from casework.store import Store
from casework.writing import Value, Writing


class Watch:
    """Potential clients of this station."""

    def __init__(self, store: Store, settings: RecordSettings, clock: Clock) -> None:
        self._store = store
        self._zone = settings.zone
        self._clock = clock

    def settings(self) -> tuple[Setting, ...]:
        """Every rule as it is set here."""
        with self._store.read() as database:
            return _settings(database)

    def set(self, rule: str, worker: str, active: bool, numbers: Mapping[str, int]) -> None:
        """Switch a rule on or off and change its numbers. Raises UnknownWord, BadNumber, NotAllowed."""
        known = BY_KEY.get(rule)
        if known is None:
            raise UnknownWord("rule", rule, BY_KEY)
        for name in known.numbers:
            least, most = known.bound(name)
            if not least <= numbers.get(name, known.numbers[name]) <= most:
                raise BadNumber(name, least, most)
        told: dict[str, int] = {name: numbers.get(name, usual) for name, usual in known.numbers.items()}

        def work(writing: Writing) -> None:
            may(writing, worker, acts.CHANGE_RULES)
            fields: dict[str, Value] = {
                "active": int(active),
                "numbers": json.dumps(told),
                "worker": worker,
                "at": writing.at,
            }
            if writing.row("watch_rules", rule) is None:
                writing.insert("watch_rules", {"id": rule, **fields})
            else:
                writing.update("watch_rules", rule, fields)

        self._store.write(worker, "rule changed", work)

    def candidates(self, reader: Reader) -> tuple[Candidate, ...]:
        """Whom the active rules name today, as far as this reader may see them."""
        today = self._clock().astimezone(self._zone).date()
        with self._store.read() as database:
            return candidates(_lives(database, reader, today), _settings(database), today)


def _settings(database: Database) -> tuple[Setting, ...]:
    kept = {each["id"]: each for each in database.query("select * from watch_rules")}

    def setting(key: str) -> Setting:
        rule, row = BY_KEY[key], kept.get(key)
        told = json.loads(row["numbers"]) if row else {}
        return Setting(rule, bool(row["active"]) if row else True, {**rule.numbers, **told})

    return tuple(setting(each.key) for each in RULES)


LIVES = """
    select persons.id, persons.name, persons.born, persons.created_at, villages.name as village_name,
           (select count(*) from relations where relations.person = persons.id and relations.ended_at is null
             and relations.phone is not null) as phones,
           (select max(at) from (
              select max(submitted_at) as at from requests where requests.person = persons.id
              union all select max(visited_at) from reports where reports.person = persons.id and outcome = 'met'
              union all select max(told_at) from tidings where tidings.person = persons.id)) as seen,
           (exists (select 1 from plans where plans.person = persons.id and plans.ended is null)
            or exists (select 1 from requests where requests.person = persons.id and requests.worker is not null
                       and requests.ended_at is null)
            or exists (select 1 from visits where visits.person = persons.id and visits.ended is null)) as cared_for
    from persons left join villages on villages.id = persons.village
    where persons.merged_into is null and persons.gone is null and {0}"""


def _lives(database: Database, reader: Reader, today: date) -> list[Life]:
    sees = reader.sees_persons()
    held: dict[str, dict[str, str | None]] = {}
    for each in database.query("select person, kind, since from circumstances where ended_at is null"):
        held.setdefault(each["person"], {})[each["kind"]] = each["since"]
    return [
        Life(
            person=each["id"],
            name=each["name"],
            village=each["village_name"],
            age=today.year - each["born"] if each["born"] else None,
            circumstances=held.get(each["id"], {}),
            last_seen=as_time(each["seen"]).date() if each["seen"] else None,
            written_on=as_time(each["created_at"]).date(),
            phones=each["phones"],
            cared_for=bool(each["cared_for"]),
        )
        for each in database.query(LIVES.format(sees.sql), list(sees.values))
    ]
