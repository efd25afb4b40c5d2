"""Ear and mouth of a month in which fingers speak: nothing is recognised, nothing is rendered, no engine starts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from voice.ear import Ability, Ear
from voice.mouth import Mouth
from voice.settings import HearingSettings, SpeakingSettings


class DeafEar(Ear):
    """Knows no language; recorders record all the same."""

    def __init__(self) -> None:
        super().__init__(HearingSettings(models=Path("no models")))

    def ability(self, language: str) -> Ability:  # noqa: ARG002 - the same for every language
        """Nothing."""
        return Ability(None, commands=False, dictation=False)

    def warm(self, language: str) -> None:
        """There is nothing to wake."""


class SilentMouth(Mouth):
    """Names every sentence and renders none ahead; nobody asks it for one."""

    def __init__(self, cache: Path) -> None:
        super().__init__(SpeakingSettings(cache=cache))

    def prepare(self, texts: Iterable[tuple[str, str]]) -> None:
        """Nothing is made ready."""
