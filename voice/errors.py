"""What can go wrong with ears and mouth, one class per cause with its own message; nothing is mended here."""

from __future__ import annotations

from collections.abc import Sequence


class VoiceError(Exception):
    """Base of everything that can go wrong in this folder."""


class ChildFailed(VoiceError):
    """A child process gave no answer. Base of the causes below, for callers that only need to know that."""


class ChildDied(ChildFailed):
    """The child ended before it answered."""

    def __init__(self, name: str, code: int | None, last_words: str) -> None:
        told = f": {last_words}" if last_words else ""
        super().__init__(f"the {name} process ended with code {code} before it answered{told}")


class ChildTimedOut(ChildFailed):
    """The child took too long and was killed."""

    def __init__(self, name: str, seconds: float) -> None:
        super().__init__(f"the {name} process gave no answer within {seconds:.1f} s and was killed")


class ChildGarbled(ChildFailed):
    """What came through the pipe is no frame; the child was killed."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"the {name} process answered with rubbish ({why}) and was killed")


class ChildBusy(ChildFailed):
    """Somebody else's question kept the child busy for the whole time allowed."""

    def __init__(self, name: str, seconds: float) -> None:
        super().__init__(f"the {name} process was busy with other questions for {seconds:.1f} s")


class ChildResting(ChildFailed):
    """The child failed too often lately and is left alone for a while."""

    def __init__(self, name: str, seconds: float) -> None:
        super().__init__(f"the {name} process failed too often and rests for another {seconds:.0f} s")


class ChildClosed(ChildFailed):
    """Asked after ``close``."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the {name} process was closed for good")


class TurnForgotten(ChildFailed):
    """The process was started anew in the middle of a turn."""

    def __init__(self) -> None:
        super().__init__("the process knows nothing of this turn: it was started anew meanwhile")


class ChildRefused(VoiceError):
    """The child is well, but could not do what was asked. ``cause`` is the name of the exception over there."""

    def __init__(self, name: str, cause: str, message: str) -> None:
        self.cause = cause
        self.reason = message
        super().__init__(f"the {name} process refused: {message} ({cause})")


class BadFrame(VoiceError):
    """Bytes that are no frame."""

    def __init__(self, why: str) -> None:
        super().__init__(f"not a frame: {why}")


class GrammarError(VoiceError):
    """Sentences that cannot be listened for. Base of the causes below."""


class TemplateBroken(GrammarError):
    """A sentence template that cannot be read."""

    def __init__(self, template: str, why: str) -> None:
        super().__init__(f"the template {template!r} cannot be read: {why}. Check its ( ) and [ ].")


class TemplateExplodes(GrammarError):
    """A sentence template that stands for too many sentences to be listed."""

    def __init__(self, template: str, count: int, most: int) -> None:
        super().__init__(
            f"the template {template!r} stands for {count} sentences, {most} is the most: "
            f"take out some [optional] words, or split it"
        )


class SpeechUnavailable(VoiceError):
    """Neither way to the synthesiser gave a sound; the words can still be shown."""

    def __init__(self, language: str, reasons: Sequence[str]) -> None:
        super().__init__(f"cannot speak {language!r} now: " + "; ".join(reasons))


class UnknownVoice(VoiceError):
    """The synthesiser has no such voice."""

    def __init__(self, voice: str) -> None:
        self.voice = voice
        super().__init__(
            f"espeak-ng has no voice {voice!r}; correct `voice: espeak:` in content/<language>/pack.yaml"
        )


class BadVoice(VoiceError):
    """The ``voice:`` block of a pack cannot be used."""

    def __init__(self, language: str, why: str) -> None:
        super().__init__(f"content/{language}/pack.yaml, voice: {why}")


class BadLexicon(VoiceError):
    """Every mistake of a lexicon file at once."""

    def __init__(self, language: str, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(f"content/{language}/lexicon.yaml has mistakes: " + "; ".join(mistakes))


class NoVoice(VoiceError):
    """A language without a content pack cannot be spoken."""

    def __init__(self, language: str) -> None:
        super().__init__(f"no content pack speaks {language!r}")


class TextTooLong(VoiceError):
    """Nobody would listen to the end of it, and the synthesiser may crash on it."""

    def __init__(self, length: int, most: int, unit: str) -> None:
        super().__init__(f"a text of {length} {unit} is too long to be spoken at once; {most} is the most")


class SynthesisFailed(VoiceError):
    """The engine ran, but what came out is no sound."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the synthesiser gave no sound: {why}")


