"""What was agreed with one person: goals in their own words, steps, reviews."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from admin.persons.line import Line, Teller
from admin.request_forms import Choice
from casework.persons.file import Spoken
from casework.plans.plan import DOERS, ENDS, Goal, Plan, Review, Step


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
class PlanSection:
    """What a worker sees of somebody's plans."""

    agreed: Sequence[Plan]
    spoken: Sequence[Spoken]
    """The person's own recordings, some of which are goals."""
    tell: Teller

    @property
    def all(self) -> Sequence[PlanLines]:
        """What was agreed, open plans first."""
        return [self._plan(each) for each in self.agreed]

    @property
    def running(self) -> bool:
        """Whether a plan is open."""
        return any(each.open for each in self.agreed)

    @property
    def doers(self) -> Sequence[Choice]:
        """Who can do a step."""
        return self.tell.choices(DOERS, "plans.doer")

    @property
    def ends(self) -> Sequence[Choice]:
        """How a plan can end."""
        return self.tell.choices(ENDS, "plans.end")

    @property
    def in_a_month(self) -> str:
        """The day offered for a review."""
        return (self.tell.today + timedelta(days=30)).isoformat()

    def _plan(self, plan: Plan) -> PlanLines:
        title = self.tell.words.say(
            "plans.by",
            worker=plan.worker_name,
            day=self.tell.day(plan.at.astimezone(self.tell.now.tzinfo).date()),
        )
        if plan.ended:
            title += " · " + self.tell.words.say(f"plans.end.{plan.ended}")
        return PlanLines(
            id=plan.id,
            title=title,
            open=plan.open,
            due=plan.due(self.tell.today),
            goals=[self._goal(each) for each in plan.goals],
            steps=[self._step(each) for each in plan.steps if each.open],
            done=[self._step(each) for each in plan.steps if each.done_at is not None],
            reviews=[Line(each.decided, self._review(each)) for each in plan.reviews],
            next_review=self.tell.words.say("plans.review_on", day=self.tell.day(plan.review_on)),
        )

    def _review(self, review: Review) -> str:
        said = f"“{review.said}”" if review.said else ""
        return " · ".join(part for part in (said, review.worker, self.tell.moment(review.at)) if part)

    def _goal(self, goal: Goal) -> GoalLine:
        spoken: dict[str, Spoken] = {each.hash: each for each in self.spoken}
        heard = spoken.get(goal.recording or "")
        ended = self.tell.words.say(f"plans.goal_end.{goal.ended}") if goal.ended else ""
        words = goal.words or self.tell.words.say("plans.own_voice")
        return GoalLine(goal.id, words, heard.request if heard else "", heard.hash if heard else "", ended)

    def _step(self, step: Step) -> Line:
        who = self.tell.words.say(f"plans.doer.{step.doer}")
        until = self.tell.words.say("plans.until", day=self.tell.day(step.until)) if step.until else ""
        done = self.tell.moment(step.done_at) if step.done_at else ""
        return Line(
            step.what,
            " · ".join(each for each in (step.name or who, done or until) if each),
            step.id,
            step.late(self.tell.today),
        )
