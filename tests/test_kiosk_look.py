"""Letters and colours: chosen at the screen by touch, digit and voice, seen at once, gone with the visit."""

from __future__ import annotations

import gzip

import pytest
from flask import Flask
from kiosk_house import HOME, Person, Seen, tone
from scripted_ear import ScriptedEar

from kiosk.edition import SHEET, edition


def worn(seen: Seen) -> tuple[str, str]:
    told = next(told for tag, told in seen.tags if tag == "html")
    return told["data-size"], told["data-theme"]


def test_letters_and_colours_are_worn_at_once_and_marked(villager: Person) -> None:
    villager.press("zh", "command:look")
    seen = villager.press("largest", "contrast")
    assert seen.key == "look"
    assert worn(seen) == ("largest", "contrast")
    marked = [each["value"] for each in seen.buttons if each.get("aria-pressed") == "true"]
    assert marked == ["largest", "contrast"]
    assert worn(villager.press("ready")) == ("largest", "contrast")
    assert villager.look().key == "home"


def test_digits_alone_reach_and_choose_them(villager: Person) -> None:
    seen = villager.keys(4, 2, 5)
    assert (seen.key, *worn(seen)) == ("look", "large", "contrast")


def test_a_voice_reaches_them_from_anywhere_and_comes_back(villager: Person, scripted_ear: ScriptedEar) -> None:
    villager.press("en", "listen", "health")
    scripted_ear.will_hear("command", "look")
    assert villager.speak(tone(1)).key == "look"
    scripted_ear.will_hear("choice", "largest")
    assert worn(villager.speak(tone(1)))[0] == "largest"
    assert villager.press("command:back").key == "listen.health"


def test_the_next_person_finds_the_usual_ones(villager: Person) -> None:
    villager.press("zh", "command:look", "largest", "contrast")
    villager.post("/leave")
    assert worn(villager.look()) == ("normal", "")


def test_own_files_are_kept_for_ever_under_their_edition_only(kiosk: Flask) -> None:
    own, client = edition(), kiosk.test_client()
    for name in (SHEET, "main.js", "size.js"):
        kept = client.get(own.address(name), base_url=HOME, headers={"Accept-Encoding": "gzip"})
        assert "immutable" in kept.headers["Cache-Control"]
        assert gzip.decompress(kept.data) == own.pieces[name].body
        old = client.get(f"/static/yesterday/{name}", base_url=HOME)
        assert old.headers["Cache-Control"] == "no-store"
        assert old.data == own.pieces[name].body


def test_a_page_is_packed_and_never_kept(kiosk: Flask) -> None:
    page = kiosk.test_client().get("/screen/home", base_url=HOME, headers={"Accept-Encoding": "gzip, br"})
    assert page.headers["Cache-Control"] == "no-store"
    assert b"data-screen" in gzip.decompress(page.data)
    plain = kiosk.test_client().get("/screen/home", base_url=HOME)
    assert "Content-Encoding" not in plain.headers


@pytest.mark.parametrize("name", ["kiosk.css", "main.js"])
def test_an_address_tells_which_content_it_has(name: str) -> None:
    own = edition()
    assert own.address(name) == f"/static/{own.name}/{name}"
    with pytest.raises(KeyError):
        own.address("no.such")
