"""Sound comes in pieces, late, twice or broken; what is not understood finds another way; what is told is kept."""

from __future__ import annotations

import io
import wave

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from kiosk_house import HOME, Person, tone
from scripted_ear import ScriptedEar

from casework.access import EVERYTHING
from casework.record import Record
from content.pack import load
from kiosk.chunks import LARGEST, Chunks
from kiosk.loudness import Loudness


def pcm_of(wav: bytes) -> bytes:
    with wave.open(io.BytesIO(wav)) as file:
        return file.readframes(file.getnframes())


def described(record: Record) -> bytes:
    """The one recording of the one request."""
    return pcm_of(record.recordings.read(next(iter(record.recordings.names()))))


@given(st.permutations(range(12)), st.lists(st.integers(0, 11), max_size=6))
def test_pieces_are_put_in_order_whatever_happens(order: list[int], again: list[int]) -> None:
    pieces = [bytes([each, 0]) * 5 for each in range(12)]
    chunks = Chunks()
    got = b"".join(chunks.take(each, pieces[each]) for each in [*order, *again])
    assert got + chunks.rest() == b"".join(pieces)


def test_a_missing_piece_loses_only_itself() -> None:
    chunks = Chunks()
    got = chunks.take(0, b"aa") + chunks.take(2, b"cc") + chunks.take(3, b"dd") + chunks.rest()
    assert got == b"aaccdd"


def test_half_a_sample_is_dropped() -> None:
    assert Chunks().take(0, b"aab") == b"aa"


def test_silence_is_told_from_sound() -> None:
    quiet, loud, dead = Loudness(), Loudness(), Loudness()
    quiet.feed(tone(2, 0.0005))
    loud.feed(tone(2))
    dead.feed(bytes(64_000))
    assert quiet.silent
    assert not quiet.deaf(1.5)
    assert not loud.silent
    assert -20 < loud.level < -10
    assert dead.deaf(1.5)


def test_a_description_is_on_disk_before_it_is_called_kept(villager: Person, record: Record) -> None:
    villager.press("zh", "help", "ill")
    voice = tone(2.5)
    shown = villager.speak(voice)
    assert shown.key == "help.recorded"
    assert described(record) == voice
    assert villager.client.get("/own/description.wav", base_url=HOME).data.startswith(b"RIFF")


def test_duplicates_and_disorder_change_nothing(villager: Person, record: Record) -> None:
    villager.press("zh", "help", "ill")
    voice = tone(2)
    pieces = [voice[start : start + 6400] for start in range(0, len(voice), 6400)]
    turn = villager.listen()
    for number in (1, 0, 0, 3, 2, 1, *range(4, len(pieces))):
        villager.post(f"/listen/{turn}/{number}", pieces[number])
    assert villager.end(turn).key == "help.recorded"
    assert described(record) == voice
    again = villager.post(f"/listen/{turn}/end").get_json()
    assert again["goes"] == "/screen/help.recorded", "asked twice, it answers the same"
    assert len(list(record.recordings.names())) == 1


def test_an_oversized_piece_is_refused_and_the_rest_kept(villager: Person, record: Record) -> None:
    villager.press("zh", "help", "ill")
    turn = villager.listen()
    assert villager.post(f"/listen/{turn}/0", tone(1)).status_code == 200
    assert villager.post(f"/listen/{turn}/1", bytes(LARGEST + 2)).status_code == 413
    assert villager.post(f"/listen/{turn}/1", bytes(4_000_000)).status_code == 413
    assert villager.post(f"/listen/{turn}/1", tone(1)).status_code == 200
    assert villager.end(turn).key == "help.recorded"
    assert described(record) == tone(1) * 2


def test_nobody_speaks_into_another_persons_turn(kiosk: Flask, villager: Person) -> None:
    villager.press("zh", "help", "ill")
    turn = villager.listen()
    stranger = Person(kiosk)
    stranger.look()
    assert stranger.post(f"/listen/{turn}/0", tone(1)).status_code == 404
    assert stranger.post(f"/listen/{turn}/end").status_code == 404
    assert stranger.client.get("/own/description.wav", base_url=HOME).status_code == 404


