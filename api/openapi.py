"""The description of the interface that ``/openapi.json`` serves: for whom, on what terms, and every error."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.examples import Examples
from api.problems import MEDIA_TYPE
from api.question_paths import question_paths
from api.wire import ProblemWire
from s3graph import __version__
from s3graph.querying import SavedQuestion
from s3graph.resources import shelf
from s3graph.vocabulary import BASE

_DESCRIPTION = """
**Svenska.** Kunskapsgraf och matchning för samverkan mellan de innovationsstödjande aktörerna i Småland och öarna.
Beskriv ett behov och få aktörer, lag och insatser med skäl; ställ färdiga eller egna frågor i SPARQL; granska en fil
mot reglerna. Svaren namnger den utgåva de kommer ur (`S3Graph-Release`). Text på svenska eller engelska efter
`Accept-Language`.

Villkor: öppet utan nyckel, med ett tak för anrop per minut (429). Ingen utlovad tillgänglighet. Behov sparas inte och
loggas inte. Kända begränsningar: uppgifter märkta som obekräftade är inte lästa hos aktören; frågor har tids- och
storleksgräns.

**English.** Knowledge graph and matching for collaboration between the innovation-support actors in Småland och öarna.
Describe a need and get actors, teams and initiatives with reasons; ask saved questions or your own in SPARQL; validate
a file against the rules. Answers name the release they come from (`S3Graph-Release`). Text in Swedish or English by
`Accept-Language`.

Terms: open without a key, with a ceiling of requests a minute (429). No availability is promised. Needs are neither
kept nor logged. Known limitations: statements marked unconfirmed were not read with the actor; queries are bounded in
time and size.
"""
ABOUT: dict[str, Any] = {
    "title": "S3Graph",
    "summary": "Kunskapsgraf och matchning / Knowledge graph and matching",
    "description": _DESCRIPTION,
    "version": __version__,
    "contact": {"name": "S3Graph", "url": "https://w3id.org/s3graph"},
    "license_info": {"name": "MIT", "url": "https://spdx.org/licenses/MIT"},
}
_PROBLEMS = {
    "400": "The request is wrong; `errors` names the field",
    "404": "Nothing at this address",
    "406": "No such format here",
    "413": "Larger than a setting allows, which is named",
    "415": "The body's format is not read here",
    "429": "Too many requests; see Retry-After",
    "500": "The fault lies with the service",
    "503": "Busy, not ready, or out of time; see Retry-After",
}
_KEYED = {"401": "A key is needed, and was not sent or is not known", "403": "The key does not allow this"}
_SCHEMA = "Problem"
_PROBLEM_EXAMPLE = {
    "type": "https://w3id.org/s3graph/problems/usage",
    "title": "Felaktigt anrop",
    "status": 400,
    "detail": "region: SE999 finns inte. Välj bland SE211, SE212, SE213, SE214.",
    "instance": "/api/v1/actors",
}
_ROWS = (
    "application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values",
)  # fmt: skip
_GRAPHS = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
_ANSWERS: dict[str, tuple[str, ...]] = {
    "/sparql": (*_ROWS, *_GRAPHS, "text/html"),
    "/api/v1/queries/{name}": (*_ROWS, *_GRAPHS),
    "/api/v1/queries/{name}.{ending}": ("application/sparql-results+json", "text/csv"),
    "/metrics": ("text/plain",),
    "/ontology/context.jsonld": ("application/ld+json",),
}
"""Formats of routes that answer with what others have written, where the route does not say so itself."""
_ANSWER = "The answer / Svaret"


def describe(app: FastAPI) -> None:
    """Lets ``app.openapi()`` say where it is served, and of every operation its formats, examples and problems."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _with_examples(_with_problems(_served(app, _schema(app))))
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _schema(app: FastAPI) -> dict[str, Any]:
    """The routes, and each saved question as a path of its own."""
    found = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=app.description,
        contact=app.contact,
        license_info=app.license_info,
        routes=app.routes,
    )
    found["paths"].update(question_paths(SavedQuestion.load_all(shelf("queries"))))
    return found


def _with_problems(schema: dict[str, Any]) -> dict[str, Any]:
    """The framework's own 422 becomes our 400."""
    schemas = schema.setdefault("components", {}).setdefault("schemas", {})
    template = f"#/components/schemas/{_SCHEMA}"
    schemas[_SCHEMA] = ProblemWire.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(schemas[_SCHEMA].pop("$defs", {}))
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    content = {MEDIA_TYPE: {"schema": {"$ref": template}, "example": _PROBLEM_EXAMPLE}}
    for path in schema["paths"].values():
        for operation in path.values():
            operation["responses"].pop("422", None)
            for status, description in {**_PROBLEMS, **(_KEYED if operation.get("security") else {})}.items():
                operation["responses"].setdefault(status, {"description": description, "content": content})
    return schema


def _served(app: FastAPI, schema: dict[str, Any]) -> dict[str, Any]:
    """At the public address, and by whom, as the settings say."""
    settings = app.state.service.settings
    schema["servers"] = [{"url": settings.public_url.rstrip("/") or "/"}]
    schema["externalDocs"] = {"description": "The data and its words / Data och ord", "url": f"{BASE}ontology"}
    if settings.contact_email:
        schema["info"]["contact"] = {**schema["info"]["contact"], "email": settings.contact_email}
    return schema


def _with_examples(schema: dict[str, Any]) -> dict[str, Any]:
    examples = Examples(schema["components"]["schemas"])
    for path, item in schema["paths"].items():
        for operation in item.values():
            for status, response in operation["responses"].items():
                if status.startswith("2") and not response.get("content") and path in _ANSWERS:
                    response["content"] = {name: _shape(name) for name in _ANSWERS[path]}
                if response.get("description") in ("", "Successful Response", None):
                    response["description"] = _ANSWER
            examples.fill(operation)
    return schema


def _shape(media_type: str) -> dict[str, Any]:
    """JSON is checked by who reads it; the rest is text."""
    return {"schema": {"type": "object"} if media_type.endswith("json") else {"type": "string"}}
