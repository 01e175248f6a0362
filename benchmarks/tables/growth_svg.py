"""Lines of measured points as an SVG file: logarithmic axes, labels at the lines, no library.

Comes in: series of points, the words of both axes. Goes out: the text of an SVG that is readable on white
and on black, since it takes its greys and colours from the middle. Promised: the same file for the same
points.

>>> Series("one", ((1, 1.0), (10, 2.0))).name
'one'
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10
from typing import Final

WIDTH: Final = 720
HEIGHT: Final = 420
LEFT: Final = 78
RIGHT: Final = 196
TOP: Final = 60
BOTTOM: Final = 58
COLOURS: Final = ("#2f7ed8", "#d9772b", "#3a9d5d", "#a35bc2", "#c2474f", "#8a8a3a")
GREY: Final = "#808080"
LABEL_HEIGHT: Final = 15


@dataclass(frozen=True)
class Series:
    """A line: its name and its points, both coordinates above 0."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Chart:
    """What the picture says besides its lines."""

    title: str
    across: str
    up: str
    tick_across: Callable[[float], str]
    tick_up: Callable[[float], str]


def drawn(chart: Chart, series: Sequence[Series]) -> str:
    """The picture as text."""
    across = _Axis([x for one in series for x, _ in one.points], LEFT, WIDTH - RIGHT)
    up = _Axis([y for one in series for _, y in one.points], HEIGHT - BOTTOM, TOP)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" role="img" aria-label="{escape(chart.title)}" '
        'font-family="system-ui, sans-serif" font-size="12">',
        f"  <title>{escape(chart.title)}</title>",
        _text(LEFT, 24, chart.title, size=15, weight="600"),
        _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, chart.across, anchor="middle"),
        _text(10, TOP - 12, chart.up),
    ]
    for value in across.ticks:
        x = across.at(value)
        lines.append(_line(x, TOP, x, HEIGHT - BOTTOM, faint=True))
        lines.append(_text(x, HEIGHT - BOTTOM + 18, chart.tick_across(value), anchor="middle"))
    for value in up.ticks:
        y = up.at(value)
        lines.append(_line(LEFT, y, WIDTH - RIGHT, y, faint=True))
        lines.append(_text(LEFT - 8, y + 4, chart.tick_up(value), anchor="end"))
    lines.append(_line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM))
    lines.append(_line(LEFT, TOP, LEFT, HEIGHT - BOTTOM))
    end = max(x for one in series for x, _ in one.points)
    to_the_end = [one for one in series if one.points[-1][0] == end]
    heights = _apart([up.at(one.points[-1][1]) for one in to_the_end])
    places = {one.name: (WIDTH - RIGHT, height) for one, height in zip(to_the_end, heights, strict=True)}
    for one in series:
        x, y = one.points[-1]
        places.setdefault(one.name, (across.at(x) - 20, up.at(y) - 6))
    for number, one in enumerate(series):
        colour = COLOURS[number % len(COLOURS)]
        points = " ".join(f"{across.at(x):.1f},{up.at(y):.1f}" for x, y in one.points)
        lines.append(f'  <polyline fill="none" stroke="{colour}" stroke-width="2" points="{points}"/>')
        lines += [
            f'  <circle cx="{across.at(x):.1f}" cy="{up.at(y):.1f}" r="3" fill="{colour}"/>'
            for x, y in one.points
        ]
        x, y = places[one.name]
        anchor = "start" if one in to_the_end else "end"
        lines.append(_text(x + 10, y + 4, one.name, anchor=anchor, colour=colour))
    return "\n".join([*lines, "</svg>", ""])


class _Axis:
    """Values on a logarithmic axis from pixel to pixel, out to the next 1, 2 or 5 times a power of ten."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        powers = range(floor(log10(min(values))) - 1, ceil(log10(max(values))) + 2)
        round_ones = [step * 10.0**power for power in powers for step in (1, 2, 5)]
        least = max(value for value in round_ones if value <= min(values) * (1 + 1e-9))
        most = min(value for value in round_ones if value >= max(values) * (1 - 1e-9))
        self.low, self.high = log10(least), log10(most if most > least else 10 * least)
        self.start, self.end = start, end
        shown = round_ones if self.high - self.low < 2.2 else [10.0**power for power in powers]
        self.ticks = [value for value in shown if self.low - 1e-9 <= log10(value) <= self.high + 1e-9]

    def at(self, value: float) -> float:
        """The pixel of a value."""
        share = (log10(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def _apart(places: list[float]) -> list[float]:
    """Label heights in the order of the lines, moved down where they would overlap."""
    found = list(places)
    last = -1e9
    for number in sorted(range(len(places)), key=places.__getitem__):
        last = found[number] = max(places[number], last + LABEL_HEIGHT)
    return found


def _text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    size: int = 12,
    weight: str = "400",
    colour: str = GREY,
) -> str:
    return (
        f'  <text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" '
        f'font-weight="{weight}" fill="{colour}">{escape(words)}</text>'
    )


def _line(x1: float, y1: float, x2: float, y2: float, *, faint: bool = False) -> str:
    opacity = ' stroke-opacity="0.25"' if faint else ""
    return f'  <line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{GREY}"{opacity}/>'
