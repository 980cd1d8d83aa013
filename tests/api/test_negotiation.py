"""Accept."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from api.negotiation import HTML, JSON, JSON_LD, N_TRIPLES, RDF_XML, TURTLE, negotiated
from api.refusals import NotAcceptableError

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
RDFLIB = "application/n-triples;q=0.9, application/ld+json;q=0.8, text/turtle, application/rdf+xml;q=0.5, */*;q=0.1"
ALL = (JSON, JSON_LD, TURTLE, N_TRIPLES, RDF_XML, HTML)


def asking(*headers: str) -> Request:
    return Request({"type": "http", "headers": [(b"accept", header.encode("latin-1")) for header in headers]})


@pytest.mark.parametrize(
    ("header", "offered", "chosen"),
    [
        ("text/turtle", ALL, TURTLE),
        ("*/*", ALL, JSON),
        ("", ALL, JSON),
        (BROWSER, ALL, HTML),
        (BROWSER, (JSON, TURTLE), JSON),
        (RDFLIB, ALL, TURTLE),
        (RDFLIB, (JSON, N_TRIPLES), N_TRIPLES),
        ("application/*", (HTML, JSON_LD, JSON), JSON_LD),
        ("application/*;q=0.5, application/json;q=0.4", (JSON, JSON_LD), JSON_LD),
        ("text/*;q=0.9, text/html;q=0", (HTML, TURTLE), TURTLE),
        ("TEXT/TURTLE; charset=utf-8", ALL, TURTLE),
        ("text/turtle;q=0.8, application/ld+json;q=0.8", (JSON_LD, TURTLE), JSON_LD),
        ("text/turtle; q = 0.2, application/ld+json;q=0.3", (TURTLE, JSON_LD), JSON_LD),
        ("text/turtle;q=many, application/json;q=0.1", (TURTLE, JSON), JSON),
        ("text/turtle;q=7, application/json", (JSON, TURTLE), JSON),
        ("*/*;q=0, application/rdf+xml", ALL, RDF_XML),
        (",,text/turtle,", ALL, TURTLE),
    ],
)
def test_the_best_of_what_is_offered_is_chosen(header: str, offered: tuple[str, ...], chosen: str) -> None:
    assert negotiated(asking(header), offered) == chosen


def test_without_the_header_the_first_is_chosen() -> None:
    assert negotiated(asking(), (TURTLE, JSON)) == TURTLE


def test_several_headers_are_one() -> None:
    assert negotiated(asking("text/turtle;q=0.1", "application/ld+json"), ALL) == JSON_LD


@pytest.mark.parametrize("header", ["image/png", "text/turtle;q=0", "*/*;q=0", "json", "application/jso", "text/*;q=0"])
def test_what_nothing_is_offered_for_is_refused(header: str) -> None:
    with pytest.raises(NotAcceptableError) as refusal:
        negotiated(asking(header), (JSON, TURTLE))
    assert refusal.value.offered == (JSON, TURTLE)
    for said in refusal.value.detail:
        assert "application/json, text/turtle" in said
