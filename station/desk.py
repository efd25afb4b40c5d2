"""An installer's commands besides `serve`: models, self-check, seeds, first code; argparse is in ``__main__``."""

from __future__ import annotations

import sys
from argparse import Namespace

import content
from casework.record import Record
from station import audit, check, doctor, mixer_conf, relay_conf, second_step, seed, speakers
from station.decided import Settings, read_settings
from station.errors import WrongSettings
from station.place import Place, loose_key
from voice.ear import Ear
from voice.models import add_model, way_to_hear


def run(told: Namespace, place: Place) -> int:
    """Do one command; the exit code."""
    place.make()
    reading = read_settings(place, data_given=told.data is not None)
    mistakes = [*reading.mistakes, *filter(None, [loose_key(reading.key_file)])]
    if reading.settings is None or mistakes:
        raise WrongSettings(mistakes)
    settings = reading.settings
    if told.command == "voice":
        acts = {"add": _add, "speaker": speakers.run, "list": _list}
        return acts[told.act](told, settings)
    if told.command == "audit":
        return audit.run(told, settings, sys.stdout.write)
    if told.command == "second-step":
        return second_step.run(told, settings, sys.stdout.write)
    if told.command == "check":
        return check.run(settings, place, sys.stdout.write)
    if told.command == "doctor":
        return doctor.run(settings, place, sys.stdout.write)
    if told.command == "seed":
        laid = seed.sow_month(settings) if told.month else seed.sow(settings)
        _tell(f"{laid} demonstration requests laid in.")
        return 0
    if told.command == "relay":
        return relay_conf.run(settings.relay, sys.stdout.write)
    if told.command == "circles":
        return mixer_conf.run(settings.circles, sys.stdout.write)
    return _code(settings)


def _add(told: Namespace, settings: Settings) -> int:
    added = add_model(told.language, told.source, settings.hearing.models, sha256=told.sha256)
    _tell(f"{added.language}: installed in {added.folder}. A running station uses it from its next start on.")
    if not added.known:
        _tell(f"Nobody vouched for this file; its SHA-256 is {added.sha256}. Compare it with its publisher's.")
    return 0


def _list(_: Namespace, settings: Settings) -> int:
    ear = Ear(settings.hearing)
    try:
        for language in content.shipped_languages():
            ability = ear.ability(language)
            name = content.load(language).name
            _tell(
                f"{language}  {name:<8}  {ability.engine or 'no engine':<12}  "
                f"phrases: {_yes(ability.commands)}  dictation: {_yes(ability.dictation)}"
            )
            if ability.engine is None:
                _tell(f"    to hear it: {way_to_hear(language)}")
            _tell(speakers.speaks(language, settings))
    finally:
        ear.close()
    return 0


def _code(settings: Settings) -> int:
    with Record.open(settings.record) as record:
        code = record.workers.first_code()
    if code is None:
        _tell("Somebody is enrolled already; a supervisor makes further codes in the panel.")
        return 1
    _tell(f"One-time code for the first worker: {code}")
    return 0


def _yes(able: bool) -> str:
    return "yes" if able else "no"


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
