"""The contract with partners: shapes in, findings out. The public names of this room."""

from __future__ import annotations

from s3graph.validation.compiled import CompiledEngine
from s3graph.validation.delivery import StagedDelivery, validate_delivery
from s3graph.validation.engine import Engine
from s3graph.validation.finding import Finding, Severity
from s3graph.validation.profile import Profile
from s3graph.validation.pyshacl_engine import PyshaclEngine
from s3graph.validation.reference import Reference
from s3graph.validation.report import Report, RuleGroup
from s3graph.validation.shapes_graph import ShapesGraph
from s3graph.validation.speech import Speech

__all__ = [
    "CompiledEngine",
    "Engine",
    "Finding",
    "Profile",
    "PyshaclEngine",
    "Reference",
    "Report",
    "RuleGroup",
    "Severity",
    "ShapesGraph",
    "Speech",
    "StagedDelivery",
    "validate_delivery",
]
