"""The rules of the national REST API profile that are tested, and the parts of the description that they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs

JSON = "application/json"
PROBLEM = "application/problem+json"
SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
OTHER_PROTOCOLS = ("/sparql", "/reconcile")
"""Their parameters are named by W3C specifications."""
RULES = (
    "AME.01", "AME.04", "AME.05", "AME.07", "ARQ.03", "ARQ.05", "DOK.01", "DOK.03", "DOK.06", "DOK.08", "DOK.09",
    "DOK.15", "DOK.17", "DOK.19", "DOK.20", "DOT.01", "FEL.01", "FEL.02", "FNS.01", "FNS.03", "FNS.05", "FNS.06",
    "FNS.07", "FNS.08", "FNS.09", "FOR.02", "RES.02", "RES.06", "SAK.01", "SAK.09", "SAK.10", "SAK.15", "SAK.16",
    "UFN.01", "UFN.02", "UFN.05", "UFN.07", "UFN.08", "UFN.09", "VER.05", "VER.06",
)  # fmt: skip
NOT_ASKED = {
    "AME.02": "wants JSON sent as a rule; RDF and SPARQL clients send theirs, and JSON is the default under /api",
    "ARQ.01": "UTF-8 is the only encoding JSON has, and the one that text bodies are read in",
    "SAK.18": "keys are bearer tokens given by the operator; OAuth 2 needs an identity provider",
}


def operations(schema: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in schema["paths"].items():
        for method, operation in item.items():
            yield f"{method.upper()} {path}", operation


def parameters(schema: Mapping[str, Any], place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, operation in operations(schema):
        yield from ((name, one) for one in operation.get("parameters", ()) if one["in"] == place)


def ours(schema: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Query parameters that we have named."""
    for name, one in parameters(schema, "query"):
        if not name.split(" ")[1].startswith(OTHER_PROTOCOLS):
            yield name, one


def fields(schema: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for model, described in schema["components"]["schemas"].items():
        yield from ((model, name) for name in described.get("properties", ()))


def fixed(path: str) -> str:
    """A path without its variable parts."""
    return re.sub(r"\{[^}]*\}", "", path)


def paged(schema: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, dict[str, Any]]]]:
    """Lists of things. Answers of saved questions are tables: whole, or rows from an ``offset`` on."""
    for name, operation in operations(schema):
        found = {one["name"]: one["schema"] for one in operation.get("parameters", ()) if one["in"] == "query"}
        if "page" in found or ("offset" in found and "/queries/" not in name):
            yield name, found


def security(schema: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list(schema["components"].get("securitySchemes", {}).values())


def check_examples(schema: dict[str, Any], place: str, described: Mapping[str, Any], asked: Any) -> int:
    """There is one, and it is what its own schema allows."""
    found = [described["example"]] if "example" in described else []
    found += (
        described.get("examples", [])
        or (asked or {}).get("examples", [])
        or described.get("schema", {}).get("examples", [])
    )
    assert found, place
    if asked and asked.get("type") != "string":
        whole = {**asked, "components": schema["components"]}
        for example in found:
            assert jsonschema_rs.is_valid(whole, example), (place, example)
    return len(found)
