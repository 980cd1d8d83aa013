"""What is wrong with a parameter or a field of a body, in the words of the service rather than of its framework."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from s3graph.model import Language, Text

_NUMBER = Text(sv="ska vara ett heltal", en="must be a whole number")
_RULES: Mapping[str, Text] = {
    "missing": Text(sv="saknas", en="is missing"),
    "extra_forbidden": Text(sv="är okänt", en="is unknown"),
    "string_type": Text(sv="ska vara text", en="must be text"),
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_from_float": _NUMBER,
    "list_type": Text(sv="ska vara en lista", en="must be a list"),
    "bool_parsing": Text(sv="ska vara true eller false", en="must be true or false"),
    "greater_than_equal": Text(sv="ska vara minst {ge}", en="must be at least {ge}"),
    "less_than_equal": Text(sv="ska vara högst {le}", en="must be at most {le}"),
    "literal_error": Text(sv="ska vara något av {expected}", en="must be one of {expected}"),
    "enum": Text(sv="ska vara något av {expected}", en="must be one of {expected}"),
    "string_too_short": Text(sv="är för kort", en="is too short"),
    "string_too_long": Text(sv="är för långt", en="is too long"),
    "string_pattern_mismatch": Text(sv="har fel form", en="has the wrong form"),
    "json_invalid": Text(sv="är inte giltig JSON", en="is not valid JSON"),
    "model_attributes_type": Text(sv="ska vara ett JSON-objekt", en="must be a JSON object"),
    "dict_type": Text(sv="ska vara ett JSON-objekt", en="must be a JSON object"),
}
_OTHER = Text(sv="har ett otillåtet värde", en="has a value that is not allowed")
_BODY = Text(sv="innehållet", en="the body")


def field_errors(errors: Sequence[Mapping[str, Any]], language: Language) -> list[dict[str, str]]:
    """``{field, message}`` of each error the framework found. The value that was sent is not repeated."""
    return [{"field": _field(error), "message": _message(error, language)} for error in errors]


def sentence(found: Sequence[Mapping[str, str]], language: Language) -> str:
    """All of them as one sentence."""
    whole = _BODY.in_language(language)
    said = "; ".join(f"{error['field'] or whole} {error['message']}" for error in found)
    return f"{said[:1].upper()}{said[1:]}." if said.startswith(whole) else f"{said}."


def _field(error: Mapping[str, Any]) -> str:
    """``text`` of a body, ``limit`` of a query string; empty where the whole body is meant."""
    if error["type"] == "json_invalid":
        return ""
    return ".".join(str(part) for part in error["loc"][1:])


def _message(error: Mapping[str, Any], language: Language) -> str:
    """The framework lists what is allowed in English: "'micro', 'small' or 'medium'"."""
    said = _RULES.get(error["type"], _OTHER).in_language(language)
    told = dict(error.get("ctx", {}))
    if "expected" in told and language is Language.SV:
        told["expected"] = str(told["expected"]).replace("' or '", "' eller '")
    return said.format(**told)
