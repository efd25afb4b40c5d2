"""`xiangban doctor`: what this box can and cannot do, each with the command that mends it; it mends nothing."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import content
from casework.errors import CaseworkError
from casework.record import Record
from content.errors import ContentError
from content.screen import Phrase
from station.check import LEAST_ROOM
from station.decided import Settings
from station.place import Place
from voice.ear import Ear
from voice.errors import NoLoudspeaker, NoMicrophone, VoiceError
from voice.loudspeaker import Loudspeaker
from voice.microphone import Microphone
from voice.models import way_to_hear
from voice.mouth import Mouth

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "firefox")
FONTS = {"zh": "zh-cn", "ko": "ko"}
"""Languages whose letters many systems lack → how fontconfig calls them."""
CARDS = Path("/proc/asound/cards")
SCREEN, CHOICE = "home", "help"
"""On that screen ``doctor.sentence`` must mean that choice."""
MARKS = {True: "✓", False: "✗", None: "·"}


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    well: bool | None
    """None where the box alone cannot judge it."""
    told: str
    mend: str = ""
    """The command to type; may stand there for what is well but could be better."""


def run(settings: Settings, place: Place, write: Callable[[str], object]) -> int:
    """Print a line for each thing; 1 when something should be mended, else 0."""
    ill = 0
    for each in findings(settings, place):
        write(f"{MARKS[each.well]} {each.what:<18} {each.told}\n")
        if each.mend:
            write(f"  {'':<18} → {each.mend}\n")
        ill += each.well is False
    write(f"\n  For microphone and loudspeaker, on the station's own screen: {page(settings)}\n")
    return 1 if ill else 0


def page(settings: Settings) -> str:
    """Where somebody can try microphone, bell and each language."""
    return f"http://127.0.0.1:{settings.station.port}/doctor?language={settings.kiosk.default_language}"


def findings(settings: Settings, place: Place) -> Iterator[Finding]:
    """Everything, the quick things first."""
    yield _disk(place)
    yield _record(settings)
    yield _browser()
    yield from (_font(language) for language in settings.kiosk.languages if language in FONTS)
    yield from _sound(settings)
    ear, mouth = Ear(settings.hearing), Mouth(settings.speaking, overlays=settings.kiosk.overlays)
    try:
        for language in settings.kiosk.languages:
            yield from _language(language, settings, ear, mouth)
    finally:
        ear.close()
        mouth.close()


def _disk(place: Place) -> Finding:
    free = shutil.disk_usage(place.data).free
    enough = free > LEAST_ROOM
    return Finding("disk", enough, f"{free / 2**30:.1f} GiB free", "" if enough else f"du -xh {place.data} | sort -h")


def _record(settings: Settings) -> Finding:
    """Every page and key of the file; recordings one by one are the business of `xiangban check`."""
    try:
        with Record.open(settings.record) as record, record.store.read() as database:
            wrong = [str(each[0]) for each in database.conn.execute("pragma cipher_integrity_check").fetchall()]
            wrong += [str(each[0]) for each in database.conn.execute("pragma quick_check").fetchall()]
    except CaseworkError as error:
        return Finding("record", False, str(error), "xiangban check")
    wrong = [each for each in wrong if each != "ok"]
    return Finding("record", not wrong, wrong[0] if wrong else "whole", "xiangban check" if wrong else "")


def _browser() -> Finding:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        return Finding("browser", False, "none found", "sudo apt-get install chromium")
    return Finding("browser", True, found)


def _font(language: str) -> Finding:
    what, mend = f"letters {language}", "sudo apt-get install fonts-noto-cjk"
    if shutil.which("fc-list") is None:
        return Finding(what, None, "cannot be looked up: there is no fc-list", "sudo apt-get install fontconfig")
    asked = ["fc-list", f":lang={FONTS[language]}", "family"]
    told = subprocess.run(asked, capture_output=True, text=True, timeout=30, check=False).stdout
    families = sorted({each.partition(",")[0] for each in told.splitlines() if each})
    if not families:
        return Finding(what, False, "no font has them: people would see empty boxes", mend)
    return Finding(what, True, families[0])


def _sound(settings: Settings) -> Iterator[Finding]:
    """The box's sound cards; through whom they are used is in the settings."""
    try:
        cards = [each.strip() for each in CARDS.read_text("utf-8", "replace").splitlines() if "]:" in each]
    except OSError:
        cards = []
    if cards:
        yield Finding("sound cards", True, "; ".join(each.partition("]:")[2].strip() for each in cards))
    else:
        yield Finding("sound cards", False, "none: nothing can be heard or said here", "arecord -l; aplay -l")
    if settings.kiosk.microphone == "box":
        yield _opened("microphone", lambda: Microphone().close(), NoMicrophone)
    if settings.kiosk.loudspeaker == "box":
        yield _opened("loudspeaker", Loudspeaker, NoLoudspeaker)


