"""A small whole content folder that has no mistakes, for tests that put one in; nothing here is shipped."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import yaml

COMMANDS = ("again", "stop", "back", "home", "help", "louder", "softer", "look")
WORDS = {
    "en": {
        "digits": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
        "commands": [
            "say it again",
            "be quiet",
            "go back",
            "the beginning",
            "help me",
            "speak up",
            "too loud",
            "bigger letters",
        ],
        "screen": "Where to",
        "ill": "i am ill",
        "house": "my roof leaks",
        "listen": "tell me something",
        "none": "none of these",
        "sentence": "This is short.",
        "topic": "about topic",
        "letters": [
            "alfa",
            "bravo",
            "echo",
            "delta",
            "fig",
            "golf",
            "hotel",
            "india",
            "kilo",
            "lima",
            "mike",
            "oscar",
        ],
    },
    "zh": {
        "digits": ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"],
        "commands": ["再说一遍", "别说了", "返回", "首页", "帮忙", "大声点", "小声点", "换字号"],
        "screen": "去哪里",
        "ill": "我生病了",
        "house": "屋顶漏水",
        "listen": "讲一讲",
        "none": "都没有",
        "sentence": "这句话很短。",
        "topic": "说说",
        "letters": ["苹果", "香蕉", "西瓜", "葡萄", "桃花", "白菜", "土豆", "玉米", "花生", "豆腐", "面条", "米饭"],
    },
    "ko": {
        "digits": ["영", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"],
        "commands": ["다시 말해요", "그만", "뒤로", "처음으로", "도와주세요", "크게", "작게", "글씨를 바꿔요"],
        "screen": "어디로",
        "ill": "아파요",
        "house": "지붕이 새요",
        "listen": "듣기",
        "none": "여기 없어요",
        "sentence": "짧은 말이에요.",
        "topic": "이야기",
        "letters": ["사과", "배추", "감자", "고추", "수박", "참외", "포도", "마늘", "양파", "호박", "당근", "오이"],
    },
}
PLAN: dict[str, Any] = {
    "help": {
        "kind": "choose",
        "picture": "help",
        "back": "help",
        "choices": {
            "ill": {"picture": "ill", "accent": "green", "goes_to": "help"},
            "house": {"picture": "house"},
            "listen": {"picture": "listen", "goes_to": "listen"},
        },
    },
    "listen": {
        "kind": "choose",
        "back": "help",
        "further": ["listen.health", "listen.rights"],
        "choices": {"health": {"picture": "ill"}, "rights": {"picture": "listen"}},
    },
    "did_you_mean": {"kind": "choose", "back": "help", "choices": {"none_of_these": {"picture": "house"}}},
}
PICTURES: dict[str, Any] = {
    "pictures": {"help": "1F198", "ill": "1F912", "house": "1F6E0", "listen": "1F4FB", "dog": "1F415"},
    "accents": ["sand", "green", "blue"],
    "tokens": {"animals": [], "colours": []},
}


class TinyContent:
    """The folder; ``change`` mends or breaks one file, ``line`` finds a text in it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._write("screens.yaml", PLAN)
        self._write("pictures.yaml", PICTURES)
        for language in WORDS:
            for name, told in language_files(language).items():
                self._write(f"{language}/{name}.yaml", told)

    def change(self, file: str, *keys: str | int, to: object = None) -> None:
        """Put ``to`` at that place of the file, or remove what is there when it is None."""
        whole = yaml.safe_load((self.home / file).read_text("utf-8"))
        place = whole
        for key in keys[:-1]:
            place = place[key]
        if to is None:
            del place[keys[-1]]
        else:
            place[keys[-1]] = to
        self._write(file, whole)

    def replace(self, file: str, old: str, new: str) -> None:
        """Change the text of the file itself."""
        path = self.home / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    def line(self, file: str, text: str) -> int:
        """The first line in which that text stands, counted from 1."""
        lines = (self.home / file).read_text("utf-8").splitlines()
        return next(number for number, line in enumerate(lines, start=1) if text in line)

    def _write(self, file: str, told: object) -> None:
        path = self.home / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(deepcopy(told), allow_unicode=True, sort_keys=False), "utf-8")


def language_files(language: str) -> dict[str, Any]:
    """The five files of one language, without a mistake."""
    words: dict[str, Any] = WORDS[language]
    choices = {key: _choice(words, words[key]) for key in ("ill", "house", "listen")}
    subjects = {
        "health": f"{words['topic']} {words['letters'][0]}",
        "rights": f"{words['topic']} {words['letters'][1]}",
    }
    return {
        "pack": {"name": language, "lang": language, "greeting": words["sentence"]},
        "commands": {
            "commands": {
                key: {"label": words["screen"], "said": [said]}
                for key, said in zip(COMMANDS, words["commands"], strict=True)
            },
            "digits": {number: [said] for number, said in enumerate(words["digits"])},
        },
        "screens": {
            "help": {"title": words["screen"], "prompt": [words["sentence"]], "choices": choices},
            "listen": {
                "title": words["screen"],
                "prompt": [words["sentence"]],
                "choices": {key: _choice(words, said) for key, said in subjects.items()},
            },
            "did_you_mean": {
                "title": words["screen"],
                "prompt": [words["sentence"]],
                "choices": {"none_of_these": _choice(words, words["none"])},
            },
        },
        "phrases": {
            "miss.once": [words["sentence"], words["sentence"]],
            "receipt.by": f"{{when}} {words['sentence']}",
            **{f"reason.{key}": words["screen"] for key in ("ill", "house", "listen")},
            **{f"category.{key}": words["screen"] for key in ("health", "rights")},
        },
        "topics": {f"topic_{number}": _topic(words, number) for number in range(12)},
    }


def _choice(words: dict[str, Any], said: str) -> dict[str, Any]:
    return {"label": words["screen"], "spoken": words["sentence"], "said": [said]}


def _topic(words: dict[str, Any], number: int) -> dict[str, Any]:
    return {
        "category": "health" if number % 2 else "rights",
        "title": words["screen"],
        "picture": "ill",
        "said": [f"{words['letters'][number]} {words['letters'][number]}"],
        "pages": [[words["sentence"]], [words["sentence"]]],
        "source": words["screen"],
        "dated": date(2026, 5, 31),
        "expires": date(2027, 5, 31),
    }
