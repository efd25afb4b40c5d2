"""What can go wrong with ears and mouth, one class per cause with its own message; nothing is mended here."""

from __future__ import annotations


class VoiceError(Exception):
    """Base of everything that can go wrong in this folder."""


class ChildFailed(VoiceError):
    """A child process gave no answer. Base of the causes below, for callers that only need to know that."""


class ChildDied(ChildFailed):
    """The child ended before it answered."""

    def __init__(self, name: str, code: int | None, last_words: str) -> None:
        told = f": {last_words}" if last_words else ""
        super().__init__(f"the {name} process ended with code {code} before it answered{told}")


class ChildTimedOut(ChildFailed):
    """The child took too long and was killed."""

    def __init__(self, name: str, seconds: float) -> None:
        super().__init__(f"the {name} process gave no answer within {seconds:.1f} s and was killed")


class ChildGarbled(ChildFailed):
    """What came through the pipe is no frame; the child was killed."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"the {name} process answered with rubbish ({why}) and was killed")


class ChildBusy(ChildFailed):
    """Somebody else's question kept the child busy for the whole time allowed."""

    def __init__(self, name: str, seconds: float) -> None:
        super().__init__(f"the {name} process was busy with other questions for {seconds:.1f} s")


class ChildResting(ChildFailed):
    """The child failed too often lately and is left alone for a while."""

    def __init__(self, name: str, seconds: float) -> None:
        super().__init__(f"the {name} process failed too often and rests for another {seconds:.0f} s")


class ChildClosed(ChildFailed):
    """Asked after ``close``."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the {name} process was closed for good")


class ChildRefused(VoiceError):
    """The child is well, but could not do what was asked. ``cause`` is the name of the exception over there."""

    def __init__(self, name: str, cause: str, message: str) -> None:
        self.cause = cause
        self.reason = message
        super().__init__(f"the {name} process refused: {message} ({cause})")


class BadFrame(VoiceError):
    """Bytes that are no frame."""

    def __init__(self, why: str) -> None:
        super().__init__(f"not a frame: {why}")
