"""What the ledger refuses, each cause with its own message."""

from __future__ import annotations

from collections.abc import Iterable

from casework.errors import CaseworkError


class ConsentMissing(CaseworkError):
    """Something is to be done that its person has not allowed (any more)."""

    def __init__(self, purpose: str, to: str | None, lacking: Iterable[str]) -> None:
        self.purpose, self.to, self.lacking = purpose, to, tuple(lacking)
        receiver = f" to {to}" if to else ""
        super().__init__(
            f"no consent for {purpose!r}{receiver} ({', '.join(self.lacking)}): ask the person, or write down why it "
            f"must be done without and let a second worker agree"
        )


class SubjectMissing(CaseworkError):
    """A consent that would belong to nobody."""

    def __init__(self) -> None:
        super().__init__("a consent belongs to a person or to a request; name one of them")


class ReceiverMissing(CaseworkError):
    """A yes to passing something on that does not say to whom."""

    def __init__(self, purpose: str) -> None:
        super().__init__(f"{purpose!r} is allowed for one receiver at a time; say to whom")


class WordsMissing(CaseworkError):
    """An answer without the question."""

    def __init__(self) -> None:
        super().__init__("a consent is kept with the exact words that were asked, and with the edition of the pack")


class WitnessMissing(CaseworkError):
    """A worker writes down alone what a person is said to have said."""

    def __init__(self) -> None:
        super().__init__(
            "a yes heard face to face is kept with the person's voice, or witnessed by somebody else than the worker"
        )


class GuardianMissing(CaseworkError):
    """A guardian's answer without the guardian."""

    def __init__(self) -> None:
        super().__init__("a guardian's answer is kept with the guardian's name")


class NotInTheLedger(CaseworkError):
    """There is nothing to take back."""

    def __init__(self, entry: str) -> None:
        super().__init__(f"the ledger has no entry {entry!r} of this person")


class NoSuchAsk(CaseworkError):
    """Nobody asked that."""

    def __init__(self, ask: str) -> None:
        super().__init__(f"there is no question {ask!r}")


class NoSuchOverride(CaseworkError):
    """Nobody wants to act without consent under that name."""

    def __init__(self, override: str) -> None:
        super().__init__(f"there is no override {override!r}")


class ReasonMissing(CaseworkError):
    """Acting without consent, and not saying why."""

    def __init__(self) -> None:
        super().__init__("acting without consent needs a reason that the person can be told")


class SecondPersonNeeded(CaseworkError):
    """The same two eyes again."""

    def __init__(self) -> None:
        super().__init__("whoever wants to act without consent cannot agree to it; another worker has to")


class OverrideNotValid(CaseworkError):
    """An override that nobody agreed to (in time), that was used, or that is for something else."""

    def __init__(self, override: str, why: str) -> None:
        self.why = why
        super().__init__(f"override {override!r} does not hold: {why}")
