"""Gathers what ``training.together`` reads: pairs of TRAIN, everyday sentences and competences, tasks of DEV.

Run: ``python -m training.gather`` (writes ``training/work/corpus.json.xz`` from ``../shared/data``, the everyday
sentences and the competences; half a minute).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from benchmarks.encoder_tasks import tasks
from s3graph.model import Language
from training.corpus import FILE, Corpus, Pair, Question, write
from training.pairs import Side, Texts, families, sentences
from training.sample import training_rows
from training.sources import DATA, Concept, concepts, needs, projects, skills_in_use
from training.split import Part, folded, held_out_texts
from training.twins import identifier, said_by, says_any

LONGEST = 900
"""Characters kept of an abstract: more than the 128 subwords that are read."""


def pairs_of(rows: Sequence[Concept], texts: Texts) -> dict[str, list[Pair]]:
    """Those of ``training.pairs`` and, beside them, glosses, words of one meaning, other names and whole abstracts."""
    found = families(rows, texts)
    numbers = {identifier: place for place, identifier in enumerate(dict.fromkeys(c.identifier for c in rows))}
    held = said_by(Part.DEV) | said_by(Part.TEST)
    abstracts = {identifier(row): row for row in projects(DATA) if not says_any(row, held)}
    skills = {concept.identifier: concept for concept in rows if concept.kind == "skill"}
    for concept in rows:
        for name, one, other in (*_more_sides(concept, abstracts), *_in_use(concept, skills)):
            found.setdefault(name, []).append(Pair(texts.row(*one), texts.row(*other), numbers[concept.identifier]))
    words: dict[tuple[str, Language], list[str]] = {}
    for concept in rows:
        if concept.kind == "word":
            words.setdefault((concept.identifier, Language.SV), []).append(concept.sv[0])
            words.setdefault((concept.identifier, Language.EN), []).append(concept.en[0])
    found["synonym"] = [
        Pair(texts.row(one, language), texts.row(other, language), numbers[identifier])
        for (identifier, language), said in words.items()
        for one, other in itertools.combinations(dict.fromkeys(said), 2)
    ]
    return found


def _more_sides(concept: Concept, abstracts: dict[str, dict[str, str]]) -> Iterator[tuple[str, Side, Side]]:
    swedish, english = (concept.sv[0], Language.SV), (concept.en[0], Language.EN)
    if concept.kind == "word" and concept.definition:
        yield "gloss", (concept.definition, Language.EN), english
        yield "gloss in Swedish", (concept.definition, Language.EN), swedish
    if concept.kind in ("skill", "occupation"):
        for other in concept.en[1:]:
            yield "alternative across", (other, Language.EN), swedish
        for other in concept.sv[1:]:
            yield "alternative across", (other, Language.SV), english
            yield "alternative in Swedish", (other, Language.SV), swedish
    whole = abstracts.get(concept.identifier) if concept.kind == "title" else None
    if whole and whole["sv"] and whole["en"]:
        for title, text in ((swedish, "sv"), (swedish, "en"), (english, "en")):
            yield "title and whole abstract", title, (whole[text][:LONGEST], Language(text))


def _in_use(concept: Concept, skills: Mapping[str, Concept]) -> Iterator[tuple[str, Side, Side]]:
    """A sentence about a skill with what the skill is called and how it is described."""
    skill = skills.get(concept.identifier) if concept.kind == "skill in use" else None
    if skill is None:
        return
    swedish, english = (concept.sv[0], Language.SV), (concept.en[0], Language.EN)
    yield "use of a skill", swedish, (skill.sv[0], Language.SV)
    yield "use of a skill", swedish, (skill.en[0], Language.EN)
    yield "use of a skill", english, (skill.en[0], Language.EN)
    if skill.definition:
        for said in (swedish, english):
            yield "use as described", said, (skill.definition, Language.EN)


def _questions(texts: Texts) -> Iterator[Question]:
    for task in tasks(Part.DEV):
        queries = [texts.row(text, task.language) for text in task.queries]
        candidates = [texts.row(text, task.answers_in) for text in task.candidates]
        yield Question(task.name, queries, candidates, task.wanted, list(task.starts))


def gathered() -> Corpus:
    """FileNotFoundError where ``../shared/data`` is not."""
    texts = Texts()
    rows, told = training_rows([*skills_in_use(), *needs()])
    pairs, own = pairs_of(rows, texts), sentences(rows, told, texts)
    held = held_out_texts((concept.part, concept.texts()) for concept in concepts(DATA))
    names = [folded(text) for text, _ in texts.rows]
    passages = [[int(row) for row in said if row >= 0 and names[row] not in held] for said in own.passages]
    asked = [(int(row), int(place)) for row, place in zip(own.rows, own.own, strict=True)]
    kin = [(one, other) for one in range(len(told)) for other in range(one) if own.kin[one, other]]
    tasks = list(_questions(texts))
    return Corpus([(text, language.value) for text, language in texts.rows], pairs, asked, passages, kin, tasks)


def main() -> None:
    corpus = gathered()
    write(corpus)
    said = ", ".join(f"{len(pairs)} {name}" for name, pairs in sorted(corpus.pairs.items()))
    print(f"{len(corpus.texts)} texts; {said}; {len(corpus.asked)} sentences; {FILE.stat().st_size >> 20} MiB")


if __name__ == "__main__":
    main()
