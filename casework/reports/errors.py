"""What can be refused about a mandatory report, and the mend."""

from __future__ import annotations

from casework.errors import CaseworkError


class ReportError(CaseworkError):
    """Base of everything here."""


class NoSuchReport(ReportError):
    """None with that id, or none for these eyes; which of the two is never said."""

    def __init__(self, report: str) -> None:
        super().__init__(f"there is no report {report!r}")


class NothingSeen(ReportError):
    """What was seen, or who may be harmed, is missing."""

    def __init__(self) -> None:
        super().__init__("a report says who may be harmed and what was seen or heard; a few words are enough")


class NamesOneself(ReportError):
    """Somebody writes a report that names themselves."""

    def __init__(self) -> None:
        super().__init__("who is named in a report cannot write or confirm it; ask a colleague, or call the police")


class NameOfWorker(ReportError):
    """A suspect is written as a word, and a worker bears that name."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} works here: choose them in the list, or say that it is somebody else of that name")


class SecondUnfit(ReportError):
    """The second person is the writer, is named in the report, or may not make reports."""

    def __init__(self) -> None:
        super().__init__("the second person must be somebody else who works here and is not named in the report")


class SecondPersonNeeded(ReportError):
    """One person alone cannot do this."""

    def __init__(self) -> None:
        super().__init__("this needs a second person: whoever did the first step cannot do the second")


class NotPassedOn(ReportError):
    """It cannot end as made before it was told to an authority."""

    def __init__(self) -> None:
        super().__init__("write down first to whom it was told, when, and under which number")


class PassedOnAlready(ReportError):
    """It was told to an authority, and only that decides now."""

    def __init__(self) -> None:
        super().__init__("it was told to an authority already; only that decides whether there is anything in it")


class ReportOver(ReportError):
    """It has ended."""

    def __init__(self) -> None:
        super().__init__("this report has ended; begin a new one when there is something new")


class ReasonMissing(ReportError):
    """A step that needs a reason came without."""

    def __init__(self) -> None:
        super().__init__("this needs a reason, in a few words")


class NotYetPassed(ReportError):
    """Told at a time that is still to come."""

    def __init__(self) -> None:
        super().__init__("it cannot have been told at a time that is still to come; check day and time")


class NobodyDoubts(ReportError):
    """There is no word of a first person to agree or disagree with."""

    def __init__(self) -> None:
        super().__init__("nobody has said that this report is unfounded")
