"""The national REST API profile (DIGG, 1.2.0), one test a rule, held against the description of the interface.

The rules are those its linter looks at; what each means here is said in our own words.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.profile import (
    JSON,
    NOT_ASKED,
    PROBLEM,
    RULES,
    SNAKE,
    check_examples,
    fields,
    fixed,
    operations,
    ours,
    paged,
    parameters,
    security,
)
from tests.api.service import Service

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "api.md"


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    named: dict[str, Any] = {"public_url": "https://s3.example", "contact_email": "data@exempel.example"}
    running = Service(tmp_path_factory.mktemp("empty"), **named)
    return running.app.openapi()


@pytest.fixture(scope="module")
def client(shipped_client: TestClient) -> TestClient:
    return shipped_client


def test_every_rule_has_its_test() -> None:
    names = {name for name in globals() if name.startswith("test_") and re.match(r"test_[a-z]{3}_\d\d_", name)}
    assert {f"{name[5:8].upper()}.{name[9:11]}" for name in names} == set(RULES)
    assert not set(RULES) & set(NOT_ASKED)


def test_the_document_says_which_are_not_met() -> None:
    said = set(re.findall(r"`([A-Z]{3}\.\d\d)`", DOCUMENT.read_text("utf-8")))
    assert set(NOT_ASKED) <= said


def test_dok_01_where_more_is_said(schema: dict[str, Any]) -> None:
    assert set(schema["externalDocs"]) == {"description", "url"}


def test_dok_03_who_answers_and_under_what_licence(schema: dict[str, Any]) -> None:
    info = schema["info"]
    assert all(info[name] for name in ("title", "version", "description"))
    assert set(info["contact"]) == {"name", "url", "email"}
    assert set(info["license"]) == {"name", "url"}


def test_dok_06_in_swedish_and_english(schema: dict[str, Any]) -> None:
    assert {"**Svenska.**", "**English.**"} <= set(re.findall(r"\*\*\w+\.\*\*", schema["info"]["description"]))


def test_dok_08_on_what_terms_and_how_available(schema: dict[str, Any]) -> None:
    for word in ("Villkor:", "Terms:", "Ingen utlovad tillgänglighet", "No availability is promised"):
        assert word in schema["info"]["description"]


def test_dok_09_what_is_known_not_to_work(schema: dict[str, Any]) -> None:
    text = " ".join(schema["info"]["description"].split())
    assert "Kända begränsningar:" in text
    assert "Known limitations:" in text


def test_dok_15_an_example_of_everything_asked_and_answered(schema: dict[str, Any]) -> None:
    checked = 0
    for name, operation in operations(schema):
        for one in operation.get("parameters", ()):
            checked += check_examples(schema, f"{name} {one['name']}", one, one["schema"])
        for content in (operation.get("requestBody", {}), *operation["responses"].values()):
            for media_type, described in content.get("content", {}).items():
                asked = described.get("schema") if media_type.endswith("json") else None
                checked += check_examples(schema, f"{name} {media_type}", described, asked)
    assert checked > 300


def test_an_example_that_is_wrong_or_missing_is_noticed() -> None:
    asked = {"type": "object", "properties": {"limit": {"type": "integer"}}}
    assert check_examples({"components": {}}, "here", {"example": {"limit": 1}}, asked) == 1
    for described in ({"example": {"limit": "many"}}, {}):
        with pytest.raises(AssertionError):
            check_examples({"components": {}}, "here", described, asked)


def test_dok_17_openapi_3(schema: dict[str, Any]) -> None:
    assert schema["openapi"].startswith("3.")


def test_dok_19_what_every_operation_does(schema: dict[str, Any]) -> None:
    for name, operation in operations(schema):
        assert operation["summary"], name
        assert operation["description"], name


def test_dok_20_every_status_is_described(schema: dict[str, Any]) -> None:
    for name, operation in operations(schema):
        assert {"400", "404", "406", "413", "429", "500", "503"} <= set(operation["responses"]), name
        assert [status for status in operation["responses"] if status < "400"], name
        for status, response in operation["responses"].items():
            assert response["description"], f"{name} {status}"
            assert response["description"] != "Successful Response", f"{name} {status}"


def test_dot_01_moments_are_rfc_3339_in_utc(client: TestClient) -> None:
    moments = [
        delivery["issued"]
        for source in client.get("/api/v1/sources").json()["items"]
        for delivery in source["deliveries"]
    ]
    assert moments
    for moment in moments:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment)


def test_ufn_01_host_interface_version_resource(schema: dict[str, Any]) -> None:
    assert [server["url"] for server in schema["servers"]] == ["https://s3.example"]
    assert [path for path in schema["paths"] if path.startswith("/api/v1/")]


def test_ufn_02_over_https(schema: dict[str, Any]) -> None:
    for server in schema["servers"]:
        assert re.match(r"https://[^/:]+(:443)?(/|$)", server["url"])


def test_ufn_05_not_too_long(schema: dict[str, Any]) -> None:
    assert max(len(path) for path in schema["paths"]) < 200


def test_ufn_07_only_safe_letters(schema: dict[str, Any]) -> None:
    for path in schema["paths"]:
        assert re.fullmatch(r"[a-z0-9/.~-]*", fixed(path)), path


def test_ufn_08_hyphens_between_words(schema: dict[str, Any]) -> None:
    for path in schema["paths"]:
        assert "_" not in fixed(path), path


def test_ufn_09_no_underscores_and_no_spaces(schema: dict[str, Any]) -> None:
    for path in schema["paths"]:
        assert not re.search(r"[ _]", path), path
    for name, one in parameters(schema, "path"):
        assert not re.search(r"[ _]", one["name"]), name


def test_res_02_nothing_personal_in_an_address(schema: dict[str, Any]) -> None:
    for place in ("path", "query"):
        for name, one in parameters(schema, place):
            assert not re.search(r"person|pnr|ssn|text$", one["name"]), name


def test_res_06_lower_case(schema: dict[str, Any]) -> None:
    for path in schema["paths"]:
        assert fixed(path) == fixed(path).lower()


def test_ame_01_json_is_offered(schema: dict[str, Any]) -> None:
    for name, operation in operations(schema):
        if "/api/v1/" in name and not name.endswith(("/events", "{ending}")):
            for status, response in operation["responses"].items():
                if status < "300" and response.get("content"):
                    assert [kind for kind in response["content"] if kind.endswith("json")], name


def test_ame_04_names_of_fields(schema: dict[str, Any]) -> None:
    for model, name in fields(schema):
        assert SNAKE.fullmatch(name) or model == "ApiInfo", f"{model}.{name}"


def test_ame_05_one_convention(schema: dict[str, Any]) -> None:
    """But for ``/api-info``, whose names the profile gives itself (VER.06)."""
    mixed = {model for model, name in fields(schema) if re.search(r"[a-z][A-Z]", name)}
    assert mixed <= {"ApiInfo"}


def test_ame_07_letters_and_digits(schema: dict[str, Any]) -> None:
    for model, name in fields(schema):
        assert re.fullmatch(r"[A-Za-z0-9_]+", name), f"{model}.{name}"


def test_arq_03_answers_can_be_kept(client: TestClient) -> None:
    for path in ("actors", "areas", "competences", "initiatives", "regions", "sources", "areas/tra-skog"):
        headers = client.get(f"/api/v1/{path}", headers={"Accept": JSON}).headers
        assert headers["etag"]
        assert headers["cache-control"].startswith("public")


def test_arq_05_no_payload_in_headers(schema: dict[str, Any]) -> None:
    assert [one["name"] for _, one in parameters(schema, "header") if one["schema"].get("type") == "object"] == []


def test_fel_01_problems_have_their_five_members(schema: dict[str, Any]) -> None:
    problem = schema["components"]["schemas"]["Problem"]
    assert {"type", "title", "status", "detail", "instance"} <= set(problem["required"])


def test_fel_02_and_their_media_type(schema: dict[str, Any]) -> None:
    for name, operation in operations(schema):
        for status, response in operation["responses"].items():
            if status >= "400" and status != "416":
                assert list(response["content"]) == [PROBLEM], f"{name} {status}"


def test_fns_01_one_convention_for_parameters(schema: dict[str, Any]) -> None:
    for name, one in ours(schema):
        assert SNAKE.fullmatch(one["name"]), name


def test_fns_03_they_begin_with_a_letter(schema: dict[str, Any]) -> None:
    for name, one in parameters(schema, "query"):
        assert one["name"][0].isalpha(), name


def test_fns_05_they_may_be_left_out(schema: dict[str, Any]) -> None:
    assert [name for name, one in parameters(schema, "query") if one.get("required")] == []


def test_fns_06_they_are_safe_in_an_address(schema: dict[str, Any]) -> None:
    for name, one in parameters(schema, "query"):
        assert re.fullmatch(r"[A-Za-z0-9._~-]+", one["name"]), name


def test_fns_07_pages_have_a_limit(schema: dict[str, Any]) -> None:
    found = dict(paged(schema))
    assert len(found) >= 7
    assert [name for name, given in found.items() if "limit" not in given] == []


def test_fns_08_the_first_page_is_1(schema: dict[str, Any]) -> None:
    for name, given in paged(schema):
        assert (given["page"]["default"], given["page"]["minimum"]) == (1, 1), name


def test_fns_09_a_page_has_20(schema: dict[str, Any]) -> None:
    for name, given in paged(schema):
        assert given["limit"]["default"] == 20, name


def test_for_02_reading_has_no_body(schema: dict[str, Any]) -> None:
    assert [
        name for name, operation in operations(schema) if name.startswith("GET") and "requestBody" in operation
    ] == []


def test_sak_01_tls_is_what_the_public_address_says(schema: dict[str, Any]) -> None:
    """TLS 1.2 or later ends in the operator's proxy (docs/operators.md); the description names the address it gives."""
    assert all(server["url"].startswith("https://") for server in schema["servers"])
    assert "TLS" in (DOCUMENT.parent / "operators.md").read_text("utf-8")


