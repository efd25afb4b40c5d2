"""Settings of ears and mouth, one frozen class each; reading a settings file is the station's business."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class SpeakingSettings:
    """How the mouth works."""

    cache: Path
    """Folder of the wav files of fixed prompts; made when it is missing."""
    cache_most: int = 400_000_000
    """Bytes the folder may hold at the start; more is thrown out, the oldest first. A sentence takes about 100 kB."""
    start_within: float = 15.0
    """Seconds in which a child must have loaded the synthesiser."""
    phrase_within: float = 6.0
    """Seconds in which a child must render one phrase before it is killed and the other way is tried."""
    private_kept: int = 64
    """Phrases of private text (names, replies) that are kept in memory, the least recently heard thrown out first."""
    most_characters: int = 4000
    """A longer text is refused: nobody listens to ten minutes of synthesis."""
