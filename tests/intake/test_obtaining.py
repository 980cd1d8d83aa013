"""Every format, packed every way, from everywhere: one and the same delivery; and files that are not what they say."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from loaders import all_readers
from s3graph.errors import FetchError, LimitError, NotAllowedError, ReadError
from s3graph.graph import NTriples
from s3graph.intake.importing import Desk, run_import
from s3graph.intake.limits import Limits
from s3graph.intake.obtaining import obtained, unchanged
from s3graph.intake.reader import Sent
from s3graph.intake.request import ImportReport, ImportRequest, Outcome
from s3graph.intake.staging import stage
from s3graph.settings import Settings
from tests.intake.packing import FORMATS, PACKINGS, written, zipped
from tests.intake.partner import WHOLE
from tests.intake.server import Page, Server, serving

ENDINGS = [f"{suffix}.{packing}".rstrip(".") for suffix in FORMATS for packing in PACKINGS]
ORDER = ImportRequest(Path(), "provgarden")


def test_all_formats_and_packings_are_tried() -> None:
    assert len(ENDINGS) == 6 * 4


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as served:
        yield served


@pytest.fixture(scope="module")
def reaching(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk over nothing that may fetch from the server."""
    root = tmp_path_factory.mktemp("reaching")
    return Desk(all_readers(), Settings(data_dir=root, encoder="hashing", import_hosts=f"example.org, {server.host}"))


def staged(file: str, desk: Desk, given: bytes = b"", file_format: str | None = None) -> NTriples:
    order = ImportRequest(Path(), "provgarden", format=file_format)
    with obtained(file, order, desk, BytesIO(given)) as ready:
        assert ready is not None
        with ready.path.open("rb") as stream, desk.stage(stream, ready.file_name, ready.format) as found:
            return found.content


@pytest.fixture(scope="module")
def wanted() -> str:
    """The digest of the whole file as Turtle."""
    reader = all_readers().choose("a.ttl")
    with stage(reader, Sent(BytesIO(WHOLE.encode()), "a.ttl", Limits.of(Settings()))) as found:
        assert len(found.content) > 30
        assert found.content.apart()[1], "blank nodes are part of what is compared"
        return found.content.digest


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_path_standard_input_and_an_address_give_the_same_delivery(
    ending: str, reaching: Desk, server: Server, wanted: str, tmp_path: Path
) -> None:
    suffix, _, packing = ending.partition(".")
    content = PACKINGS[packing](written(WHOLE, suffix))
    name = f"leverans.{ending}"
    path = tmp_path / name
    path.write_bytes(content)
    server.pages[f"/{name}"] = Page(content)
    assert staged(str(path), reaching).digest == wanted
    assert staged("-", reaching, content, suffix).digest == wanted
    assert staged(server.address(f"/{name}"), reaching).digest == wanted


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_media_type_says_the_format_of_an_address_without_an_ending(
    suffix: str, reaching: Desk, server: Server, wanted: str
) -> None:
    kind = FORMATS[suffix].media_types[0]
    server.pages["/export?v=1"] = Page(written(WHOLE, suffix), headers={"Content-Type": f"{kind}; charset=utf-8"})
    assert staged(server.address("/export?v=1"), reaching).digest == wanted


def test_a_zip_archive_goes_by_the_name_inside(reaching: Desk, wanted: str, tmp_path: Path) -> None:
    path = tmp_path / "leverans.zip"
    path.write_bytes(zipped(**{"mapp/leverans.jsonld": written(WHOLE, "jsonld"), "__MACOSX/._leverans.jsonld": b"x"}))
    assert staged(str(path), reaching).digest == wanted


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.ttl.gz", gzip.compress(gzip.compress(WHOLE.encode())), "flera lager"),
        ("a.ttl.gz", gzip.compress(zipped(a=WHOLE.encode())), "flera lager"),
        ("a.zip", zipped(**{"a.ttl.gz": gzip.compress(WHOLE.encode())}), "flera lager"),
        ("a.zip", zipped(**{"a.ttl": b"", "b.ttl": b""}), "2 filer"),
        ("a.zip", zipped(), "0 filer"),
        ("a.ttl", written(WHOLE, "rdf"), "ser ut som RDF/XML"),
        ("a.ttl", written(WHOLE, "jsonld"), "ser ut som JSON-LD"),
        ("a.rdf", WHOLE.encode(), "ser ut som Turtle"),
        ("a.jsonld", WHOLE.encode(), "ser ut som Turtle"),
        ("a.nt", WHOLE.encode(), "ser ut som Turtle"),
        ("a.jsonld", written(WHOLE, "nt"), "ser ut som N-Triples"),
        ("a.rdf", b"# comment\n<a:b> <a:c> 'd' .\n<!-- ", "inte hel XML"),
        ("a.ttl", b"<!doctype html><html lang=sv><title>Logga in</title>", "webbsida"),
        ("a.docx", WHOLE.encode(), "formatet 'docx' är okänt"),
        ("a", WHOLE.encode(), "Ange --format"),
    ],
    ids=lambda value: value if isinstance(value, str) else "content",
)  # fmt: skip
def test_a_file_that_is_not_what_it_says_is_refused_with_what_it_is(
    reaching: Desk, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError) as raised:
        staged(str(path), reaching)
    assert said in raised.value.detail.sv
    assert raised.value.detail.en.startswith(name)


