"""Statements as JSON-LD in the words of the shipped context, so that a program may read them as plain JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from s3graph.resources import shelf
from s3graph.vocabulary import RDF, XSD

FILE = "context.jsonld"
_FIRST = ("type", "name")
Value = str | bool | dict[str, str]


@dataclass(frozen=True)
class Term:
    """A word of the context. ``coerced``: ``@id``, ``@vocab``, a datatype or empty; ``vocabulary`` begins its slugs."""

    name: str
    coerced: str
    vocabulary: str
    by_language: bool

    def takes(self, value: NamedNode | BlankNode | Literal) -> bool:
        """Whether the context reads its plain form back as the same value."""
        if not isinstance(value, Literal):
            return self.coerced in ("@id", "@vocab")
        if self.by_language:
            return value.language is not None
        if self.coerced:
            return value.language is None and value.datatype.value == self.coerced
        return value.language is None and (value.datatype == XSD.string or _is_boolean(value))


class Context:
    """``ontology/context.jsonld``, read backwards: from addresses to words."""

    def __init__(self, content: str) -> None:
        table: Mapping[str, str | Mapping[str, object]] = json.loads(content)["@context"]
        self._words = frozenset(table)
        self._prefixes = {
            name: iri
            for name, iri in table.items()
            if isinstance(iri, str) and iri.startswith("http") and iri.endswith(("/", "#"))
        }
        self._classes: dict[str, str] = {}
        self._terms: dict[str, list[Term]] = {}
        for name, entry in table.items():
            if isinstance(entry, Mapping):
                term = self._term(name, entry)
                self._terms.setdefault(self._expanded(str(entry["@id"])), []).append(term)
            elif name not in self._prefixes and ":" in str(entry):
                self._classes.setdefault(self._expanded(str(entry)), name)
                self._terms.setdefault(self._expanded(str(entry)), []).append(Term(name, "", "", by_language=False))

    @classmethod
    def shipped(cls) -> Context:
        return _shipped()

    def document(self, triples: Iterable[Triple], address: str) -> bytes:
        """UTF-8 JSON; ``address`` is where the context can be fetched."""
        nodes: dict[NamedNode | BlankNode, list[Triple]] = {}
        for triple in triples:
            if isinstance(triple.subject, NamedNode | BlankNode):
                nodes.setdefault(triple.subject, []).append(triple)
        written = [self._node(subject, said) for subject, said in nodes.items()]
        body = written[0] if len(written) == 1 else {"@graph": written}
        return json.dumps({"@context": address, **body}, ensure_ascii=False, indent=1).encode()

    def _node(self, subject: NamedNode | BlankNode, said: list[Triple]) -> dict[str, object]:
        plain: dict[str, list[Value]] = {}
        tagged: dict[str, dict[str, list[str]]] = {}
        for triple in said:
            value = triple.object
            if not isinstance(value, NamedNode | BlankNode | Literal):
                continue
            term = next((term for term in self._terms.get(triple.predicate.value, ()) if term.takes(value)), None)
            if triple.predicate == RDF.type:
                plain.setdefault("type", []).append(self._type(value))
            elif term is None:
                plain.setdefault(self._compact(triple.predicate.value), []).append(self._in_full(value))
            elif isinstance(value, Literal) and term.by_language:
                tagged.setdefault(term.name, {}).setdefault(value.language or "", []).append(value.value)
            else:
                plain.setdefault(term.name, []).append(self._in_words(value, term))
        names = {
            name: {code: _one_or_all(texts) for code, texts in by_code.items()} for name, by_code in tagged.items()
        }
        entries: dict[str, object] = {name: _one_or_all(values) for name, values in plain.items()} | names
        return {"id": self._reference(subject), **dict(sorted(entries.items(), key=_place))}

    def _in_words(self, value: NamedNode | BlankNode | Literal, term: Term) -> Value:
        if isinstance(value, Literal):
            return value.value == "true" if _is_boolean(value) else value.value
        return self._link(value, term)

    def _link(self, value: NamedNode | BlankNode, term: Term) -> str:
        if term.vocabulary and isinstance(value, NamedNode) and value.value.startswith(term.vocabulary):
            slug = value.value.removeprefix(term.vocabulary)
            if slug and ":" not in slug and slug not in self._words:
                return slug
        return self._reference(value)

    def _in_full(self, value: NamedNode | BlankNode | Literal) -> Value:
        if not isinstance(value, Literal):
            return {"id": self._reference(value)}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        if value.datatype == XSD.string:
            return value.value
        return {"@value": value.value, "@type": self._compact(value.datatype.value)}

    def _type(self, name: NamedNode | BlankNode | Literal) -> Value:
        return self._classes.get(name.value, self._compact(name.value))

    def _reference(self, node: NamedNode | BlankNode) -> str:
        return self._compact(node.value) if isinstance(node, NamedNode) else f"_:{node.value}"

    def _compact(self, iri: str) -> str:
        fitting = [(name, start) for name, start in self._prefixes.items() if iri.startswith(start)]
        if not fitting:
            return iri
        name, start = max(fitting, key=lambda found: len(found[1]))
        local = iri.removeprefix(start)
        return f"{name}:{local}" if local and not local.startswith("//") else iri

    def _expanded(self, word: str) -> str:
        prefix, _, local = word.partition(":")
        return self._prefixes[prefix] + local if prefix in self._prefixes else word

    def _term(self, name: str, entry: Mapping[str, object]) -> Term:
        scoped = entry.get("@context")
        return Term(
            name=name,
            coerced=self._expanded(str(entry.get("@type", ""))),
            vocabulary=str(scoped["@vocab"]) if isinstance(scoped, Mapping) else "",
            by_language=entry.get("@container") == "@language",
        )


@cache
def _shipped() -> Context:
    return Context((shelf("ontology") / FILE).read_text("utf-8"))


def _place(entry: tuple[str, object]) -> tuple[int, str]:
    """What a thing is and its name come first."""
    name = entry[0]
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)


def _one_or_all(values: Sequence[object]) -> object:
    return values[0] if len(values) == 1 else values


def _is_boolean(value: Literal) -> bool:
    return value.datatype == XSD.boolean and value.value in ("true", "false")
