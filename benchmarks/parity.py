"""Every task of the kiosk, finished by touch, digits and speech alone, deaf and blind; the tasks are its screens."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from flask import Flask

from benchmarks.hands import HANDS, VOICE, answer, grammar, ways_to_say
from benchmarks.senses import missed_by_the_blind, missed_by_the_deaf, render
from benchmarks.standing import standing
from benchmarks.ways import Reached, copied, everywhere, offered, reach, somebody_with_everything
from casework.record import Record
from casework.workers import Worker
from kiosk import dialogue
from kiosk.desk import Desk
from kiosk.guessing import WrongTries
from kiosk.scenes.scene import Here
from kiosk.visit import Visit
from voice.matching import understand
from voice.understanding import Heard

WAYS = (*HANDS, "deaf", "blind")
BY_A_DIGIT_ELSEWHERE = "command:look"
"""Has no key of its own: letters and colours are a numbered picture of the first screen."""


@dataclass
class Task:
    """One screen, with everything that can be done there."""

    key: str
    choices: int = 0
    complaints: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Way → what does not work that way."""


def tasks_of(reached: Sequence[Reached]) -> dict[str, Task]:
    """Pages of all topics count as one task, as do those of one answer."""
    found: dict[str, Task] = {}
    for each in reached:
        key = task_key(each.key)
        task = found.setdefault(key, Task(key))
        task.choices = max(task.choices, len(each.shown.screen.choices) or each.shown.screen.length)
    return found


def task_key(key: str) -> str:
    """``topic.pension.2`` → ``topic``; ``mine.status.3`` → ``mine.status``."""
    return "topic" if key.startswith("topic.") else key.rstrip("0123456789").rstrip(".")


@dataclass(frozen=True)
class Village:
    """The kiosk, its record, and a worker on duty."""

    app: Flask
    desk: Desk
    record: Record
    worker: Worker

    def before(self, screen: Reached, wanted: str) -> tuple[Here, str]:
        """Somebody before that screen, and what they choose; somebody new where it was taken away meanwhile."""
        calm = replace(self.desk, wrong_tries=WrongTries())
        here, shown = dialogue.show(Here(calm, copied(self.desk, screen.visit), screen.key))
        if here.key == screen.key and (":" in wanted or shown.screen.choice(wanted)):
            return here, wanted
        visit = somebody_with_everything(self.record, self.worker, screen.visit.language)
        here, shown = dialogue.show(Here(calm, visit, screen.key))
        place = [each.key for each in screen.shown.screen.choices].index(wanted) if ":" not in wanted else 0
        fresh = [each.key for each in shown.screen.choices]
        return here, fresh[place] if ":" not in wanted and place < len(fresh) else wanted


def examine(village: Village, reached: Sequence[Reached], language: str) -> dict[str, Task]:
    """Answer everything that those screens offer in every way, and look at each without sound and without picture."""
    tasks = tasks_of(reached)
    for screen in reached:
        complaints = tasks[task_key(screen.key)].complaints
        for way, told in unequal(village, screen):
            complaints[way].append(f"{screen.key}: {told}")
        seen = render(village.app, village.desk, screen)
        complaints["deaf"] += [f"{screen.key}: {each}" for each in missed_by_the_deaf(seen)]
        complaints["blind"] += [f"{screen.key}: {each}" for each in missed_by_the_blind(seen)]
    for way, key in unreached(village.desk, language):
        tasks.setdefault(task_key(key), Task(task_key(key))).complaints[way].append(f"{key} is never reached")
    return tasks


FURTHER = {"danger.which": ("danger", "danger.quiet")}
"""Whoever says what the danger is has chosen among its pictures already."""


