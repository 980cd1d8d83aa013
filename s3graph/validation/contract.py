"""``docs/contract.md``, written from the shapes themselves so that it is complete.

Run: python -m s3graph.validation.contract > docs/contract.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse

from s3graph.model import Language, Text
from s3graph.resources import shelf
from s3graph.validation import rules
from s3graph.validation.delivery import StagedDelivery, validate_delivery
from s3graph.validation.finding import Severity
from s3graph.validation.paths import shorten
from s3graph.validation.profile import Profile
from s3graph.validation.reference import Reference
from s3graph.validation.report import Report
from s3graph.validation.shapes_graph import ShapesGraph
from s3graph.validation.speech import Speech
from s3graph.validation.workbook_rules import WORKBOOK_RULES
from s3graph.vocabulary import SH

EXAMPLE = "examples/support-actor.ttl"
LEFT_OUT = "s3:financing"
DELIVERED = ("partner", "facts")
_OTHERS = {"reference": "Reference data", "register": "A register", "catalogue": "The platform's catalogue"}
_TARGETS = {
    SH.targetClass: "each {}",
    SH.targetSubjectsOf: "whatever has {}",
    SH.targetObjectsOf: "whatever {} points at",
}
_INTRODUCTION = """\
# The contract: what a delivered file must meet

This page is written from `shapes/` and the rules of speech: change those, then run
`python -m s3graph.validation.contract > docs/contract.md`. A test compares the two.

A **violation** refuses the whole file, and nothing changes. A **warning** is told and the file is taken in. There are
two profiles: `partner`, what organisations deliver about themselves, and `facts`, what has been collected about others
from public pages, where the unknown is allowed: it becomes a warning and is shown as unknown, never filled in.
Try a file before you deliver it; nothing is stored:

```sh
s3graph validate my-file.ttl --profile partner
```

## Every file

- It is RDF without named graphs: which source speaks is told beside the file, not inside it.
- Own things have addresses `https://w3id.org/s3graph/id/<kind>/<slug>`, the slug in `a-z`, `0-9` and hyphens.
- What is shared is pointed at, never redefined: areas, competences, places, industry codes, kinds, forms of financing.
- Names and texts say their language. What is not known is left out.
- Persons are left out altogether.
- A file in which no shape meets a single node is refused: "no errors" would only mean that nothing was checked.
- A value that nobody has described yet, such as an actor of another source, is a warning: that source may come later.

This file is accepted as it stands (`ontology/{path}`):

```turtle
{example}
```

Without the line that says how the actor is financed it is refused, with this report:

```text
{broken}
```

In the tables, what stands in [brackets] is filled in by the report. Each rule is told in English and Swedish.
"""
_SPEECH = """
## Who may say what

A source speaks about its own entities. About those of others it may only use the linking properties of its profile
({linking}). Shared terms, schema axioms and identities are nobody's to deliver.
"""
_WORKBOOK = """
## Workbooks and tables

What is said of sheets, columns and cells before the rules above are asked. A cell that could not be read is complained
of once. Where a list has something like the word, the message names it.
"""
_REST = """
---

