"""What can go wrong at the touchscreen, one class per cause; what the person hears about it is in scenes."""

from __future__ import annotations

from collections.abc import Sequence


class KioskError(Exception):
    """Base of everything the kiosk raises itself."""


class BadSettings(KioskError):
    """Every mistake in the kiosk's settings, all at once."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("the kiosk's settings have mistakes:\n" + "\n".join(f"  - {each}" for each in mistakes))


class UnknownScene(KioskError):
    """A screen key that no scene owns."""

    def __init__(self, key: str) -> None:
        super().__init__(f"no scene owns screen {key!r}; see kiosk/scenes/__init__.py")


class NotNow(KioskError):
    """A screen that makes no sense at this moment of the visit; says where to go instead."""

    def __init__(self, key: str, instead: str) -> None:
        self.instead = instead
        super().__init__(f"screen {key!r} has nothing to show now; going to {instead!r}")


class NotOffered(KioskError):
    """A choice that the screen does not offer (any more)."""

    def __init__(self, screen: str, choice: str) -> None:
        super().__init__(f"screen {screen!r} does not offer {choice!r}")


class UnknownTurn(KioskError):
    """Audio for an act of listening that is over, or was never begun by this visit."""

    def __init__(self, turn: str) -> None:
        super().__init__(f"nobody is listening under {turn!r}")


class ChunkTooLarge(KioskError):
    """A piece of audio longer than any microphone sends."""

    def __init__(self, size: int, most: int) -> None:
        super().__init__(f"a chunk of {size} bytes; {most} is the most")


class StrangeHost(KioskError):
    """A request under a name, or from a page, that is not this kiosk's own."""

    def __init__(self, what: str, told: str) -> None:
        super().__init__(f"refused: {what} {told!r} is not this kiosk's own")
