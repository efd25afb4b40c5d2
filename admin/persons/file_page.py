"""What the page of one person shows, in the words of a language; pure: the record's file in, lines out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from admin import times
from admin.persons.card_section import CardSection
from admin.persons.line import Line, Teller
from admin.persons.look import Face
from admin.persons.plan_section import PlanSection
from admin.persons.visit_section import VisitSection
from admin.request_forms import Choice
from admin.words import Words
from casework.access import Reader, acts
from casework.cards import Card
from casework.persons.file import PersonFile
from casework.persons.kinds import CIRCUMSTANCES, GONE, LANGUAGES, RELATIONS
from casework.persons.relations import Relation
from casework.plans.plan import Plan
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
    def tell(self) -> Teller:
        """Moments, days and choices in the reader's words."""
        return Teller(self.words, self.now)

    @property
    def cards(self) -> CardSection:
        """The person's cards."""
        return CardSection(self.file.person, self.told.cards, self.tell)

    @property
    def plans(self) -> PlanSection:
        """What was agreed."""
        return PlanSection(self.told.plans, self.file.spoken, self.tell)

    @property
    def visits(self) -> VisitSection:
        """Who comes, and who came."""
        return VisitSection(self.told.visits, self.told.reports, self.told.rounds, self.tell)

    @property
    def may_write(self) -> bool:
        """Whether the reader may change the file."""
        return self.reader.may(acts.WRITE_PERSONS)

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
        return self.tell.choices(CIRCUMSTANCES, "persons.life")

    @property
    def kin_choices(self) -> Sequence[Choice]:
        """What somebody can be to the person."""
        return self.tell.choices(RELATIONS, "persons.kin")

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
                for each in self.tell.choices(GONE, "persons.gone")
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
                f"{each.reason} · {each.worker} · {self.tell.moment(each.at)}",
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
                f"{self.words.say(f'status.{each.status}')} · {self.tell.moment(each.at)}",
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
    def today(self) -> str:
        """The first day that a form can be set for."""
        return self.now.date().isoformat()

    def _alike(self, why: Sequence[str]) -> str:
        return self.words.say("persons.comma").join(self.words.say(f"persons.alike.{each}") for each in why)

    def _since(self, since: str | None) -> str:
        return self.words.say("persons.since_when", when=since) if since else ""
