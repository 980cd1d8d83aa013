"""The description of the interface, held against the national profile for REST interfaces and against docs/api.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from s3graph import __version__
from s3graph.querying import SavedQuestion
from s3graph.resources import shelf

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "api.md"


@pytest.fixture
def schema(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in schema["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def test_the_interface_describes_itself(client: TestClient) -> None:
    info = client.get("/api-info").json()
    assert set(info) == {"apiName", "apiVersion", "apiReleased", "apiDocumentation", "apiStatus"}
    assert (info["apiVersion"], info["apiStatus"]) == (__version__, "active")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", info["apiReleased"])
    assert client.get(info["apiDocumentation"]).status_code == 200


def test_who_answers_for_it_and_on_what_terms(schema: dict[str, Any]) -> None:
    info = schema["info"]
    assert info["contact"]["url"]
    assert info["license"]["name"] == "MIT"
    assert {"Villkor", "Terms", "Kända begränsningar", "Known limitations"} <= set(
        re.findall(r"Villkor|Terms|Kända begränsningar|Known limitations", info["description"])
    )


def test_paths_are_lower_case_with_hyphens(schema: dict[str, Any]) -> None:
    for path in schema["paths"]:
        fixed = re.sub(r"\{\w+(:path)?\}", "", path)
        assert re.fullmatch(r"[a-z0-9/.-]*", fixed), path
        assert not path.endswith("/") or path == "/"


def test_every_operation_says_what_it_does_and_how_it_fails(schema: dict[str, Any]) -> None:
    found = list(operations(schema))
    assert len(found) >= 15
    for path, method, operation in found:
        assert operation["summary"], path
        assert operation["description"], path
        assert operation["tags"], path
        assert "422" not in operation["responses"], path
        for status in ("400", "404", "413", "429", "500", "503"):
            problem = operation["responses"][status]["content"]["application/problem+json"]["schema"]
            assert problem == {"$ref": "#/components/schemas/Problem"}, f"{method} {path} {status}"


def test_reading_has_no_body_and_search_parameters_may_be_left_out(schema: dict[str, Any]) -> None:
    for path, method, operation in operations(schema):
        assert method != "get" or "requestBody" not in operation, path
        assert not [p["name"] for p in operation.get("parameters", []) if p["in"] == "query" and p.get("required")], (
            path
        )


def test_every_reference_leads_somewhere(schema: dict[str, Any]) -> None:
    references = set(re.findall(r"'\$ref': '#/components/schemas/(\w+)'", str(schema)))
    assert references
    assert references <= set(schema["components"]["schemas"])


def test_every_route_stands_in_the_document(schema: dict[str, Any]) -> None:
    written = set(re.findall(r"^\| `((?:GET|POST|DELETE) [^`]+)` \|", DOCUMENT.read_text("utf-8"), re.MULTILINE))
    saved = {f"/api/v1/queries/{question.name}" for question in SavedQuestion.load_all(shelf("queries"))}
    served = {f"{method.upper()} {path}" for path, method, _ in operations(schema) if path not in saved}
    pages = {"GET /", "GET /answer", "POST /answer", "GET /answer.txt", "POST /answer.txt"}
    pages |= {"GET /privacy", "GET /accessibility", "GET /problems/{slug}", "GET /openapi.json"}
    assert written == served | pages


def test_every_saved_question_is_a_path_with_its_parameters(schema: dict[str, Any]) -> None:
    questions = SavedQuestion.load_all(shelf("queries"))
    assert questions
    for question in questions:
        operation = schema["paths"][f"/api/v1/queries/{question.name}"]["get"]
        named = {parameter["name"]: parameter for parameter in operation["parameters"]}
        assert set(named) == {"limit", "offset", "language", *(known.name for known in question.parameters)}
        for known in question.parameters:
            found = named[known.name]["schema"]
            assert found["type"] == ("integer" if known.type == "integer" else "string")
            assert found.get("enum", []) == list(known.choices)
            assert not known.required or named[known.name]["example"] == known.example
