"""What can go wrong in the panel, one class per cause, each with its advice; the record's causes live there."""

from __future__ import annotations

from collections.abc import Sequence


class PanelError(Exception):
    """Base of every cause here. ``advice`` is a key in panel.yaml under ``errors``; ``status`` the HTTP answer."""

    advice = "unknown"
    status = 400

    def __init__(self, message: str, **values: object) -> None:
        self.values = values
        super().__init__(message)


class SettingsWrong(PanelError):
    """The settings cannot be used; every mistake is named at once."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("The panel's settings need mending: " + " ".join(mistakes))


class WordMissing(PanelError):
    """A word of the panel is in no file of this language."""

    status = 500

    def __init__(self, language: str, key: str) -> None:
        super().__init__(f"content/{language}/panel.yaml has no {key!r}. Add the line there.")


class FormStale(PanelError):
    """A form came without the token of this session: the page is old, or somebody else made it."""

    advice = "form_stale"

    def __init__(self) -> None:
        super().__init__("The form carried no valid token of this session.")


class FormForeign(PanelError):
    """A form was sent from another site."""

    advice = "form_foreign"
    status = 403

    def __init__(self, origin: str) -> None:
        super().__init__(f"The form came from {origin or 'nowhere'}, not from this panel.")


class FieldWrong(PanelError):
    """One field of a form cannot be used. ``advice`` says how to mend it."""

    def __init__(self, advice: str, **values: object) -> None:
        self.advice = advice
        super().__init__(f"The form is not right yet: {advice}.", **values)


class NotHere(PanelError):
    """No such page, request or recording."""

    advice = "not_here"
    status = 404

    def __init__(self, what: str) -> None:
        super().__init__(f"There is no {what}.")


class SignInFirst(PanelError):
    """A page asked for by somebody who is not signed in."""

    advice = "sign_in_first"
    status = 401

    def __init__(self) -> None:
        super().__init__("Sign in first.")


class NoMouth(PanelError):
    """Nothing here can say a sentence just now."""

    advice = "no_mouth"
    status = 503

    def __init__(self) -> None:
        super().__init__("No synthesiser answers.")


class SpellingWrong(PanelError):
    """The mouth refuses how a word should be spoken."""

    advice = "spelling_wrong"

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("; ".join(mistakes), why="; ".join(mistakes))


class LexiconSpoilt(PanelError):
    """The station's own lexicon was edited by hand and cannot be read."""

    advice = "lexicon_spoilt"
    status = 409

    def __init__(self, why: object) -> None:
        super().__init__(f"The station's lexicon cannot be read: {why}")


class NotWritten(PanelError):
    """The station's overlay folder cannot be written."""

    advice = "disk_full"
    status = 507

    def __init__(self, path: object, why: object) -> None:
        super().__init__(f"{path} cannot be written: {why}")


class TakeUnusable(PanelError):
    """A recording without a voice in it, or one that cannot be read. ``advice`` says how to mend it."""

    def __init__(self, advice: str) -> None:
        self.advice = advice
        super().__init__(f"The recording cannot be used: {advice}.")
