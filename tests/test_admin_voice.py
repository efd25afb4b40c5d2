"""The voice studio: ticks hold for what was heard, a recording is heard at the kiosk at once, words are spelled."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import yaml
from admin_house import Browser, panel
from flask import Flask

import content
from admin.mouth import OpenMouth
from admin.takes import Takes, take_of
from admin.voice_desk import pack_of
from casework.record import Record
from casework.voicing import sentence_id
from casework.workers import Worker
from content.clips import PARTS
from kiosk.saying import Saying, Sayings
from voice import loudness
from voice.wav import read_wav

pytest_plugins = ["admin_house"]

HELP = "有难处，找人帮忙。"
GREETING = content.load("zh").words["pack"]["greeting"]
RATE = 24_000


def spoken(seconds: float = 1.0, peak: float = 0.2, room: float = 0.0004) -> bytes:
    """A wav with something like a voice in the middle of two seconds of room."""
    samples = np.random.default_rng(7).normal(0, room, int(RATE * (seconds + 2))).astype(np.float32)
    tone = peak * np.sin(2 * np.pi * 220 * np.arange(int(RATE * seconds)) / RATE)
    samples[RATE : RATE + len(tone)] += tone.astype(np.float32)
    return loudness.wav_of(np.clip(samples, -1, 1), RATE)


def at(text: str, act: str = "", language: str = "zh") -> str:
    return f"/voice/{language}/sentences/{sentence_id(text)}{act}"


def record_it(office: Browser, text: str, wav: bytes | None = None, language: str = "zh") -> None:
    """The supervisor records a sentence and keeps it."""
    made = office.send(at(text, "/takes", language), wav or spoken())
    assert made.status_code == 200, made.json
    kept = office.fetch(at(text, "/keep", language), take=made.json["take"])
    assert kept.status_code == 200, kept.json


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    return tmp_path / "data" / "overlay" / "zh" / "clips"


# ---- the list


def test_every_fixed_sentence_is_listed_once_and_counted_by_part(desk: Browser) -> None:
    fixed = content.load("zh").fixed()
    page = desk.get("/voice/zh").text
    assert page.count('<li class="line ') == len(fixed) > 400
    assert len({each.text for each in fixed}) == len(fixed)
    assert {each.part for each in fixed} == set(PARTS)
    assert f"0 of {len(fixed)} recorded" in page
    topics = [each for each in fixed if each.part == "topics"]
    assert desk.get("/voice/zh?part=topics").text.count('<li class="line ') == len(topics)


def test_only_words_that_are_spoken_are_listed() -> None:
    for language in content.shipped_languages():
        fixed = content.load(language).fixed()
        assert not [each for each in fixed if "{" in each.text]
        assert not [each for each in fixed if any(key.startswith("phrases.print.") for key in each.keys)]


def test_a_language_or_sentence_that_is_not_there(desk: Browser) -> None:
    for address in ("/voice/xx", "/voice/zh/sentences/0123456789abcdef.wav", "/voice/..%2Fzh"):
        assert desk.get(address).status_code == 404, address


def test_the_panel_plays_what_the_kiosk_says(desk: Browser, open_mouth: OpenMouth) -> None:
    page = desk.get(at(HELP, ".wav"))
    assert page.mimetype == "audio/wav"
    assert page.data == open_mouth().say(HELP, "zh")


def test_a_panel_without_a_mouth_says_so(record: Record, tmp_path: Path, zhao: Worker) -> None:
    office = Browser(panel(record, tmp_path / "data", record.clock))
    office.sign_in(zhao.login, "rice field at dawn")
    assert HELP in office.get("/voice/zh").text
    page = office.get(at(HELP, ".wav"))
    assert page.status_code == 503
    assert "installer" in page.text


# ---- listening through


def test_a_tick_is_kept_with_who_and_shown(desk: Browser, record: Record) -> None:
    told = desk.fetch(at(HELP, "/judge"), right="1").json
    assert "Noted: it sounds right." in told["told"]
    assert "is-right" in told["row"]
    assert told["counts"]["unheard"] == len(content.load("zh").fixed()) - 1
    judged = record.voicing.judgements("zh")[sentence_id(HELP)]
    assert (judged.worker, judged.right) == ("Li Na", True)
    assert "Sounds right · Li Na, today" in desk.get(f"/voice/zh?at={sentence_id(HELP)}").text


def test_a_changed_sentence_loses_its_tick(desk: Browser, tmp_path: Path) -> None:
    desk.fetch(at(GREETING, "/judge"), right="1")
    assert "line is-right" in desk.get("/voice/zh").text
    village = tmp_path / "data" / "overlay" / "zh"
    village.mkdir(parents=True)
    (village / "pack.yaml").write_text("greeting: 您来啦，快请坐。\n", "utf-8")
    content.load.cache_clear()
    try:
        page = desk.get("/voice/zh").text
        assert "您来啦，快请坐。" in page
        assert "line is-right" not in page
    finally:
        content.load.cache_clear()


def test_another_voice_takes_the_tick_away_and_the_same_one_gives_it_back(desk: Browser, office: Browser) -> None:
    desk.fetch(at(HELP, "/judge"), right="1")
    record_it(office, HELP)
    assert "line is-changed by-recorded" in desk.get("/voice/zh").text
    desk.fetch(at(HELP, "/judge"), right="1")
    assert "line is-right by-recorded" in desk.get("/voice/zh").text
    office.fetch(at(HELP, "/throw-away"))
    assert "line is-changed by-synthesis" in desk.get("/voice/zh").text


def test_what_sounds_wrong_is_listed_for_whoever_keeps_the_lexicon(desk: Browser) -> None:
    desk.fetch(at(HELP, "/judge"), right="0", note="=难 is nan4 here")
    assert desk.get("/voice/zh?show=wrong").text.count('<li class="line ') == 1
    sheet = desk.get("/voice/zh/wrong.csv")
    assert sheet.mimetype == "text/csv"
    lines = sheet.text.lstrip("\ufeff").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith(f"{HELP},home.help,'=难 is nan4 here,Li Na,2026-11-23")


def test_a_judgement_needs_a_verdict(desk: Browser) -> None:
    assert desk.fetch(at(HELP, "/judge")).status_code == 400
    assert desk.fetch(at(HELP, "/judge"), right="0", note="x" * 301).status_code == 400


# ---- recording


def test_a_kept_recording_is_what_the_kiosk_says_at_once(
    office: Browser, record: Record, open_mouth: OpenMouth, clips: Path
) -> None:
    kiosk = open_mouth()
    sayings = Sayings(kiosk)
    before, name = kiosk.say(HELP, "zh"), sayings.name(Saying(HELP, "zh"))
    record_it(office, HELP)
    after = kiosk.say(HELP, "zh")
    assert after != before
    assert read_wav(after).rate == RATE
    assert sayings.name(Saying(HELP, "zh")) != name, "a browser would play what it had fetched before"
    assert read_wav(after).seconds == pytest.approx(1 + 2 * loudness.MARGIN, abs=0.1)
    assert loudness.loudness(*loudness.read(after)) == pytest.approx(loudness.LEVEL, abs=0.5)
    assert [each.name for each in sorted(clips.iterdir())] == ["home.help.txt", "home.help.wav"]
    kept = record.voicing.clips("zh")["home.help"]
    assert (kept.worker, kept.seconds) == ("Zhao", 1.0)
    with record.store.read() as database:
        told = list(database.query("select who, why from journal where \"table\" = 'clips'"))
    assert told == [{"who": record.workers.sign_in("zhao", "rice field at dawn").id, "why": "clip recorded"}]
    total = sum(each.part == "screens" for each in content.load("zh").fixed())
    assert f"1 of {total} recorded" in office.get("/voice/zh").text


def test_a_deleted_recording_is_read_by_the_machine(office: Browser, open_mouth: OpenMouth, clips: Path) -> None:
    kiosk = open_mouth()
    before = kiosk.say(HELP, "zh")
    record_it(office, HELP)
    assert office.fetch(at(HELP, "/throw-away")).status_code == 200
    assert kiosk.say(HELP, "zh") == before
    assert list(clips.iterdir()) == []
    assert office.fetch(at(HELP, "/throw-away")).status_code == 404


def test_a_recording_of_the_words_before_is_not_played_for_the_new_ones(
    office: Browser, open_mouth: OpenMouth, clips: Path
) -> None:
    kiosk = open_mouth()
    machine = kiosk.say(HELP, "zh")
    record_it(office, HELP)
    (clips / "home.help.txt").write_text("有困难，找人。\n", "utf-8")  # as after an update that reworded the sentence
    assert kiosk.say(HELP, "zh") == machine
    assert "line is-unheard by-recorded" not in office.get("/voice/zh").text
    record_it(office, HELP)
    assert kiosk.say(HELP, "zh") != machine


def test_a_take_is_heard_by_who_made_it_and_used_only_once_kept(
    office: Browser, desk: Browser, open_mouth: OpenMouth, clips: Path
) -> None:
    made = office.send(at(HELP, "/takes"), spoken()).json
    assert (made["verdict"], made["seconds"], len(made["shape"])) == ("good", 1.0, 96)
    assert office.get(made["sound"]).mimetype == "audio/wav"
    assert desk.get(made["sound"]).status_code == 403
    assert not clips.exists()
    other = at("跟我说中文。", "/keep")
    assert office.fetch(other, take=made["take"]).status_code == 404, "a take belongs to its sentence"
    assert office.fetch(at(HELP, "/keep"), take=made["take"]).status_code == 200
    assert office.fetch(at(HELP, "/keep"), take=made["take"]).status_code == 404, "kept once"


@pytest.mark.parametrize(
    ("wav", "verdict"),
    [
        (spoken(), "good"),
        (spoken(peak=0.004, room=0.00002), "quiet"),
        (spoken(peak=3.0), "loud"),
        (spoken(peak=0.05, room=0.02), "noisy"),
    ],
    ids=["good", "quiet", "loud", "noisy"],
)
def test_a_take_is_judged(wav: bytes, verdict: str) -> None:
    assert take_of(wav, "zhao", "zh", "x").verdict == verdict


@pytest.mark.parametrize(
    "wav",
    [spoken(peak=0.0), b"", b"RIFF", spoken()[:3000], spoken(seconds=0.05)],
    ids=["silence", "nothing", "no wav", "cut off", "a click"],
)
def test_what_is_no_recording_is_refused_with_a_mend(office: Browser, wav: bytes) -> None:
    page = office.send(at(HELP, "/takes"), wav)
    assert page.status_code == 400
    assert "record" in page.json["advice"]


def test_a_recording_far_too_long_is_refused(office: Browser) -> None:
    assert office.send(at(HELP, "/takes"), bytes(5 * 1024 * 1024)).status_code == 413
    assert office.send(at(HELP, "/takes"), spoken(seconds=40)).status_code == 400


def test_takes_that_nobody_decides_about_do_not_fill_the_memory() -> None:
    takes, made = Takes(), take_of(spoken(), "zhao", "zh", "x")
    names = [takes.put(made) for _ in range(30)]
    assert sum(name in takes._takes for name in names) == 24


def test_a_disk_that_cannot_be_written_keeps_the_old_voice(office: Browser, tmp_path: Path, record: Record) -> None:
    (tmp_path / "data" / "overlay").write_text("in the way")
    made = office.send(at(HELP, "/takes"), spoken()).json
    page = office.fetch(at(HELP, "/keep"), take=made["take"])
    assert page.status_code == 507
    assert record.voicing.clips("zh") == {}
    assert office.get(made["sound"]).status_code == 200, "the take is still there for another try"


# ---- spelling


def sentence_with(app: Flask, word: str) -> str:
    with app.test_request_context():
        return next(each.text for each in pack_of("zh").fixed() if word in each.text)


def test_a_word_is_tried_and_then_spoken_so_by_the_running_kiosk(
    app: Flask, office: Browser, open_mouth: OpenMouth, record: Record, tmp_path: Path
) -> None:
    text = sentence_with(app, "养老金")
    kiosk = open_mouth()
    before, others = kiosk.spoken(text, "zh"), kiosk.sounding(HELP, "zh")
    tried = office.fetch(at(text, "/try"), word="养老金", spoken="yang3lao3jin5")
    assert tried.mimetype == "audio/wav"
    assert kiosk.spoken(text, "zh") == before, "trying changes nothing"
    assert office.fetch(at(text, "/spell"), word="养老金", spoken="yang3lao3jin5").status_code == 200
    assert kiosk.spoken(text, "zh") != before
    assert "jin5" in " ".join(kiosk.spoken(text, "zh"))
    assert kiosk.sounding(HELP, "zh") == others, "sentences without the word keep their ticks"
    told = yaml.safe_load((tmp_path / "data" / "overlay" / "zh" / "lexicon.yaml").read_text("utf-8"))
    assert told == {"words": {"养老金": "yang3lao3jin5"}}
    assert list(record.voicing.spellings("zh")) == [("养老金", "yang3lao3jin5")]
    assert office.fetch(at(text, "/unspell"), word="养老金").status_code == 200
    assert kiosk.spoken(text, "zh") == before


@pytest.mark.parametrize(
    ("word", "spelled", "advice"),
    [
        ("养老金", "yanglaojin", "no tone"),
        ("银行", "yin2hang2", "is not in this sentence"),
        ("养老金", " ", "Write something"),
    ],
)
def test_a_spelling_that_cannot_be_spoken_is_not_kept(
    app: Flask, office: Browser, tmp_path: Path, word: str, spelled: str, advice: str
) -> None:
    text = sentence_with(app, "养老金")
    for act in ("/try", "/spell"):
        page = office.fetch(at(text, act), word=word, spoken=spelled)
        assert page.status_code == 400
        assert advice in page.json["advice"]
    assert not (tmp_path / "data" / "overlay").exists()


def test_a_lexicon_spoilt_by_hand_is_named_and_left_alone(app: Flask, office: Browser, tmp_path: Path) -> None:
    text = sentence_with(app, "养老金")
    file = tmp_path / "data" / "overlay" / "zh" / "lexicon.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("words: [")
    page = office.fetch(at(text, "/spell"), word="养老金", spoken="yang3lao3jin5")
    assert page.status_code == 409
    assert "lexicon.yaml" in page.json["advice"]
    assert file.read_text() == "words: ["


# ---- dialects


def speak_in(office: Browser, name: str) -> None:
    assert office.post("/voice/zh/dialect", name=name).status_code == 302


def test_a_dialect_has_recordings_of_its_own_and_falls_back_to_the_plain_voice(
    office: Browser, open_mouth: OpenMouth, tmp_path: Path
) -> None:
    kiosk = open_mouth()
    sayings = Sayings(kiosk)
    record_it(office, HELP)
    plain, greeting = kiosk.say(HELP, "zh"), kiosk.say(GREETING, "zh")

    speak_in(office, "四川话")
    page = office.get("/voice/zh").text
    assert 'value="四川话" aria-pressed="true"' in page
    assert "0 of" in page, "the plain recording helps out, but is no Sichuan one"
    assert kiosk.say(HELP, "zh") == plain
    names = sayings.name(Saying(HELP, "zh"))

    record_it(office, HELP, spoken(seconds=1.6))
    sichuan = kiosk.say(HELP, "zh")
    assert read_wav(sichuan).seconds == pytest.approx(1.6 + 2 * loudness.MARGIN, abs=0.1)
    assert sayings.name(Saying(HELP, "zh")) != names
    assert kiosk.say(GREETING, "zh") == greeting
    own = tmp_path / "data" / "overlay" / "zh" / "dialects" / "四川话" / "clips"
    assert sorted(each.name for each in own.iterdir()) == ["home.help.txt", "home.help.wav"]

    speak_in(office, "")
    assert kiosk.say(HELP, "zh") == plain
    speak_in(office, "四川话")
    assert kiosk.say(HELP, "zh") == sichuan, "what was recorded is kept while another voice is in use"


def test_who_recorded_in_a_dialect_is_told_apart(office: Browser, record: Record) -> None:
    speak_in(office, "Sichuan")
    record_it(office, HELP)
    assert "home.help" in record.voicing.clips("zh Sichuan")
    assert record.voicing.clips("zh") == {}


@pytest.mark.parametrize("name", ["..", "a/b", ".hidden", "x" * 25, "-", "a\\b", "a\nb"])
def test_a_dialects_name_is_no_path(office: Browser, tmp_path: Path, name: str) -> None:
    assert office.post("/voice/zh/dialect", name=name).status_code == 400
    assert not (tmp_path / "data" / "overlay" / "zh" / "dialects").exists()


def test_only_a_supervisor_chooses_the_voice(desk: Browser) -> None:
    assert desk.post("/voice/zh/dialect", name="Sichuan").status_code == 403
    assert 'name="name"' not in desk.get("/voice/zh").text
