"""What the pages of the voice have in common: fetching sentences, drawing the desk, answering after a change."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

import content
from admin import context
from admin.errors import LexiconSpoilt, NoMouth, NotHere, SpellingWrong
from admin.guard import wants_data
from admin.sentences import EVERY, SHOWN, Sentence, sentences_of
from admin.voice_page import Line, Tab, cards
from admin.words import TAGS
from casework.access.acts import CHANGE_VOICE
from content.clips import PARTS
from content.errors import BadContent
from content.pack import Pack
from voice.errors import BadLexicon, VoiceError

if TYPE_CHECKING:
    from voice.mouth import Mouth


def wav(say: Callable[[Mouth], bytes]) -> Response:
    """What the mouth says. Raises NoMouth when it says nothing, SpellingWrong when the spelling is the reason."""
    try:
        return Response(say(mouth()), mimetype="audio/wav")
    except BadLexicon as error:
        raise SpellingWrong(error.mistakes) from error
    except BadContent as error:
        raise LexiconSpoilt(error) from error
    except VoiceError as error:
        raise NoMouth from error


def mouth() -> Mouth:
    """What says the sentences. Raises NoMouth."""
    return context.seat().mouth.opened()


def pack_of(language: str) -> Pack:
    """The language as it is spoken at this station. Raises NotHere."""
    if language not in content.shipped_languages():
        raise NotHere(f"language {language!r}")
    return content.load(language, context.seat().settings.laid_over)


def languages() -> tuple[str, ...]:
    """Every language of the kiosk, those of the panel first."""
    known = content.shipped_languages()
    first = [each for each in context.seat().settings.languages if each in known]
    return (*first, *(each for each in known if each not in first))


def sentences_in(pack: Pack) -> tuple[Sentence, ...]:
    """Every fixed sentence with all that is known about it."""
    seat, language = context.seat(), pack.language
    voicing = seat.record.voicing
    return sentences_of(
        pack,
        lambda fixed: seat.overlay.clip(language, fixed.keys, fixed.text),
        voicing.clips(voice_of(language)),
        voicing.judgements(voice_of(language)),
        lambda text: _sounding(text, language),
        dialect=bool(seat.overlay.dialects.chosen(language)),
    )


def voice_of(language: str) -> str:
    """Under which name recordings and judgements of the voice in use are noted: ``zh``, or ``zh 四川话``."""
    return f"{language} {context.seat().overlay.dialects.chosen(language)}".strip()


def dialects_of(language: str) -> tuple[Tab, ...]:
    """The plain voice of a language and those named after dialects, with the one in use marked."""
    dialects = context.seat().overlay.dialects
    names, chosen = ("", *dialects.names(language)), dialects.chosen(language)
    return tuple(Tab(each, each or context.words().say("voice.dialect.plain"), each == chosen, "") for each in names)


def _sounding(text: str, language: str) -> str:
    """As the mouth marks it; a mouth that cannot speak makes no judgement hold."""
    try:
        return mouth().sounding(text, language)
    except (NoMouth, VoiceError, BadContent):
        return ""


def one(sentences: tuple[Sentence, ...], sentence: str) -> Sentence:
    """The sentence of that id. Raises NotHere."""
    found = next((each for each in sentences if each.id == sentence), None)
    if found is None:
        raise NotHere("sentence of that name")
    return found


def text_of(pack: Pack, sentence: str) -> str:
    """The words of a sentence, without asking what is known about it. Raises NotHere."""
    return one(sentences_of(pack, lambda _: None, {}, {}, str), sentence).text


def asked() -> tuple[str, str]:
    """The part and the kind of sentences that the list is narrowed to."""
    part, shown = request.args.get("part", EVERY), request.args.get("show", SHOWN[0])
    return part if part in PARTS else EVERY, shown if shown in SHOWN else SHOWN[0]


def hrefs(language: str, name: str, keys: tuple[str, ...]) -> dict[str, str]:
    """The page with ``part`` or ``show`` changed to each of those, the other one as it is."""
    usual: dict[str, Any] = dict(zip(("part", "show"), asked(), strict=True))
    return {each: url_for("voice.studio", language=language, **{**usual, name: each}) for each in keys}


def line_of(sentence: Sentence) -> Line:
    """The sentence in the words of the reader."""
    words, settings = context.words(), context.seat().settings
    return Line(sentence, words, content.load(words.language, settings.laid_over).words, context.now())


def desk_of(language: str, line: Line) -> str:
    """All that can be done with one sentence, drawn."""
    spelled = {word: spoken for word, spoken in spellings(language).items() if word in line.text}
    return render_template(
        "voice_desk.html",
        line=line,
        language=language,
        tag=TAGS.get(language, language),
        changes=context.reader().may(CHANGE_VOICE),
        spelled=spelled,
        seconds_pattern=context.words().say("voice.record.seconds", n="{n}"),
        spoken_help=context.words().say("voice.spell.help_zh" if language == "zh" else "voice.spell.help"),
    )


def done(language: str, sentence: str, key: str) -> ResponseReturnValue:
    """It is done: for a script what to draw anew, for a browser the page again."""
    told = context.words().say(key)
    if not wants_data():
        context.confirm(told)
        return redirect(url_for("voice.studio", language=language, at=sentence))
    sentences = sentences_in(pack_of(language))
    line, (part, _) = line_of(one(sentences, sentence)), asked()
    shown = cards(sentences, context.words(), part, hrefs(language, "part", (EVERY, *PARTS)))
    return jsonify(
        told=told,
        desk=desk_of(language, line),
        row=render_template("voice_row.html", each=line, language=language, tag=TAGS.get(language, language)),
        cards=render_template("voice_cards.html", cards=shown),
        counts={kind: sum(each.fits(part, kind) for each in sentences) for kind in SHOWN},
    )


def spellings(language: str) -> dict[str, str]:
    """How this station speaks words otherwise than its packs. Raises LexiconSpoilt."""
    try:
        return dict(context.seat().overlay.spellings(language))
    except BadContent as error:
        raise LexiconSpoilt(error) from error
