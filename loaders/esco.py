"""ESCO, the European classification of skills and occupations, as the Commission gives it out.

The CSV files have one language each and no column that says which: it stands in the name of the file, as published
(``skills_sv.csv``). A table with Swedish and English beside each other is read too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from loaders.published_table import Columns, Row
from loaders.register_reader import Form, RegisterReader, Whole
from loaders.terms import Names, Scheme, address, also_named, described, named
from s3graph.errors import ReadError
from s3graph.model import Language, Text
from s3graph.vocabulary import ESCO, SKOS

_SKILLS = Scheme(
    ESCO["concept-scheme/skills"],
    Text(sv="ESCO: färdigheter och kunskaper", en="ESCO: skills and knowledge"),
    ESCO.iri,
)
_OCCUPATIONS = Scheme(ESCO["concept-scheme/occupations"], Text(sv="ESCO: yrken", en="ESCO: occupations"), ESCO.iri)
_ISCO = f"{ESCO.iri}isco/C"
_LANGUAGE = re.compile(r"_(sv|en)\.[a-z]+(\.(gz|zip|zst))?$", re.IGNORECASE)
_BESIDE = " | "
"""What stands between alternative labels in a table of two languages; the publisher's CSV files have line breaks."""


def _language(name: str) -> Language:
    """ReadError where the name of the file does not end as the publisher's do."""
    found = _LANGUAGE.search(name)
    if found is None:
        raise ReadError(
            Text(
                sv=f"{name}: ESCO:s filer säger sitt språk i namnet. Döp den som utgivaren gör, till exempel "
                "skills_sv.csv. Svenska och engelska läses.",
                en=f"{name}: ESCO's files say their language in their name. Name it as its publisher does, for "
                "instance skills_sv.csv. Swedish and English are read.",
            )
        )
    return Language(found.group(1).lower())


def _concept(row: Row, whole: Whole) -> Iterator[Triple]:
    """A row of ``skills``, ``skillGroups``, ``occupations`` or ``ISCOGroups``."""
    node, language = _node(row), _language(whole.name)
    yield from _placed(node)
    yield from named(node, SKOS.prefLabel, {language: row["name"]})
    others = (text for text in row["others"].split("\n") if text.strip() != row["name"])
    yield from also_named(node, SKOS.altLabel, others, language)
    yield from also_named(node, SKOS.hiddenLabel, row["hidden"].split("\n"), language)
    yield from named(node, SKOS.definition, {language: row["definition"]})
    yield from named(node, SKOS.scopeNote, {language: row["scope"]})
    yield from described(node, {language: row["description"]})
    if row["isco"]:
        yield Triple(node, SKOS.broader, address(_ISCO + row["isco"], row))


def _relation(row: Row, _: Whole) -> Iterator[Triple]:
    """A row of ``broaderRelationsSkillPillar`` or ``broaderRelationsOccPillar``."""
    yield Triple(_node(row), SKOS.broader, address(row["broader"], row))


def _of_both(row: Row, _: Whole) -> Iterator[Triple]:
    """A row of the table with both languages."""
    node = _node(row)
    names: Names = {Language.SV: row["sv"], Language.EN: row["en"]}
    yield from _placed(node)
    yield from named(node, SKOS.prefLabel, names)
    for language, column in ((Language.SV, "others_sv"), (Language.EN, "others_en")):
        others = (text for text in row[column].split(_BESIDE) if text.strip() != names[language])
        yield from also_named(node, SKOS.altLabel, others, language)
    yield from described(node, {Language.EN: row["description"]})
    code = node.value.removeprefix(_ISCO)
    if node.value != code and len(code) > 1:
        yield Triple(node, SKOS.broader, NamedNode(_ISCO + code[:-1]))


def _node(row: Row) -> NamedNode:
    return address(row["uri"], row)


def _placed(node: NamedNode) -> Iterator[Triple]:
    return _scheme(node.value).placed(node)


def _scheme(address: str) -> Scheme:
    path = address.removeprefix(ESCO.iri)
    return _OCCUPATIONS if path.startswith(("occupation/", "isco/")) else _SKILLS


def _about(whole: Whole) -> Iterable[Triple]:
    """The scheme that the first of the concepts belongs to: a file has those of one."""
    return _scheme(min((key for key in whole.keys if key.startswith(ESCO.iri)), default="")).described()


_URI = {"uri": ("conceptUri",)}
_CONCEPTS = Columns(
    required={"type": ("conceptType",), **_URI, "name": ("preferredLabel",), "description": ("description",)},
    optional={
        "others": ("altLabels",),
        "hidden": ("hiddenLabels",),
        "definition": ("definition",),
        "scope": ("scopeNote",),
        "isco": ("iscoGroup",),
    },
)
_RELATIONS = Columns(required={**_URI, "broader": ("broaderUri",)})
_BOTH = Columns(
    required={"uri": ("uri",), "sv": ("sv",), "en": ("en",)},
    optional={"others_sv": ("alt_sv",), "others_en": ("alt_en",), "description": ("description_en",)},
)

ESCO_READER = RegisterReader(
    "esco",
    (
        Form(_CONCEPTS, _concept, _about, key="uri"),
        Form(_RELATIONS, _relation),
        Form(_BOTH, _of_both, _about, key="uri"),
    ),
)
