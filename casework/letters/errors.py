"""What can go wrong with a letter, each cause with its own message."""

from __future__ import annotations

from casework.errors import CaseworkError


class NoSuchLetter(CaseworkError):
    """There is none, it was taken back, or it is not for whoever asks; they are told alike."""

    def __init__(self, letter: str) -> None:
        super().__init__(f"there is no letter {letter!r} here")


class NothingSpoken(CaseworkError):
    """A letter without a voice is none."""

    def __init__(self) -> None:
        super().__init__("nothing was spoken into this letter yet; record it first")


class TooManyLetters(CaseworkError):
    """Somebody sends more in a day than anybody can hear."""

    def __init__(self, most: int) -> None:
        super().__init__(f"{most} letters came from there today; please send the next one tomorrow")


class NoFilm(CaseworkError):
    """What came is nothing that a browser records."""

    def __init__(self) -> None:
        super().__init__("this is no film: a browser's recorder writes WebM or MP4")


class FilmTooLarge(CaseworkError):
    """Longer than a letter may be."""

    def __init__(self, most: int) -> None:
        super().__init__(f"a letter with a picture has at most {most} bytes; make it shorter")
