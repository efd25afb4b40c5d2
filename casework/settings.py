"""How this station keeps its record: places, hours, limits; nothing is read from a file and nothing opened here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

from casework.errors import BadSettings

CATEGORIES = ("ill", "money", "papers", "phone", "house", "lonely", "family", "other")
"""Why people ask (the choices of the help screens)."""


@dataclass(frozen=True)
class DueRule:
    """How soon one category of requests wants somebody to act."""

    urgency: int
    """3 now, 2 today, 1 this week."""
    hours: float
    """Hours from asking until somebody has acted."""
    working: bool = True
    """Whether only the worker's hours count; False counts nights and Sundays too."""


DUE: Mapping[str, DueRule] = {
    "ill": DueRule(3, 2, working=False),
    "family": DueRule(3, 4, working=False),
    "money": DueRule(1, 16),
    "papers": DueRule(1, 24),
    "phone": DueRule(1, 16),
    "house": DueRule(2, 8),
    "lonely": DueRule(2, 8),
    "other": DueRule(1, 16),
}


@dataclass(frozen=True)
class WorkingHours:
    """When a worker can be expected to act, in the station's own time zone."""

    opens: time = time(9)
    closes: time = time(17)
    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    """Monday is 0."""


@dataclass(frozen=True)
class FollowUp:
    """How long the record waits before it reminds, asks again, or tells somebody else."""

    next_step_days: float = 7.0
    """Days from an answer until the next step on a request that is not done."""
    ask_again_days: float = 3.0
    """Days after which a person who has not said whether it is good now is asked again."""
    ask_times: int = 2
    """How often the kiosk asks in vain before somebody goes and asks."""
    errand_days: float = 5.0
    """Days that somebody has for going and asking."""
    raise_hours: float = 8.0
    """Hours after a missed time until the supervisor is told; an urgent one, within a quarter of it."""


@dataclass(frozen=True)
class AlarmChain:
    """How long an alarm waits for an answer before it is told further; minutes, nights and Sundays too."""

    village_minutes: float = 2.0
    """From the alarm until the village's other workers are told."""
    supervisor_minutes: float = 5.0
    """From the alarm until the supervisors are."""
    county_minutes: float = 10.0
    """From the alarm until the county is, and everybody once more."""
    again_minutes: float = 10.0
    """From then on everybody is told again after so many."""
    act_minutes: float = 30.0
    """From the alarm, and from the answer, until something must have been done."""


@dataclass(frozen=True)
class PasswordCost:
    """What one argon2id check costs; tests make it light."""

    passes: int = 3
    memory: int = 65536
    """KiB."""
    lanes: int = 1


@dataclass(frozen=True)
class RecordSettings:
    """Everything that the record must be told. Raises BadSettings, all mistakes at once."""

    path: Path
    """The record itself, e.g. ``data/record.db``."""
    key_file: Path
    """The 32 bytes that lock it; outside the folder of ``path``."""
    recordings: Path
    """Folder of the encrypted recordings, e.g. ``data/recordings``."""
    station: str = "village-1"
    """Short name of this station, the same for ever; it signs every entry of the journal."""
    village: str = "village-1"
    """The village's name as workers read it."""
    time_zone: str = "Asia/Shanghai"
    """IANA name; decides what "working hours" and "by this evening" mean."""
    kept_draft_hours: int = 24
    """Hours for which an unsent draft is kept, hidden; at least 20."""
    take_back_minutes: int = 10
    """Minutes in which a person may take a sent request back; at least 10."""
    reuse_number_days: int = 90
    """Days for which the number of an ended request is given to nobody else."""
    longest_recording: int = 300
    """Seconds; what is said after that is not kept."""
    spare_room: int = 32 * 1024 * 1024
    """Bytes of disk below which no recording is begun, so that the rows of a request always fit."""
    due: Mapping[str, DueRule] = field(default_factory=lambda: DUE)
    working_hours: WorkingHours = field(default_factory=WorkingHours)
    follow_up: FollowUp = field(default_factory=FollowUp)
    alarm: AlarmChain = field(default_factory=AlarmChain)
    failures: int = 5
    """Wrong passwords in a row before a login is locked."""
    lock_minutes: int = 15
    """Minutes for which it is locked."""
    password_length: int = 10
    """Fewest characters of a worker's password."""
    password_cost: PasswordCost = field(default_factory=PasswordCost)

    def __post_init__(self) -> None:
        mistakes = []
        if not self.station.strip():
            mistakes.append("station: give the station a short name")
        if self.kept_draft_hours < 20:
            mistakes.append(
                f"kept_draft_hours: {self.kept_draft_hours} is too short; people may come back for 20 hours"
            )
        if self.take_back_minutes < 10:
            mistakes.append(f"take_back_minutes: {self.take_back_minutes} is too short; 10 is the least")
        if self.longest_recording < 1:
            mistakes.append("longest_recording: at least 1 second")
        if self.follow_up.ask_times < 1 or self.follow_up.ask_again_days <= 0:
            mistakes.append("follow_up: a person is asked at least once, and again after a time above 0")
        chain = (self.alarm.village_minutes, self.alarm.supervisor_minutes, self.alarm.county_minutes)
        if not 0 < chain[0] <= chain[1] <= chain[2] or self.alarm.again_minutes < 1:
            mistakes.append(
                "alarm: the village is told first, then supervisors, then the county, again after a minute or more"
            )
        missing = [each for each in CATEGORIES if each not in self.due]
        if missing:
            mistakes.append(f"due: no rule for {', '.join(missing)}")
        if not self.working_hours.days or self.working_hours.opens >= self.working_hours.closes:
            mistakes.append("working_hours: at least one day, and opens before closes")
        try:
            ZoneInfo(self.time_zone)
        except (KeyError, ValueError, OSError):
            mistakes.append(f"time_zone: {self.time_zone!r} is no zone of the IANA list, e.g. Asia/Shanghai")
        if mistakes:
            raise BadSettings(mistakes)

    @property
    def pictures(self) -> Path:
        """Folder of the encrypted photographs, beside the recordings."""
        return self.recordings.with_name("pictures")

    @property
    def films(self) -> Path:
        """Folder of the encrypted films of letters, beside the recordings."""
        return self.recordings.with_name("films")

    @property
    def zone(self) -> ZoneInfo:
        """The station's time zone."""
        return ZoneInfo(self.time_zone)
