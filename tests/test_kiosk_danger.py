"""In danger at the kiosk: said anywhere or pressed, a human is called at once, and everything after is one touch."""

from __future__ import annotations

import time

import pytest
from flask import Flask
from kiosk_house import HOME, JSON, Person, Seen, tone
from scripted_ear import ScriptedEar

from casework.access import EVERYTHING
from casework.alarms.alarm import Alarm
from casework.persons.people import Person as Villager
from casework.record import Record
from casework.workers import Worker
from content.pack import load
from kiosk import dialogue
from kiosk.scenes.scene import Here
from kiosk.visit import Visit
from voice.understanding import Candidate, Dictation, Understanding


def says(
    ear: ScriptedEar, transcript: str, outcome: str = "nothing", key: str | None = None, meant: str = ""
) -> None:
    offered = (Candidate(f"{outcome}:{key}", 90.0, meant),) if key else ()
    ear.script.append(Understanding(outcome, key, offered, transcript, 90.0, "scripted"))  # type: ignore[arg-type]


def the_alarm(record: Record) -> Alarm:
    (found,) = record.alarms.waiting(EVERYTHING)
    return found


def nothing_raised(record: Record) -> bool:
    return record.alarms.waiting(EVERYTHING) == ()


@pytest.mark.parametrize(
    "way", [(), ("zh",), ("zh", "help"), ("zh", "listen"), ("zh", "mine", "number"), ("zh", "look")]
)
def test_words_of_danger_are_heard_on_any_screen(
    villager: Person, scripted_ear: ScriptedEar, record: Record, li_na: Worker, way: tuple[str, ...]
) -> None:
    villager.press(*way) if way else villager.look()
    says(scripted_ear, "家里着火了")
    seen = villager.speak(tone(1))

    assert seen.key == "danger"
    alarm = the_alarm(record)
    assert (alarm.kinds, alarm.source) == (("fire",), "screen")
    file = record.request(alarm.request, EVERYTHING)
    assert [each.kind for each in file.recordings] == ["description"]
    assert [each.text for each in file.notes] == ["家里着火了"]
    assert file.consents == ()
    assert file.urgency == 4


def test_the_person_is_told_whom_to_call_and_who_is_called(
    villager: Person, scripted_ear: ScriptedEar, li_na: Worker
) -> None:
    villager.press("zh")
    says(scripted_ear, "老头子倒地上叫不醒")
    seen = villager.speak(tone(1))

    for told in ("马上打120。", "收到了，正在叫值班的Li Na。", "大声叫他来"):
        assert told in seen.words
    assert seen.offered == ["more", "go_on", "leave", "mistake"]


@pytest.mark.parametrize(
    ("said", "quiet"), [("他又打我", True), ("爸爸摸我", True), ("我不想活了", False), ("娃不见了", False)]
)
def test_what_another_should_not_hear_is_not_told_before_the_person_is_alone(
    villager: Person, scripted_ear: ScriptedEar, record: Record, li_na: Worker, said: str, quiet: bool
) -> None:
    villager.press("zh", "help")
    says(scripted_ear, said)
    seen = villager.speak(tone(1))

    assert seen.key == ("danger.quiet" if quiet else "danger")
    assert the_alarm(record)
    if quiet:
        assert "110" not in seen.words
        assert "危险" not in seen.words.replace("有危险，马上找人", "")
        assert "110" in villager.press("nobody").words
    assert "打我" not in seen.words


def test_with_somebody_there_the_machine_is_as_it_always_is(
    villager: Person, scripted_ear: ScriptedEar, record: Record, li_na: Worker
) -> None:
    villager.press("zh")
    says(scripted_ear, "他又打我")
    villager.speak(tone(1))

    assert villager.press("somebody").key == "home"
    assert the_alarm(record)


@pytest.mark.parametrize("kind", ["collapse", "fire", "violence", "lost", "suicide", "danger"])
def test_a_picture_calls_at_once(villager: Person, record: Record, li_na: Worker, kind: str) -> None:
    seen = villager.press("en", "help", "danger", kind)

    assert seen.key == ("danger.quiet" if kind == "violence" else "danger")
    assert (the_alarm(record).kinds, the_alarm(record).source) == ((kind,), "picture")


def test_the_same_in_digits_only(villager: Person, record: Record, li_na: Worker) -> None:
    assert villager.keys(2, 1, 6, 2).key == "danger"
    assert the_alarm(record).kinds == ("fire",)


def test_the_danger_picture_is_understood_though_it_is_not_drawn(
    villager: Person, scripted_ear: ScriptedEar, record: Record, li_na: Worker
) -> None:
    villager.press("en", "listen")
    says(scripted_ear, "emergency", "choice", "danger", "emergency")

    assert villager.speak(tone(1)).key == "danger"
    assert any(each.meaning == "choice:danger" for each in scripted_ear.heard[-1].phrases())


def test_a_topic_that_speaks_of_danger_is_a_topic(
    villager: Person, scripted_ear: ScriptedEar, record: Record, li_na: Worker
) -> None:
    villager.press("zh", "listen", "health")
    says(scripted_ear, "怎么防煤气中毒", "choice", "topic.coal_smoke", "怎么防煤气中毒")

    assert villager.speak(tone(1)).key == "topic.coal_smoke.1"
    assert nothing_raised(record)


def test_a_reason_for_help_that_is_danger_calls_at_once(
    villager: Person, scripted_ear: ScriptedEar, record: Record, li_na: Worker
) -> None:
    villager.press("zh", "help")
    says(scripted_ear, "我喘不过气", "choice", "ill", "我喘不过气")

    assert villager.speak(tone(1)).key == "danger"
    assert record.request(the_alarm(record).request, EVERYTHING).category == "ill"


