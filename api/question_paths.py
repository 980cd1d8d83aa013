"""Every saved question as a path of its own in OpenAPI, with its parameters and their types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from api.question_answers import LANGUAGE, LAST_ROW, MOST_ROWS
from s3graph.querying import SavedQuestion
from s3graph.querying.answer_formats import ANSWER_FORMATS
from s3graph.querying.question_parameters import LONGEST_TEXT, Parameter

_CONTENT: Mapping[str, Any] = {
    known.media_type: {"schema": {"type": "object" if known.media_type.endswith("json") else "string"}}
    for known in ANSWER_FORMATS.values()
}


def question_paths(questions: Iterable[SavedQuestion]) -> dict[str, Any]:
    """By path. Search parameters may all be left out, as the national profile wants; those that a question cannot do
    without have an example, and leaving them out is answered with 400."""
    return {f"/api/v1/queries/{saved.name}": {"get": _operation(saved)} for saved in questions}


def _operation(saved: SavedQuestion) -> dict[str, Any]:
    return {
        "tags": ["queries"],
        "summary": f"{saved.title.en} / {saved.title.sv}",
        "description": f"{saved.question.en}\n\n{saved.question.sv}",
        "operationId": f"query_{saved.name.replace('-', '_')}",
        "parameters": [*map(_parameter, saved.parameters), *_standing(saved)],
        "responses": {"200": {"description": "A table / En tabell", "content": dict(_CONTENT)}},
    }


def _parameter(known: Parameter) -> dict[str, Any]:
    shown = known.example or known.default
    needed = " (required / krävs)" if known.required else ""
    return _query(known.name, f"{known.label.en} / {known.label.sv}{needed}", _schema(known), shown)


def _schema(known: Parameter) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "string"}
    if known.type == "integer":
        found = {"type": "integer"}
        bounds = {"minimum": known.least, "maximum": known.most}
        found.update({name: bound for name, bound in bounds.items() if bound is not None})
    elif known.type == "choice":
        found["enum"] = list(known.choices)
    elif known.type == "date":
        found["format"] = "date"
    elif known.type == "text":
        found["maxLength"] = LONGEST_TEXT
    if known.default is not None:
        found["default"] = int(known.default) if known.type == "integer" else known.default
    return found


def _standing(saved: SavedQuestion) -> list[dict[str, Any]]:
    """What every answer takes."""
    found = [
        _query("limit", "Most rows / Högst så många rader", _bounded(1, MOST_ROWS)),
        _query("offset", "Rows to pass over / Rader att hoppa över", _bounded(0, LAST_ROW)),
    ]
    if not any(known.name == LANGUAGE for known in saved.parameters):
        found.append(_query(LANGUAGE, "Of labels / Etiketternas språk", {"type": "string", "enum": ["sv", "en"]}))
    return found


def _bounded(least: int, most: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": least, "maximum": most}


def _query(name: str, description: str, schema: dict[str, Any], example: str | None = None) -> dict[str, Any]:
    found = {"name": name, "in": "query", "required": False, "description": description, "schema": schema}
    return found | ({"example": int(example) if schema["type"] == "integer" else example} if example else {})
