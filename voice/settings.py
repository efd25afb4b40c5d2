"""Settings of ears and mouth, one frozen class each; reading a settings file is the station's business."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from voice.endpoint import Patience

ONE_AT_A_TIME = {"OPENBLAS_NUM_THREADS": "1"}
"""The environment of a process that computes with numpy. Its threads wait for each other by spinning: where other
processes want the processors too, a sentence took 36 s with two of them, and 1.4 s with one."""


@dataclass(frozen=True)
class SpeakingSettings:
    """How the mouth works."""

    cache: Path
    """Folder of the wav files of fixed prompts; made when it is missing."""
    cache_most: int = 400_000_000
    """Bytes the folder may hold at the start; more is thrown out, the oldest first. A sentence takes about 100 kB."""
    start_within: float = 15.0
    """Seconds in which a child must have loaded the synthesiser."""
    phrase_within: float = 1.2
    """Seconds of its own time (at work or asleep, not waiting for a free processor) in which a child must render one
    phrase before it is killed and the other way is tried."""
    may_grow: int = 150_000_000
    """Bytes of memory that a child may take beyond what it had when loaded; then it is started anew."""
    private_kept: int = 64
    """Phrases of private text (names, replies) that are kept in memory, the least recently heard thrown out first."""
    most_characters: int = 4000
    """A longer text is refused: nobody listens to ten minutes of synthesis."""
    voices: Path | None = None
    """Folder with one folder of a natural voice per language; may be missing. None: espeak alone speaks."""
    natural_within: float = 1.5
    """Seconds that a natural voice may take for a sentence nobody could foresee, before espeak says it."""
    natural_start_within: float = 120.0
    """Seconds in which a child must have loaded a natural voice."""
    natural_phrase_within: float = 60.0
    """Seconds in which a child must have rendered one phrase naturally; nobody waits that long for it."""


@dataclass(frozen=True)
class HearingSettings:
    """How the ears work."""

    models: Path
    """Folder with one folder of a Vosk model per language; may be missing."""
    patience: Patience = field(default_factory=Patience)
    """How long silence and turns may last."""
    load_within: float = 60.0
    """Seconds in which a child must have loaded its model."""
    answer_within: float = 1.2
    """Seconds of its own time (at work or asleep, not waiting for a free processor) in which a child must have dealt
    with one piece of sound before it is killed."""
    may_grow: int = 700_000_000
    """Bytes of memory that a child may take beyond its loaded model; then it is started anew between two turns, and
    at twice as much at once."""
    spare_room: int = 3_000_000_000
    """Bytes of memory that must be available for a second process of an engine; it takes over at once when the
    first is lost. 0 for never."""
    finish_within: float = 8.0
    """Seconds that the end of a turn waits for the answer before it says that it has none."""
    dictation_factor: float = 4.0
    """Dictation may take that many times as long as the recording, plus ``load_within``."""
    most_dictated: float = 120.0
    """Seconds of a recording that are dictated; the rest is for human ears."""
    scripted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For tests: language → what its engine hears, utterance by utterance (``voice.engine_scripted``)."""
