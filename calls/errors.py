"""Every cause for which the exchange refuses something; how it is told to a person is decided at the edge."""

from __future__ import annotations


class CallError(Exception):
    """Base of every cause here."""


class NoSuchCall(CallError):
    """There is no such call, or it is not this party's affair: both are told alike."""

    def __init__(self, call: str) -> None:
        super().__init__(f"there is no call {call!r} for this party")


class CallOver(CallError):
    """The call ended before this reached it."""

    def __init__(self, call: str, why: str) -> None:
        super().__init__(f"the call {call!r} is over: {why}")
        self.why = why


class NobodyToCall(CallError):
    """A call needs somebody to be rung."""

    def __init__(self) -> None:
        super().__init__("nobody is there to be called; name at least one party")


class AlreadyTalking(CallError):
    """A party is in one call at a time."""

    def __init__(self, party: str) -> None:
        super().__init__(f"{party} is in another call; hang up first")


class CallFull(CallError):
    """No more people fit into the call."""

    def __init__(self, most: int) -> None:
        super().__init__(f"{most} people are in the call already; one has to leave first")


class BadSignal(CallError):
    """What a browser sent for another one is no such message."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the message was refused: {why}")


class ExchangeGone(CallError):
    """The exchange does not answer: it is being started anew."""

    def __init__(self, path: object) -> None:
        super().__init__(f"nobody answers at {path}; the station starts the exchange anew, try again in a moment")


class MixerGone(CallError):
    """The mixer for circles of more than four does not answer, or refuses."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the mixer: {why}")


class SessionOver(MixerGone):
    """The mixer has let go of what was agreed with it, or never knew it."""

    def __init__(self) -> None:
        super().__init__("the session is over")


class HomeGone(CallError):
    """The station of another village, where a circle is led, does not answer, or its door is not the one we know."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the other village's station: {why}")


class HomeClosed(CallError):
    """That station lets this one in no more."""

    def __init__(self) -> None:
        super().__init__("the other village's station lets this one in no more; ask it for a new link")


class BadLink(CallError):
    """A text that is no link into another village's circle."""

    def __init__(self) -> None:
        super().__init__("this is no whole link into a circle; copy all of it, from https to its last letter")
