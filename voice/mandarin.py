"""Chinese characters to pinyin with tone digits, as espeak-ng reads them; pure. Numbers are characters by now."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pypinyin import Style, lazy_pinyin
from pypinyin.seg.mmseg import seg

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007\U00020000-\U0003134f"
_TOKEN = re.compile(rf"[{HAN}]+|(?:[a-zü]+[1-5])+|[A-Za-z][A-Za-z'.-]*|\d+(?:\.\d+)?|\s+|.", re.S)
_SYLLABLES = re.compile(r"[a-zü]+[1-5]")
_MARKS = str.maketrans("，。！？；：、“”‘’「」『』《》（）【】…—·～", ",.!?;:,          ,,,,,, ,")
_DIGIT_WORDS = "零一二三四五六七八九十幺"
_MUST_BEFORE = "您你我他她们咱谁还总就都也可"
_NOT_PARTICLE_AFTER = "到奖分病知益罪逞以"
_NOT_PARTICLE_BEFORE = "获取值所难博赢不心"
_SUFFIX_AFTER = "这那哪点会事花玩活劲味块边座份件伴慢好"


@dataclass(frozen=True)
class Syllable:
    """One spoken syllable, e.g. ``hao3``; ``written`` is empty where a lexicon spelled it."""

    sound: str
    written: str = ""
    joined: bool = False
    """Belongs to the same word as the one before."""

    @property
    def tone(self) -> str:
        """1-4, 5 for none."""
        return self.sound[-1]


def pinyin(text: str) -> str:
    """Characters as pinyin, words joined, marks in ASCII; Latin words stay (espeak reads them as English)."""
    parts: list[str] = []
    clause: list[Syllable] = []

    def close() -> None:
        parts.append(_written(_sounded(clause)))
        clause.clear()

    for found in _TOKEN.finditer(text):
        token = found[0]
        if re.match(rf"[{HAN}]", token):
            clause += _syllables(token)
        elif re.fullmatch(r"(?:[a-zü]+[1-5])+", token):
            clause += [Syllable(each, joined=n > 0) for n, each in enumerate(_SYLLABLES.findall(token))]
        elif not token.isspace():
            close()
            parts.append(_other(token))
    close()
    return re.sub(r"\s+", " ", re.sub(r"\s+([,.!?;:])", r"\1", " ".join(parts))).strip()


def _other(token: str) -> str:
    """Latin words and digits as they are, marks in ASCII; letters that nobody here can read (Hangul) are left out."""
    if token[0].isalnum():
        return f" {token} " if token.isascii() else " "
    return token.translate(_MARKS)


def _syllables(characters: str) -> list[Syllable]:
    """With the tones of the dictionary, word by word."""
    found = []
    for word in seg.cut(characters):
        sounds = lazy_pinyin(
            word,
            style=Style.TONE3,
            neutral_tone_with_five=True,
            errors=list,  # type: ignore[arg-type]  # one entry for each character that no dictionary has
        )
        for number, (character, sound) in enumerate(zip(word, sounds, strict=True)):
            known = _SYLLABLES.fullmatch(sound)
            found.append(Syllable(sound if known else "", character, joined=number > 0))
    return [each for each in found if each.sound]


def _sounded(clause: list[Syllable]) -> list[Syllable]:
    """With what neighbours do to 不, 一, 得, 地, 儿. Third tones before third tones are bent by espeak itself."""
    found = []
    for place, each in enumerate(clause):
        before = clause[place - 1] if place else None
        after = clause[place + 1] if place + 1 < len(clause) else None
        rule = _RULES.get(each.written)
        found.append(replace(each, sound=rule(each, before, after, clause[:place])) if rule else each)
    return found


def _bu(each: Syllable, before: Syllable | None, after: Syllable | None, _: list[Syllable]) -> str:
    if each.tone == "5" or (before and after and before.written and before.written == after.written):
        return "bu5"
    return "bu2" if after and after.tone == "4" else "bu4"


def _yi(_: Syllable, before: Syllable | None, after: Syllable | None, earlier: list[Syllable]) -> str:
    """一 as a plain number keeps its tone: 第一, 十一, 一月, 星期一, 一二三."""
    if before and after and before.written and before.written == after.written:
        return "yi5"
    weekday = before and before.written == "期" and len(earlier) > 1 and earlier[-2].written == "星"
    counted_up = before and before.written and before.written in "第初周拜" + _DIGIT_WORDS
    if weekday or counted_up or after is None or (after.written and after.written in "月号日楼级" + _DIGIT_WORDS):
        return "yi1"
    return "yi2" if after.tone == "4" or after.written == "个" else "yi4"


def _de(each: Syllable, before: Syllable | None, after: Syllable | None, _: list[Syllable]) -> str:
    """得: děi "must" after a person, dé in words, else the particle de."""
    if each.sound == "de5" or before is None:
        return each.sound
    if after and after.written and after.written in _NOT_PARTICLE_AFTER:
        return each.sound
    if before.written and before.written in _MUST_BEFORE:
        return "dei3"
    return each.sound if before.written and before.written in _NOT_PARTICLE_BEFORE else "de5"


def _di(each: Syllable, before: Syllable | None, _: Syllable | None, earlier: list[Syllable]) -> str:
    """地 after a doubled character makes an adverb: 慢慢地."""
    doubled = before and before.written and len(earlier) > 1 and earlier[-2].written == before.written
    return "de5" if doubled else each.sound


def _er(each: Syllable, before: Syllable | None, _after: Syllable | None, _: list[Syllable]) -> str:
    return "er5" if before and before.written and before.written in _SUFFIX_AFTER else each.sound


_RULES = {"不": _bu, "一": _yi, "得": _de, "地": _di, "儿": _er}

# espeak-ng 1.52 has no rule for these and reads them as English; the sound is there under another spelling
_RESPELLED = {
    "jiong": "jong", "qiong": "qong", "xiong": "xong",
    "hm": "hen", "hng": "heng", "m": "mu", "ê": "ei", "wong": "weng", "lüe": "lve", "nüe": "nve",
}  # fmt: skip


def _written(syllables: list[Syllable]) -> str:
    told = ""
    for each in syllables:
        sound = each.sound.replace("ü", "v") if each.sound[:-1] not in _RESPELLED else each.sound
        base, tone = sound[:-1], sound[-1]
        told += ("" if each.joined else " ") + _RESPELLED.get(base, base) + tone
    return told
