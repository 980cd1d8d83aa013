"""``/dumps/...``: a release, or one graph of it, as one packed file. It can be resumed where a download broke off."""

from __future__ import annotations

import hashlib
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from starlette.responses import FileResponse

from api.caching import SECONDS, has_tag
from api.state import Published, published, state_of
from s3graph import __version__
from s3graph.errors import NotFoundError
from s3graph.graph import Release
from s3graph.model import Text
from s3graph.querying.dumping import Dump, DumpFormat, check_graph

router = APIRouter(prefix="/dumps", tags=["dumps"])
MEDIA_TYPE = "application/gzip"
WHOLE = "s3graph"
Lent = Annotated[Published, Depends(published)]
Graph = Annotated[str, Path(description="Name of a graph / Namn på en graf", examples=["places"], max_length=100)]
Ending = Annotated[str, Path(description="ttl or nq / ttl eller nq", examples=["nq"], max_length=10)]
_ANSWERS = {
    200: {"content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}, "description": "The file"},
    206: {"content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}, "description": "Part of it"},
    416: {"description": "No such part"},
}


@router.get(
    "/" + WHOLE + ".{ending}.gz",
    summary="Everything as a file / Allt som fil",
    response_class=Response,
    responses=_ANSWERS,  # type: ignore[arg-type]
)
async def whole(request: Request, release: Lent, ending: Ending) -> Response:
    """N-Quads with the names of the graphs, or Turtle of their union. The first to ask for a release waits a little."""
    return await _file(request, release.release, Dump(None, _format(ending)))


@router.get(
    "/graph/{name}.{ending}.gz",
    summary="One graph as a file / En graf som fil",
    response_class=Response,
    responses=_ANSWERS,  # type: ignore[arg-type]
)
async def of_graph(request: Request, release: Lent, name: Graph, ending: Ending) -> Response:
    """One named graph whole, in N-Quads or Turtle."""
    check_graph(release.store, name)
    return await _file(request, release.release, Dump(name, _format(ending)))


async def _file(request: Request, release: Release, dump: Dump) -> Response:
    headers = {"ETag": _tag(release, dump), "Cache-Control": f"public, max-age={SECONDS}"}
    if has_tag(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    path = await state_of(request).dumps.file(release, dump)
    return FileResponse(path, headers=headers, media_type=MEDIA_TYPE, filename=dump.file_name)


def _tag(release: Release, dump: Dump) -> str:
    """Strong: a dump of a release is the same, byte for byte, each time it is written."""
    parts = (__version__, release.manifest.published_at, str(release.manifest.quads), dump.file_name)
    return f'"{release.number}-{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:20]}"'


def _format(ending: str) -> DumpFormat:
    if ending in tuple(DumpFormat):
        return DumpFormat(ending)
    listed = ", ".join(f".{known}.gz" for known in DumpFormat)
    raise NotFoundError(Text(sv=f"Det finns bara {listed}.", en=f"There is only {listed}."))
