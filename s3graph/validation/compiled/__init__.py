"""SHACL compiled to SPARQL: what a shape asks of all its nodes at once, as SELECT queries over the staging store."""

from s3graph.validation.compiled.engine import CompiledEngine

__all__ = ["CompiledEngine"]