class NoLoudspeaker(VoiceError):
    """Nothing to play on."""

    def __init__(self, why: str) -> None:
        super().__init__(f"no sound can be played on this box: {why}. `python -m sounddevice` lists what there is")


class NotPlayable(VoiceError):
    """Bytes that are no PCM wav."""

    def __init__(self, why: str) -> None:
        super().__init__(f"this is no wav file that can be played: {why}")


class ModelError(VoiceError):
    """A speech model that cannot be used or installed. Base of the causes below."""


class ModelDamaged(ModelError):
    """A model folder that is not whole, or no model at all."""

    def __init__(self, folder: object, language: str, why: str) -> None:
        super().__init__(
            f"the speech model in {folder} cannot be used ({why}). "
            f"Put it in again: xiangban voice add {language} PATH-or-URL"
        )


class NoEngine(ModelError):
    """Nothing here can hear that language."""

    def __init__(self, language: str) -> None:
        super().__init__(f"no speech model for {language!r}: xiangban voice add {language} PATH-or-URL installs one")


class SoundError(VoiceError):
    """Sound that cannot be used. Base of the causes below."""


class NotAudio(SoundError):
    """Bytes that are no wav file of plain samples."""

    def __init__(self, why: str) -> None:
        super().__init__(f"this is not a recording that can be used: {why}")


class WrongRate(SoundError):
    """A declared sample rate that no microphone has; believing it would give confident rubbish."""

    def __init__(self, rate: int) -> None:
        super().__init__(f"this recording claims {rate} samples a second, which cannot be (8 000 to 192 000 can)")


class Truncated(SoundError):
    """A file that ends before the sound it promised."""

    def __init__(self, found: int, promised: int) -> None:
        super().__init__(f"this recording is cut off: {found} of {promised} bytes of sound are there")


class TooLong(SoundError):
    """A recording longer than allowed."""

    def __init__(self, seconds: float, most: float) -> None:
        super().__init__(f"this recording lasts {seconds:.0f} s, {most:.0f} s is the most")


class NoMicrophone(SoundError):
    """The box has no microphone that can be opened."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"no microphone can be opened ({why}). Plug one in, or list them with: python -m sounddevice"
        )


class SourceMissing(ModelError):
    """A model file or address that cannot be read."""

    def __init__(self, source: str, why: str) -> None:
        super().__init__(f"the model {source} cannot be read: {why}")


class WrongSum(ModelError):
    """A model file whose SHA-256 is not the one expected."""

    def __init__(self, source: str, found: str, expected: str) -> None:
        super().__init__(
            f"{source} is damaged or not what it should be: its SHA-256 is {found}, expected {expected}. "
            f"Fetch it again; nothing was installed."
        )


class SumUnknown(ModelError):
    """A model from the network whose SHA-256 nobody told."""

    def __init__(self, source: str) -> None:
        super().__init__(
            f"nobody knows what {source} should be: say --sha256 SUM (from whoever published it), "
            f"or download it yourself and give the file"
        )


class ArchiveUnsafe(ModelError):
    """An archive that would write outside its folder, holds links, or is far too large."""

    def __init__(self, source: str, why: str) -> None:
        super().__init__(f"{source} is refused: {why}. Nothing was installed.")


class SpeakerError(VoiceError):
    """A natural voice that cannot be used or installed. Base of the causes below."""


class SpeakerUnusable(SpeakerError):
    """A file that is no natural voice for that language."""

    def __init__(self, source: object, why: str) -> None:
        super().__init__(f"{source} cannot speak here: {why}. The voice of before stays in use.")


class SpeakerDamaged(SpeakerError):
    """An installed natural voice that is not whole any more."""

    def __init__(self, folder: object, language: str, why: str) -> None:
        super().__init__(
            f"the natural voice in {folder} cannot be used ({why}); espeak speaks instead. "
            f"Put it in again: xiangban voice speaker {language} FILE"
        )


class NaturalMissing(SpeakerError):
    """What natural voices run on is not installed."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"natural voices need {what}, which is not here: "
            f".venv/bin/python -m pip install -c constraints.txt '.[natural]'"
        )


class NotRemoved(SpeakerError):
    """There is no natural voice to take out."""

    def __init__(self, language: str) -> None:
        super().__init__(f"no natural voice is put in for {language!r}; espeak speaks it already")
