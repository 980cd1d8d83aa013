"""The page with the question, empty or with what is wrong with what was sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.asked import Asked
from api.company_choices import CompanyChoices
from api.messages import spoken
from api.pages import render
from api.state import Published, state_of
from s3graph.model import Language


class Fault(NamedTuple):
    """What is wrong with a field of the form, in the asker's language, and the status it means."""

    field: str
    text: str
    status: int = 400


def ask_page(
    request: Request, release: Published, language: Language, asked: Asked, faults: Sequence[Fault] = ()
) -> HTMLResponse:
    """Everything that was written stands in the form again."""
    return render(
        request,
        "home.html",
        language,
        faults[0].status if faults else 200,
        asked=asked,
        again=tuple(asked.pairs()) if faults and request.method == "POST" else (),
        choices=release.company_choices(language),
        faults={fault.field: fault.text for fault in faults},
        need_length=state_of(request).settings.need_length,
        words=spoken("answer", language),
    )


def wrong_choices(asked: Asked, choices: CompanyChoices, language: Language) -> list[Fault]:
    """Values that the form does not offer."""
    said = spoken("answer", language)
    return [
        Fault(field, said[f"wrong_{field}"])
        for field in ("municipality", "sector", "size")
        if (value := getattr(asked, field)) and choices.name_of(field, value) is None
    ]
