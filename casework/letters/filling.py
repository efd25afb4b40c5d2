"""What a letter holds, inside somebody's transaction: a recording or a film; put in, taken out, forgotten."""

from __future__ import annotations

from casework.belonging import attach, detach
from casework.letters.letter import Film
from casework.recordings import Kept
from casework.tidings.kinds import LETTER
from casework.writing import Value, Writing

TABLE = "letters"
FILMED = "select id from films where letter = ?"


def is_filled(writing: Writing, letter: str) -> bool:
    """Whether there is something to hear."""
    said = "select 1 from recordings where about_table = ? and about = ?"
    return bool(writing.rows(said, (TABLE, letter)) or writing.rows(FILMED, (letter,)))


def forgotten(writing: Writing, letter: str) -> list[str]:
    """The letter is gone; the files that are to go once this is on the disk."""
    names = emptied(writing, letter)
    writing.forget(TABLE, letter)
    return names


def fill(writing: Writing, letter: str, kept: Kept | Film) -> None:
    """Voice or film belongs to that letter; the same again does nothing."""
    if isinstance(kept, Kept):
        attach(writing, kept, TABLE, letter, LETTER)
    elif writing.row("films", kept.name) is None:
        told: dict[str, Value] = {"id": kept.name, "letter": letter, "form": kept.form, "seconds": kept.seconds}
        writing.insert("films", {**told, "at": writing.at})


def emptied(writing: Writing, letter: str) -> list[str]:
    """Take voice and film off it; the files that are to go once this is on the disk."""
    films = [each["id"] for each in writing.rows(FILMED, (letter,))]
    for each in films:
        writing.forget("films", each)
    return [*detach(writing, TABLE, letter), *films]
