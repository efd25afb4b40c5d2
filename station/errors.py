"""What can keep a station from running, one class per cause; each message ends with what mends it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path


class StationError(Exception):
    """Base of everything this folder raises; the command prints its message as advice and exits with 2."""


class Advised(StationError):
    """Advice that was given in another process, in its own words."""

    def __init__(self, advice: str) -> None:
        super().__init__(advice)


class WrongSettings(StationError):
    """Every mistake in what the installer decided, all at once."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        told = "\n".join(f"  - {each}" for each in mistakes)
        super().__init__(f"The station cannot start with these settings:\n{told}")


class StationRuns(StationError):
    """Another station holds this data folder."""

    def __init__(self, data: Path, who: str) -> None:
        told = f" ({who})" if who else ""
        super().__init__(
            f"A station already runs on the data folder {data}{told}. "
            f"Stop it first, or use another folder: --data DIR"
        )


class PartFailed(StationError):
    """A part ended during the first start with a reason of its own."""

    def __init__(self, part: str, code: int | None, last_words: str, log: Path) -> None:
        told = last_words or f"it ended with code {code}"
        super().__init__(f"The {part} could not start: {told}\nMore stands in {log}")


class PartSlow(StationError):
    """A part did not answer during the first start."""

    def __init__(self, part: str, seconds: float, log: Path) -> None:
        super().__init__(f"The {part} gave no answer within {seconds:.0f} s. What it said last stands in {log}")


class FolderUnusable(StationError):
    """The data folder cannot be made or written."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(f"The data folder {folder} cannot be used: {why}. Choose one that you may write: --data DIR")


class VillageSeeded(StationError):
    """Seeds are sown into an empty record only."""

    def __init__(self) -> None:
        super().__init__(
            "This record already holds requests or workers, so no demonstration village is laid into it. "
            "For a fresh one: script/server --data DIR"
        )


class SeedsWrong(StationError):
    """The village's file has a mistake."""

    def __init__(self, why: str) -> None:
        super().__init__(f"station/village.yaml: {why}")


class WrongHead(StationError):
    """What was typed is no head of a history."""

    def __init__(self, told: str) -> None:
        super().__init__(
            f"{told!r} is no head; write it as `xiangban audit head` printed it, like 1234:ab12-cd34-ef56-7890"
        )


class NoBrowser(StationError):
    """There is no Chromium on this machine."""

    def __init__(self, wanted: str | None) -> None:
        told = f"There is no browser {wanted}." if wanted else "There is no Chromium on this machine."
        super().__init__(f"{told} On Debian: sudo apt install chromium; elsewhere: --browser PATH")


class NoGlass(StationError):
    """No graphical session runs in which a browser could be seen."""

    def __init__(self) -> None:
        super().__init__(
            "No graphical session is running here (neither DISPLAY nor WAYLAND_DISPLAY is set). Start the kiosk from "
            "the desktop of the user who is signed in at the screen; to try it without a screen: --headless"
        )


class PolicyRefused(StationError):
    """The managed policy could not be written."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} cannot be written: {why}. An administrator runs this command with sudo")


class BrowserGone(StationError):
    """The browser ended."""

    def __init__(self) -> None:
        super().__init__("the browser ended")


class BrowserSilent(StationError):
    """The browser did not answer a command in time."""

    def __init__(self, command: str) -> None:
        super().__init__(f"the browser gave no answer to {command}")


class NobodyOfThatName(StationError):
    """No worker with that sign-in name."""

    def __init__(self, login: str, known: Iterable[str]) -> None:
        super().__init__(f"nobody signs in as {login!r}; there are: {', '.join(known) or 'none'}")


class SupervisorsLeft(StationError):
    """Somebody else can do it in the panel, with a second person's yes."""

    def __init__(self, name: str, supervisors: Iterable[str]) -> None:
        super().__init__(
            f"{', '.join(supervisors)} can take the second step of {name} away: in the panel under Workers, with a "
            f"second person's yes. This command is for a station whose only supervisor has lost it"
        )
