"""The clock of the month, and who lives and works in it; made up, the same at every run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

FAMILIES = "王李张刘陈杨赵黄周吴徐孙"
GIVEN = ("桂英", "秀兰", "大山", "玉珍", "小雨")
DEMONSTRATION = "（演示）"
PEOPLE, REQUESTS, DAYS = 60, 300, 30
OPENS, CLOSES = 8, 19
"""Hours of the day in which somebody stands at the screen, or works."""


class Almanac:
    """A clock that is moved by the month and by nothing else."""

    def __init__(self, begin: datetime) -> None:
        self.now = begin
        self.ticks: list[datetime] = []
        """When the duties were asked."""

    def __call__(self) -> datetime:
        """Now."""
        return self.now

    def move(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)


@dataclass(frozen=True)
class Hand:
    """One of the four workers."""

    name: str
    login: str
    role: str
    password: str


HANDS = (
    Hand("赵主任", "zhao-month", "supervisor", "rice field at dawn 1"),
    Hand("李娜", "lina-month", "worker", "rice field at dawn 2"),
    Hand("陈芳", "chen-month", "worker", "rice field at dawn 3"),
    Hand("吴勇", "wuyong-month", "worker", "rice field at dawn 4"),
)


def names() -> list[str]:
    """Sixty people, marked as made up."""
    return [f"{family}{given}{DEMONSTRATION}" for given in GIVEN for family in FAMILIES]
