"""What a wish is about, read by example: which words, and which ways a part and its need lie, speak for a competence
beside all that the competences say themselves. The weights are fitted on needs of which it is told what each wish is
about: ``training/links.py``. They speak where a part has others beside it: alone it is a phrase that may be about
anything, and what is seldom asked for is then found less often with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.concepts import Links, context, link
from s3graph.matching.index import Index
from s3graph.matching.money import is_of_money
from s3graph.matching.need import Need, Part
from s3graph.matching.turns import adds, begins_another
from s3graph.matching.vectors import Rows, floats
from s3graph.matching.words import content_words, stem
from s3graph.model import Language
from s3graph.resources import shelf

Floats = NDArray[np.float32]
FOLDER, FILE = "links", "links.npz"


@dataclass(frozen=True, eq=False)
class Linker:
    """``said[word]``, ``own[dimension]`` and ``whole[dimension]``: what each says for every competence, whose IRIs are
    the ``competences``, in the units of a cosine; ``places`` of the words. ``made_with``: name and revision of the
    model whose vectors they are of.
    """

    competences: tuple[str, ...]
    places: dict[str, int]
    said: Rows
    own: Floats
    whole: Floats
    made_with: tuple[str, str]

    def speaks(self, matters: Sequence[str], language: Language) -> Floats:
        """``[part, competence]``: what the words of each part speak for."""
        found = np.zeros((len(matters), len(self.competences)), np.float32)
        for row, matter in enumerate(matters):
            known = [self.places[word] for word in told_by(matter, language) if word in self.places]
            if known:
                found[row] += floats(self.said[known]).sum(axis=0) / np.sqrt(len(known))
        return found

    def lies(self, vectors: Floats) -> Floats:
        """``[part, competence]``: which way each part lies, and all of them together."""
        return np.asarray(vectors @ self.own + vectors.mean(axis=0) @ self.whole, np.float32)


def told_by(matter: str, language: Language) -> tuple[str, ...]:
    """The stems of a text's content words and the pairs of them, each once, with the language before them.

    >>> told_by("Vi behöver pengar till ost", Language.SV)
    ('sv:peng', 'sv:ost', 'sv:peng ost')
    """
    stems = [stem(word, language) for word in content_words(matter, language)]
    pairs = [f"{first} {second}" for first, second in pairwise(stems)]
    return tuple(dict.fromkeys(f"{language.value}:{told}" for told in (*stems, *pairs)))


@cache
def linker() -> Linker:
    """The shipped one."""
    with np.load(shelf("models") / FOLDER / FILE, allow_pickle=False) as found:
        named = {key: str(found[key]) for key in ("competences", "words", "model", "revision")}
        return Linker(
            tuple(named["competences"].split("\n")),
            {word: place for place, word in enumerate(named["words"].split("\n"))},
            found["said"],
            found["own"].astype(np.float32),
            found["whole"].astype(np.float32),
            (named["model"], named["revision"]),
        )


@cache
def _columns(competences: tuple[str, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where competences are among those given, and where among the linker's: those that both know."""
    known = {iri: place for place, iri in enumerate(linker().competences)}
    pairs = [(place, known[iri]) for place, iri in enumerate(competences) if iri in known]
    return np.array([one for one, _ in pairs], np.int64), np.array([other for _, other in pairs], np.int64)


def taught(index: Index, need: Need, vectors: Floats) -> Floats:
    """``[part, competence]``: what examples say that each part of a need is about, of the competences of an index;
    nothing of those that are in none, and nothing of ``vectors[part]`` of another model than theirs.
    """
    read = linker()
    said = read.speaks([part.matter for part in need.parts], need.language)
    if (index.model_id, index.revision) == read.made_with:
        said += read.lies(vectors)
    found = np.zeros((len(said), len(index.concepts)), np.float32)
    here, there = _columns(tuple(index.columns))
    found[:, here] = said[:, there]
    return found


def turns_of(parts: Sequence[Part]) -> NDArray[np.bool_]:
    """``[3, part]``: whether something is likely wanted in it, whether it says that it is about another thing, and
    whether it is of money, which is that whatever stands beside it.
    """
    others = [adds(part.text) or begins_another(part.text) for part in parts]
    told = [[part.likely for part in parts], others, [is_of_money(part.matter) for part in parts]]
    return np.array(told, np.bool_).reshape(3, len(parts))


def linked(index: Index, need: Need, vectors: Floats, speaks: tuple[Floats, Floats, Floats]) -> Links:
    """What each part of a need is about: by what its own words and vector speak for (similarities and bearings), and
    where it has others beside it by those, by the setting and by examples.
    """
    own, leading, setting = speaks
    if len(need.parts) < 2:
        return link(own, leading)
    return link(own, leading, context(own, leading, setting, turns_of(need.parts)) + taught(index, need, vectors))
