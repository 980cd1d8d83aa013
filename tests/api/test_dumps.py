"""Files of a release and of its graphs over HTTP."""

from __future__ import annotations

import gzip
import tarfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse

from s3graph.graph import DataDirectory
from s3graph.graph.backup import back_up
from s3graph.vocabulary import graph
from tests.api.service import SMALL, Service

WHOLE = "/dumps/s3graph.nq.gz"


def test_everything_as_quads(client: TestClient) -> None:
    response = client.get(WHOLE)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/gzip"
    assert response.headers["content-disposition"] == 'attachment; filename="s3graph.nq.gz"'
    assert "content-encoding" not in response.headers
    found = list(parse(gzip.decompress(response.content), format=RdfFormat.N_QUADS))
    shipped = list(parse(path=str(SMALL), format=RdfFormat.TURTLE))
    assert {quad.triple for quad in shipped} <= {quad.triple for quad in found}
    assert graph("platform") in {quad.graph_name for quad in found}


@pytest.mark.parametrize(
    "path", ["/dumps/graph/platform.ttl.gz", "/dumps/graph/catalogue.nq.gz", "/dumps/s3graph.ttl.gz"]
)
def test_graphs_and_the_union(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["content-disposition"].endswith(f'filename="{path.rpartition("/")[2]}"')
    kind = RdfFormat.TURTLE if ".ttl" in path else RdfFormat.N_QUADS
    assert len(list(parse(gzip.decompress(response.content), format=kind))) > 0


@pytest.mark.parametrize(
    "path",
    ["/dumps/graph/none.ttl.gz", "/dumps/s3graph.xml.gz", "/dumps/graph/platform.json.gz", "/dumps/graph/...nq.gz"],
)
def test_what_there_is_not(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")


def test_what_one_has_is_not_sent_again_and_a_broken_download_goes_on(client: TestClient) -> None:
    whole = client.get(WHOLE)
    tag = whole.headers["etag"]
    assert tag.startswith('"1-')
    again = client.get(WHOLE, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    rest = client.get(WHOLE, headers={"Range": "bytes=100-", "If-Range": tag})
    assert (rest.status_code, rest.content) == (206, whole.content[100:])
    other = client.get(WHOLE, headers={"Range": "bytes=100-", "If-Range": '"0-other"'})
    assert (other.status_code, other.content) == (200, whole.content)
    head = client.head(WHOLE)
    assert (head.status_code, head.content, int(head.headers["content-length"])) == (200, b"", len(whole.content))


def test_many_who_ask_at_once_get_one_file(client: TestClient, root: Path) -> None:
    with ThreadPoolExecutor(6) as askers:
        found = list(askers.map(lambda _: client.get("/dumps/s3graph.ttl.gz"), range(6)))
    assert {response.status_code for response in found} == {200}
    assert len({response.content for response in found}) == 1
    files = [path.name for path in (root / "releases" / "1" / "dumps").rglob("*") if path.is_file()]
    assert files == ["s3graph.ttl.gz"]


def test_a_backup_leaves_them_out(root: Path, tmp_path: Path) -> None:
    with Service(root) as running:
        assert running.client.get(WHOLE).status_code == 200
    archive = tmp_path / "backup.tar"
    back_up(DataDirectory.open(root), archive)
    with tarfile.open(archive) as tar:
        names = tar.getnames()
    assert "releases/1/manifest.json" in names
    assert not [name for name in names if "dumps" in name]


def test_a_service_that_ends_does_not_wait_for_one(root: Path) -> None:
    with Service(root) as running:
        running.app.state.service.dumps.close()
        assert running.client.get(WHOLE).status_code == 503
