"""An example for everything the description of the interface names: of parameters, of bodies, of answers.

What a model or parameter says itself is kept; the rest is made from its schema, with values that occur in the graph.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from api.negotiation import HTML, JSON_LD, N_TRIPLES, RDF_XML, TURTLE

_DEEPEST = 8
_THING = "https://w3id.org/s3graph/id/area/tra-skog"
_NAME = "http://www.w3.org/2004/02/skos/core#prefLabel"
_LINE = f'<{_THING}> <{_NAME}> "Trä och skog"@sv'
BY_MEDIA_TYPE: Mapping[str, str] = {
    TURTLE: f"{_LINE} .\n",
    N_TRIPLES: f"{_LINE} .\n",
    "application/n-quads": f"{_LINE} <https://w3id.org/s3graph/graph/areas> .\n",
    "application/trig": f"<https://w3id.org/s3graph/graph/areas> {{ {_LINE} . }}\n",
    JSON_LD: f'{{"@id": "{_THING}", "{_NAME}": {{"@value": "Trä och skog", "@language": "sv"}}}}',
    RDF_XML: '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    f'xmlns:skos="http://www.w3.org/2004/02/skos/core#"><rdf:Description rdf:about="{_THING}">'
    '<skos:prefLabel xml:lang="sv">Trä och skog</skos:prefLabel></rdf:Description></rdf:RDF>',
    HTML: '<!DOCTYPE html><html lang="sv"><title>Trä och skog</title><h1>Trä och skog</h1></html>',
    "text/csv": "area,name\r\nhttps://w3id.org/s3graph/id/area/tra-skog,Trä och skog\r\n",
    "text/tab-separated-values": f'?area\t?name\n<{_THING}>\t"Trä och skog"@sv\n',
    "text/plain": "Trä och skog",
    "text/event-stream": 'event: state\ndata: {"state": "done"}\n\n',
    "application/sparql-query": f"SELECT ?name WHERE {{ <{_THING}> <{_NAME}> ?name }}",
    "application/sparql-results+json": '{"head": {"vars": ["name"]}, "results": {"bindings": []}}',
    "application/sparql-results+xml": '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><results/></sparql>',
    "application/x-www-form-urlencoded": "query=ASK+%7B%7D",
}
_SAMPLES: Mapping[str, Any] = {
    "iri": _THING,
    "id": "tra-skog",
    "slug": "tra-skog",
    "label": "Trä och skog",
    "name": "Trä och skog",
    "text": "Trä och skog",
    "title": "Trä och skog",
    "description": "Trä och skog i Småland och öarna",
    "definition": "Trä och skog i Småland och öarna",
    "language": "sv",
    "homepage": "https://www.example.org/",
    "page": "https://www.example.org/",
    "sources": "https://w3id.org/s3graph/id/source/platform",
    "source": "platform",
    "profile": "partner",
    "region": "SE212",
    "areas": "tra-skog",
    "organisation_number": "4099000012",
    "licence": "https://creativecommons.org/licenses/by/4.0/",
    "identity": "1",
    "state": "done",
    "release": 42,
    "tag": "actors",
    "ending": "csv",
    "day": "2026-11-01",
    "issued": "2026-11-01T12:00:00Z",
    "start": "2024-04-01",
    "end": "2029-03-29",
    "api_released": "2026-11-23",
    "digest": "ab" * 32,
    "extend": '{"ids": ["municipality/0780"], "properties": [{"id": "code"}]}',
    "queries": '{"q0": {"query": "Kalmar", "type": "Municipality"}}',
    "query": "Kalmar",
}


class Examples:
    """Fills the description of an interface, whose named schemas it must know."""

    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self._schemas = schemas

    def fill(self, operation: dict[str, Any]) -> None:
        """In place: whatever has no example gets one."""
        for parameter in operation.get("parameters", ()):
            schema = parameter.get("schema", {})
            if not {"example", "examples"} & {*parameter, *schema}:
                parameter["example"] = self.of(parameter["name"], schema)
        contents = [operation.get("requestBody", {}), *operation["responses"].values()]
        for content in (found.get("content", {}) for found in contents):
            for media_type, described in content.items():
                if not {"example", "examples"} & set(described):
                    described["example"] = self._of_body(media_type, described)

    def of(self, name: str, schema: Mapping[str, Any], depth: int = 0) -> Any:
        """A value that the schema allows, likely for something called so."""
        schema = self._resolved(schema)
        for key in ("examples", "enum"):
            if schema.get(key):
                return schema[key][0]
        for key in ("example", "const"):
            if key in schema:
                return schema[key]
        for key in ("anyOf", "oneOf"):
            if key in schema:
                chosen = next((one for one in schema[key] if one.get("type") != "null"), schema[key][0])
                return self.of(name, chosen, depth)
        return self._of_type(name, schema, depth)

    def _of_type(self, name: str, schema: Mapping[str, Any], depth: int) -> Any:
        kind = schema.get("type")
        if kind == "array":
            return [] if depth > _DEEPEST else [self.of(name, schema.get("items", {}), depth + 1)]
        if kind == "object":
            return self._of_object(name, schema, depth)
        if kind == "integer":
            return _SAMPLES[name] if isinstance(_SAMPLES.get(name), int) else max(1, schema.get("minimum", 1))
        if kind in ("number", "boolean"):
            return 0.5 if kind == "number" else True
        sample = schema.get("default") or _SAMPLES.get(name, name.replace("_", " "))
        return sample if isinstance(sample, str) or kind is None else str(sample)

    def _of_object(self, name: str, schema: Mapping[str, Any], depth: int) -> dict[str, Any]:
        if depth > _DEEPEST:
            return {}
        made = {key: self.of(key, value, depth + 1) for key, value in schema.get("properties", {}).items()}
        further = schema.get("additionalProperties")
        if not made and isinstance(further, Mapping):
            made[name] = self.of(name, further, depth + 1)
        return made

    def _of_body(self, media_type: str, described: Mapping[str, Any]) -> Any:
        schema = self._resolved(described.get("schema", {}))
        if media_type.endswith("json") and schema.get("type") != "string" and schema:
            return _object(media_type) if schema == {"type": "object"} else self.of("text", schema)
        return BY_MEDIA_TYPE.get(media_type, "…")

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        reference = schema.get("$ref")
        return self._schemas[reference.rpartition("/")[2]] if reference else schema


def _object(media_type: str) -> Any:
    """The example of a format that is JSON, as JSON."""
    return json.loads(BY_MEDIA_TYPE.get(media_type, "{}"))