What follows is met by what is shipped with the software and by what the platform writes itself. Partners deliver none
of it.
"""


@dataclass(frozen=True)
class Entry:
    """One rule as a line of the document; ``severities`` by profile."""

    name: str
    severities: dict[str, Severity]
    message: Text


@dataclass(frozen=True)
class Section:
    """One shapes file: the sentence at its head, what it looks at, and its rules."""

    title: str
    targets: tuple[str, ...]
    entries: tuple[Entry, ...]


def sections(profiles: Iterable[str]) -> tuple[Section, ...]:
    """The shapes files of the first of some profiles, with the severities of all."""
    loaded = [Profile.load(name) for name in profiles]
    files = (shelf("shapes") / file for file in Profile.files(loaded[0].name))
    found = (_section(file, loaded) for file in files)
    return tuple(section for section in found if section.entries)


def _section(file: Path, profiles: list[Profile]) -> Section:
    title = file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ").removesuffix(".")
    triples = [quad.triple for quad in parse(path=str(file), format=RdfFormat.TURTLE)]
    shapes = ShapesGraph.of(triples)
    targets = (
        template.format(_either([f"`{shorten(term)}`" for term in _values(triples, target)]))
        for target, template in _TARGETS.items()
        if _values(triples, target)
    )
    named = [shape for shape in shapes.shapes if isinstance(shape, NamedNode)]
    entries = []
    for shape in sorted(named, key=lambda shape: _place(file, shape)):
        message = shapes.message(shape, {})
        if message is not None:
            severities = {profile.name: profile.shapes.severity(shape) for profile in profiles}
            entries.append(Entry(shape.value.rsplit("/", 1)[-1], severities, message))
    return Section(title, tuple(targets), tuple(entries))


def _values(triples: Iterable[Triple], predicate: NamedNode) -> list[NamedNode]:
    found = (triple.object for triple in triples if triple.predicate == predicate)
    return list(dict.fromkeys(term for term in found if isinstance(term, NamedNode)))


def _either(terms: list[str]) -> str:
    return terms[0] if len(terms) == 1 else f"{', '.join(terms[:-1])} or {terms[-1]}"


def _place(file: Path, shape: NamedNode) -> int:
    """Where a shape begins in its file, so that the document follows the file."""
    return file.read_text(encoding="utf-8").find(f"\nshape:{shape.value.rsplit('/', 1)[-1]} a ")


def document() -> str:
    """The whole page as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _INTRODUCTION.format(path=EXAMPLE, example=example().strip(), broken=broken_report().strip())
    for section in sections(DELIVERED):
        yield from _section_lines(section, DELIVERED)
    yield from _beside_lines()
    yield from _workbook_lines()
    yield _REST
    for profile, title in _OTHERS.items():
        yield f"\n## {title} (profile `{profile}`)"
        for section in sections([profile]):
            yield from _section_lines(section, (profile,), "###")


def _section_lines(section: Section, profiles: tuple[str, ...], mark: str = "##") -> Iterator[str]:
    yield f"\n{mark} {section.title}\n"
    yield f"Looks at {' and '.join(section.targets)}.\n"
    yield from _table(section.entries, profiles)


def _table(entries: Iterable[Entry], profiles: tuple[str, ...]) -> Iterator[str]:
    yield f"| rule | {' | '.join(profiles)} | what to do |"
    yield "|---|" + "---|" * len(profiles) + "---|"
    for entry in entries:
        severities = " | ".join(entry.severities[name].name.lower() for name in profiles)
        yield f"| `{entry.name}` | {severities} | {_cell(entry.message.en)}<br>*{_cell(entry.message.sv)}* |"


def _beside_lines() -> Iterator[str]:
    linking = sorted(shorten(term) for term in Profile.load("partner").linking)
    yield _SPEECH.format(linking=", ".join(f"`{term}`" for term in linking))
    facts_allow = (rules.OTHER_SOURCE, rules.OTHER_CLAIM)
    yield "| rule | partner | facts | what to do |"
    yield "|---|---|---|---|"
    for rule in rules.RULES:
        severity = rule.severity.name.lower()
        facts = "allowed" if rule in facts_allow else severity
        yield f"| `{rule.name}` | {severity} | {facts} | {_cell(rule.message.en)}<br>*{_cell(rule.message.sv)}* |"


def _workbook_lines() -> Iterator[str]:
    yield _WORKBOOK
    yield "| rule | both profiles | what to do |"
    yield "|---|---|---|"
    for rule in WORKBOOK_RULES:
        severity = rule.severity.name.lower()
        yield f"| `{rule.name}` | {severity} | {_cell(rule.message.en)}<br>*{_cell(rule.message.sv)}* |"


def _cell(message: str) -> str:
    for term in ("value", "this", "path", "owner", "names", "said"):
        message = message.replace(f"{{?{term}}}", f"[{term}]")
    return message.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def example() -> str:
    """The file the document shows."""
    return (shelf("ontology") / EXAMPLE).read_text(encoding="utf-8")


def judged(turtle: str) -> Report:
    """A Turtle text as a delivery of someone unknown to the platform."""
    store = Store()
    store.extend(Quad(*quad.triple) for quad in parse(turtle, format=RdfFormat.TURTLE))
    delivery = StagedDelivery(store, Speech("example"), Reference.load())
    return validate_delivery(delivery, Profile.load("partner"))


def broken_report() -> str:
    """What is said of the example when one line is missing."""
    kept = [line for line in example().splitlines() if LEFT_OUT not in line]
    return judged("\n".join(kept)).to_text(Language.EN)


if __name__ == "__main__":
    sys.stdout.write(document())
