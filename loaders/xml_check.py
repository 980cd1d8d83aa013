"""What the RDF/XML parser lets pass and a delivery must not: a file cut off, entities that grow or reach out."""

from __future__ import annotations

from xml.parsers import expat

from s3graph.errors import ReadError
from s3graph.intake.reader import Sent
from s3graph.model import Text


def check_xml(sent: Sent) -> None:
    """From where the stream stands. ReadError with line and column where the XML is not well-formed to its end, or
    declares such an entity; LimitError for deep nesting."""
    parser = expat.ParserCreate()
    name, depth = sent.name, 0

    def opened(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > sent.limits.nesting:
            sent.limits.check_nesting(name, depth, parser.CurrentLineNumber)

    def closed(_: object) -> None:
        nonlocal depth
        depth -= 1

    def declared(*said: object) -> None:
        entity, _is_parameter, value, _base, system, _public, _notation = said
        if system is not None or "&" in str(value):
            raise _refers_on(name, str(entity), parser.CurrentLineNumber)

    parser.StartElementHandler, parser.EndElementHandler, parser.EntityDeclHandler = opened, closed, declared
    try:
        parser.ParseFile(sent.stream)
    except expat.ExpatError as error:
        line, column = error.lineno, error.offset + 1
        reason = expat.ErrorString(error.code)
        raise ReadError(
            Text(
                sv=f"{name} rad {line}, kolumn {column}: filen är inte hel XML: {reason}. Rätta det och leverera igen.",
                en=f"{name} line {line}, column {column}: the file is no whole XML: {reason}. Mend it, deliver again.",
            ),
            line,
            column,
        ) from error
    except LookupError as error:
        raise _unknown_encoding(name) from error


def _unknown_encoding(name: str) -> ReadError:
    return ReadError(
        Text(
            sv=f"{name} rad 1: filen anger en teckenkodning som inte finns. Spara den som UTF-8.",
            en=f"{name} line 1: the file names a character encoding that does not exist. Save it as UTF-8.",
        ),
        1,
    )


def _refers_on(name: str, entity: str, line: int) -> ReadError:
    return ReadError(
        Text(
            sv=f"{name} rad {line}: entiteten {entity} hänvisar vidare. Skriv ut den.",
            en=f"{name} line {line}: the entity {entity} refers on. Write it out.",
        ),
        line,
    )