def _opened(what: str, opens: Callable[[], object], fails: type[VoiceError]) -> Finding:
    try:
        opens()
    except fails as error:
        return Finding(what, False, str(error), ".venv/bin/python -m sounddevice")
    return Finding(what, True, "can be opened")


def _language(language: str, settings: Settings, ear: Ear, mouth: Mouth) -> Iterator[Finding]:
    """What it hears, what it says, and its own sentence heard back."""
    pack = content.load(language, settings.kiosk.overlays)
    sentence = pack.text("doctor.sentence")
    engine = ear.ability(language).engine
    spoken = b""
    try:
        spoken = mouth.say(sentence, language)
        yield Finding(f"{language} speaks", True, "each sentence can be heard")
    except VoiceError as error:
        mend = ".venv/bin/pip install --force-reinstall espeakng-loader pyttsx3"
        yield Finding(f"{language} speaks", False, str(error), mend)
    if engine is None:
        told = "no model: touch, digits and recordings only"
        yield Finding(f"{language} hears", False, told, way_to_hear(language))
        return
    yield Finding(f"{language} hears", True, f"by {engine}: choices, commands, digits, dictation")
    try:
        yield _words(language, pack, ear)
        if spoken:
            yield _heard_back(language, pack, ear, spoken)
    except VoiceError as error:
        yield Finding(f"{language} hears", False, str(error), f"xiangban voice add {language} PATH-OR-URL")


def _words(language: str, pack: content.Pack, ear: Ear) -> Finding:
    unheard = ear.unheard(language, tuple(_phrases(pack)))
    if not unheard:
        return Finding(f"{language} words", True, "all that may be said can be heard")
    told = f"{len(unheard)} cannot be heard: {', '.join(unheard[:6])}{' …' if len(unheard) > 6 else ''}"
    return Finding(f"{language} words", False, told, ".venv/bin/python -m content")


def _heard_back(language: str, pack: content.Pack, ear: Ear, spoken: bytes) -> Finding:
    """The machine's own voice is no villager's: a miss is told, and is no fault yet."""
    ear.load(language)
    found = ear.understand(spoken, pack.screen(SCREEN))
    sentence, what = pack.text("doctor.sentence"), f"{language} says and hears"
    if (found.outcome, found.key) == ("choice", CHOICE):
        return Finding(what, True, f"“{sentence}” was understood")
    if found.outcome == "unavailable":
        return Finding(what, False, "the engine gave no answer", "xiangban check")
    told = f"its own “{sentence}” was heard as “{found.transcript}” ({found.outcome}); let a person try on the page"
    return Finding(what, None, told)


def _phrases(pack: content.Pack) -> Iterator[Phrase]:
    for key in pack.plan:
        try:
            screen = pack.screen(key)
        except (KeyError, ContentError):  # its words need values of a visit
            continue
        yield from screen.phrases()
