"""The graph of aggregates: numbers counted once, at publish, so that no question has to count every company again.

Each is a ``qb:Observation`` of a ``qb:DataSet`` that says what was counted. The graph depends on the other graphs and
on closed quarters alone, never on the day.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from pyoxigraph import Literal, NamedNode, Triple

from s3graph.graph import GraphChange, NTriples, Writer
from s3graph.intake.suppression import Cell
from s3graph.model import Text
from s3graph.vocabulary import (
    AGGREGATES,
    DCT,
    DIMENSION,
    LEGAL,
    MEASURE,
    QB,
    RDF,
    RDFS,
    S3,
    SCHEMA,
    SKOS,
    entity,
    kind_of,
    slug_of,
)

COMPANIES = entity("aggregate", "companies")
INDUSTRIES = entity("aggregate", "companies-by-industry")
REACHED = entity("aggregate", "companies-reached")
REACHED_INDUSTRIES = entity("aggregate", "companies-reached-by-industry")
NEEDS = entity("aggregate", "needs")
_COUNTED = (S3.SME, S3.seat, S3.sizeClass, LEGAL.companyActivity, S3.participant)
_PROPERTIES = (RDF.type, S3.seat, S3.sizeClass, LEGAL.companyActivity, S3.participant)
_NO_SIZE = "unknown"
Said = Callable[[NamedNode], Iterable[tuple[bytes, bytes]]]
"""Every subject and value of a property, addresses as N-Triples writes them."""
Group = tuple[bytes, bytes | None]
"""A municipality, and a size class where the companies say one, as they are written."""

_SAID = {
    COMPANIES: Text(
        sv="Företag per kommun och storleksklass. Räknat när utgåvan publicerades; varje företag en gång.",
        en="Companies by municipality and size class. Counted when the release was published; each company once.",
    ),
    INDUSTRIES: Text(
        sv="Företag per kommun, storleksklass och SNI-huvudgrupp. Räknat när utgåvan publicerades; ett företag med "
        "flera verksamheter räknas i var och en.",
        en="Companies by municipality, size class and SNI division. Counted when the release was published; a company "
        "of several activities counts in each.",
    ),
    REACHED: Text(
        sv="Som companies, men bara de företag som deltar i någon insats.",
        en="As companies, but only those that take part in an initiative.",
    ),
    REACHED_INDUSTRIES: Text(
        sv="Som companies-by-industry, men bara de företag som deltar i någon insats.",
        en="As companies-by-industry, but only those that take part in an initiative.",
    ),
    NEEDS: Text(
        sv="Bevarade privata behov per kvartal, område och län, bara avslutade kvartal. Celler under fem och de celler "
        "som skulle röja dem finns inte med.",
        en="Kept private needs by quarter, area and county, closed quarters only. Cells below five, and cells that "
        "would give them away, are left out.",
    ),
}
_NAMES = {
    COMPANIES: Text(sv="Antal företag", en="Number of companies"),
    INDUSTRIES: Text(sv="Antal företag per bransch", en="Number of companies by industry"),
    REACHED: Text(sv="Antal företag som nåtts", en="Number of companies reached"),
    REACHED_INDUSTRIES: Text(sv="Antal företag som nåtts per bransch", en="Number of companies reached by industry"),
    NEEDS: Text(sv="Antal behov", en="Number of needs"),
}


def change_of_aggregates(
    writer: Writer, changes: Sequence[GraphChange], needs: Iterable[Cell] | None = None
) -> GraphChange:
    """What the graph loses and gains now that ``changes`` are applied; companies are counted anew where they changed.

    ``needs`` are cells that may be published (``s3graph.intake.suppression``). A quarter that is there stays as it was
    first counted: what is erased later would else be told by the difference.
    """
    held = writer.content(AGGREGATES)
    counted = [triple for triple in held if _of_needs(triple)]
    quarters = {triple.object for triple in counted if triple.predicate == DIMENSION.refPeriod}
    counted.extend(need_triples(cell for cell in needs or () if Literal(cell.quarter) not in quarters))
    if not held or _touched(changes):
        counted.extend(company_triples(_said(writer, changes)))
    else:
        counted.extend(triple for triple in held if not _of_needs(triple))
    return GraphChange.between(AGGREGATES, held, NTriples.of(counted))


def _said(writer: Writer, changes: Sequence[GraphChange]) -> Said:
    """Of changed graphs what they hold now, at hand as lines; of the others what is stored, which is read slower."""
    wanted = {str(predicate).encode() for predicate in _PROPERTIES}
    lines: defaultdict[bytes, list[tuple[bytes, bytes]]] = defaultdict(list)
    for change in changes:
        for line in change.content.lines:
            subject, predicate, value = line.split(b" ", 2)
            if predicate in wanted:
                lines[predicate].append((subject, value[:-3]))
    graphs = [change.graph for change in changes]

    def said(predicate: NamedNode) -> Iterator[tuple[bytes, bytes]]:
        yield from lines[str(predicate).encode()]
        yield from writer.pairs(predicate, graphs)

    return said


def company_triples(said: Said) -> Iterator[Triple]:
    """Four data sets over every company: those that there are, and those that take part, by size and by industry."""
    sme = str(S3.SME).encode()
    companies = {subject for subject, value in said(RDF.type) if value == sme}
    seats = {company: seat for company, seat in said(S3.seat) if company in companies and _is_address(seat)}
    sizes = {company: size for company, size in said(S3.sizeClass) if company in seats and _is_address(size)}
    groups: dict[bytes, Group] = {company: (seat, sizes.get(company)) for company, seat in seats.items()}
    division = cache(_division)
    divisions = {
        (company, division(code))
        for company, code in said(LEGAL.companyActivity)
        if company in groups and _is_address(code)
    }
    reached = {company for _, company in said(S3.participant) if company in groups}
    yield from _counted(COMPANIES, ((group, None) for group in groups.values()))
    yield from _counted(INDUSTRIES, ((groups[company], code) for company, code in divisions))
    yield from _counted(REACHED, ((groups[company], None) for company in reached))
    yield from _counted(REACHED_INDUSTRIES, ((groups[name], code) for name, code in divisions if name in reached))


def _counted(data_set: NamedNode, cells: Iterable[tuple[Group, bytes | None]]) -> Iterator[Triple]:
    counts = Counter(cells)
    if counts:
        yield from _data_set(data_set)
    for (group, division), count in counts.items():
        yield from _companies(data_set, group, count, division)


def need_triples(cells: Iterable[Cell]) -> Iterator[Triple]:
    """A total has no area, or no county, or neither."""
    found = list(cells)
    if found:
        yield from _data_set(NEEDS)
    for cell in found:
        place = [part for part in (cell.area, cell.county) if part]
        node = entity("aggregate", "-".join(("needs", cell.quarter.lower(), *place)))
        yield from _observation(NEEDS, node, cell.count)
        yield Triple(node, DIMENSION.refPeriod, Literal(cell.quarter))
        if cell.area:
            yield Triple(node, SCHEMA.about, entity("area", cell.area))
        if cell.county:
            yield Triple(node, DIMENSION.refArea, entity("region", cell.county))


def _companies(data_set: NamedNode, group: Group, count: int, code: bytes | None = None) -> Iterator[Triple]:
    seat, size, division = _node(group[0]), group[1] and _node(group[1]), code and _node(code)
    parts = [slug_of(seat), slug_of(size) if size else _NO_SIZE, *([slug_of(division)] if division else ())]
    node = entity("aggregate", "-".join((slug_of(data_set), *parts)))
    yield from _observation(data_set, node, count)
    yield Triple(node, DIMENSION.refArea, seat)
    if size:
        yield Triple(node, DCT.type, size)
    if division:
        yield Triple(node, SCHEMA.about, division)


def _data_set(node: NamedNode) -> Iterator[Triple]:
    yield Triple(node, RDF.type, QB.DataSet)
    for code, language in (("sv", 0), ("en", 1)):
        yield Triple(node, SKOS.prefLabel, Literal(_NAMES[node][language], language=code))
        yield Triple(node, RDFS.comment, Literal(_SAID[node][language], language=code))


def _observation(data_set: NamedNode, node: NamedNode, count: int) -> Iterator[Triple]:
    yield Triple(node, RDF.type, QB.Observation)
    yield Triple(node, QB.dataSet, data_set)
    yield Triple(node, MEASURE.obsValue, Literal(count))


def _division(spelt: bytes) -> bytes:
    """The two-digit group of an SNI code of ours; any other code is its own."""
    code = _node(spelt)
    slug = slug_of(code)
    ours = kind_of(code) == "sni2007" and slug[:2].isdigit()
    return str(entity("sni2007", slug[:2])).encode() if ours else spelt


def _is_address(spelt: bytes) -> bool:
    return spelt.startswith(b"<")


def _node(spelt: bytes) -> NamedNode:
    return NamedNode(spelt[1:-1].decode())


def _touched(changes: Sequence[GraphChange]) -> bool:
    terms = [str(term).encode() for term in _COUNTED]
    lines = (line for change in changes for part in (change.removed, change.added) for line in part.lines)
    return any(term in line for line in lines for term in terms)


def _of_needs(triple: Triple) -> bool:
    return isinstance(triple.subject, NamedNode) and slug_of(triple.subject).split("-")[0] == slug_of(NEEDS)
