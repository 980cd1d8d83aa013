"""Which node stands at a path below our base, and where what is said of it can be read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path as FilePath
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from starlette.requests import Request

from api.state import lent_to, state_of
from s3graph.errors import NotFoundError
from s3graph.graph import DataDirectory, ReleaseStore
from s3graph.intake.history import said_formerly
from s3graph.model import Text
from s3graph.querying.addresses import Widened, graph_triples, is_graph
from s3graph.resources import shelf
from s3graph.validation.profile import SHAPES, Profile
from s3graph.vocabulary import BASE, DCT, RDF, SH, SKOS


@dataclass(frozen=True)
class Found:
    """A node of which ``store`` says something."""

    node: NamedNode
    store: ReleaseStore


def found_at(request: Request, *paths: str) -> Found:
    """The first of the paths that something is said of. NotFoundError where nothing is said of any."""
    found = sought(request, *paths)
    if found is None:
        raise unknown(paths[0])
    return found


def sought(request: Request, *paths: str) -> Found | None:
    for path in paths:
        for spelt in (path, quote(path, safe="/#")):
            node = node_at(spelt)
            found = _found(request, node) if node is not None else None
            if found is not None:
                return found
    return None


def node_at(path: str) -> NamedNode | None:
    """None where the path cannot be part of an address."""
    try:
        return NamedNode(BASE + path)
    except ValueError:
        return None


def unknown(path: str) -> NotFoundError:
    return NotFoundError(
        Text(
            sv=f"Den här utgåvan säger inget om {BASE}{path[:200]}.",
            en=f"This release says nothing about {BASE}{path[:200]}.",
        )
    )


def public_address(request: Request) -> str:
    """Where the service is reached from outside, without a slash at its end; where it was asked, if no setting says."""
    return (state_of(request).settings.public_url or str(request.base_url)).rstrip("/")


def dumps_of(request: Request, name: str) -> list[str]:
    """The addresses at which one graph can be fetched whole."""
    return [f"{public_address(request)}/dumps/graph/{name}.{ending}.gz" for ending in ("ttl", "nq")]


def _found(request: Request, node: NamedNode) -> Found | None:
    store = lent_to(request).store
    if store.knows(node):
        return Found(node, store)
    if is_graph(node):
        more = tuple(graph_triples(store, node, dumps_of(request, node.value.rpartition("/")[2])))
    elif node.value.startswith(SHAPES):
        more = contract()
    else:
        more = said_formerly(DataDirectory.open(state_of(request).settings.data_dir), node)
    if not any(triple.subject == node for triple in more):
        return None
    return Found(node, Widened(store, more))


@cache
def contract() -> tuple[Triple, ...]:
    """The shapes that files are held against, and the profiles that name them."""
    files = {file.name: _parsed(file) for file in sorted(shelf("shapes").glob("*.ttl"))}
    found = dict.fromkeys(triple for triples in files.values() for triple in triples)
    for name in Profile.names():
        profile, title = NamedNode(f"{SHAPES}profiles/{name}"), Profile.load(name).title
        found[Triple(profile, RDF.type, DCT.Standard)] = None
        found[Triple(profile, SKOS.prefLabel, Literal(title.sv, language="sv"))] = None
        found[Triple(profile, SKOS.prefLabel, Literal(title.en, language="en"))] = None
        for triple in (triple for file in Profile.files(name) for triple in files[file]):
            if triple.object == SH.NodeShape and isinstance(triple.subject, NamedNode):
                found[Triple(profile, DCT.hasPart, triple.subject)] = None
    return tuple(found)


def _parsed(file: FilePath) -> tuple[Triple, ...]:
    return tuple(quad.triple for quad in parse(path=str(file), format=RdfFormat.TURTLE, rename_blank_nodes=True))
