"""What the installer's page shows of microphone, loudspeaker and languages, and one sentence tried; no HTTP here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from content.errors import ContentError
from content.pack import Pack
from content.screen import Phrase
from kiosk.desk import Desk
from kiosk.drawing import LANG, LETTERS
from kiosk.loudness import Loudness
from kiosk.recorder import DEAF_AFTER, State
from kiosk.saying import Saying
from voice.ear import Turn
from voice.errors import VoiceError
from voice.models import way_to_hear
from voice.understanding import Understanding

SCREEN, CHOICE = "home", "help"
"""The sentence of a language, ``doctor.sentence``, is tried on that screen and must mean that choice."""
POLICY = "/etc/chromium/policies/managed/xiangban.json"
MENDS = {
    "error.microphone": "arecord -l",
    "error.microphone_denied": (
        f"""echo '{{"AudioCaptureAllowedUrls": ["http://127.0.0.1:8080"]}}' | sudo tee {POLICY}"""
    ),
    "error.microphone_silent": "alsamixer -V capture",
    "doctor.microphone.quiet": "alsamixer -V capture",
    "error.clipping": "alsamixer -V capture",
    "doctor.loudspeaker.bad": "alsamixer; speaker-test -t wav -l 1",
    "doctor.handset.not_found": "aplay -l",
    "doctor.mute": ".venv/bin/pip install --force-reinstall espeakng-loader pyttsx3",
    "doctor.unheard": "xiangban doctor",
}
"""The commands that mend it, by the phrase that tells what is wrong."""
PICTURES = {
    "doctor.microphone.good": "yes",
    "doctor.loudspeaker.good": "yes",
    "doctor.handset.kept": "yes",
    "doctor.handset.with_key": "yes",
    "doctor.hears": "yes",
    "doctor.speaks": "yes",
    "doctor.all_heard": "yes",
    "doctor.right": "yes",
    "error.clipping": "softer",
    "doctor.resting": "unsure",
    "doctor.unheard": "unsure",
}
BAD = "no"


@dataclass(frozen=True)
class Told:
    """One thing that can be said about a part, with its picture and what mends it."""

    key: str
    text: str
    say: str
    """Name of its sound."""
    picture: str
    mend: str = ""


@dataclass(frozen=True)
class Tongue:
    """A language as the page draws it before anything was examined."""

    language: str
    lang: str
    name: str
    letter: str
    sentence: str
    say: str
    """Name of the sentence's sound, in that language's own voice."""


class Trial:
    """Somebody says the sentence of a language: the same ear and grammar as on the villagers' screen."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._loudness = Loudness()
        self.found: Understanding | None = None

    @property
    def trouble(self) -> str:
        """Phrase of what was wrong with the sound."""
        if self._loudness.deaf(DEAF_AFTER):
            return "error.microphone_silent"
        return "error.clipping" if self._loudness.clipped else ""

    def feed(self, pcm: bytes) -> State:
        """The ear decides when the person has finished."""
        self._loudness.feed(pcm)
        state, loudness = self._turn.feed(pcm), self._loudness
        deaf = loudness.deaf(DEAF_AFTER)
        return State(state.done or deaf, loudness.level, loudness.seconds, self.trouble, too_loud=loudness.clipping)

    def settle(self) -> None:
        """Wait for the ear."""
        self._turn.finish()

    def finish(self) -> str:
        """Keep what was understood; no screen follows."""
        self.found = self._turn.finish()
        return "doctor"

    def abandon(self) -> None:
        """Nobody waits for it."""
        self._turn.abandon()


class Doctor:
    """Looks at what this station can hear and say, and tells it in the words of one language."""

    def __init__(self, desk: Desk, language: str) -> None:
        self._desk, self.language = desk, language
        self._pack = desk.pack(language)

    @property
    def lang(self) -> str:
        """The page's HTML language tag."""
        return LANG.get(self.language, self.language)

    def told(self, key: str, language: str = "", **values: object) -> Told:
        """That phrase with its sound, its picture, and the command that mends it."""
        text = self._pack.text(key, **values)
        mend = way_to_hear(language) if key == "doctor.deaf" else MENDS.get(key, "")
        return Told(key, text, self.say(text), PICTURES.get(key, BAD), mend)

    def say(self, text: str, language: str = "") -> str:
        """Name of the sound of that text."""
        return self._desk.sayings.name(Saying(text, language or self.language))

    def text(self, key: str) -> str:
        """A phrase in the page's language."""
        return self._pack.text(key)

    def tongues(self) -> Iterator[Tongue]:
        """Every language offered here."""
        for language in self._desk.settings.languages:
            pack = self._desk.pack(language)
            sentence = pack.text("doctor.sentence")
            letter = LETTERS.get(language, language)
            yield Tongue(
                language, LANG.get(language, language), pack.name, letter, sentence, self.say(sentence, language)
            )

    def examined(self, language: str) -> tuple[Told, ...]:
        """What is well and what is not with that language; renders a sentence and reads the model's words."""
        pack, ear = self._desk.pack(language), self._desk.ear
        ability = ear.ability(language)
        if ability.resting:
            found = [self.told("doctor.resting", language)]
        else:
            found = [self.told("doctor.hears" if ability.commands else "doctor.deaf", language)]
        found.append(self.told("doctor.speaks" if self._speaks(pack) else "doctor.mute", language))
        if ability.engine:
            ear.warm(language)
            words = ear.unheard(language, tuple(_phrases(pack)))
            named = ", ".join(words[:5])
            found.append(
                self.told("doctor.unheard", language, count=len(words), words=named)
                if words
                else self.told("doctor.all_heard", language)
            )
        return tuple(found)

    def trial(self, language: str) -> Trial:
        """Begin to listen for the sentence of that language."""
        return Trial(self._desk.ear.turn(self._desk.pack(language).screen(SCREEN)))

    def judged(self, trial: Trial) -> Told:
        """What became of the sentence."""
        found = trial.found
        if trial.trouble == "error.microphone_silent":
            return self.told(trial.trouble)
        if found is not None and (found.outcome, found.key) == ("choice", CHOICE):
            return self.told("doctor.right")
        if found is not None and found.outcome == "unavailable":
            return self.told("doctor.resting")
        return self.told(trial.trouble or "doctor.wrong")

    def _speaks(self, pack: Pack) -> bool:
        try:
            return bool(self._desk.sayings.wav(Saying(pack.text("doctor.sentence"), pack.language)))
        except VoiceError:
            return False


def _phrases(pack: Pack) -> Iterator[Phrase]:
    """Everything that may be said on any planned screen."""
    for key in pack.plan:
        try:
            screen = pack.screen(key)
        except (KeyError, ContentError):  # its words need values of a visit
            continue
        yield from screen.phrases()
