"""Both languages of the panel are complete, nothing is left over, and times read as people say them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from string import Formatter
from zoneinfo import ZoneInfo

import pytest

from admin import times
from admin.asked import AGES, STATES
from admin.cards.printing import PAPERS
from admin.changes import FIELDS
from admin.errors import FieldWrong, PanelError, TakeUnusable, WordMissing
from admin.figures.pages import PERIODS as FIGURE_PERIODS
from admin.history import HIDDEN
from admin.rooms import ROOMS
from admin.sentences import SHOWN
from admin.sign import URGENCY
from admin.training.pages import LINES
from admin.troubles import CAUSES, HTTP
from admin.turns_picture import MODES, WAYS
from admin.words import words_in
from admin.works import PERIODS
from casework.access.roles import ROLES
from casework.cards.cards import ENDS as CARD_ENDS
from casework.checkins import ANSWERS, RHYTHMS
from casework.childtimes.childtimes import BY_GUARDIAN
from casework.consents.entry import ASKED_HOW, GIVERS
from casework.consents.purposes import AUTO_ANSWER, EXPORT, PURPOSES, REFER, TRANSFER
from casework.consents.standing import NEVER_ASKED, REFUSED, RUN_OUT, TAKEN_BACK
from casework.figures.answers import LATE, LONGER, NOT_YET, WAITS
from casework.figures.autonomy import CONTACTS, MANY
from casework.figures.autonomy import OUTCOMES as OVERRIDE_OUTCOMES
from casework.figures.figures import COUNTS
from casework.figures.needs import UNMET
from casework.figures.ways import MODES as TURN_MODES
from casework.figures.ways import STEPS
from casework.history import OF_PERSONS, OF_STATION, OLD_OUTCOMES, WHY
from casework.life.ends import HONEST
from casework.life.life import HOW
from casework.persons.kinds import CIRCUMSTANCES, GONE, LANGUAGES, RELATIONS
from casework.persons.rules import RULES
from casework.persons.similar import WEIGHTS
from casework.plans.plan import DOERS, ENDS, GOAL_ENDS
from casework.queue import Waiting
from casework.referrals.partners import KINDS as PARTNERS
from casework.referrals.steps import FIELDS as SHARED_FIELDS
from casework.referrals.steps import KINDS as HANDED
from casework.referrals.steps import STEPS as STEPS_OF_HANDING
from casework.reports.report import LAWS, RECEIVERS, TELLINGS
from casework.settings import CATEGORIES
from casework.status import ENDED, OPEN
from casework.tokens import shipped_tokens
from casework.training.course import CODE, EDITIONS
from casework.twins import WHY as TWIN_WHY
from casework.visits.visit import OUTCOMES as VISIT_OUTCOMES
from content import shipped_languages
from content.clips import PARTS
from content.danger import KINDS, NO_KIND

PANEL = Path(times.__file__).parent
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC).astimezone(ZONE)
NOT_TOLD = {"discarded", "purged", "drafted", "changed"}
"""Steps on the way to sending, and drafts that are gone with their history."""
FIGURE_COLUMNS = {
    *("asked", "requests", "good", "reopened", "in_time", "late", "person", "worker", "changed", "same"),
    *(*UNMET, *TURN_MODES, *OVERRIDE_OUTCOMES),
}
MADE_UP = {
    *(f"alarms.kind.{each}" for each in (*KINDS, NO_KIND)),
    *(f"alarms.source.{each}" for each in ("screen", "picture", "transcript", "note")),
    *(f"alarms.level.{each}" for each in range(1, 5)),
    "request.recording.more",
    *(f"queue.checkin.{each}" for each in ("silent", "heard", "unwell")),
    *(f"checkin.{kind}.{each}" for kind in ("now", "rhythm") for each in RHYTHMS),
    *(f"checkin.heard.{each}" for each in (*ANSWERS, "seen")),
    *(f"checkin.done.{each}" for each in ("begun", "ended")),
    *(f"childtimes.how.{each}" for each in BY_GUARDIAN),
    *(f"childtimes.said.{each}" for each in ("guardian_yes", "self_yes", "self_no")),
    *(f"childtimes.done.{each}" for each in ("agreed", "ended")),
    *("quiet.anyway", "calls.call_any", "quiet.done.place", "quiet.done.own"),
    *("checkin.change", "checkin.begin", "errors.person_not_there"),
    *(f"urgency.{each}" for each in URGENCY.values()),
    *(f"status.{each}" for each in (*OPEN, *ENDED)),
    *(f"outcome.{each.replace(' ', '_')}" for each in OLD_OUTCOMES),
    *(f"end.{each}" for each in HONEST),
    *(f"word.how.{each}" for each in HOW),
    *(f"word.said_{each}" for each in ("good", "not_yet")),
    *(f"word.{each}" for each in ("will_ask", "will_ask_nobody", "errand", "title")),
    *(f"done.{each}" for each in ("word_good", "word_not_yet")),
    *(
        f"history.{each.replace(' ', '_')}"
        for each in WHY
        if each not in {"discarded", "purged", "drafted", "changed"}
    ),
    *("history.attached_name", *(f"history.who.{each}" for each in ("kiosk", "machine", "station", "partner"))),
    *(f"visit.parts.{each}" for each in times.PARTS_OF_DAY),
    *(f"times.{each}" for each in ("today", "tomorrow", "yesterday")),
    *(f"times.weekday.{each}" for each in range(1, 8)),
    *(f"times.month.{each}" for each in range(1, 13)),
    *(f"queue.states.{each}" for each in STATES),
    *(f"twins.{each}" for each in TWIN_WHY),
    *(f"queue.ages.{each}" for each in AGES),
    *(f"queue.{which}{each}" for which in ("", "every_") for each in ("kind", "village", "worker", "age")),
    *("queue.handed", "queue.handed_back"),
    *(f"queue.empty.{each}" for each in STATES),
    *(f"queue.key.{each}" for each in ("move", "open", "take", "find")),
    *(
        f"request.{each}"
        for each in (
            "asker",
            "language",
            "asked",
            "due",
            "village",
            "who",
            "promised",
            "visit",
            "for_other",
            "raised",
        )
    ),
    *(f"request.{each}" for each in ("for_other", "raised")),
    *(f"request.recording.{each}" for each in ("description", "name", "reply")),
    *(f"request.sure.{each}" for each in ("high", "middle", "low")),
    *(f"languages.{each}" for each in shipped_languages()),
    *(f"workers.role.{each.replace(' ', '_').replace(chr(39), '')}" for each in ROLES),
    *(f"workers.done.{each}" for each in ("access", "signed_out", "reset_wished", "reset", "not_reset")),
    *(f"join.{which}.{each}" for which in ("first", "further") for each in ("title", "intro")),
    *(f"errors.{key}" for _, key, _ in CAUSES),
    *(f"errors.{key}" for key in HTTP.values()),
    *(f"rooms.{name}" for name, _, _ in ROOMS),
    *(f"voice.part.{each}" for each in ("all", *PARTS)),
    *(f"voice.show.{each}" for each in SHOWN),
    *(f"voice.verdict.{each}" for each in ("right", "wrong", "changed", "unheard")),
    *(f"voice.source.{each}" for each in ("recorded", "synthesis")),
    *(f"voice.take.{each}" for each in ("good", "quiet", "loud", "noisy")),
    *(f"voice.sheet.{each}" for each in ("sentence", "key", "note", "who", "at")),
    *(f"voice.spell.{each}" for each in ("help", "help_zh")),
    *(f"done.{each}" for each in ("ticked", "marked", "recorded", "thrown_away", "spelled", "unspelled")),
    *(f"works.period.{each}" for each in PERIODS),
    *(f"reports.{family}.{each}" for family in ("law", "text") for each in LAWS),
    *(f"reports.receiver.{each}" for each in RECEIVERS),
    *(f"reports.telling.{each}" for each in TELLINGS),
    *(f"reports.state.{each}" for each in ("open", "passed", "doubted", "made", "unfounded")),
    *(f"reports.trail.{each}" for each in ("written", "confirmed", "ended_made", "ended_unfounded", "read")),
    *(f"reports.trail.notice_{each}" for each in ("second", "not_made", "not_ended", "doubted")),
    *(f"reports.trail.tell_{each}" for each in TELLINGS),
    *(f"reports.done.{each}" for each in ("confirmed", "passed", "ended", "doubted", "kept_up", "named", "told")),
    *("reports.late", "reports.runs"),
    *(f"figures.period.{each}" for each in FIGURE_PERIODS),
    *(f"figures.{each.__name__}.{which}" for each in COUNTS for which in ("title", "about", "head")),
    *(f"figures.column.{each}" for each in FIGURE_COLUMNS),
    *(f"figures.waiting.line.{each}" for each in (*dict(WAITS), LONGER, NOT_YET)),
    *(f"figures.overdue.line.{each}" for each in (*dict(LATE), LONGER)),
    *(f"figures.ways.line.{each}" for each in STEPS.values()),
    *(f"figures.unchanged.line.{each}" for each in (*dict(CONTACTS), MANY)),
    *(f"figures.overrides.purpose.{each.key.replace(' ', '_')}" for each in PURPOSES),
    *("figures.caseloads.line.nobody", "figures.villages.line.nowhere", "figures.few", "figures.not_told"),
    *(f"works.mode.{each}" for each in MODES),
    *(f"works.way.{each}" for each in WAYS),
    *(f"persons.{each}" for each in ("born", "phone", "reach", "languages")),
    *(f"persons.life.{each}" for each in CIRCUMSTANCES),
    *(f"persons.kin.{each}" for each in RELATIONS),
    *(f"persons.speaks.{each}" for each in LANGUAGES),
    *(f"persons.gone.{each}" for each in GONE),
    *(f"persons.alike.{each}" for each in WEIGHTS),
    *("persons.who", "persons.who_change"),
    *(f"cards.ended.{each}" for each in CARD_ENDS),
    *(f"cards.paper.{each}" for each in PAPERS),
    *(f"cards.done.{each}" for each in ("lost", "unwanted", "signs")),
    *(f"persons.done.{each}" for each in ("saved", "photo", "merged", "parted")),
    *(f"plans.doer.{each}" for each in DOERS),
    *(f"plans.end.{each}" for each in ENDS),
    *(f"plans.goal_end.{each}" for each in GOAL_ENDS),
    *(f"plans.done.{each}" for each in ("begun", "saved", "reviewed")),
    *(f"visits.done.{each}" for each in ("planned", "changed")),
    *(f"visits.outcome.{each}" for each in VISIT_OUTCOMES),
    *(f"watch.rule.{each.key}" for each in RULES),
    *(f"watch.number.{name}" for each in RULES for name in each.numbers),
    *(f"account.device.{each}" for each in ("phone", "tablet", "computer")),
    *(f"account.done.{each}" for each in ("password", "ended", "second_ended")),
    *(f"consents.state.{each}" for each in ("yes", "always", "soon", "no", "back", "over")),
    *(f"consents.how.{each.replace(' ', '_')}" for each in ASKED_HOW),
    *(f"consents.override.{each}" for each in ("waits", "agreed", "refused", "lapsed", "done", "objected")),
    *(f"consents.partner.{each}" for each in PARTNERS),
    *(f"consents.group.{each}" for each in ("here", REFER, TRANSFER, EXPORT, AUTO_ANSWER)),
    *(
        f"consents.done.{each}"
        for each in (
            *("asked", "asked_guardian", "unasked", "back", "guardian", "wished", "yes", "no"),
            *("agreed", "not_agreed", "did", "partner", "partner_ended"),
        )
    ),
    *(
        f"calls.{each}"
        for each in ("answer", "again", "decline", "close", "mute", "camera", "hang_up", "kiosk", "from_relative")
    ),
    *(f"calls.over.{each}" for each in ("missed", "declined", "busy", "lost", "hung_up", "denied", "none")),
    *(f"links.in.{each}" for each in shipped_languages()),
    *("links.opened", "links.not_opened"),
    *(f"handing.kind.{each}" for each in HANDED),
    *(f"handing.group.{each}" for each in HANDED),
    *(f"handing.state.{each}" for each in (*STEPS_OF_HANDING, "stopped")),
    *(f"handing.field.{each}" for each in SHARED_FIELDS),
    *(f"handing.giver.{each}" for each in GIVERS),
    *(f"handing.why.{each.replace(' ', '_')}" for each in (NEVER_ASKED, REFUSED, TAKEN_BACK, RUN_OUT)),
    *(f"handing.done.{each}" for each in ("sent", "revoked", "link_ended", "accept", "reject", "finish")),
    *("handing.looked", "handing.listened", "handing.outside.answer", "handing.outside.result"),
    *(
        "second.offered",
        "audit.broken",
        "training.agree",
        "training.due.some",
        "training.never",
        "training.read",
        "training.well",
    ),
    *(f"training.done.{each}" for each in ("card", "code")),
    *(f"training.team.{each}" for each in ("due", "well")),
    *(
        f"training.card.{card}.{each}"
        for card in EDITIONS
        for each in ("title", "why", "source", *LINES[: 7 if card == CODE else 6])
    ),
    *(f"history.{each.replace(' ', '_')}" for each in OF_PERSONS if each not in HIDDEN),
    *(f"history.{each.replace(' ', '_')}" for each in OF_STATION),
    *(f"history.field.{each}" for each in FIELDS),
    *(f"history.{each}" for each in ("erased", "secret", "yes", "no")),
    *("errors.take_silent", "errors.take_unreadable"),
    *("queue.empty_filtered", "request.name_spoken", "request.no_name", "queue.nobody", "none"),
}
"""Keys that are put together from a family of names."""


def keys_in_use() -> set[str]:
    written = "\n".join(
        each.read_text("utf-8") for each in (*PANEL.rglob("*.py"), *PANEL.rglob("templates/**/*.html"))
    )
    said = set(re.findall(r"""say\(\s*["']([a-z_.]+)["']""", written))
    advised = {f"errors.{each}" for each in re.findall(r'(?:advice = |FieldWrong\()"([a-z_]+)"', written)}
    advised |= {"errors.too_long", "errors.note_long"}
    return said | advised | MADE_UP


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_word_is_there_and_none_is_left_over(language: str) -> None:
    assert set(words_in(language).told) == keys_in_use()


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_fill_in_the_same_things() -> None:
    chinese, english = words_in("zh").told, words_in("en").told
    for key in chinese:
        assert blanks(chinese[key]) == blanks(english[key]), key


def test_a_missing_word_is_an_error_that_names_the_file() -> None:
    with pytest.raises(WordMissing, match=r"content/zh/panel\.yaml has no 'queue\.unheard_of'"):
        words_in("zh").say("queue.unheard_of")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_reason_and_token_has_the_kiosks_word(language: str) -> None:
    words = words_in(language)
    assert {each.key for each in words.reasons} == set(CATEGORIES)
    for each in (*shipped_tokens().animals, *shipped_tokens().colours):
        assert words.token(each) != each or language == "en", each
        assert each in words.pictures
    assert all(each.picture in words.pictures for each in words.reasons)


def test_every_cause_has_advice_that_can_be_filled_in() -> None:
    for cause in PanelError.__subclasses__():
        if cause not in (FieldWrong, TakeUnusable):
            assert words_in("en").knows(f"errors.{cause.advice}"), cause


@pytest.mark.parametrize(
    ("span", "english", "chinese"),
    [
        (timedelta(seconds=10), "just now", "刚刚"),
        (timedelta(minutes=59), "59 min ago", "59 分钟前"),
        (timedelta(hours=47), "47 h ago", "47 小时前"),
        (timedelta(hours=48), "2 d ago", "2 天前"),
    ],
)
def test_ages(span: timedelta, english: str, chinese: str) -> None:
    assert times.age(NOW - span, NOW, words_in("en")) == english
    assert times.age(NOW - span, NOW, words_in("zh")) == chinese


def test_due_counts_down_and_then_up() -> None:
    words = words_in("zh")
    assert times.due(NOW + timedelta(hours=3), NOW, words) == "还有 3 小时"
    assert times.due(NOW - timedelta(days=3), NOW, words) == "超时 3 天"
    assert times.due(NOW - timedelta(seconds=1), NOW, words_in("en")) == "overdue 1 min"


def test_days_are_named_as_people_name_them() -> None:
    for when, english, chinese in (
        (date(2026, 11, 23), "today", "今天"),
        (date(2026, 11, 24), "tomorrow", "明天"),
        (date(2026, 11, 22), "yesterday", "昨天"),
        (date(2026, 11, 27), "Fri 27 Nov", "11月27日 周五"),
        (date(2027, 1, 1), "Fri 1 Jan 2027", "2027年1月1日 周五"),
    ):
        assert times.day(when, NOW.date(), words_in("en")) == english
        assert times.day(when, NOW.date(), words_in("zh")) == chinese


def test_a_visit_is_shown_with_the_part_of_day_that_the_kiosk_will_say() -> None:
    when = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
    assert times.visit(when, NOW, words_in("en")) == "tomorrow, afternoon (14:30)"
    assert times.visit(when, NOW, words_in("zh")) == "明天下午 14:30"


def test_the_clock_of_a_player() -> None:
    assert [times.clock(each) for each in (0, 0.4, 42, 61.2, 300)] == ["0:00", "0:00", "0:42", "1:01", "5:00"]


def test_a_row_knows_every_field_it_shows() -> None:
    assert {"heard", "seconds", "village", "worker_name", "visit"} <= set(Waiting.__dataclass_fields__)
