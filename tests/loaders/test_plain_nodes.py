from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse, serialize

from s3graph.vocabulary import RDF
from tests.loaders.test_rdf import BY_NAME, read

XML = (
    f'<rdf:RDF xmlns:rdf="{RDF.type.value.removesuffix("type")}" xmlns:x="a:">'
    '<rdf:Description rdf:nodeID="{name}"><x:b rdf:nodeID="{name}"/></rdf:Description></rdf:RDF>'
)
JSON = '{"@id": "_:{name}", "a:b": {"@id": "_:{name}"}}'


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (XML, "plain"),
        (XML, "å"),
        (XML, "a."),
        (JSON, "plain"),
        (JSON, "::a"),
        (JSON, "a_:_:b"),
    ],
)
def test_any_name_of_a_node_can_be_written_as_n_triples(content: str, name: str) -> None:
    reader = BY_NAME["RDF/XML" if content is XML else "JSON-LD"]
    (statement,) = read(reader, content.replace("{name}", name))
    assert statement.subject == statement.object
    written = serialize([statement], format=RdfFormat.N_TRIPLES)
    assert [quad.triple for quad in parse(written or b"", format=RdfFormat.N_TRIPLES)] == [statement]
