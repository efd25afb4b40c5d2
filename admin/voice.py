"""The pages of the kiosk's voice that any worker may use: listening through, ticking, the list of what is wrong."""

from __future__ import annotations

import csv
import io

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

import content
from admin import context, voice_desk
from admin.errors import FieldWrong
from admin.guard import wants_data
from admin.sentences import EVERY, SHOWN
from admin.voice_page import Tab, VoicePage, cards, tabs
from admin.words import TAGS
from casework.access.acts import CHANGE_VOICE
from content.clips import PARTS

pages = Blueprint("voice", __name__, url_prefix="/voice")
NOTE_MOST = 300
"""Characters."""


@pages.get("")
def start() -> ResponseReturnValue:
    """The voice of the panel's own language first."""
    return redirect(url_for("voice.studio", language=context.words().language))


@pages.get("/<language>")
def studio(language: str) -> str:
    """Every fixed sentence of that language, and a desk for one of them."""
    part, shown = voice_desk.asked()
    sentences = voice_desk.sentences_in(voice_desk.pack_of(language))
    lines = [voice_desk.line_of(each) for each in sentences if each.fits(part, shown)]
    page = VoicePage(
        language=language,
        tag=TAGS.get(language, language),
        languages=[
            Tab(each, content.load(each).name, each == language, url_for("voice.studio", language=each))
            for each in voice_desk.languages()
        ],
        cards=cards(sentences, context.words(), part, voice_desk.hrefs(language, "part", (EVERY, *PARTS))),
        tabs=tabs(sentences, context.words(), part, shown, voice_desk.hrefs(language, "show", SHOWN)),
        lines=lines,
        part=part,
        shown=shown,
        wrong=sum(each.wrong for each in sentences),
        dialects=voice_desk.dialects_of(language),
        changes=context.reader().may(CHANGE_VOICE),
    )
    wanted = request.args.get("at", "")
    line = next((each for each in lines if each.id == wanted), lines[0] if lines else None)
    return render_template(
        "voice.html", page=page, line=line, desk=voice_desk.desk_of(language, line) if line else ""
    )


@pages.get("/<language>/wrong.csv")
def wrong(language: str) -> Response:
    """The sentences that sound wrong, for whoever keeps the lexicon."""
    target = io.StringIO()
    sheet = csv.writer(target)
    words = context.words()
    sheet.writerow([words.say(f"voice.sheet.{each}") for each in ("sentence", "key", "note", "who", "at")])
    for each in voice_desk.sentences_in(voice_desk.pack_of(language)):
        if each.wrong and each.judgement:
            told = each.judgement
            sheet.writerow(
                [*map(_plain, (each.text, each.fixed.keys[0], told.note, told.worker)), told.at.isoformat()]
            )
    headers = {"Content-Disposition": f"attachment; filename=wrong-{language}.csv"}
    return Response(f"\ufeff{target.getvalue()}", mimetype="text/csv", headers=headers)


@pages.get("/<language>/sentences/<sentence>")
def show(language: str, sentence: str) -> ResponseReturnValue:
    """One sentence: for a script its desk, for a browser the page with it."""
    pack = voice_desk.pack_of(language)
    found = voice_desk.one(voice_desk.sentences_in(pack), sentence)
    if not wants_data():
        return redirect(url_for("voice.studio", language=language, at=sentence))
    return jsonify(desk=voice_desk.desk_of(language, voice_desk.line_of(found)))


@pages.get("/<language>/sentences/<sentence>.wav")
def sound(language: str, sentence: str) -> Response:
    """The sentence as the kiosk says it now."""
    found = voice_desk.text_of(voice_desk.pack_of(language), sentence)
    return voice_desk.wav(lambda mouth: mouth.say(found, language))


@pages.post("/<language>/sentences/<sentence>/judge")
def judge(language: str, sentence: str) -> ResponseReturnValue:
    """Somebody listened: it sounds right, or wrong with a note."""
    text = voice_desk.text_of(voice_desk.pack_of(language), sentence)
    right = request.form.get("right", "")
    if right not in ("0", "1"):
        raise FieldWrong("verdict_missing")
    note = request.form.get("note", "").strip()
    if len(note) > NOTE_MOST:
        raise FieldWrong("note_long", most=NOTE_MOST, over=len(note) - NOTE_MOST)
    mark = voice_desk.mouth().sounding(text, language)
    context.record().voicing.judge(context.worker().id, voice_desk.voice_of(language), text, mark, right == "1", note)
    return voice_desk.done(language, sentence, "done.ticked" if right == "1" else "done.marked")


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell
