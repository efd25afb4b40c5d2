"""The panel's one drawing room: bars as SVG that print, scale and are read aloud; what they mean is not known."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

import leather
from leather import theme
from leather.shapes.base import Shape
from markupsafe import Markup

WIDTH = 440
"""User units; a phone shows it about one to one, a desk a little larger."""
LINE, FOOT = 30, 34
"""Heights of one bar and of the scale below."""
LETTER = 7.6
"""Width of a Latin letter of the labels; a Chinese one takes two."""
LONGEST_NAME = 20
"""Letters of a name that fit; the table has all of it."""
ROOM_FOR_NUMBER = 1.16
"""How much longer than the longest bar the scale is."""

theme.background_color = "none"
theme.margin = 0.01
theme.tick_font_family = "inherit"
theme.tick_font_size = 14
theme.label_color = "#54483a"
theme.tick_color = "#ddd1ba"
theme.zero_color = "#877a62"


@dataclass(frozen=True)
class Part:
    """One piece of a bar."""

    place: int
    """Its number in the legend: colour and pattern come from it."""
    length: float
    told: str
    """For whoever points at it."""


@dataclass(frozen=True)
class Bar:
    """One line of a picture."""

    name: str
    parts: Sequence[Part]
    number: str
    """Written at its end."""

    @property
    def length(self) -> float:
        """Of all parts together."""
        return sum(each.length for each in self.parts)


def bars(key: str, title: str, told: str, lines: Sequence[Bar], unit: str = "") -> Markup:
    """The picture; ``key``: unique on its page. ``told``: all of it in words, for who hears it."""
    if not lines:
        return Markup()
    most = max(each.length for each in lines)
    top = (most or 1) * ROOM_FOR_NUMBER
    ticks = [each for each in scale(most) if each <= top]
    chart = leather.Chart()
    chart.add_x_scale(0, top)
    chart.add_x_axis(ticks=ticks, tick_formatter=lambda value, *_: f"{value}{unit}")
    names = [f"{place}" for place in range(len(lines))]
    chart.set_y_axis(_Names([_short(each.name) for each in lines]))
    series = leather.Series([(each.length, place) for each, place in reversed(list(zip(lines, names, strict=True)))])
    chart.add_series(series, _Stacked(lines))
    height = LINE * len(lines) + FOOT
    root = ET.Element("svg", {"role": "img", "viewBox": f"0 0 {WIDTH} {height}", "class": "drawn"})
    root.set("aria-labelledby", f"{key}-title {key}-told")
    for tag, text, which in (("title", title, "title"), ("desc", told, "told")):
        ET.SubElement(root, tag, {"id": f"{key}-{which}"}).text = text
    root.append(chart.to_svg_group(WIDTH, height))
    return Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704 - every text in it was escaped by ElementTree


def scale(most: float) -> list[int]:
    """Round numbers from nought to at least ``most``, four steps at the most."""
    step = 1
    while step * 4 < most:
        step = next(each for each in _round_numbers() if each > step)
    return list(range(0, int(-(-most // step) or 1) * step + 1, step))


def _round_numbers() -> Iterable[int]:
    """1, 2, 5, 10, 20, 50 and so on."""
    ten = 1
    while True:
        yield from (ten, 2 * ten, 5 * ten)
        ten *= 10


def _short(name: str) -> str:
    """As much of a name as fits."""
    wide = 0
    for place, letter in enumerate(name):
        wide += _letters(letter)
        if wide > LONGEST_NAME:
            return f"{name[: place - 1]}…"
    return name


def _letters(text: str) -> int:
    """In widths of a Latin letter."""
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)


class _Names(leather.Axis):  # type: ignore[misc]  # leather ships no types
    """The names of the bars: their own words at the places of the scale, and the room that Chinese letters need."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(tick_formatter=lambda value, *_: names[int(value)])
        self._widest = max(map(_letters, names))

    def _estimate_left_tick_width(self, scale: object) -> float:  # noqa: ARG002 - leather hands it over
        return self._widest * LETTER


class _Stacked(Shape):  # type: ignore[misc]  # leather ships no types
    """Bars of several parts, each with what it says, and the number at the end; colours are the style sheet's."""

    def __init__(self, lines: Sequence[Bar]) -> None:
        self._lines = lines

    def validate_series(self, series: object) -> None:
        """Ours are right."""

    def to_svg(self, width: float, height: float, x_scale, y_scale, series, palette) -> ET.Element:  # type: ignore[no-untyped-def]  # noqa: ARG002
        """As leather asks a shape to draw itself."""
        group = ET.Element("g", {"class": "bars"})
        for place, line in enumerate(self._lines):
            low, high = sorted(map(float, y_scale.project_interval(str(place), height, 0)))
            end = float(x_scale.project(0, 0, width))
            so_far = 0.0
            for part in line.parts:
                begin, so_far = end, so_far + part.length
                end = float(x_scale.project(so_far, 0, width))
                drawn = {"x": f"{begin:.1f}", "width": f"{max(0.0, end - begin):.1f}", "y": f"{low + 3:.1f}"}
                drawn |= {"height": f"{high - low - 6:.1f}", "class": f"part part-{part.place}"}
                ET.SubElement(ET.SubElement(group, "rect", drawn), "title").text = part.told
            at = {"x": f"{end + 6:.1f}", "y": f"{(low + high) / 2:.1f}", "dy": "0.35em", "class": "number"}
            ET.SubElement(group, "text", at).text = line.number
        return group
