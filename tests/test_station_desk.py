"""The installer's commands: an empty or seeded village, the first code, the self-check, advice in place of traces."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from casework.access import EVERYTHING
from casework.check import check
from casework.record import Record
from station import seed
from station.__main__ import main
from station.advice import advised, is_advice
from station.aside import aside
from station.decided import read_settings
from station.errors import Advised, StationRuns, VillageSeeded
from station.ground import lay_ground
from station.lock import Lock, is_held
from station.place import Place
from station.wishes import Wishes


@pytest.fixture
def place(tmp_path):
    found = Place(tmp_path / "data")
    found.make()
    return found


def settings_of(place):
    return read_settings(place, data_given=True).settings


def wishes(place, **more):
    return Wishes(place, data_given=True, port=0, panel_port=0, **more)


def test_an_empty_start_lays_in_nothing_and_gives_a_code(place):
    ground = lay_ground(wishes(place, seeds=False), say=lambda _: None)
    assert ground.code
    assert not place.settings.exists()
    with Record.open(settings_of(place).record) as record:
        assert seed.is_bare(record)


def test_the_village_is_laid_in_once_and_told_apart_from_real_work(place):
    now = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    assert seed.sow(settings_of(place), now) == 6
    with pytest.raises(VillageSeeded):
        seed.sow(settings_of(place), now)
    with Record.open(settings_of(place).record) as record:
        files = [record.request(each.request, EVERYTHING) for each in record.queue(EVERYTHING)]
        assert min(now - each.asked_at for each in files) < timedelta(hours=1)
        assert max(now - each.asked_at for each in files) > timedelta(days=1)
        assert {each.language for each in files} == {"zh", "ko"}
        replied = next(each for each in files if each.status == "planned")
        told = record.requests.by_number(replied.number)
        assert told.worker == "林芳（演示）"
        assert "明天上午" in told.replies[-1].text
        assert told.visit > now
        ended = [each for each in record.store.write("station", "look", _all_states) if each == "closed"]
        assert ended == ["closed"]


def test_the_village_has_files_a_plan_a_visit_day_and_somebody_whom_nobody_has_seen(place):
    now = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
    seed.sow(settings_of(place), now)
    with Record.open(settings_of(place).record, clock=lambda: now) as record:
        (grandma,) = record.people.named("陈桂英")
        file = record.people.file(EVERYTHING, grandma.id)
        assert [each.kind for each in file.relations] == ["son", "grandchild", "neighbour"]
        assert not any(each.may_call for each in file.relations), "nobody has asked the made-up family"
        (plan,) = record.plans.of(EVERYTHING, grandma.id)
        assert len([each for each in plan.steps if each.open]) == 2
        day = record.visits.day(EVERYTHING, now.date())
        assert [each.place.route for each in day] == [1, 2, 3]
        assert [each.name for each in record.people.watch.candidates(EVERYTHING)] == ["周德福（演示）"]
        assert check(record) == []


def _all_states(writing):
    return [each["status"] for each in writing.rows("select status from requests")]


def test_nobody_can_sign_in_as_the_demonstration_worker(place):
    from casework.errors import SignInRefused

    seed.sow(settings_of(place))
    with Record.open(settings_of(place).record) as record:
        for password in ("", "demo-lin", "password"):
            with pytest.raises(SignInRefused):
                record.workers.sign_in("demo-lin", password)
        code = record.workers.first_code()
        first = record.workers.enrol(code, "王芳", "wang", "a long password")
        assert (first.role, first.duty) == ("supervisor", True)
        assert record.workers.first_code() is None


def test_a_new_code_until_somebody_is_enrolled(place, capsys):
    assert main(["code", "--data", str(place.data)]) == 0
    code = re.search(r": (\S+)$", capsys.readouterr().out.strip())[1]
    with Record.open(settings_of(place).record) as record:
        record.workers.enrol(code, "王芳", "wang", "a long password")
    assert main(["code", "--data", str(place.data)]) == 1
    assert "enrolled already" in capsys.readouterr().out


def test_the_check_passes_on_a_whole_station_and_names_a_damaged_recording(place, capsys):
    seed.sow(settings_of(place))
    assert main(["check", "--data", str(place.data)]) == 0
    assert "BAD" not in capsys.readouterr().out
    kept = next(each for each in place.recordings.rglob("*.rec"))
    kept.write_bytes(kept.read_bytes()[:-40])
    assert main(["check", "--data", str(place.data)]) == 1
    told = capsys.readouterr().out
    assert re.search(r"^BAD +recording +" + kept.stem[:12], told, re.MULTILINE)


def test_a_wrong_settings_file_is_told_by_every_command_and_nothing_is_touched(place, capsys):
    place.settings.write_text("[kiosk]\nidel = 90.0\n", "utf-8")
    for command in (["check"], ["code"], ["seed"], ["voice", "list"], ["serve", "--port", "0", "--panel-port", "0"]):
        assert main([*command, "--data", str(place.data)]) == 2
        told = capsys.readouterr().err
        assert "[kiosk] idel: is unknown; did you mean idle?" in told
        assert "Traceback" not in told
    assert not place.record.exists()


def test_the_list_of_voices_names_every_language_and_how_to_hear_more(place, capsys, monkeypatch):
    monkeypatch.setattr("voice.whisper_files.RUNS_ON", "not_installed_here")
    assert main(["voice", "list", "--data", str(place.data)]) == 0
    told = capsys.readouterr().out
    for language in ("zh", "en", "ko"):
        assert re.search(rf"^{language}  ", told, re.MULTILINE)
    assert "pip install -c constraints.txt '.[mandarin]'" in told


def test_a_model_that_is_not_there_is_told_in_one_line(place, capsys):
    assert main(["voice", "add", "zh", str(place.data / "nothing.zip"), "--data", str(place.data)]) == 2
    assert "nothing.zip" in capsys.readouterr().err


def test_the_lock_is_held_by_one_and_free_afterwards(place):
    with Lock(place):
        assert is_held(place)
        with pytest.raises(StationRuns, match="process"), Lock(place):
            pass
    assert not is_held(place)
    with Lock(place):
        pass


def test_work_done_aside_brings_back_its_result_or_its_advice():
    assert aside(lambda: json.loads("[1, 2]"), "reading") == [1, 2]

    def refuse():
        raise VillageSeeded

    with pytest.raises(Advised, match="no demonstration village is laid into it"):
        aside(refuse, "sowing")


def test_only_our_own_errors_become_advice(capsys):
    @advised
    def ours():
        raise VillageSeeded

    @advised
    def a_mistake_of_ours():
        return {}["missing"]

    assert ours() == 2
    assert capsys.readouterr().err.startswith("xiangban: ")
    with pytest.raises(KeyError):
        a_mistake_of_ours()
    assert not is_advice(OSError())
