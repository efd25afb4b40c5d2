"""How the kiosk's sentences sound, as workers judged it, and who changed it; no sound is kept or made here."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from casework.clock import as_time
from casework.connection import Row
from casework.store import Store
from casework.writing import Value, Writing

JUDGED, RECORDED, THROWN_AWAY, RESPELLED = "judged", "clip recorded", "clip thrown away", "spelled otherwise"


@dataclass(frozen=True)
class Judgement:
    """What somebody thought of one sentence, as it sounded then."""

    sentence: str
    """See ``sentence_id``."""
    sounding: str
    """Mark of how it sounded; the judgement holds for no other."""
    right: bool
    note: str
    worker: str
    """Name of who listened."""
    at: datetime


@dataclass(frozen=True)
class Clip:
    """Who recorded a sentence, and when."""

    worker: str
    """Name."""
    at: datetime
    seconds: float


def sentence_id(text: str) -> str:
    """What stands for a sentence in addresses and tables; a changed one is another."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:16]


class Voicing:
    """The judgements and changes at this station."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def judge(self, worker: str, language: str, text: str, sounding: str, right: bool, note: str = "") -> None:
        """Somebody listened to a sentence; what was thought of it before is replaced."""
        fields: dict[str, Value] = {
            "text": text,
            "sounding": sounding,
            "right": int(right),
            "note": note,
            "worker": worker,
        }

        def work(writing: Writing) -> None:
            sentence = sentence_id(text)
            told: dict[str, Value] = {**fields, "language": language, "sentence": sentence, "at": writing.at}
            known = writing.rows(
                "select id from judgements where language = ? and sentence = ?", (language, sentence)
            )
            if known:
                writing.update("judgements", known[0]["id"], told)
            else:
                writing.insert("judgements", told)

        self._store.write(worker, JUDGED, work)

    def judgements(self, language: str) -> Mapping[str, Judgement]:
        """The last judgement of each sentence; whether it still holds is told by its ``sounding``."""
        with self._store.read() as database:
            return {
                each["sentence"]: Judgement(
                    each["sentence"],
                    each["sounding"],
                    bool(each["right"]),
                    each["note"],
                    each["name"],
                    as_time(each["at"]),
                )
                for each in _of(database, "judgements", language)
            }

    def recorded(self, worker: str, language: str, key: str, text: str, seconds: float) -> None:
        """Somebody recorded a sentence."""
        self._clip(worker, language, key, text, {"seconds": seconds, "kept": 1}, RECORDED)

    def thrown_away(self, worker: str, language: str, key: str, text: str) -> None:
        """Somebody threw a recorded sentence away."""
        self._clip(worker, language, key, text, {"kept": 0}, THROWN_AWAY)

    def clips(self, language: str) -> Mapping[str, Clip]:
        """The recorded sentences by their keys; whether the files are still there is for others to say."""
        with self._store.read() as database:
            found = [each for each in _of(database, "clips", language) if each["kept"]]
        return {each["key"]: Clip(each["name"], as_time(each["at"]), each["seconds"]) for each in found}

    def respelled(self, worker: str, language: str, word: str, spoken: str) -> None:
        """Somebody decided how a word is spoken here; empty when it is spoken as before."""

        def work(writing: Writing) -> None:
            fields = {"language": language, "word": word, "spoken": spoken, "worker": worker}
            writing.insert("spellings", {**fields, "at": writing.at})

        self._store.write(worker, RESPELLED, work)

    def spellings(self, language: str) -> Sequence[tuple[str, str]]:
        """Every word and how it was decided to be spoken, the oldest first."""
        with self._store.read() as database:
            return [(each["word"], each["spoken"]) for each in _of(database, "spellings", language)]

    def _clip(self, worker: str, language: str, key: str, text: str, fields: Mapping[str, Value], why: str) -> None:
        def work(writing: Writing) -> None:
            told: dict[str, Value] = {**fields, "language": language, "key": key, "text": text}
            told |= {"worker": worker, "at": writing.at}
            known = writing.rows("select id from clips where language = ? and key = ?", (language, key))
            if known:
                writing.update("clips", known[0]["id"], told)
            else:
                writing.insert("clips", {"seconds": 0.0, **told})

        self._store.write(worker, why, work)


def _of(database: Database, table: str, language: str) -> Sequence[Row]:
    return list(
        database.query(
            f"""select {table}.*, coalesce(workers.name, '') as name from {table}
                left join workers on workers.id = {table}.worker
                where language = ? order by {table}.rowid""",  # noqa: S608 (names of ours)
            [language],
        )
    )
