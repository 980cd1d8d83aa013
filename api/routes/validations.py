"""``POST /api/v1/validations``: a file in, a report of what to mend out. Nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from api.bodies import media_type
from api.negotiation import TURTLE, negotiated
from api.refusals import MediaTypeError
from api.state import language_of, published, state_of
from api.validator import SentFile, Validator
from api.wire_reports import ReportWire
from s3graph.errors import LimitError, MissingExtraError, UsageError
from s3graph.model import Text

router = APIRouter(prefix="/api/v1", tags=["validations"])
JSON = "application/json"
MULTIPART = "multipart/form-data"
ENDINGS: Mapping[str, str] = {
    TURTLE: ".ttl",
    "application/n-triples": ".nt",
    "application/n-quads": ".nq",
    "application/trig": ".trig",
    "application/rdf+xml": ".rdf",
    "application/ld+json": ".jsonld",
    "text/csv": ".csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
}
"""The ending a file without a name gets, by its media type."""


@router.post(
    "/validations",
    summary="Validate a file / Granska en fil",
    dependencies=[Depends(published)],
    responses={200: {"model": ReportWire, "content": {TURTLE: {}}, "description": "What to mend, gravest first"}},
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                **{known: {"schema": {"type": "string", "format": "binary"}} for known in ENDINGS},
                MULTIPART: {
                    "schema": {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}
                },
            },
        }
    },
)
async def validate(
    request: Request,
    profile: Annotated[Literal["partner", "facts"], Query(description="Which rules: partner is the strict one")] = (
        "partner"
    ),
    name: Annotated[str, Query(description="File name; its ending says the format", max_length=200)] = "",
) -> Response:
    """The body is the file itself, or a form with one file. Refused: nothing readable, too large, too slow."""
    chosen = negotiated(request, (JSON, TURTLE))
    file = await _sent(request, profile, name)
    report = await run_in_threadpool(_validator(request).run, file)
    language = language_of(request)
    headers = {"Cache-Control": "no-store", "Vary": "Accept, Accept-Language"}
    if chosen == TURTLE:
        return Response(report.to_turtle(), headers=headers, media_type=TURTLE)
    headers["Content-Language"] = language.value
    return JSONResponse(ReportWire.of(report, language).model_dump(), headers=headers)


def _validator(request: Request) -> Validator:
    validator = state_of(request).validator
    if validator is None:
        raise MissingExtraError(
            Text(sv="Den här tjänsten granskar inga filer.", en="This service does not validate files.")
        )
    return validator


async def _sent(request: Request, profile: str, name: str) -> SentFile:
    found = media_type(request)
    if found == MULTIPART:
        data, name = await _uploaded(request, name)
    else:
        data = await request.body()
        if not PurePosixPath(name).suffix:
            if found not in ENDINGS:
                raise MediaTypeError(found, (*ENDINGS, MULTIPART))
            name = (name or "file") + ENDINGS[found]
    _check_size(data, state_of(request).settings.validation_mb)
    return SentFile(data, PurePosixPath(name).name, profile)


async def _uploaded(request: Request, name: str) -> tuple[bytes, str]:
    async with request.form(max_files=1, max_fields=1) as form:
        for value in form.values():
            if isinstance(value, UploadFile):
                kept = name or value.filename or ""
                if not PurePosixPath(kept).suffix:
                    kept = (kept or "file") + ENDINGS.get(value.content_type or "", "")
                return await value.read(), kept
    raise UsageError(
        Text(
            sv="Formuläret innehåller ingen fil. Skicka den i fältet file.",
            en="The form holds no file. Send it as file.",
        )
    )


def _check_size(data: bytes, allowed: int) -> None:
    if not data:
        raise UsageError(Text(sv="Filen är tom.", en="The file is empty."))
    if len(data) > allowed << 20:
        raise LimitError(
            Text(
                sv=f"Filen är större än {allowed} MiB (S3GRAPH_VALIDATION_MB). Använd 's3graph validate'.",
                en=f"The file is larger than {allowed} MiB (S3GRAPH_VALIDATION_MB). Use 's3graph validate'.",
            )
        )
