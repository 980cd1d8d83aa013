"""The training data as concepts: what each says in Swedish and English. From ``../shared/data`` and ``everyday``."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.alignment import aligned_sentences
from training.split import Part, part_of

HERE = Path(__file__).resolve().parent
DATA = HERE.parent.parent / "shared" / "data"
WORK = HERE / "work"
"""Where the trainings keep their results; not in the repository."""
BARE = WORK / "bare"
"""The model as it is exported, but without the head."""
SHORTEST = 2
ESCO_SKILL = "http://data.europa.eu/esco/skill/"
_NAMES = ("|nuts", "|cpv.", "|currency.", "|language.")
"""Keys of the procurement strings that are names or have a file of their own."""


@dataclass(frozen=True)
class Concept:
    """One concept or sentence pair. The first text of a language is the preferred one; ``definition`` is English."""

    kind: str
    identifier: str
    part: Part
    sv: tuple[str, ...]
    en: tuple[str, ...]
    definition: str = ""

    def texts(self) -> tuple[str, ...]:
        return (*self.sv, *self.en, *((self.definition,) if self.definition else ()))


def concepts(data: Path = DATA) -> list[Concept]:
    """Everything, in a fixed order. FileNotFoundError where a file is missing."""
    return [
        *skills(data),
        *occupations(data),
        *procurement_codes(data),
        *phrases(data),
        *wordnet(data),
        *tatoeba(data),
        *titles(data),
        *abstract_sentences(data),
    ]


def skills(data: Path) -> Iterator[Concept]:
    for row in _rows(data / "esco" / "esco_skills_sv_en.tsv"):
        english = (row["en"], *_alternatives(row["alt_en"]))
        yield Concept("skill", row["uri"], part_of(row["uri"]), (row["sv"],), english, _first(row["description_en"]))


def occupations(data: Path) -> Iterator[Concept]:
    for row in _rows(data / "esco" / "esco_occupations_isco_sv_en.tsv"):
        swedish = (row["sv"], *_alternatives(row["alt_sv"]))
        english = (row["en"], *_alternatives(row["alt_en"]))
        definition = _first(row["description_en"])
        yield Concept("occupation", row["uri"], part_of(row["uri"]), swedish, english, definition)


def procurement_codes(data: Path) -> Iterator[Concept]:
    for row in _rows(data / "cpv-eforms" / "cpv_sv_en.tsv"):
        identifier = "cpv:" + row["code"]
        yield Concept("cpv", identifier, part_of(identifier), (row["sv"],), (row["en"],))


def phrases(data: Path) -> Iterator[Concept]:
    """Procurement strings without names of places and codes and DCAT-AP-SE form texts."""
    for path in (data / "cpv-eforms" / "eforms_sv_en.tsv", data / "dcat-ap-se" / "dcat_ap_se_sv_en.tsv"):
        for number, row in enumerate(_rows(path)):
            key = row.get("key") or str(number)
            named = any(mark in key for mark in _NAMES)
            if not named and row["sv"] != row["en"] and min(len(row["sv"]), len(row["en"])) > SHORTEST:
                yield Concept("phrase", "phrase:" + key, Part.TRAIN, (row["sv"],), (row["en"],))


def wordnet(data: Path) -> Iterator[Concept]:
    for row in _rows(data / "omw" / "wordnet_sv_en.tsv"):
        swedish, english = row["sv"].replace("_", " "), row["en"].replace("_", " ")
        yield Concept("word", "wordnet:" + row["synset"], Part.TRAIN, (swedish,), (english,), row["gloss_en"])


def tatoeba(data: Path) -> Iterator[Concept]:
    for row in _rows(data / "tatoeba" / "tatoeba_sv_en.tsv"):
        yield Concept("sentence", "tatoeba:" + row["tatoeba_ids"], Part.TRAIN, (row["sv"],), (row["en"],))


def titles(data: Path) -> Iterator[Concept]:
    for row in _rows(data / "swecris" / "train_titles.tsv"):
        identifier = "swecris:" + row["projectId"]
        yield Concept("title", identifier, part_of(identifier), (row["sv"],), (row["en"],))


def abstract_sentences(data: Path) -> Iterator[Concept]:
    """Sentences of abstracts that are told to be translations of each other by order and length."""
    for row in projects(data):
        identifier = "swecris:" + row["projectId"]
        for swedish, english in aligned_sentences(row["sv"], row["en"]):
            yield Concept("abstract", identifier, part_of(identifier), (swedish,), (english,))


def projects(data: Path) -> Iterator[dict[str, str]]:
    """Projects with their abstracts as they stand in the file."""
    with (data / "swecris" / "train_projects.csv").open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def everyday(folder: Path = HERE / "everyday") -> Iterator[Concept]:
    """Our own sentences; the competence is the concept, so that a held-out competence takes its sentences with it."""
    for path in sorted(folder.glob("*.tsv")):
        for row in _rows(path):
            identifier = "competence:" + row["competence"]
            yield Concept("everyday", identifier, part_of(identifier), (row["sv"],), (row["en"],))


def skills_in_use(path: Path = HERE / "skills" / "skills.tsv") -> Iterator[Concept]:
    """Our own sentences about ESCO skills; the skill is the concept, so that a held-out one takes its own along."""
    for row in _rows(path):
        identifier = ESCO_SKILL + row["skill"]
        yield Concept("skill in use", identifier, part_of(identifier), (row["sv"],), (row["en"],))


def needs(folder: Path = HERE.parent / "models" / "scope") -> Iterator[Concept]:
    """Our own texts of both sides of what is asked here, as pairs of languages: which side a text is on is not told.

    Sets that are held out of what tells the sides apart are held out here too.
    """
    for path in (folder / "inside.tsv", folder / "outside.tsv"):
        for number, row in enumerate(_rows(path)):
            if part_of(row["set"]) is not Part.TEST:
                yield Concept("need", f"need:{path.stem}:{number}", Part.TRAIN, (row["sv"],), (row["en"],))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)


def _alternatives(field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip() for text in field.split(" | ") if text.strip()))


def _first(description: str) -> str:
    """The first 400 characters, to the last whole word: what follows in long descriptions are lists of codes."""
    flat = " ".join(description.split())
    return flat if len(flat) <= 400 else flat[:400].rsplit(" ", 1)[0]
