"""The staged data as pySHACL sees it: the same terms, nothing copied, each SPARQL text parsed once."""

from __future__ import annotations

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from s3graph.validation.finding import Term
from s3graph.validation.staging_graph import StagingGraph, from_rdflib, rdflib_graph, to_rdflib
from s3graph.vocabulary import PREFIXES, XSD
from tests.validation.turtle import store_of, triples

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"))
TERMS: st.SearchStrategy[Term] = st.one_of(
    st.sampled_from(["http://example.org/a", "https://exämple.org/å"]).map(NamedNode),
    st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True).map(BlankNode),
    TEXT.map(Literal),
    st.builds(Literal, TEXT, language=st.sampled_from(["sv", "en-gb"])),
    st.builds(Literal, TEXT, datatype=st.sampled_from([XSD.integer, XSD.date, XSD.boolean, XSD.gYear, XSD.decimal])),
)


@given(TERMS)
def test_terms_go_there_and_back_unchanged(term: Term) -> None:
    assert from_rdflib(to_rdflib(term)) == term


def test_lexical_forms_are_kept_well_formed_or_not() -> None:
    for value in ("01", "+1", "one", ""):
        assert str(to_rdflib(Literal(value, datatype=XSD.integer))) == value
    assert str(to_rdflib(Literal("perhaps", datatype=XSD.boolean))) == "perhaps"


def test_a_triple_term_is_no_term_of_shacl() -> None:
    with pytest.raises(TypeError):
        to_rdflib(Triple(NamedNode("x:a"), NamedNode("x:b"), NamedNode("x:c")))
    with pytest.raises(TypeError):
        from_rdflib(rdflib.Variable("x"))


def test_patterns_are_answered_by_the_store_itself() -> None:
    store = store_of(':a skos:broader :b ; skos:prefLabel "A"@sv . _:n skos:broader :b .')
    graph = StagingGraph(store, PREFIXES)
    broader = rdflib.URIRef("http://www.w3.org/2004/02/skos/core#broader")
    b = rdflib.URIRef("http://example.org/b")
    assert len(graph) == 3
    assert len(list(graph.triples((None, broader, b)))) == 2
    assert list(graph.objects(rdflib.URIRef("http://example.org/a"), broader)) == [b]
    assert list(graph.triples((rdflib.Literal("x"), None, None))) == []
    (blank,) = (node for node in graph.subjects(broader, b) if isinstance(node, rdflib.BNode))
    assert list(graph.objects(blank, broader)) == [b]


def test_an_empty_graph_is_still_a_graph() -> None:
    assert bool(StagingGraph(Store(), PREFIXES))


def test_a_query_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def counting(text: str, **more: object) -> object:
        parsed.append(text)
        return prepareQuery(text, **more)  # type: ignore[arg-type]

    from rdflib.plugins.sparql import prepareQuery

    monkeypatch.setattr("s3graph.validation.staging_graph.prepareQuery", counting)
    graph = StagingGraph(store_of(":a skos:broader :b ."), PREFIXES)
    query = "SELECT ?x { ?x skos:broader ?y }"
    rows = [[str(row[0]) for row in graph.query(query)] for _ in range(3)]
    assert rows == [["http://example.org/a"]] * 3
    assert parsed == [query]


def test_shapes_keep_the_names_of_their_blank_nodes() -> None:
    (triple,) = triples('_:shape skos:prefLabel "x" .')
    (subject,) = rdflib_graph([triple]).subjects()
    assert isinstance(triple.subject, BlankNode)
    assert str(subject) == triple.subject.value