def test_sak_09_no_passwords(schema: dict[str, Any]) -> None:
    assert not [one for one in security(schema) if one.get("scheme") in ("basic", "digest")]


def test_sak_10_keys_are_bearer_tokens(schema: dict[str, Any]) -> None:
    assert all((one["type"], one["scheme"]) == ("http", "bearer") for one in security(schema))


def test_sak_15_and_stand_in_a_header(schema: dict[str, Any]) -> None:
    assert not [one for one in security(schema) if one.get("in") in ("query", "cookie")]


def test_sak_16_never_in_an_address(schema: dict[str, Any]) -> None:
    for name, one in parameters(schema, "query"):
        assert not re.search(r"key|token|secret|password", one["name"]), name


def test_ver_05_the_major_version_stands_in_the_address(schema: dict[str, Any]) -> None:
    for path in schema["paths"]:
        assert not path.startswith("/api/") or re.match(r"/api/v\d/", path), path


def test_ver_06_the_interface_says_what_it_is(schema: dict[str, Any]) -> None:
    assert set(schema["components"]["schemas"]["ApiInfo"]["properties"]) == {
        "apiName", "apiVersion", "apiReleased", "apiDocumentation", "apiStatus"
    }  # fmt: skip
    assert "/api-info" in schema["paths"]
