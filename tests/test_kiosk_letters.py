"""A voice letter at the screen without a browser: spoken, heard back, sent, answered, taken back."""

from __future__ import annotations

from io import BytesIO
from uuid import uuid4

import pytest
from calling_house import show_card, yes
from kiosk_house import HOME, Person, tone

from casework.consents.entry import Asked
from casework.letters import letters
from casework.persons.people import Person as Somebody
from casework.record import Record
from casework.recordings import as_wav
from casework.workers import Worker
from kiosk import recorder


def own(person: Person, kind: str) -> bytes:
    """The sound that the page would play."""
    answer = person.client.get(f"/own/{kind}.wav", base_url=HOME)
    assert answer.status_code == 200
    return bytes(answer.data)


def test_spoken_heard_back_and_sent_and_what_became_of_it_is_told(
    villager: Person, record: Record, li_na: Worker, grandma_wang: Somebody, son: str
) -> None:
    assert villager.press("en", "call", "letter").key == "card", "only with a card"
    assert show_card(villager, record, grandma_wang.id, li_na) == "letters"
    assert villager.look("letters").key == "consent.ask", "nobody has asked her yet"
    villager.press("yes")
    assert villager.look("letters").offered == ["speak", "home"]
    seen = villager.press("speak", f"face.{son}")
    assert "This letter goes to 王强." in seen.words
    pcm = tone(2.0)
    seen = villager.speak(pcm)
    assert seen.key == "letters.recorded"
    assert "It is not sent yet." in seen.words
    assert own(villager, "letter") == as_wav(pcm)
    assert record.letters.between(son) == ()
    seen = villager.press("send")
    assert seen.key == "letters.sent"
    assert "王强 cannot hear it yet" in seen.words, "without a link it is kept, not sent"
    record.invitations.invite(son, li_na.id, "zh")
    assert "王强 can hear it now" in villager.look("letters.sent").words
    (letter,) = record.letters.between(son)
    assert record.recordings.read(str(letter.sound)) == as_wav(pcm)
    record.letters.heard(letter.id, f"guest:{son}")
    assert "Your letter to 王强, today in the morning, has been heard." in villager.look("letters").words
    assert villager.client.get("/own/letter.wav", base_url=HOME).status_code == 404


def test_an_unsent_one_waits_and_can_be_thrown_away(
    villager: Person, record: Record, li_na: Worker, grandma_wang: Somebody, son: str
) -> None:
    yes(record, grandma_wang.id)
    villager.press("en")
    show_card(villager, record, grandma_wang.id, li_na)
    villager.look("letters")
    villager.press("speak", f"face.{son}")
    villager.speak(tone(1.0))
    other = Person(villager.app)
    other.press("en")
    show_card(other, record, grandma_wang.id, li_na)
    other.look("letters.faces")
    seen = other.press(f"face.{son}")
    assert seen.key == "letters.recorded", "what she spoke before is there again"
    seen = other.press("dont")
    assert seen.key == "letters"
    assert "thrown away" in seen.words
    assert list(record.recordings.names()) == []


def test_a_letter_from_the_son_is_announced_without_a_name_told_alone_and_answered(
    villager: Person, record: Record, li_na: Worker, grandma_wang: Somebody, son: str
) -> None:
    yes(record, grandma_wang.id)
    pcm = tone(1.5)
    record.letters.receive(str(uuid4()), son, record.recordings.keep(pcm, kind="letter"))
    villager.accompanied = True
    villager.press("en")
    show_card(villager, record, grandma_wang.id, li_na)
    seen = villager.look("known")
    assert "There is a letter for you." in seen.words
    assert "王强" not in seen.words
    assert villager.press("letter").key == "alone"
    seen = villager.press("nobody")
    assert "You have a letter from your son, 王强, today in the morning:" in seen.words
    for _ in range(2):
        assert own(villager, "letter_in") == as_wav(pcm)
    assert record.letters.between(son)[0].state == "sent", "drawn is not heard"
    assert villager.post("/letters/heard").status_code == 200
    assert record.letters.between(son)[0].state == "heard"
    assert "letter" not in villager.look("known").offered, "told once"
    assert villager.look("letters").offered == ["hear", "speak", "home"]
    assert villager.press("hear").key == "letters.letter", "and there as often as she wants"
    assert villager.press("answer").key == "letters.speak"
    record.people.relations.change(grandma_wang.id, son, li_na.id, {"may_call": 0})
    assert villager.look("letters.letter").key == "calls.nobody_yet"
    assert villager.client.get("/own/letter_in.wav", base_url=HOME).status_code == 404