def test_too_short_and_silent_recordings_are_offered_again(villager: Person, record: Record) -> None:
    villager.press("zh", "help", "ill")
    short = villager.speak(tone(0.3))
    assert short.key == "help.describe"
    assert load("zh").sentences("recording.too_short")[0] in short.words
    silent = villager.speak(tone(3, 0.0005))
    assert silent.key == "help.describe"
    assert load("zh").sentences("miss.silence")[0] in silent.words
    assert list(record.recordings.names()) == []


def test_a_dead_microphone_is_told_within_two_seconds(villager: Person) -> None:
    for way in (("zh",), ("help", "ill")):
        villager.press(*way)
        before = villager.look().key
        turn = villager.listen()
        states = [villager.post(f"/listen/{turn}/{n}", bytes(6400)).get_json() for n in range(9)]
        stopped = next(each for each in states if each["done"])
        assert stopped["seconds"] < 2
        assert stopped["trouble"] == "error.microphone_silent"
        shown = villager.end(turn)
        assert shown.key == "trouble"
        assert load("zh").sentences("error.microphone_silent")[0] in shown.words
        assert villager.press("command:back").key == before


def test_a_missing_or_forbidden_microphone_is_told(villager: Person) -> None:
    villager.press("zh", "help", "ill")
    for cause in ("error.microphone", "error.microphone_denied"):
        assert villager.post("/trouble", {"cause": cause}).get_json()["goes"] == "/screen/trouble"
        assert load("zh").sentences(cause)[0] in villager.look("trouble").words
    assert villager.press("command:back").key == "help.describe"
    assert villager.post("/trouble", {"cause": "../etc"}).get_json()["goes"] == "/screen/trouble"


def test_a_full_recording_is_kept(villager: Person, record: Record) -> None:
    villager.press("zh", "help", "ill")
    turn = villager.listen()
    second = tone(2)
    states = [villager.post(f"/listen/{turn}/{n}", second).get_json() for n in range(92)]
    nearly = next(each for each in states if each["nearly_full"])
    assert nearly["seconds"] == 150
    assert states[-1]["done"]
    assert states[-1]["seconds"] == 180
    shown = villager.end(turn)
    assert load("zh").sentences("recording.full")[0] in shown.words
    assert len(described(record)) == 180 * 32_000


def test_walking_away_in_mid_sentence_keeps_what_was_said(villager: Person, record: Record) -> None:
    villager.press("zh", "help", "ill")
    turn = villager.listen()
    villager.post(f"/listen/{turn}/0", tone(2))
    villager.post("/leave")
    assert described(record) == tone(2)
    assert record.queue(EVERYTHING) == []


def test_three_different_ways_forward(villager: Person, scripted_ear: ScriptedEar, record: Record) -> None:
    villager.press("zh", "help")
    once = villager.speak(tone(1))
    assert once.key == "help"
    assert load("zh").sentences("miss.once")[0] in once.words
    scripted_ear.will_hear("unsure", None, "choice:house", "choice:money")
    offered = villager.speak(tone(1.2))
    assert offered.key == "did_you_mean"
    assert offered.offered == ["house", "money", "none_of_these"]
    voice = tone(1.4)
    kept = villager.speak(voice)
    assert kept.key == "kept"
    assert described(record) == voice
    assert villager.press("send").key == "help.receipt"
    assert record.queue(EVERYTHING)[0].category == "other"


def test_a_candidate_leads_where_it_belongs(villager: Person, scripted_ear: ScriptedEar) -> None:
    for pressed, goes in (("house", "help.describe"), ("command:home", "home"), ("none_of_these", "kept")):
        villager.look("home")
        villager.press("help") if villager.look().key != "language" else villager.press("zh", "help")
        scripted_ear.will_hear("nothing")
        villager.speak(tone(1))
        scripted_ear.will_hear("unsure", None, "choice:house", "command:home")
        assert villager.speak(tone(1)).key == "did_you_mean"
        assert villager.press(pressed).key == goes


