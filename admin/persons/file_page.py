"""What the page of one person shows, in the words of a language; pure: the record's file in, lines out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from admin import times
from admin.persons.look import Face
from admin.request_forms import Choice, parts_of_day
from admin.words import Words
from casework.access import Reader, acts
from casework.cards import Card
from casework.persons.file import PersonFile, Spoken
from casework.persons.kinds import CIRCUMSTANCES, GONE, LANGUAGES, RELATIONS
from casework.persons.relations import Relation
from casework.plans.plan import DOERS, ENDS, Goal, Plan, Step
from casework.signs import PICTURES
from casework.tokens import shipped_tokens
from casework.visits.visit import Report, Round, Visit


@dataclass(frozen=True)
class Told:
    """What other rooms of the record know about the person."""

    plans: Sequence[Plan] = ()
    visits: Sequence[Visit] = ()
    reports: Sequence[Report] = ()
    rounds: Sequence[Round] = ()
    call_family: bool = False
    """Whether the person said yes to calling the family, and it holds."""
    talk: bool = False
    """Whether the person said "not today" twice in a row."""
    cards: Sequence[Card] = ()
    """Every card that the person has or had, the newest first."""
    signs: bool = False
    """Whether three pictures are chosen."""
    photo: bool = False
    """Whether the photograph may be shown."""


@dataclass(frozen=True)
class Line:
    """One line: what, about it, where it leads."""

    title: str
    aside: str = ""
    id: str = ""
    marked: bool = False


@dataclass(frozen=True)
class GoalLine:
    """What the person wants."""

    id: str
    words: str
    request: str
    """Where their own voice can be heard; empty without."""
    recording: str
    ended: str


@dataclass(frozen=True)
class PlanLines:
    """One plan."""

    id: str
    title: str
    open: bool
    due: bool
    goals: Sequence[GoalLine]
    steps: Sequence[Line]
    done: Sequence[Line]
    reviews: Sequence[Line]
    next_review: str


@dataclass(frozen=True)
class FilePage:
    """One person as a worker sees them in full."""

    file: PersonFile
    told: Told
    words: Words
    now: datetime
    """In the station's own time zone."""
    reader: Reader
    once: str
    """Id under which a form of this page is kept once."""
    opened: str = ""
    """The section that stands open after a mistake."""

    @property
    def face(self) -> Face:
        """The person in passing."""
        return Face(
            self.file.person, self.words, self.now.date(), tuple(each.kind for each in self.file.circumstances)
        )

    @property
    def may_write(self) -> bool:
        """Whether the reader may change the file."""
        return self.reader.may(acts.WRITE_PERSONS)

    @property
    def card(self) -> Card | None:
        """The card that opens something."""
        return next((each for each in self.told.cards if each.ended_at is None), None)

    @property
    def cards(self) -> Sequence[Line]:
        """What became of each card."""
        return [
            Line(self.words.say("cards.number", number=each.number), self._card(each)) for each in self.told.cards
        ]

    @property
    def pictures(self) -> Sequence[Choice]:
        """The twelve of which three may be chosen in place of a card; which were chosen nobody can read any more."""
        return self._tokens(PICTURES, None)

    @property
    def colours(self) -> Sequence[Choice]:
        """What the person's own token may be coloured."""
        return self._tokens(shipped_tokens().colours, self.file.person.colour)

    @property
    def animals(self) -> Sequence[Choice]:
        """The animals to choose from."""
        return self._tokens(shipped_tokens().animals, self.file.person.animal)

    @property
    def may_plan(self) -> bool:
        """Whether the reader may plan and visit."""
        return self.reader.may(acts.PLAN)

    @property
    def may_merge(self) -> bool:
        """Whether the reader may join two files."""
        return self.reader.may(acts.MERGE_PERSONS)

    @property
    def facts(self) -> Sequence[Line]:
        """What is known, with its name."""
        person = self.file.person
        told = [
            ("born", str(person.born) if person.born else ""),
            ("phone", person.phone or ""),
            ("reach", person.reach or ""),
            ("languages", self.face.languages),
        ]
        return [Line(self.words.say(f"persons.{key}"), value or self.words.say("none")) for key, value in told]

    @property
    def lives(self) -> Sequence[Line]:
        """What is special."""
        return [
            Line(
                self.words.say(f"persons.life.{each.kind}"),
                " · ".join(part for part in (self._since(each.since), each.note) if part),
                each.kind,
            )
            for each in self.file.circumstances
        ]

    @property
    def life_choices(self) -> Sequence[Choice]:
        """What could be special."""
        return self._choices(CIRCUMSTANCES, "persons.life")

    @property
    def kin_choices(self) -> Sequence[Choice]:
        """What somebody can be to the person."""
        return self._choices(RELATIONS, "persons.kin")

    @property
    def languages(self) -> Sequence[Choice]:
        """What people speak here."""
        return [
            Choice(each, self.words.say(f"persons.speaks.{each}"), each in self.file.person.languages)
            for each in LANGUAGES
        ]

    @property
    def gone_choices(self) -> Sequence[Choice]:
        """Lives here, moved, died."""
        here = Choice("", self.words.say("persons.gone.here"), self.file.person.gone is None)
        return [
            here,
            *(
                Choice(each.key, each.word, each.key == self.file.person.gone)
                for each in self._choices(GONE, "persons.gone")
            ),
        ]

    def filled(self, typed: Mapping[str, str]) -> Mapping[str, str]:
        """The fields of the file as they are, or as they were typed in vain."""
        person = self.file.person
        known = {"name": person.name, "born": str(person.born or ""), "phone": person.phone, "reach": person.reach}
        return typed if "name" in typed and "reach" in typed else {key: value or "" for key, value in known.items()}

    @property
    def household(self) -> str:
        """Name of the household, to be typed over."""
        return self.file.person.household or ""

    @property
    def with_them(self) -> Sequence[Face]:
        """Who else lives there."""
        return [Face(each, self.words, self.now.date()) for each in self.file.with_them]

    @property
    def relations(self) -> Sequence[tuple[Relation, str]]:
        """Who matters, and what they are to the person."""
        return [(each, self.words.say(f"persons.kin.{each.kind}")) for each in self.file.relations]

    @property
    def hints(self) -> Sequence[Line]:
        """Files that may be the same person, and why."""
        return [Line(each.name, self._alike(each.why), each.id) for each in self.file.similar]

    @property
    def merges(self) -> Sequence[Line]:
        """Files that became part of this one."""
        return [
            Line(
                self.words.say("persons.merge.was", name=each.name, n=each.moved),
                f"{each.reason} · {each.worker} · {self._moment(each.at)}",
                each.id,
            )
            for each in self.file.merges
        ]

    @property
    def requests(self) -> Sequence[Line]:
        """What the person asked for."""
        return [
            Line(
                f"{each.number} {self.words.reason(each.category).label}",
                f"{self.words.say(f'status.{each.status}')} · {self._moment(each.at)}",
                each.request,
            )
            for each in self.file.requests
        ]

    @property
    def spoken(self) -> Sequence[Choice]:
        """What can be a goal in the person's own voice."""
        return [
            Choice(each.hash, self.words.say("plans.spoken", number=each.number, length=times.clock(each.seconds)))
            for each in self.file.spoken
        ]

    @property
    def plans(self) -> Sequence[PlanLines]:
        """What was agreed, open plans first."""
        return [self._plan(each) for each in self.told.plans]

    @property
    def has_plan(self) -> bool:
        """Whether a plan is open."""
        return any(each.open for each in self.told.plans)

    @property
    def doers(self) -> Sequence[Choice]:
        """Who can do a step."""
        return self._choices(DOERS, "plans.doer")

    @property
    def plan_ends(self) -> Sequence[Choice]:
        """How a plan can end."""
        return self._choices(ENDS, "plans.end")

    @property
    def today(self) -> str:
        """The first day that a form can be set for."""
        return self.now.date().isoformat()

    @property
    def tomorrow(self) -> str:
        """The day offered for a visit."""
        return (self.now.date() + timedelta(days=1)).isoformat()

    @property
    def in_a_month(self) -> str:
        """The day offered for a review."""
        return (self.now.date() + timedelta(days=30)).isoformat()

    @property
    def parts(self) -> Sequence[Choice]:
        """Parts of the day, then a set time."""
        return parts_of_day(self.words)

    @property
    def to_come(self) -> Sequence[Line]:
        """Visits to come, the next first."""
        return [
            Line(
                times.visit(each.when, self.now, self.words),
                " · ".join(part for part in (each.worker_name, each.purpose, each.number) if part),
                each.id,
                each.when < self.now,
            )
            for each in reversed(self.told.visits)
            if each.open
        ]

    @property
    def past(self) -> Sequence[Line]:
        """What visitors wrote down, and visits that the person did not want."""
        told = [
            (each.visited_at, Line(self._when(each.visited_at, f"visits.outcome.{each.outcome}"), self._report(each)))
            for each in self.told.reports
        ]
        told += [
            (each.when, Line(self._when(each.when, "visits.outcome.not_today"), each.words or ""))
            for each in self.told.visits
            if each.ended == "not_today" and not any(report.outcome == "not_today" for report in self.told.reports)
        ]
        return [line for _, line in sorted(told, key=lambda each: each[0], reverse=True)]

    @property
    def rounds(self) -> Sequence[Line]:
        """Visits that come again and again."""
        return [
            Line(
                self.words.say("visits.every", days=each.every, hour=each.hour),
                " · ".join(part for part in (each.worker_name, each.purpose) if part),
                each.id,
            )
            for each in self.told.rounds
        ]

    def _plan(self, plan: Plan) -> PlanLines:
        today = self.now.date()
        title = self.words.say(
            "plans.by",
            worker=plan.worker_name,
            day=times.day(plan.at.astimezone(self.now.tzinfo).date(), today, self.words),
        )
        if plan.ended:
            title += " · " + self.words.say(f"plans.end.{plan.ended}")
        return PlanLines(
            id=plan.id,
            title=title,
            open=plan.open,
            due=plan.due(today),
            goals=[self._goal(each) for each in plan.goals],
            steps=[self._step(each) for each in plan.steps if each.open],
            done=[self._step(each) for each in plan.steps if each.done_at is not None],
            reviews=[
                Line(
                    each.decided,
                    " · ".join(
                        part for part in (each.said and f"“{each.said}”", each.worker, self._moment(each.at)) if part
                    ),
                )
                for each in plan.reviews
            ],
            next_review=self.words.say("plans.review_on", day=times.day(plan.review_on, today, self.words)),
        )

    def _goal(self, goal: Goal) -> GoalLine:
        spoken: dict[str, Spoken] = {each.hash: each for each in self.file.spoken}
        heard = spoken.get(goal.recording or "")
        ended = self.words.say(f"plans.goal_end.{goal.ended}") if goal.ended else ""
        words = goal.words or self.words.say("plans.own_voice")
        return GoalLine(goal.id, words, heard.request if heard else "", heard.hash if heard else "", ended)

    def _step(self, step: Step) -> Line:
        today = self.now.date()
        who = self.words.say(f"plans.doer.{step.doer}")
        until = self.words.say("plans.until", day=times.day(step.until, today, self.words)) if step.until else ""
        done = self._moment(step.done_at) if step.done_at else ""
        return Line(
            step.what,
            " · ".join(each for each in (step.name or who, done or until) if each),
            step.id,
            step.late(today),
        )

    def _number(self, card: Card) -> str:
        return self.words.say("cards.number", number=card.number)

    def _card(self, card: Card) -> str:
        told = [self.words.say("cards.made", when=self._moment(card.made_at), worker=card.made_by)]
        if card.ended_at is not None:
            why = self.words.say(f"cards.ended.{card.ended_why}")
            told.append(f"{why} {self._moment(card.ended_at)} · {card.ended_by}")
        return self.words.say("cards.then").join(told)

    def _tokens(self, keys: Sequence[str], now: str | None) -> Sequence[Choice]:
        return [Choice(each, self.words.token(each), each == now) for each in keys]

    def _report(self, report: Report) -> str:
        said = f"“{report.said}”" if report.said else ""
        return " · ".join(each for each in (said, report.done, report.next, report.worker) if each)

    def _when(self, when: datetime, outcome: str) -> str:
        return f"{self._moment(when)} · {self.words.say(outcome)}"

    def _choices(self, keys: Sequence[str], under: str) -> Sequence[Choice]:
        return [Choice(each, self.words.say(f"{under}.{each}")) for each in keys]

    def _alike(self, why: Sequence[str]) -> str:
        return self.words.say("persons.comma").join(self.words.say(f"persons.alike.{each}") for each in why)

    def _since(self, since: str | None) -> str:
        return self.words.say("persons.since_when", when=since) if since else ""

    def _moment(self, when: datetime) -> str:
        return times.moment(when, self.now, self.words)
