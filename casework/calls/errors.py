"""What can go wrong with links and calls, each cause with its own message."""

from __future__ import annotations

from casework.errors import CaseworkError


class NoSuchInvitation(CaseworkError):
    """No link has that id."""

    def __init__(self, invitation: str) -> None:
        super().__init__(f"there is no invitation {invitation!r}")


class InvitationClosed(CaseworkError):
    """The link opens nothing: unknown, run out or taken back; whoever holds it is not told which."""

    def __init__(self) -> None:
        super().__init__("this link opens nothing (any more); ask for a new one")


class MayNotCall(CaseworkError):
    """A worker has not said that the kiosk may offer this one to be called."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} may not be called from the kiosk; a worker can allow it in the person's file")


class HoursBackwards(CaseworkError):
    """Hours of a rota need a day, and an end after their beginning."""

    def __init__(self) -> None:
        super().__init__("choose at least one day, and an end that is later than the beginning")
