"""Changing the kiosk's voice, for supervisors only: recording sentences, and how words are spoken."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin import context, forms, voice_desk
from admin.errors import FieldWrong, LexiconSpoilt, NotHere
from admin.takes import LARGEST, take_of
from content.errors import BadContent

pages = Blueprint("studio", __name__, url_prefix="/voice")
"""The guard keeps the whole room for supervisors."""
WORD_MOST = 40
"""Characters of a word, and of how it is spoken."""


@pages.post("/<language>/sentences/<sentence>/takes")
def take(language: str, sentence: str) -> ResponseReturnValue:
    """A recording of a worker's browser, made ready to be heard; nobody else hears it yet."""
    request.max_content_length = LARGEST
    voice_desk.text_of(voice_desk.pack_of(language), sentence)
    seats = context.seat()
    made = take_of(request.get_data(), context.worker().id, language, sentence)
    name = seats.takes.put(made)
    told = context.words().say(f"voice.take.{made.verdict}")
    address = url_for("studio.take_sound", name=name)
    return jsonify(take=name, sound=address, verdict=made.verdict, told=told, seconds=made.seconds, shape=made.shape)


@pages.get("/takes/<name>.wav")
def take_sound(name: str) -> Response:
    """A recording that is not decided about, for whoever made it."""
    return Response(context.seat().takes.get(name, context.worker().id).wav, mimetype="audio/wav")


@pages.post("/<language>/sentences/<sentence>/keep")
def keep(language: str, sentence: str) -> ResponseReturnValue:
    """The kiosk says it with this recording from now on."""
    found = voice_desk.one(voice_desk.sentences_in(voice_desk.pack_of(language)), sentence)
    seat, worker = context.seat(), context.worker().id
    name = request.form.get("take", "")
    made = seat.takes.get(name, worker)
    if (made.language, made.sentence) != (language, sentence):
        raise NotHere("recording of that sentence")
    key = found.own or found.fixed.keys[0]

    def note() -> None:
        seat.record.voicing.recorded(worker, voice_desk.voice_of(language), key, found.text, made.seconds)

    seat.overlay.put_clip(language, key, found.text, made.wav, note)
    seat.takes.drop(name)
    return voice_desk.done(language, sentence, "done.recorded")


@pages.post("/<language>/sentences/<sentence>/throw-away")
def throw_away(language: str, sentence: str) -> ResponseReturnValue:
    """The kiosk says it without this station's recording again."""
    found = voice_desk.one(voice_desk.sentences_in(voice_desk.pack_of(language)), sentence)
    if found.own is None:
        raise NotHere("recording of that sentence")
    seat = context.seat()
    seat.overlay.remove_clips(language, found.fixed.keys)
    seat.record.voicing.thrown_away(context.worker().id, voice_desk.voice_of(language), found.own, found.text)
    return voice_desk.done(language, sentence, "done.thrown_away")


@pages.post("/<language>/dialect")
def dialect(language: str) -> ResponseReturnValue:
    """The kiosk speaks that language in another voice from now on; a new name begins one."""
    voice_desk.pack_of(language)
    context.seat().overlay.dialects.choose(language, request.form.get("name", "").strip())
    context.confirm(context.words().say("done.dialect"))
    return redirect(url_for("voice.studio", language=language))


@pages.post("/<language>/sentences/<sentence>/try")
def try_spelling(language: str, sentence: str) -> Response:
    """The sentence as it would sound with a word spoken otherwise; nothing is kept."""
    text = voice_desk.text_of(voice_desk.pack_of(language), sentence)
    word, spoken = _spelling(text)
    return voice_desk.wav(lambda mouth: mouth.trial(text, language, {word: spoken}))


@pages.post("/<language>/sentences/<sentence>/spell")
def spell(language: str, sentence: str) -> ResponseReturnValue:
    """Speak a word so from now on, everywhere in this language."""
    text = voice_desk.text_of(voice_desk.pack_of(language), sentence)
    word, spoken = _spelling(text)
    voice_desk.wav(lambda mouth: mouth.trial(text, language, {word: spoken}))  # what cannot be spoken is not kept
    _keep_spelling(language, word, spoken)
    return voice_desk.done(language, sentence, "done.spelled")


@pages.post("/<language>/sentences/<sentence>/unspell")
def unspell(language: str, sentence: str) -> ResponseReturnValue:
    """Speak a word as it was spoken before this station decided otherwise."""
    word = request.form.get("word", "")
    if word not in voice_desk.spellings(language):
        raise NotHere("word in this station's lexicon")
    _keep_spelling(language, word, "")
    return voice_desk.done(language, sentence, "done.unspelled")


def _keep_spelling(language: str, word: str, spoken: str) -> None:
    seat, worker = context.seat(), context.worker().id
    try:
        seat.overlay.spell(
            language, word, spoken, lambda: seat.record.voicing.respelled(worker, language, word, spoken)
        )
    except BadContent as error:
        raise LexiconSpoilt(error) from error


def _spelling(text: str) -> tuple[str, str]:
    """Word and how it is spoken, as typed. Raises FieldWrong."""
    word = forms.written(request.form.get("word", ""), WORD_MOST, "note_long")
    spoken = forms.written(request.form.get("spoken", ""), WORD_MOST, "note_long")
    if word not in text:
        raise FieldWrong("word_elsewhere", word=word)
    return word, spoken
