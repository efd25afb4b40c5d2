"""For what a person can be asked to say yes; the words are in content, and whether it was said is in the ledger."""

from __future__ import annotations

from dataclasses import dataclass

from casework.errors import UnknownWord

KEEP = "keep and answer my request"
"""Given by sending a request after it was read back."""
REFER, TRANSFER = "refer", "transfer"
AUTO_ANSWER = "auto_answer"
PHOTO, CALL_FAMILY, STORY, LIKENESS, REMIND, EXPORT = "photo", "call_family", "story", "likeness", "remind", "export"


@dataclass(frozen=True)
class Purpose:
    """One thing that is done only with a yes."""

    key: str
    """As the record writes it."""
    word: str
    """As content calls it: ``consent.<word>.ask`` and its fellows."""
    picture: str
    days: int | None
    """For how long a yes holds; None: until it is taken back."""
    names: bool = False
    """Whether a yes is for one receiver, who must be named; a yes for one is none for another."""
    guarded: bool = True
    """Whether a child's guardian has to agree as well. A child may always ask for help."""


PURPOSES: tuple[Purpose, ...] = (
    Purpose(KEEP, "keep", "mine", None, guarded=False),
    Purpose(REFER, "refer", "refer", 180, names=True),
    Purpose(TRANSFER, "transfer", "transfer", 180, names=True),
    Purpose(PHOTO, "photo", "photo", 365),
    Purpose(CALL_FAMILY, "call_family", "family", 365),
    Purpose(AUTO_ANSWER, "auto_answer", "opens", 365, names=True),
    Purpose(STORY, "story", "story", 365),
    Purpose(LIKENESS, "likeness", "likeness", 365),
    Purpose(REMIND, "remind", "remind", 365),
    Purpose(EXPORT, "export", "papers", 30, names=True),
)
BY_KEY = {each.key: each for each in PURPOSES}


def purpose(key: str) -> Purpose:
    """Raises UnknownWord."""
    found = BY_KEY.get(key)
    if found is None:
        raise UnknownWord("purpose", key, BY_KEY)
    return found