def test_a_letter_from_somebody_who_is_no_longer_approved_is_not_announced(
    villager: Person, record: Record, li_na: Worker, grandma_wang: Somebody, son: str
) -> None:
    entry = yes(record, grandma_wang.id)
    record.letters.receive(str(uuid4()), son, record.recordings.keep(tone(1.0), kind="letter"))
    record.consents.take_back(entry, Asked("不要了", "zh-x", "zh"))
    villager.press("en")
    show_card(villager, record, grandma_wang.id, li_na)
    assert "letter" not in villager.look("known").words


def test_it_is_taken_back_at_the_screen_like_everything_that_was_sent(
    villager: Person, record: Record, li_na: Worker, grandma_wang: Somebody, son: str
) -> None:
    yes(record, grandma_wang.id)
    record.invitations.invite(son, li_na.id, "zh")
    villager.press("en")
    show_card(villager, record, grandma_wang.id, li_na)
    villager.look("letters.faces")
    villager.press(f"face.{son}")
    villager.speak(tone(1.0))
    seen = villager.press("send", "undo")
    assert "letter" in seen.offered
    assert villager.press("letter", "take_back").key == "takeback.done"
    assert record.letters.between(son) == ()
    assert villager.look("letters.sent").key == "letters"


def test_the_end_is_announced_and_what_is_longer_is_kept_up_to_it(
    villager: Person, record: Record, li_na: Worker, grandma_wang: Somebody, son: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder.LetterRecorder, "longest", 3.0)
    monkeypatch.setattr(recorder.LetterRecorder, "nearly", 2.0)
    yes(record, grandma_wang.id)
    villager.press("en")
    show_card(villager, record, grandma_wang.id, li_na)
    villager.look("letters.faces")
    seen = villager.press(f"face.{son}")
    said = villager.app.extensions["desk"].sayings.find(seen.body["data-nearly"])
    assert said.text == "You have twenty seconds left."
    assert letters.NEARLY_FULL == 20
    assert "two minutes" in seen.words
    assert letters.LONGEST == 120
    turn = villager.listen()
    states = [villager.post(f"/listen/{turn}/{each}", tone(1.0)).get_json() for each in range(4)]
    assert [each["nearly_full"] for each in states] == [False, True, True, True]
    assert [each["done"] for each in states] == [False, False, True, True]
    villager.end(turn)
    draft = record.letters.draft(son)
    assert draft is not None
    assert draft.seconds == 3.0


def test_a_relative_whom_nobody_reached_gets_a_letter_and_no_request(
    villager: Person, record: Record, li_na: Worker, grandma_wang: Somebody, son: str
) -> None:
    yes(record, grandma_wang.id)
    villager.press("en")
    show_card(villager, record, grandma_wang.id, li_na)
    villager.look("calls.faces")
    villager.press(f"face.{son}")
    goes = villager.post("/calls/over", {"why": "missed"}).get_json()["goes"]
    seen = villager.sees(goes)
    assert seen.offered == ["again", "letter", "home"]
    seen = villager.press("letter")
    assert seen.key == "letters.speak"
    assert "王强" in seen.words


def test_a_letter_with_a_picture_is_made_seen_and_sent_and_one_that_came_is_shown(
    villager: Person, record: Record, li_na: Worker, grandma_wang: Somebody, son: str
) -> None:
    film = b"\x1a\x45\xdf\xa3" + b"her face" * 1000
    yes(record, grandma_wang.id)
    villager.press("en")
    show_card(villager, record, grandma_wang.id, li_na)
    villager.look("letters.faces")
    assert villager.press(f"face.{son}").offered == ["record", "film", "dont"]
    seen = villager.press("film")
    assert (seen.key, seen.body["data-kind"]) == ("letters.film", "film")
    assert villager.press("film").body["data-act"] == "film"
    goes = villager.post("/letters/film?seconds=0.4", film).get_json()["goes"]
    assert villager.sees(goes).key == "letters.film", "a finger that slipped"
    seen = villager.sees(villager.post("/letters/film?seconds=7", film).get_json()["goes"])
    assert seen.key == "letters.recorded"
    assert "0:07" in seen.words
    assert villager.client.get("/letters/film/film", base_url=HOME).data == film
    villager.press("send")
    (letter,) = record.letters.between(son)
    assert (letter.film is not None, letter.seconds) == (True, 7.0)
    own = record.letters.films.keep(BytesIO(film + b"his"), 100_000, 3.0)
    record.letters.receive(str(uuid4()), son, own)
    assert villager.look("letters.letter").key == "letters.letter"
    assert villager.client.get("/letters/film/film_in", base_url=HOME).data == film + b"his"
    assert Person(villager.app).client.get("/letters/film/film_in", base_url=HOME).status_code == 404
    villager.look("letters.faces")
    villager.press(f"face.{son}")
    assert "My camera does not work." in villager.sees(villager.post("/letters/blind").get_json()["goes"]).words
