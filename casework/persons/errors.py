"""What can go wrong with a person's file, each cause with its own message."""

from __future__ import annotations

from casework.errors import CaseworkError


class NoSuchRelation(CaseworkError):
    """No such relation in this person's file."""

    def __init__(self, relation: str) -> None:
        super().__init__(f"there is no relation {relation!r} in this file")


class NoSuchHousehold(CaseworkError):
    """No household with that id."""

    def __init__(self, household: str) -> None:
        super().__init__(f"there is no household {household!r}")


class NoSuchVillage(CaseworkError):
    """No village with that id."""

    def __init__(self, village: str) -> None:
        super().__init__(f"there is no village {village!r}")


class SameFile(CaseworkError):
    """A file cannot be merged with itself, nor with one that is it already."""

    def __init__(self, person: str) -> None:
        super().__init__(f"both are the file {person!r} already")


class NoSuchMerge(CaseworkError):
    """No such merge, or it was undone already."""

    def __init__(self, merge: str) -> None:
        super().__init__(f"there is no merge {merge!r} to undo")


class MergedOnTop(CaseworkError):
    """The file that stayed was itself merged into another one since."""

    def __init__(self, merge: str) -> None:
        super().__init__(f"undo the later merge first: the file that {merge!r} left was merged again since")


class UnknownField(CaseworkError):
    """A field that a person's file does not have, or that is not changed this way."""

    def __init__(self, field: str) -> None:
        super().__init__(f"a file has no field {field!r} that could be written so")


class BadYear(CaseworkError):
    """A year of birth that nobody living has."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year} cannot be the year of birth of somebody who lives now")


class BadNumber(CaseworkError):
    """A number of a rule that makes no sense."""

    def __init__(self, name: str, least: int, most: int) -> None:
        self.least, self.most = least, most
        super().__init__(f"{name} must be between {least} and {most}")
