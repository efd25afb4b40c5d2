"""The box's own microphone and loudspeaker, when those listen and speak; doubles have the real interface."""

from __future__ import annotations

import io
import time
import wave
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from flask import Flask
from kiosk_house import Person, tone
from scripted_ear import ScriptedEar

from casework.errors import RecordFull
from casework.record import Record
from content.pack import load
from kiosk import app as kiosk_app
from kiosk.loudspeaker import louder
from kiosk.settings import KioskSettings
from voice.errors import NoLoudspeaker, NoMicrophone
from voice.loudness import read, wav_of


class Microphone:
    """Hears what it is given, in pieces of 100 ms, and then nothing more until it is closed."""

    def __init__(self, sound: bytes) -> None:
        self.sound, self.closed = sound, False

    def pieces(self) -> Iterator[bytes]:
        for start in range(0, len(self.sound), 3200):
            yield self.sound[start : start + 3200]
        while not self.closed:
            time.sleep(0.01)
            yield b""

    def close(self) -> None:
        self.closed = True


class Loudspeaker:
    """Remembers what it played."""

    def __init__(self) -> None:
        self.played: list[bytes] = []
        self.stops = 0

    def play(self, wav: bytes, *, wait: bool = False) -> None:
        assert wait
        self.played.append(wav)

    def stop(self) -> None:
        self.stops += 1


def until(person: Person, turn: str, seconds: float) -> None:
    """Wait as the page does, until that much was heard."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if person.client.get(f"/listen/{turn}", base_url="http://127.0.0.1").get_json()["seconds"] >= seconds:
            return
        time.sleep(0.02)
    raise AssertionError("nothing was heard")


def with_desk(kiosk: Flask, **parts: object) -> None:
    kiosk.extensions["desk"] = replace(kiosk.extensions["desk"], **parts)  # type: ignore[arg-type]


def test_the_boxs_microphone_records_and_is_let_go(kiosk: Flask, villager: Person, record: Record) -> None:
    microphone = Microphone(tone(2))
    with_desk(kiosk, open_microphone=lambda: microphone)
    villager.press("zh", "help", "ill")
    begun = villager.post("/listen", {"screen": "help.describe"}).get_json()
    assert begun["box"] is True
    until(villager, begun["turn"], 2.0)
    assert villager.end(begun["turn"]).key == "help.recorded"
    kept = record.recordings.read(next(iter(record.recordings.names())))
    with wave.open(io.BytesIO(kept)) as file:
        assert file.readframes(file.getnframes()) == tone(2)
    deadline = time.monotonic() + 10
    while not microphone.closed and time.monotonic() < deadline:
        time.sleep(0.01)
    assert microphone.closed


def test_the_boxs_microphone_hears_commands(kiosk: Flask, villager: Person, scripted_ear: ScriptedEar) -> None:
    with_desk(kiosk, open_microphone=lambda: Microphone(tone(3)))
    villager.press("zh")
    scripted_ear.will_hear("choice", "listen")
    turn = villager.listen()
    until(villager, turn, 2.0)
    assert villager.end(turn).key == "listen"


def test_a_box_without_a_microphone_says_so(kiosk: Flask, villager: Person) -> None:
    def missing() -> Microphone:
        raise NoMicrophone("no such device")

    with_desk(kiosk, open_microphone=missing)
    villager.press("zh")
    assert villager.post("/listen", {"screen": "home"}).get_json()["goes"] == "/screen/trouble"
    assert load("zh").sentences("error.microphone")[0] in villager.look("trouble").words


def test_a_disk_that_fills_while_the_box_records_is_told(
    kiosk: Flask, villager: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise RecordFull(Path("recordings"))

    monkeypatch.setattr("casework.new_recording.NewRecording.append", full)
    with_desk(kiosk, open_microphone=lambda: Microphone(tone(2)))
    villager.press("zh", "help", "ill")
    turn = villager.listen()
    deadline = time.monotonic() + 10
    status = 200
    while status == 200 and time.monotonic() < deadline:
        status = villager.client.get(f"/listen/{turn}", base_url="http://127.0.0.1").status_code
    assert status == 507
    assert load("zh").sentences("error.disk_full")[0] in villager.look("trouble").words
    assert "stopped" in caplog.text


def test_the_boxs_loudspeaker_says_it_louder_and_hushes(kiosk: Flask, villager: Person) -> None:
    loudspeaker = Loudspeaker()
    with_desk(kiosk, loudspeaker=loudspeaker)
    shown = villager.press("en")
    name = shown.lines[0]["data-say"]
    assert villager.post("/box/say", {"name": name}).status_code == 204
    villager.press("command:louder")
    assert villager.post("/box/say", {"name": name}).status_code == 204
    quiet, loud = (np.sqrt((read(each)[0] ** 2).mean()) for each in loudspeaker.played)
    assert 1.2 < loud / quiet < 1.5
    assert villager.post("/box/hush").status_code == 204
    assert loudspeaker.stops == 1
    assert villager.post("/box/say", {"name": "nobody-said-this"}).status_code == 404


def test_louder_never_exceeds_full_scale() -> None:
    wav = wav_of(np.sin(np.linspace(0, 500, 16_000)).astype(np.float32) * np.float32(0.5), 16_000)
    raised, _ = read(louder(wav, 12.0))
    assert 0.9 < np.abs(raised).max() <= 1.0
    assert louder(wav, 0) == wav


def test_without_a_loudspeaker_the_browser_speaks(
    record: Record, scripted_ear: ScriptedEar, quiet_mouth: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> Loudspeaker:
        raise NoLoudspeaker("no sound card")

    monkeypatch.setattr(kiosk_app, "Loudspeaker", missing)  # whether this machine has a sound card must not matter
    made = kiosk_app.create_app(KioskSettings(loudspeaker="box"), record, scripted_ear, quiet_mouth)  # type: ignore[arg-type]
    assert Person(made).look().body["data-loudspeaker"] == "browser"
    made.extensions["desk"].dictations.close()


def test_a_finger_is_quicker_than_the_voice(kiosk: Flask, villager: Person, record: Record) -> None:
    villager.press("zh", "help", "ill")
    turn = villager.listen()
    villager.post(f"/listen/{turn}/0", tone(2))
    assert villager.press("command:home").key == "home"
    assert villager.post(f"/listen/{turn}/1", tone(1)).status_code == 404
    assert len(list(record.recordings.names())) == 1, "what was said so far stays with the draft"
    assert villager.look("help.recorded").key == "help.recorded"
