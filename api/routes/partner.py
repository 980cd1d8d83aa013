"""``/partner``: a source's files delivered, followed, confirmed and taken back, by people."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from api.desk_pages import desk_page
from api.jobs import give_back_release, queue_of
from api.keys import check_may_deliver
from api.messages import spoken
from api.problems import kind_of
from api.refusals import MediaTypeError
from api.sessions import Submitted, choice, form_of, page_of
from api.state import language_of, state_of
from api.uploads import Upload
from api.wire_imports import JobWire
from s3graph.errors import NotFoundError, S3GraphError, UsageError
from s3graph.graph import DataDirectory, Release, Releases, Source, check_source_name
from s3graph.intake.publishing_needs import SOURCE as PUBLISHED_NEEDS
from s3graph.intake.reversing import Reversal, Reverse, looked_up
from s3graph.model import Language, Text
from s3graph.private import ApiKey, Draft, Job, JobOptions, Role, Session
from s3graph.private.jobs import new_id
from s3graph.workbook.template import Template
from s3graph.workbook.template_file import file_name, template_file

router = APIRouter(
    prefix="/partner",
    tags=["pages"],
    include_in_schema=False,
    default_response_class=HTMLResponse,
    dependencies=[Depends(choice)],
)
Reader = Annotated[Session, Depends(page_of(Role.PARTNER))]
Form = Annotated[Submitted, Depends(form_of(Role.PARTNER))]
RECENT = 10
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MIB = 1 << 20
_USUAL = ("xlsx", "ods", "csv")
_CHOSEN = {"source": "", "action": "check", "way": "replace"}


@router.get("")
async def desk(request: Request, reader: Reader, source: Annotated[str, Query(max_length=100)] = "") -> Response:
    """The form to deliver a file, the template, and what has been delivered lately."""
    return await run_in_threadpool(_desk, request, reader.key, {**_CHOSEN, "source": source})


@router.get("/template.xlsx")
async def template(request: Request, _: Reader, lang: Annotated[Language | None, Query()] = None) -> Response:
    """The workbook that partners fill in, as the shapes have it."""
    language = lang or language_of(request)
    content = await run_in_threadpool(_template, language)
    headers = {"Content-Disposition": f'attachment; filename="{file_name(language)}"', "Cache-Control": "no-store"}
    return Response(content, headers=headers, media_type=XLSX)


@router.post("/deliveries")
async def deliver(request: Request, form: Form) -> Response:
    """Takes a file in, to be checked or delivered; what is wrong with it at once is said above the form."""
    chosen = {name: form[name] or usual for name, usual in _CHOSEN.items()}
    try:
        job = await _received(request, form, chosen)
    except S3GraphError as error:
        kind = kind_of(error)
        if kind.inside:
            raise
        said = _unread(request) if isinstance(error, MediaTypeError) else error.say(language_of(request))
        return await run_in_threadpool(_desk, request, form.key, chosen, said, kind.status)
    return RedirectResponse(f"/partner/deliveries/{job.id}", 303)


@router.get("/sources/{source}")
async def source_history(request: Request, reader: Reader, source: str) -> Response:
    """What a source has delivered: what holds now, what held before, and what was refused."""
    check_source_name(source)
    check_may_deliver(reader.key, source)
    past = await run_in_threadpool(_past, request, source)
    return desk_page(request, "partner_source.html", {"source": source, **past})


@router.get("/sources/{source}/undo")
async def ask_to_undo(request: Request, reader: Reader, source: str) -> Response:
    """What taking the last delivery back means."""
    check_source_name(source)
    check_may_deliver(reader.key, source)
    reverse = await run_in_threadpool(_reverse, request, source)
    return desk_page(request, "partner_undo.html", {"source": source, "reverse": reverse})


@router.post("/sources/{source}/undo")
async def undo(request: Request, form: Form, source: str) -> Response:
    """Takes the delivery back that the form named; ConflictError where another has come since."""
    check_source_name(source)
    check_may_deliver(form.key, source)
    number = form["delivery"]
    if form["sure"] != "1" or not number.isdecimal():
        return RedirectResponse(f"/partner/sources/{source}/undo", 303)
    job = await run_in_threadpool(queue_of(request).take_back, source, int(number), form.key.id)
    return RedirectResponse(f"/partner/deliveries/{job.id}", 303)


async def _received(request: Request, form: Submitted, chosen: dict[str, str]) -> Job:
    source, key = chosen["source"], form.key
    check_source_name(source)
    check_may_deliver(key, source)
    if form.file is None:
        raise UsageError(Text(sv="Välj en fil att leverera.", en="Choose a file to deliver."))
    queue, identity = queue_of(request), new_id()
    await run_in_threadpool(queue.check_room)
    give_back_release(request)
    upload = Upload(request, queue.place(identity), queue.readers, state_of(request).settings.import_mb * _MIB)
    async with upload.taken(form.file) as (name, file_format):
        options = JobOptions(
            format=file_format,
            speaks_for=key.speaks_for,
            dry_run=chosen["action"] != "deliver",
            merge=chosen["way"] == "merge",
            hold=True,
        )
        return await run_in_threadpool(queue.submit, Draft(source, key.id, name, options), identity)


def _is_partners(source: Source) -> bool:
    """Not what comes with the software, nor what the platform writes itself."""
    return not source.shipped and source.profile != "platform" and source.name != PUBLISHED_NEEDS


def _unread(request: Request) -> str:
    words, endings = spoken("partner", language_of(request)), _endings(request)
    return f"{words['unread']} {', '.join(f'.{ending}' for ending in endings)}."


def _endings(request: Request) -> list[str]:
    """What the name of a file may end with, what people most often have first."""
    return sorted(queue_of(request).readers.suffixes, key=lambda ending: ending not in _USUAL)


def _desk(request: Request, key: ApiKey, chosen: dict[str, str], failure: str = "", code: int = 200) -> HTMLResponse:
    queue = queue_of(request)
    sources = key.sources or tuple(found.name for found in queue.deliveries.sources() if _is_partners(found))
    jobs = queue.jobs.list(sources)[:RECENT]
    values = {
        "sources": sources,
        "chosen": chosen,
        "failure": failure,
        "suffixes": _endings(request),
        "most": state_of(request).settings.import_mb,
        "jobs": [JobWire.of(job, language_of(request)) for job in jobs],
        "languages": [language.value for language in Language],
    }
    return desk_page(request, "partner.html", values, code)


@cache
def _template(language: Language) -> bytes:
    """The same as long as the service runs: it is made from what the software carries."""
    return template_file(Template.load(), language)


def _published(request: Request) -> Release | None:
    """The release that is published, though this service may still be loading it."""
    releases = Releases(DataDirectory.open(state_of(request).settings.data_dir))
    return releases.current() if releases.current_number() is not None else None


def _reverse(request: Request, source: str) -> Reverse | None:
    """What taking the last delivery back would come to; None where there is nothing to take back."""
    try:
        return looked_up(Reversal(source), _published(request), queue_of(request).deliveries)
    except NotFoundError:
        return None


def _past(request: Request, source: str) -> dict[str, Any]:
    """Its deliveries and jobs, newest first, and the delivery that the published release holds."""
    queue, release = queue_of(request), _published(request)
    published = release.manifest.sources if release else {}
    jobs = [JobWire.of(job, language_of(request)) for job in queue.jobs.list((source,))]
    return {
        "deliveries": queue.deliveries.of(source)[::-1],
        "jobs": jobs[: RECENT * 5],
        "current": published[source].delivery if source in published else None,
    }