def test_standard_input_has_no_name_and_wants_a_format(reaching: Desk) -> None:
    with pytest.raises(ReadError, match="Give --format"):
        staged("-", reaching, WHOLE.encode())


def delivered(address: str, desk: Desk, **given: object) -> ImportReport:
    order = ImportRequest(Path(), "provgarden", **given)  # type: ignore[arg-type]
    with obtained(address, order, desk, BytesIO()) as ready:
        return unchanged(order, desk) if ready is None else run_import(ready, desk)


@pytest.mark.soak
def test_what_has_not_changed_at_its_address_is_not_fetched_again(desk: Desk, server: Server) -> None:
    reaching = Desk(desk.readers, desk.settings.model_copy(update={"import_hosts": server.host}))
    address = server.address("/provgarden.ttl")
    server.pages["/provgarden.ttl"] = Page(WHOLE.encode(), headers={"ETag": '"v1"'})
    first = delivered(address, reaching)
    assert (first.outcome, first.release) == (Outcome.ACCEPTED, 2)
    again = delivered(address, reaching)
    assert (again.outcome, again.release) == (Outcome.UNCHANGED, 2)
    delivered(address, reaching, licence="https://example.org/licence")
    server.pages["/provgarden.ttl"] = Page(WHOLE.replace("Test Yard", "Yard").encode(), headers={"ETag": '"v2"'})
    newer = delivered(address, reaching)
    assert (newer.outcome, newer.difference.changed) == (Outcome.ACCEPTED, 1)
    assert [mark for path, mark in server.asked if path == "/provgarden.ttl"] == ["", '"v1"', "", '"v1"']


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com/a.ttl",
        "http://example.org.example.com/a.ttl",
        "http://example.org@127.0.0.1/a.ttl",
        "http://example.org:81/a.ttl",
        "file:///etc/hostname",
        "ftp://example.org/a.ttl",
        "data://text/turtle,a",
    ],
)
def test_nothing_is_fetched_from_a_host_that_is_not_named(reaching: Desk, address: str) -> None:
    with pytest.raises(NotAllowedError) as raised:
        staged(address, reaching)
    assert "S3GRAPH_IMPORT_HOSTS" in raised.value.detail.sv


def test_a_redirection_leads_to_named_hosts_only(reaching: Desk, server: Server, wanted: str) -> None:
    server.pages["/here.ttl"] = Page(WHOLE.encode())
    server.pages["/moved.ttl"] = Page(status=302, headers={"Location": server.address("/here.ttl")})
    server.pages["/away.ttl"] = Page(status=302, headers={"Location": server.address("/here.ttl", "localhost")})
    server.pages["/file.ttl"] = Page(status=302, headers={"Location": "file:///etc/hostname"})
    assert staged(server.address("/moved.ttl"), reaching).digest == wanted
    for path in ("/away.ttl", "/file.ttl"):
        asked = len(server.asked)
        with pytest.raises((NotAllowedError, FetchError)):
            staged(server.address(path), reaching)
        assert len(server.asked) == asked + 1


def test_a_name_that_leads_to_a_private_address_needs_the_address_named_too(reaching: Desk, server: Server) -> None:
    """``localhost`` stands for a name that its owner lets point into our own network."""
    server.pages["/a.ttl"] = Page(WHOLE.encode())
    asked = len(server.asked)
    name = f"localhost:{server.port}"
    named = Desk(reaching.readers, reaching.settings.model_copy(update={"import_hosts": name}))
    with pytest.raises(NotAllowedError, match="no address of the open internet"):
        staged(f"http://{name}/a.ttl", named)
    assert len(server.asked) == asked
    hosts = f"{name}, 127.0.0.1, ::1"
    both = Desk(reaching.readers, reaching.settings.model_copy(update={"import_hosts": hosts}))
    assert staged(f"http://{name}/a.ttl", both)


def test_a_file_that_is_too_large_or_comes_half_is_not_taken(reaching: Desk, server: Server) -> None:
    small = Desk(reaching.readers, reaching.settings.model_copy(update={"import_mb": 1}))
    server.pages["/large.nt"] = Page(b"# " + b"x" * (1 << 20))
    with pytest.raises(LimitError, match="S3GRAPH_IMPORT_MB"):
        staged(server.address("/large.nt"), small)
    content = written(WHOLE, "nt")
    server.pages["/half.nt"] = Page(content[: content.index(b"\n") + 1], length=len(content))
    with pytest.raises(FetchError, match="bytes came"):
        staged(server.address("/half.nt"), reaching)
    with pytest.raises(FetchError, match="HTTP 404"):
        staged(server.address("/missing.nt"), reaching)


def test_standard_input_is_not_kept_past_the_limit(reaching: Desk) -> None:
    small = Desk(reaching.readers, reaching.settings.model_copy(update={"import_mb": 1}))
    with pytest.raises(LimitError, match="stdin is larger than 1 MiB"):
        staged("-", small, b"# " + b"x" * (1 << 20), "nt")