def unequal(
    village: Village, screen: Reached, ways: Sequence[str] = tuple(HANDS), *, commands: bool = True
) -> Iterator[tuple[str, str]]:
    """Ways in which something that a finger can do there cannot be done, or leads elsewhere."""
    recorder = screen.shown.screen.kind == "record"
    for each in offered(screen.shown):
        if each.startswith("command:") and not commands:
            continue
        led = {}
        for way in ways:
            here, chosen = village.before(screen, each)
            led[way] = answer(HANDS[way], here, dialogue.show(here)[1], chosen)
        if recorder:  # the voice is what is asked for there: it goes on by being recorded
            led["speech"] = led["touch"] if each != "record" or led["speech"] else None
        if each == BY_A_DIGIT_ELSEWHERE and "digits" in ways:
            led["digits"] = led["touch"]
        for way, goes in led.items():
            if goes is None:
                yield way, f"{each} cannot be chosen"
            elif goes not in (led["touch"], *FURTHER.get(led["touch"] or "", ())):
                yield way, f"{each} leads to {goes}, not to {led['touch']}"


def unreached(desk: Desk, language: str) -> Iterator[tuple[str, str]]:
    """Screens to which a stranger comes with a finger from the first screen on, and never in another way alone."""
    by = {}
    for way, hand in HANDS.items():
        calm = replace(desk, wrong_tries=WrongTries())
        start = [(Visit(id="x", language=language), "language")]
        came = list(reach(calm, start, lambda *told, hand=hand: answer(hand, *told)))
        by[way] = {each.key for each in came} | ({*said_past(calm, came)} if way == "speech" else set())
    by["speech"] |= {key for key, further in FURTHER.items() if {*further} <= by["speech"]}
    for way, keys in by.items():
        yield from ((way, key) for key in sorted(by["touch"] - keys))


def said_past(desk: Desk, came: Sequence[Reached]) -> Iterator[str]:
    """Where those come out who say at once what a finger chooses among the pictures of the next screen."""
    for each in came:
        screen = each.shown.heard or each.shown.screen
        for key in FURTHER.keys() & {choice.goes_to for choice in each.shown.screen.choices}:
            pictures = desk.pack(each.visit.language).screen(key)
            for said in ways_to_say(pictures, {f"choice:{picture.key}" for picture in pictures.choices}):
                understood = understand(Heard(text=said), grammar(screen))
                goes = dialogue.heard(Here(desk, copied(desk, each.visit), each.key), understood, VOICE)
                if goes in FURTHER[key]:
                    yield goes


def table(found: dict[str, dict[str, Task]]) -> Iterator[str]:
    """One row per task; what does not work is counted over all languages."""
    yield f"| task (screen) | choices | {' | '.join(WAYS)} |"
    yield f"|---|---|{'---|' * len(WAYS)}"
    keys = dict.fromkeys(key for tasks in found.values() for key in tasks)
    for key in keys:
        those = [tasks[key] for tasks in found.values() if key in tasks]
        wrong = {way: sum(len(each.complaints[way]) for each in those) for way in WAYS}
        cells = [str(wrong[way]) if wrong[way] else "✓" for way in WAYS]
        yield f"| {key} | {max(each.choices for each in those)} | {' | '.join(cells)} |"


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; 1 where a task cannot be finished in one of the ways."""
    parser = argparse.ArgumentParser(prog="parity", description=__doc__)
    parser.add_argument("--languages", default="zh,en,ko")
    parser.add_argument("--no-voice", action="store_true", help="leave out the sample that is spoken to the real ear")
    told = parser.parse_args(argv)
    begun, found = time.monotonic(), {}
    with tempfile.TemporaryDirectory() as folder, standing(Path(folder)) as here:
        for language in told.languages.split(","):
            reached = list(everywhere(here.desk, here.record, here.worker, language))
            print(f"{language}: {len(reached)} screens", file=sys.stderr)
            found[language] = examine(Village(here.app, here.desk, here.record, here.worker), reached, language)
        for line in table(found):
            print(line)
        spoken: list[str] = []
        if not told.no_voice:
            from benchmarks.parity_spoken import sample

            heard = sample(here.desk)
            spoken = list(heard.complaints)
            for line in heard.lines():
                print(line)
    complaints = spoken + [
        f"{language} {way}: {each}"
        for language, tasks in found.items()
        for task in tasks.values()
        for way, those in task.complaints.items()
        for each in those
    ]
    for complaint in complaints:
        print(f"BROKEN {complaint}", file=sys.stderr)
    count = len({key for tasks in found.values() for key in tasks})
    print(f"\n{count} tasks × {len(WAYS)} ways × {len(found)} languages in {time.monotonic() - begun:.0f} s.")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
