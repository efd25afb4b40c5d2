"""Finding requests by number, by a name as it is written or sounds, by what was said or noted; reads only."""

from __future__ import annotations

from sqlite_utils import Database

from casework.access.reader import Reader

TRIGRAM = 3
"""Characters from which the index finds a text; shorter ones, most Chinese names, are looked for one by one."""


def found_by(database: Database, reader: Reader, sought: str) -> frozenset[str]:
    """Ids of the sent requests that fit, among those the reader may see: the condition is in the query itself."""
    told = sought.strip()
    if not told:
        return frozenset()
    seen = reader.sees_requests()
    like, sound = f"%{_escaped(told)}%", f"% {_escaped(told.casefold().replace(' ', ''))}%"
    texts = "text match ?" if len(told) >= TRIGRAM else "text like ? escape '\\'"
    phrase = '"' + told.replace('"', '""') + '"' if len(told) >= TRIGRAM else like
    rows = database.query(
        f"""select requests.id from requests left join persons on persons.id = requests.person
            left join workers on workers.id = requests.worker
            where requests.status <> 'draft' and {seen.sql}
              and (requests.number = ? or persons.name like ? escape '\\' or workers.name like ? escape '\\'
                   or ' ' || coalesce(persons.pinyin, '') like ? escape '\\'
                   or requests.id in (select request from found where {texts}))""",  # noqa: S608 - a Reader's clause
        [*seen.values, told, like, like, sound, phrase],
    )
    return frozenset(str(each["id"]) for each in rows)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
