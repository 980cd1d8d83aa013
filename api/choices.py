"""What a form offers to choose from: the things of a class that a release knows, in one language."""

from __future__ import annotations

from pyoxigraph import NamedNode

from api.state import Published
from s3graph.model import Language
from s3graph.vocabulary import RDF, S3, slug_of


def choices(release: Published, kind: str, language: Language) -> list[tuple[str, str]]:
    """Slug and label of every instance of one of our classes, by label."""
    nodes = {quad.subject for quad in release.store.quads(None, RDF.type, S3[kind])}
    found = [(slug_of(node), release.store.label(node, language)) for node in nodes if isinstance(node, NamedNode)]
    return sorted(found, key=lambda choice: choice[1].casefold())
