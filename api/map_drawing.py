"""A chart as shapes of an SVG: a path, a step of colour and a number for every municipality, and a legend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from s3graph.model import Language
from s3graph.querying.atlas import Chart, Figure, Layer
from s3graph.querying.boundaries import WIDTH, Line, Outline, Sheet

STEPS = 4
"""Steps of colour above nothing at all, which is hatched."""


@dataclass(frozen=True)
class Shape:
    """One municipality as it is drawn. ``number`` is None where another of its county carries the county's."""

    path: str
    place: tuple[int, int]
    step: int
    number: int | None
    name: str
    county: str
    figure: int
    href: str


@dataclass(frozen=True)
class Step:
    """A colour of the legend and the lowest and highest figure it stands for."""

    step: int
    lowest: int
    highest: int


@dataclass(frozen=True)
class Drawing:
    """``borders`` are the counties', as one path."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    borders: str
    legend: tuple[Step, ...]


def drawing(chart: Chart, sheet: Sheet, language: Language) -> Drawing:
    """Every municipality of the chart that the sheet has an outline of."""
    legend = steps(figure.number for figure in chart.figures)
    drawn = [(figure, sheet.outlines[code]) for figure in chart.figures if (code := _code(figure)) in sheet.outlines]
    speaking = _one_a_county(drawn) if chart.chosen.layer is Layer.WHITE_SPOTS else {_code(f) for f, _ in drawn}
    shapes = tuple(
        Shape(
            path="".join(map(path, outline.rings)),
            place=outline.middle,
            step=next(step.step for step in legend if step.lowest <= figure.number <= step.highest),
            number=figure.number if outline.code in speaking else None,
            name=figure.municipality.label.in_language(language),
            county=figure.municipality.region.label.in_language(language) if figure.municipality.region else "",
            figure=figure.number,
            href=f"/id/municipality/{figure.municipality.slug}",
        )
        for figure, outline in drawn
    )
    return Drawing(WIDTH, sheet.height, shapes, "".join(map(path, sheet.counties)), legend)


def path(line: Line) -> str:
    """A line as SVG draws it: a place, then the way to each next one; closed where it ends as it began.

    >>> path(((0, 0), (5, 0), (5, 4), (0, 0)))
    'M0 0l5 0 0 4z'
    """
    closed = line[0] == line[-1]
    ways = [f"{x - a} {y - b}" for (a, b), (x, y) in pairwise(line[:-1] if closed else line)]
    return f"M{line[0][0]} {line[0][1]}l{' '.join(ways)}{'z' if closed else ''}"


def steps(figures: Iterable[int]) -> tuple[Step, ...]:
    """Nothing, if it occurs, and as many steps as there are different figures, ``STEPS`` at most, alike in number.

    >>> steps([0, 1, 1, 2, 4, 9, 14])
    (Step(step=0, lowest=0, highest=0), Step(step=1, lowest=1, highest=2), Step(step=2, lowest=4, highest=4), \
Step(step=3, lowest=9, highest=9), Step(step=4, lowest=14, highest=14))
    """
    different = sorted(set(figures))
    found = [Step(0, 0, 0)] if different and different[0] == 0 else []
    counted = [figure for figure in different if figure > 0]
    classes = min(STEPS, len(counted))
    start = 0
    for number in range(classes):
        end = start + len(counted) // classes + (number < len(counted) % classes)
        found.append(Step(_shade(number, classes), counted[start], counted[end - 1]))
        start = end
    return tuple(found)


def _shade(number: int, classes: int) -> int:
    """The darkest stands for the most; few classes are kept apart."""
    return STEPS - (classes - 1 - number) * (STEPS // classes)


def _code(figure: Figure) -> str:
    return figure.municipality.code


def _one_a_county(drawn: Sequence[tuple[Figure, Outline]]) -> set[str]:
    """Of each county the municipality nearest to the middle of them all."""
    found = set[str]()
    for county in {figure.municipality.covering - {figure.municipality.slug} for figure, _ in drawn}:
        inside = [outline for figure, outline in drawn if county <= figure.municipality.covering]
        x, y = (sum(outline.middle[axis] for outline in inside) / len(inside) for axis in (0, 1))
        nearest = min(inside, key=lambda one: ((one.middle[0] - x) ** 2 + (one.middle[1] - y) ** 2, one.code))
        found.add(nearest.code)
    return found
