"""HermiT over Turtle: what owlready2 needs to read it, and what it says."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import owlready2
import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize

_IMPORTS = NamedNode("http://www.w3.org/2002/07/owl#imports")

needs_java = pytest.mark.skipif(
    shutil.which("java") is None, reason="HermiT runs on Java: install default-jre-headless"
)


def triples(files: Iterable[Path]) -> list[Triple]:
    """Everything the files say, blank nodes kept apart."""
    return [quad.triple for file in files for quad in parse(path=file, rename_blank_nodes=True)]


def unsatisfiable_classes(statements: Iterable[Triple], folder: Path) -> set[str]:
    """IRIs of classes nothing can belong to. OwlReadyInconsistentOntologyError where the whole says impossible things.

    owlready2 reads N-Triples, and HermiT no ``xsd:date``: data types it does not know are passed over.
    """
    path = folder / "ontology.nt"
    serialize((t for t in statements if t.predicate != _IMPORTS), output=path, format=RdfFormat.N_TRIPLES)
    world = owlready2.World()
    loaded = world.get_ontology(path.as_uri()).load()
    with loaded:
        owlready2.sync_reasoner_hermit([loaded], ignore_unsupported_datatypes=True, debug=0)
    return {found.iri for found in world.inconsistent_classes()} - {"http://www.w3.org/2002/07/owl#Nothing"}
