"""Files that are broken or mean harm, and what must be said of each: what it is, where, and what to do."""

from __future__ import annotations

import gzip
import os
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import zstandard

from tests.intake.partner import HEAD, WHOLE

MIB = 1 << 20
PARK = "<https://w3id.org/s3graph/id/actor/provgarden>"
TELLS = f"{PARK} <http://purl.org/dc/terms/description> "
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
CONTENT = WHOLE.encode()
AWAY = "http://127.0.0.1:9/c"
"""An address where nobody answers; asking there is what must not happen."""


@dataclass(frozen=True)
class Hostile:
    """``sv`` and ``en`` are words of the refusal, which is a ``ReadError`` or, by its name, a ``LimitError``.

    ``make`` gives the content, or is given the path to put there what is no file. ``long`` ones take seconds.
    """

    file: str
    make: bytes | str | Callable[[], bytes]
    sv: str
    en: str
    limit: bool = False
    long: bool = False

    def put(self, folder: Path) -> Path:
        path = folder / self.file
        content = self.make() if callable(self.make) else self.make
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path


def zipped(**members: bytes) -> bytes:
    return zipped_as({name.replace("_", "."): content for name, content in members.items()})


def zipped_as(members: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def _marked(place: int, value: int) -> bytes:
    """A zip archive whose headers claim something: at byte 6 its flags (1: encrypted), at byte 8 how it is packed."""
    archive = bytearray(zipped(a_ttl=CONTENT))
    archive[place] = archive[archive.find(b"PK\1\2") + place + 2] = value
    return bytes(archive)


def _xml(declared: str, content: str) -> str:
    return (
        f'<?xml version="1.0"?>\n<!DOCTYPE r [{declared}]>\n<rdf:RDF xmlns:rdf="{RDF}" xmlns:x="a:">'
        f'<rdf:Description rdf:about="a:b"><x:c>{content}</x:c></rdf:Description></rdf:RDF>\n'
    )


def _laughs() -> str:
    grown = (f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 10))
    return _xml(f'<!ENTITY a0 "ha">{"".join(grown)}', "&a9;")


def _lines(count: int, line: str) -> Callable[[], bytes]:
    return lambda: b"".join(line.format(this=number, next=number + 1).encode() for number in range(count))


def _literal(before: str, after: str, mebibytes: int = 100) -> Callable[[], bytes]:
    return lambda: before.encode() + b"x" * (mebibytes * MIB) + after.encode()