def test_everyday_words_call_nobody(
    villager: Person, scripted_ear: ScriptedEar, record: Record, li_na: Worker
) -> None:
    villager.press("en", "help")
    says(scripted_ear, "the fire in the stove went out")

    assert villager.speak(tone(1)).key == "help"
    assert nothing_raised(record)


def test_going_on_saying_more_leaving_and_a_mistake_are_one_touch_each(
    villager: Person, record: Record, li_na: Worker
) -> None:
    villager.press("en", "help", "danger", "lost", "more", "record")
    seen = villager.speak(tone(2))
    assert (seen.key, "It is kept." in seen.words) == ("danger", True)
    kinds = [each.kind for each in record.request(the_alarm(record).request, EVERYTHING).recordings]
    assert kinds == ["more"]
    assert villager.press("go_on").key == "home"
    assert villager.press("help", "danger", "lost", "mistake").key == "home"
    assert the_alarm(record).mistaken_at is not None
    assert villager.press("help", "danger", "lost", "leave").key == "language"
    assert len(record.queue(EVERYTHING)) == 1  # it was one matter all the time


def test_a_worker_who_answers_is_named_on_the_screen(villager: Person, record: Record, li_na: Worker) -> None:
    villager.press("en", "help", "danger", "lost")
    assert villager.client.get("/danger", base_url=HOME).status_code == 204
    record.alarms.answer(the_alarm(record).id, li_na.id)
    answer = villager.client.get("/danger", base_url=HOME, headers=JSON)

    assert answer.get_json() == {"goes": "/screen/danger"}
    assert "Li Na knows, and acts now." in villager.look().words
    assert villager.client.get("/danger", base_url=HOME).status_code == 204


class Listener(ScriptedEar):
    """Writes down words of danger, whatever is recorded."""

    def dictate(self, pcm: bytes, _language: str) -> Dictation:
        super().dictate(pcm, _language)
        return Dictation("我不想活了", 0.6, "scripted")


@pytest.mark.usefixtures("li_na")
class TestRecorded:
    """Danger in a recording that nobody has sent, and perhaps never would."""

    @pytest.fixture
    def scripted_ear(self) -> ScriptedEar:
        return Listener()

    def recorded(self, villager: Person) -> Seen:
        villager.press("zh", "help", "money", "record")
        return villager.speak(tone(2))

    def test_it_is_told_before_anybody_presses_send(self, kiosk: Flask, villager: Person, record: Record) -> None:
        assert self.recorded(villager).key == "help.recorded"
        kiosk.extensions["desk"].dictations.finish()
        assert (the_alarm(record).kinds, the_alarm(record).source) == (("suicide",), "transcript")
        answer = villager.client.get("/danger", base_url=HOME, headers=JSON)
        assert answer.get_json() == {"goes": "/screen/danger"}
        assert "12356" in villager.look("danger").words
        assert villager.press("go_on").key == "home"

    def test_it_is_told_though_the_person_walks_away(self, kiosk: Flask, villager: Person, record: Record) -> None:
        self.recorded(villager)
        villager.post("/leave")
        kiosk.extensions["desk"].dictations.finish()
        deadline = time.monotonic() + 30
        while nothing_raised(record) and time.monotonic() < deadline:
            time.sleep(0.05)

        assert the_alarm(record).kinds == ("suicide",)

    def test_whatever_is_pressed_meanwhile_leads_to_what_helps(
        self, kiosk: Flask, villager: Person, record: Record
    ) -> None:
        self.recorded(villager)
        kiosk.extensions["desk"].dictations.finish()

        assert villager.press("go_on").key == "danger"
        assert len(record.queue(EVERYTHING)) == 1


def test_a_neighbour_from_the_own_file_is_named(
    kiosk: Flask, record: Record, li_na: Worker, grandma_wang: Villager
) -> None:
    record.people.relations.add(grandma_wang.id, li_na.id, "son", "王强", phone="13800000001")
    record.people.relations.add(grandma_wang.id, li_na.id, "neighbour", "张婶", phone="13800000002")
    visit = Visit(id="x", language="zh", person=grandma_wang.id, at="danger.which")
    here = Here(kiosk.extensions["desk"], visit, "danger.which")
    goes = dialogue.press(here, "collapse", "touch")
    _, shown = dialogue.show(here.at(goes))

    assert "也可以找张婶，电话1 3 8 0 0 0 0 0 0 0 2。" in shown.screen.prompt
    assert not any("王强" in each for each in shown.screen.prompt)
    visit = Visit(id="y", language="zh", person=grandma_wang.id, at="danger.which")
    here = Here(kiosk.extensions["desk"], visit, "danger.which")
    dialogue.press(here, "violence", "touch")
    _, shown = dialogue.show(here.at("danger"))
    assert not any("张婶" in each for each in shown.screen.prompt), "who lives next door may be the one"


@pytest.mark.parametrize("language", ["zh", "en", "ko"])
def test_what_is_said_aloud_in_quiet_matters_names_nothing(language: str) -> None:
    screen = load(language).screen("danger.quiet")
    told = " ".join((*screen.prompt, *(each.sentence for each in screen.choices)))

    assert not load(language).words["danger"].keys().isdisjoint({"violence"})
    for word in ("110", "danger", "hit", "危险", "打", "위험", "때리"):
        assert word not in told.lower()
