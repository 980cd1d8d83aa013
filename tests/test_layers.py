"""The import rule and the size budgets of docs/architecture.md, read from the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ("s3graph", "loaders", "api")
BUDGETED = (*CODE, "tests", "training", "benchmarks")

EVERYONE = {
    "s3graph", "s3graph.__version__", "s3graph.model", "s3graph.errors", "s3graph.vocabulary", "s3graph.resources",
    "s3graph.settings", "s3graph.memory",
}  # fmt: skip
MAY_IMPORT = {
    "s3graph.graph": set[str](),
    "s3graph.validation": {"s3graph.graph"},
    "s3graph.matching": {"s3graph.graph"},
    "s3graph.querying": {"s3graph.graph"},
    "s3graph.private": set[str](),
    "s3graph.workbook": {"s3graph.validation"},
    "s3graph.intake": {
        "s3graph.graph",
        "s3graph.validation",
        "s3graph.matching",
        "s3graph.querying",
        "s3graph.private",
    },
    "s3graph.commands": {
        "s3graph.graph",
        "s3graph.validation",
        "s3graph.matching",
        "s3graph.querying",
        "s3graph.intake",
        "s3graph.private",
        "s3graph.workbook",
    },
    "loaders": {"s3graph.graph", "s3graph.validation", "s3graph.intake", "s3graph.workbook"},
    "api": {
        "s3graph.graph",
        "s3graph.validation",
        "s3graph.matching",
        "s3graph.querying",
        "s3graph.intake",
        "s3graph.private",
        "s3graph.workbook",
    },
}
BY_FRAMEWORK = ("s3graph/cli.py", "s3graph/commands", "api/routes")
"""Where the framework reads parameters as options or fields of a request."""
MODULE_LINES, FUNCTION_LINES, PARAMETERS = 300, 40, 5


def modules(*tops: str) -> list[Path]:
    return sorted(path for top in tops for path in (ROOT / top).rglob("*.py"))


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def room_of(module: str) -> str:
    """The room a dotted module name lies in: 's3graph.graph' of 's3graph.graph.store'."""
    parts = module.split(".")
    return parts[0] if parts[0] != "s3graph" else ".".join(parts[:2])


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            module = node.module or ""
            yield from (f"{module}.{alias.name}" if module == "s3graph" else module for alias in node.names)


@pytest.mark.parametrize("path", modules(*CODE), ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    room = room_of(name_of(path).removesuffix(".__init__"))
    if room == "s3graph.cli":
        return
    allowed = MAY_IMPORT.get(room, set()) | EVERYONE | {room}
    wrong = {
        module
        for module in imports(ast.parse(path.read_text("utf-8")))
        if module.split(".")[0] in CODE and room_of(module) not in allowed
    }
    assert not wrong, f"{name_of(path)} may not import {sorted(wrong)}"


def test_the_library_has_rooms_for_every_module() -> None:
    rooms = {room_of(name_of(path).removesuffix(".__init__")) for path in modules(*CODE)}
    assert rooms - EVERYONE - {"s3graph.cli"} <= set(MAY_IMPORT)


def test_cli_imports_the_doors_inside_functions_only() -> None:
    tree = ast.parse((ROOT / "s3graph" / "cli.py").read_text("utf-8"))
    top = [module for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom) for module in imports(node)]
    assert not [module for module in top if module.split(".")[0] in ("api", "loaders")]


@pytest.mark.parametrize("path", modules(*BUDGETED), ids=name_of)
def test_budgets(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= MODULE_LINES, f"{name_of(path)} is longer than {MODULE_LINES} lines: split it by noun"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= FUNCTION_LINES, f"{name_of(path)}:{node.lineno} {node.name} has {length} lines"
            named = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            count = len([argument for argument in named if argument.arg not in ("self", "cls")])
            if not any(path.is_relative_to(ROOT / place) for place in BY_FRAMEWORK):
                assert count <= PARAMETERS, f"{name_of(path)}:{node.lineno} {node.name} takes {count} parameters"