def test_without_candidates_the_screens_own_pictures_are_offered(villager: Person) -> None:
    villager.press("zh", "mine")
    villager.speak(tone(1))
    assert villager.speak(tone(1)).offered == ["number", "token", "card", "none_of_these"]


def test_misses_never_overwrite_a_description(villager: Person, record: Record) -> None:
    villager.press("zh", "help", "ill")
    told = tone(2)
    villager.speak(told)
    for _ in range(3):
        shown = villager.speak(tone(1))
    assert shown.key == "kept"
    assert described(record) == told


def test_silence_is_no_miss(villager: Person, scripted_ear: ScriptedEar) -> None:
    villager.press("zh", "help")
    for _ in range(4):
        scripted_ear.will_hear("silence")
        shown = villager.speak(tone(1))
        assert shown.key == "help"
    assert load("zh").sentences("miss.silence")[0] in shown.words
    scripted_ear.will_hear("unavailable")
    assert load("zh").sentences("miss.unavailable")[0] in villager.speak(tone(1)).words


def test_a_spoken_digit_presses_the_numbered_picture(villager: Person, scripted_ear: ScriptedEar) -> None:
    villager.press("zh")
    scripted_ear.will_hear("digit", "2")
    assert villager.speak(tone(1)).key == "listen"
    villager.press("command:home", "mine", "number")
    scripted_ear.will_hear("digit", "7")
    assert "<b>7</b>" in villager.speak(tone(1)).text
    scripted_ear.will_hear("number", "41")
    assert "<b>4</b><b>1</b>" in villager.speak(tone(1)).text


def test_without_an_engine_the_voice_goes_to_a_human(
    villager: Person, scripted_ear: ScriptedEar, record: Record
) -> None:
    scripted_ear.languages = ("en",)
    villager.press("zh")
    answer = villager.post("/listen", {"screen": "home"}).get_json()
    assert answer["goes"] == "/screen/help.describe"
    assert load("zh").sentences("ear.none")[0] in villager.look("help.describe").words
    assert villager.speak(tone(2)).key == "help.recorded"
    villager.press("go_on", "no_name", "send")
    assert record.queue(EVERYTHING)[0].category == "other"


def test_the_description_is_written_down_after_the_receipt(
    kiosk: Flask,
    villager: Person,
    scripted_ear: ScriptedEar,
    record: Record,
) -> None:
    villager.press("zh", "help", "ill")
    villager.speak(tone(2))
    villager.press("go_on", "no_name", "send")
    kiosk.extensions["desk"].dictations.finish()
    assert scripted_ear.dictated == [tone(2)]
    notes = record.request(record.queue(EVERYTHING)[0].request, EVERYTHING).notes
    assert [(each.kind, each.text) for each in notes] == [("dictation", "my roof is leaking")]


def test_the_ear_is_warmed_for_the_language_chosen(villager: Person, scripted_ear: ScriptedEar) -> None:
    villager.press("en")
    assert scripted_ear.warmed[-1:] == ["en"]


def test_somebody_who_says_english_is_heard_though_chinese_has_no_ear(
    villager: Person, scripted_ear: ScriptedEar
) -> None:
    scripted_ear.languages = ("ko", "en")
    drawn = villager.look()
    assert (drawn.key, load("zh").screen("language").prompt[0] in drawn.words) == ("language", True)
    villager.speak(tone(1))
    scripted_ear.will_hear("unsure", None, "choice:en", "choice:ko")
    assert villager.speak(tone(1)).offered == ["en", "ko", "none_of_these"]
    scripted_ear.will_hear("choice", "en")
    assert villager.speak(tone(1)).body["data-screen"] == "home"
    assert [(each.key, each.language) for each in scripted_ear.heard] == [
        *(("language", "en"), ("language", "en"), ("did_you_mean", "en")),
    ], "the first of the station's languages that has an ear, which is not the first that the ear knows"
    listened = {each.meaning: each.template for each in scripted_ear.heard[0].phrases()}
    assert "english" in listened["choice:en"]
    assert load("en").screen("home").prompt[0] in villager.look().words
