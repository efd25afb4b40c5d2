"""Voice letters on a relative's phone: heard, answered, limited while they are read, closed with the link."""

from __future__ import annotations

import io
import wave
from uuid import uuid4

import pytest
from calling_house import FROM_HERE, HERE
from flask.testing import FlaskClient
from kiosk_house import tone

from calls.guest import letters
from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker

Link = tuple[str, str, str]


def post(phone: FlaskClient, path: str, body: bytes = b"") -> int:
    return phone.post(path, data=body, base_url=HERE, headers=FROM_HERE).status_code


@pytest.fixture
def letter(record: Record, grandma_wang: Person, link: Link) -> str:
    """Spoken by Grandma Wang for her son, and sent."""
    begun = record.letters.begin(grandma_wang.id, link[0])
    record.letters.speak(begun, record.recordings.keep(tone(2.0), begun, "letter"))
    return record.letters.send(begun).id


def test_the_son_hears_it_in_parts_too_and_she_is_told_that_he_has(
    phone: FlaskClient, record: Record, letter: str
) -> None:
    page = phone.get("/", base_url=HERE).text
    assert f"/letters/{letter}.wav" in page
    whole = phone.get(f"/letters/{letter}.wav", base_url=HERE)
    with wave.open(io.BytesIO(whole.data)) as wav:
        assert wav.readframes(wav.getnframes()) == tone(2.0)
    part = phone.get(f"/letters/{letter}.wav", base_url=HERE, headers={"Range": "bytes=0-1"})
    assert (part.status_code, part.data) == (206, b"RI")
    assert part.headers["Content-Range"] == f"bytes 0-1/{len(whole.data)}"
    assert record.letters.get(letter).state == "sent", "fetched is not heard"
    assert post(phone, f"/letters/{letter}/heard") == 200
    assert record.letters.get(letter).state == "heard"


def test_the_son_answers_and_a_phone_that_sends_twice_has_sent_once(
    phone: FlaskClient, record: Record, grandma_wang: Person
) -> None:
    own = str(uuid4())
    for _ in range(2):
        assert post(phone, f"/letters/{own}", tone(3.0)) == 200
    (arrived,) = record.letters.of(grandma_wang.id)
    assert (arrived.id, arrived.way, arrived.seconds) == (own, "in", 3.0)
    assert len(list(record.recordings.names())) == 1
    assert "到了，还没有听" in phone.get("/letters", base_url=HERE).text
    assert phone.get(f"/letters/{own}.wav", base_url=HERE).status_code == 404, "what one said oneself stays here"


def test_too_long_too_short_too_many_and_strange_ones_leave_nothing(
    phone: FlaskClient, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "LARGEST", 64_000)
    assert post(phone, f"/letters/{uuid4()}", tone(2.1)) == 413
    unsized = {"wsgi.input_terminated": True, "CONTENT_LENGTH": ""}
    monkeypatch.setattr(letters, "LARGEST", 32_000)
    monkeypatch.setattr(letters, "PIECE", 8_000)
    body = io.BytesIO(tone(2.0))
    answer = phone.post(
        f"/letters/{uuid4()}", input_stream=body, base_url=HERE, headers=FROM_HERE, environ_overrides=unsized
    )
    assert answer.status_code == 413
    assert body.tell() < len(tone(2.0)), "it is not read to its end"
    assert post(phone, f"/letters/{uuid4()}", tone(0.5)) == 400
    assert post(phone, "/letters/mine", tone(0.9)) == 404
    assert phone.post(f"/letters/{uuid4()}", data=tone(0.9), base_url=HERE).status_code == 403
    monkeypatch.setattr("casework.letters.letters.MOST_A_DAY", 0)
    assert post(phone, f"/letters/{uuid4()}", tone(0.9)) == 429
    assert list(record.recordings.names()) == []
    assert list(record.recordings.folder.glob("*.part")) == []


def test_nobody_hears_another_ones_letters_and_a_revoked_link_closes_them_at_once(
    phone: FlaskClient, record: Record, li_na: Worker, grandma_wang: Person, link: Link, letter: str
) -> None:
    friend = record.people.relations.add(grandma_wang.id, li_na.id, "friend", "张婶", may_call=1)
    _, secret = record.invitations.invite(friend, li_na.id, "zh")
    other = phone.application.test_client()
    other.get(f"/j/{secret}", base_url=HERE)
    assert other.get(f"/letters/{letter}.wav", base_url=HERE).status_code == 404
    assert post(other, f"/letters/{letter}/heard") == 404
    assert letter not in other.get("/", base_url=HERE).text
    record.invitations.revoke(link[1], li_na.id)
    assert phone.get(f"/letters/{letter}.wav", base_url=HERE).status_code == 410
    assert phone.get("/letters", base_url=HERE).status_code == 410
    assert post(phone, f"/letters/{uuid4()}", tone(1.0)) == 410
    assert list(record.recordings.names()) == [str(record.letters.get(letter).sound)]
    assert record.letters.get(letter).state == "kept", "no link is open: it is not sent any more"


def test_a_relation_that_ends_closes_them_too(
    phone: FlaskClient, record: Record, li_na: Worker, grandma_wang: Person, link: Link, letter: str
) -> None:
    record.people.relations.end(grandma_wang.id, link[0], li_na.id)
    assert phone.get(f"/letters/{letter}.wav", base_url=HERE).status_code == 410
    assert post(phone, f"/letters/{uuid4()}", tone(1.0)) == 410


@pytest.fixture
def film(phone: FlaskClient) -> bytes:
    """What a browser's recorder begins with, and enough of it to come in more than one piece."""
    return b"\x1a\x45\xdf\xa3" + bytes(range(256)) * 1500


def test_a_film_comes_is_seen_in_parts_and_what_is_none_leaves_nothing(
    phone: FlaskClient, record: Record, grandma_wang: Person, link: Link, film: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = str(uuid4())
    for _ in range(2):
        assert post(phone, f"/letters/{own}/film?seconds=5.5", film) == 200
    (arrived,) = record.letters.of(grandma_wang.id)
    assert (arrived.form, arrived.seconds, arrived.sound) == ("video/webm", 5.5, None)
    assert record.letters.films.read(str(arrived.film)) == film
    assert post(phone, f"/letters/{uuid4()}/film?seconds=5", b"GIF89a" + film) == 400
    assert post(phone, f"/letters/{uuid4()}/film?seconds=0.2", film) == 400
    monkeypatch.setattr(letters, "LARGEST_FILM", 300_000)
    assert post(phone, f"/letters/{uuid4()}/film?seconds=5", film) == 413
    assert list(record.letters.films.names()) == [arrived.film]
    begun = record.letters.begin(grandma_wang.id, link[0])
    made = record.letters.films.keep(io.BytesIO(b"\0\0\0\x18ftypmp42" + film), 1_000_000, 3.0)
    record.letters.speak(begun, made)
    record.letters.send(begun)
    assert f'src="/letters/{begun}.film"' in phone.get("/", base_url=HERE).text
    part = phone.get(f"/letters/{begun}.film", base_url=HERE, headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.data, part.mimetype) == (206, b"ftyp", "video/mp4")
    assert phone.get(f"/letters/{begun}.wav", base_url=HERE).status_code == 404
