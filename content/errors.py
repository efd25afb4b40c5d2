"""What can be wrong with content, each cause with its own message; nothing is checked or loaded here."""

from __future__ import annotations

from collections.abc import Sequence


class ContentError(Exception):
    """Base of everything that can be wrong with a content pack."""


class UnknownLanguage(ContentError):
    """Somebody asked for a language that no pack speaks."""

    def __init__(self, language: str, known: Sequence[str]) -> None:
        super().__init__(f"no content pack for language {language!r}; there are packs for: {', '.join(known)}")


class UnknownScreen(ContentError):
    """A screen key that the plan does not know."""

    def __init__(self, key: str) -> None:
        super().__init__(f"no screen {key!r} in content/screens.yaml; add it there and in every language folder")


class MissingText(ContentError):
    """A key that this language says nothing for."""

    def __init__(self, language: str, key: str) -> None:
        super().__init__(
            f"content/{language}: no text for {key!r}; add it, or run `python -m content` to see all gaps"
        )


class BadTemplate(ContentError):
    """A line under ``said`` that nobody can say, or that stands for nothing."""

    def __init__(self, template: str, what: str, mend: str) -> None:
        self.what, self.mend = what, mend
        super().__init__(f"{template!r}: {what}. {mend}.")


class BadContent(ContentError):
    """Every mistake found in the files, all at once."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("content has mistakes:\n" + "\n".join(f"  - {each}" for each in mistakes))