LINE = "S3GRAPH_IMPORT_LINE_MB"
NEST, LITERAL, RATIO = "S3GRAPH_IMPORT_NESTING", "S3GRAPH_IMPORT_LITERAL_MB", "S3GRAPH_IMPORT_RATIO"
ENTITIES = (
    Hostile("xxe-file.rdf", _xml('<!ENTITY e SYSTEM "file:///etc/hostname">', "&e;"), "rad 2: entiteten e", "line 2"),
    Hostile("xxe-http.rdf", _xml(f'<!ENTITY e SYSTEM "{AWAY}">', "&e;"), "Skriv ut den", "Write it out"),
    Hostile("xxe-parameter.rdf", _xml(f'<!ENTITY % p SYSTEM "{AWAY}"> %p;', "x"), "entiteten p", "entity p"),
    Hostile("billion-laughs.rdf", _laughs(), "entiteten a1 hänvisar vidare", "entity a1 refers on"),
    Hostile("grown.rdf", _xml(f'<!ENTITY a "{"x" * MIB}">', "&a;" * 5000), "rad 3", "amplification"),
    Hostile("undeclared.rdf", _xml("", "&e;"), "rad 3, kolumn", "undefined entity"),
)
CONTEXTS = (
    Hostile("context.jsonld", f'{{"@context": "{AWAY}", "@id": "a:b", "a:c": 1}}', "hämtas inte", "not fetched"),
    Hostile("contexts.jsonld", f'{{"@context": [{{}}, "{AWAY}"], "a:c": 1}}', "hämtas inte", "not fetched"),
    Hostile("import.jsonld", f'{{"@context": {{"@import": "{AWAY}"}}, "a:c": 1}}', "hämtas inte", "not fetched"),
    Hostile(
        "scoped.jsonld",
        f'{{"@context": {{"t": {{"@id": "a:t", "@context": "{AWAY}"}}}}, "@id": "a:b", "t": {{"a:c": "d"}}}}',
        f"sammanhanget {AWAY} hämtas inte",
        "Use https://w3id.org/s3graph/ontology/context.jsonld",
    ),
    Hostile("long-context.jsonld", f'{{"@context": "{AWAY}{"c" * 5 * MIB}"}}', "hämtas inte", "not fetched"),
    Hostile("surrogate-context.jsonld", '{"@context": "\\ud800"}', "hämtas inte", "not fetched"),
)
PACKED = (
    Hostile("bomb.ttl.gz", lambda: gzip.compress(bytes(100 * MIB)), RATIO, RATIO, limit=True),
    Hostile("bomb.ttl.zip", lambda: zipped(a_ttl=bytes(100 * MIB)), RATIO, RATIO, limit=True),
    Hostile("bomb.ttl.zst", lambda: zstandard.compress(bytes(500 * MIB)), RATIO, RATIO, limit=True, long=True),
    Hostile("members.ttl.gz", lambda: gzip.compress(bytes(90 * MIB)) * 20, RATIO, RATIO, limit=True, long=True),
    Hostile("encrypted.ttl.zip", _marked(6, 1), "skadad eller krypterad", "damaged or encrypted"),
    Hostile("method.ttl.zip", _marked(8, 99), "Packa den på nytt", "Pack it again"),
    Hostile("nested.ttl.zip", zipped(a_zip=zipped(a_ttl=CONTENT)), "packad i flera lager", "packed more than once"),
    Hostile("many.ttl.zip", zipped_as({str(n): b"" for n in range(9999)}), "9999 filer", "exactly one file"),
    Hostile("trailing.ttl.gz", gzip.compress(CONTENT) + b"more", "Packa den på nytt", "Pack it again"),
    Hostile("tar.ttl.gz", gzip.compress(b"a.ttl".ljust(257, b"\0") + b"ustar\0" + CONTENT), "ett tar-arkiv", "a tar"),
)
DISGUISED = (
    Hostile("paper.ttl", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "ett PDF-dokument", "a PDF document"),
    Hostile("image.rdf", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(99), "en bild", "an image"),
    Hostile("sheet.ttl", zipped_as({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}), "kontors", "office"),
    Hostile("page.ttl", "<!DOCTYPE html>\n<html><body>Logga in</body></html>", "en webbsida", "a web page"),
    Hostile("page.rdf", "\n<HTML><body>Logga in</body></html>", "Leverera RDF", "Deliver RDF"),
    Hostile("table.ttl", "namn;ort\nProvgården;Växjö\n", "rad 1, kolumn 1", "line 1, column 1"),
    Hostile("empty.ttl", b"", "är tom", "is empty"),
    Hostile("spaces.nt", b" \n\t\n", "inga påståenden. Är det rätt fil?", "no statements"),
    Hostile("prefixes.trig", HEAD, "inga påståenden", "Is it the right file?"),
    Hostile("nothing.jsonld", b"[]", "inga påståenden", "no statements"),
    Hostile("nothing.rdf", f'<rdf:RDF xmlns:rdf="{RDF}"/>', "inga påståenden", "no statements"),
)
ENCODED = (
    Hostile("utf-16.ttl", WHOLE.encode("utf-16"), "troligen UTF-16", "Save it as UTF-8"),
    Hostile("utf-16-without-mark.ttl", WHOLE.encode("utf-16-le"), "troligen UTF-16", "Save it as UTF-8"),
    Hostile("utf-32.nt", WHOLE.encode("utf-32"), "troligen UTF-32", "Save it as UTF-8"),
    Hostile("latin-1.ttl", WHOLE.encode("latin-1"), "rad 13: filen är inte UTF-8", "line 13"),
    Hostile("latin-1.rdf", _xml("", "å").encode("latin-1"), "rad 3", "Latin-1"),
    Hostile("nulls.nt", bytes(9999), "Spara den som UTF-8", "Save it as UTF-8"),
    Hostile("two-marks.ttl", b"\xef\xbb\xbf" + WHOLE.encode("utf-8-sig"), "rad 1, kolumn 1", "Mend it"),
    Hostile("surrogate.ttl", '<a:b> <a:c> "\\uD800" .', "rad 1, kolumn 14", "not a valid unicode character"),
    Hostile("surrogate.jsonld", '{"@id": "a:b", "a:c": "\\ud800"}', "rad 1", "line 1"),
)
ADDRESSES = (
    Hostile("space.ttl", f"{WHOLE}<https://a b.example/> a <a:b> .", "rad 40, kolumn 1", "Invalid IRI code point"),
    Hostile("bracket.ttl", f"{WHOLE}<https://[x/> a <a:b> .", "Rätta det", "Mend it"),
    Hostile("relative.ttl", f"{WHOLE}<x> a <a:b> .", "rad 40, kolumn 1: adressen är inte fullständig", "@base"),
    Hostile("escaped.nt", "<a:\\u0020b> <a:c> <a:d> .\n", "rad 1, kolumn 1", "Invalid IRI"),
    Hostile("control.nt", "<a:\x01\x1b[2Jb> <a:c> <a:d> .\n", "rad 1, kolumn 1", "Invalid IRI"),
    Hostile("long.ttl", f"<a:b> <a:c> <{'g' * 5 * MIB}> .", "rad 1", "line 1"),
    Hostile("long-graph.nq", f"<a:b> <a:c> <a:d> <a:{'g' * 5 * MIB}> .\n", "namngivna grafer", "named graphs"),
    Hostile("long-word.ttl", "a" * 5 * MIB, "rad 1, kolumn 1", "line 1"),
)
DEEP = (
    Hostile(
        "brackets.ttl",
        f"{WHOLE}<a:b> <a:c> {'[ <a:d> ' * 99999}",
        f"rad 40: fler än 200 nivåer i varandra ({NEST}",
        NEST,
        True,
    ),
    Hostile("lists.trig", "<a:b> <a:c> " + "(" * 99999, NEST, "Give what is inside addresses", True),
    Hostile("arrays.jsonld", "[" * 99999, NEST, NEST, True),
    Hostile("objects.jsonld", '{"a:b":' * 99999, NEST, NEST, True),
    Hostile("elements.rdf", f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:x="a:">{"<x:a><x:b>" * 99999}', NEST, NEST, True),
    Hostile("triples.nt", "<a:b> <a:c> " + "<<( <a:b> <a:c> " * 99999, "rad 1", "line 1"),
    Hostile("triples.nq", "<a:b> <a:c> " + "<<( <a:b> <a:c> " * 99999, "rad 1", "line 1"),
    Hostile("triples.ttl", "<< " * 99999, "rad 1", "line 1"),
    Hostile("annotations.ttl", "<a:b> <a:c> <a:d> " + "{| <a:e> <a:f> " * 99999, "s3:Claim", "s3:Claim"),
    Hostile("quotes.ttl", "[] a <a:b> . " * 300 + "'\\" * 999999, "rad 1", "line 1"),
    Hostile("triple-quotes.ttl", "[] a <a:b> . " * 300 + '"""\\' * 999999, "rad 1", "line 1"),
    Hostile("quotes.jsonld", "[" + "[],".join([""] * 300) + '"\\' * 999999, "rad 1", "line 1"),
)
NUMBERS = (
    Hostile("digits.jsonld", f'{{"@id": "a:b", "a:c": {"9" * 9999}}}', "för många siffror", "too many digits. Shorten"),
    Hostile("nan.jsonld", '{"@id": "a:b", "a:c": NaN}', "rad 1", "Mend it"),
    Hostile("infinite.jsonld", '{"@id": "a:b", "a:c": 1e999}', "rad 1", "Mend it"),
)
LARGE = (
    Hostile("text.nt", _literal(f'{TELLS}"', '"@sv .\n'), LINE, "shorten long texts", True),
    Hostile("text.ttl", _literal(f'{WHOLE}{TELLS}"""', '"""@sv .\n'), LITERAL, LITERAL, True, long=True),
    Hostile("text.rdf", lambda: _xml("", "x" * 100 * MIB).encode(), LITERAL, LITERAL, True, long=True),
    Hostile("text.jsonld", _literal('{"@id":"a:b","a:c":"', '"}'), LITERAL, "link to a document", True, long=True),
    Hostile(
        "text.ttl.zst",
        lambda: zstandard.compress(CONTENT + f'{TELLS}"{os.urandom(50 * MIB).hex()}" .'.encode()),
        LITERAL,
        LITERAL,
        True,
        long=True,
    ),
    Hostile("address.nt", _literal("<a:", "> <a:c> <a:d> .\n"), LINE, LINE, True, long=True),
    Hostile("comment.ttl", _literal("# ", f"\n{WHOLE}"), "kommentar", "comment", True, long=True),
    Hostile("ten.nt", _literal(f'{TELLS}"', '"@sv .\n', 10), "en text på 10.0 MiB; högst 8 MiB", LITERAL, True),
)
ALIKE = "_:b{this} <a:c> _:b{next} .\n_:b{next} <a:c> _:b{this} .\n_:b0 <a:c> _:b{this} .\n"
NAMELESS = (
    Hostile("alike.nt", _lines(300, ALIKE), "Ge dem adresser", "Give them IRIs"),
    Hostile("chain.nt", _lines(999999, "_:b{this} <a:c> _:b{next} .\n"), "nära <a:c>", "near <a:c>", long=True),
    Hostile("star.nt", _lines(999999, "_:b <a:c> _:b{this} .\n"), "Ge dem adresser", "Give them IRIs", long=True),
    Hostile("list.ttl", lambda: b"<a:b> <a:c> (" + b" 1" * 999999 + b") .", "nära <a:b>", "near <a:b>", long=True),
)
HOSTILE = (
    *ENTITIES, *CONTEXTS, *PACKED, *DISGUISED, *ENCODED, *ADDRESSES, *DEEP, *NUMBERS, *LARGE, *NAMELESS,
)  # fmt: skip
