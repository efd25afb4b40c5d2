"""What cannot be done with a referral, each cause with its own message."""

from __future__ import annotations

from casework.errors import CaseworkError


class NoSuchReferral(CaseworkError):
    """Nothing was handed on under that name."""

    def __init__(self, referral: str) -> None:
        super().__init__(f"there is no referral {referral!r}")


class NoSuchReceiver(CaseworkError):
    """Nobody can receive it under that name."""

    def __init__(self, receiver: str) -> None:
        super().__init__(f"there is no receiver {receiver!r}, or it cannot receive this kind of referral")


class NothingShared(CaseworkError):
    """A referral that tells its receiver nothing."""

    def __init__(self) -> None:
        super().__init__("choose at least one thing that the receiver may see")


class AlreadyHandedOn(CaseworkError):
    """The same receiver has it already and has not answered to the end."""

    def __init__(self, receiver: str) -> None:
        super().__init__(f"{receiver} has this request already; wait for the answer or take it back first")


class NotNow(CaseworkError):
    """A step that does not follow from where the referral stands."""

    def __init__(self, status: str, step: str) -> None:
        self.status = status
        super().__init__(f"a referral that is {status} cannot be {step}")


class NotTheReceiver(CaseworkError):
    """Somebody answers for another."""

    def __init__(self) -> None:
        super().__init__("only the one it was sent to can answer")


class NotTheSender(CaseworkError):
    """Somebody takes back what another sent."""

    def __init__(self) -> None:
        super().__init__("only the one who sent it, or a supervisor, can take it back")


class ReasonNeeded(CaseworkError):
    """A no without a reason."""

    def __init__(self) -> None:
        super().__init__("say why, so that the person can be told")


class Closed(CaseworkError):
    """The way in is closed: run out, taken back, never there. Which of them a stranger is not told."""

    def __init__(self) -> None:
        super().__init__("this view is closed; ask whoever sent you the link for a new one")
