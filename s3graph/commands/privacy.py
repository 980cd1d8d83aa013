"""``privacy``: what is kept of needs, given out and erased."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from s3graph.commands.call import Call, Json, write
from s3graph.errors import UsageError
from s3graph.model import Text

if TYPE_CHECKING:
    from s3graph.private import Needs, PrivateNeed

privacy = typer.Typer(no_args_is_help=True, help="Needs that advisors keep: what there is, given out, erased.")
_Need = Annotated[str | None, typer.Option("--need", help="Only this need.")]
_Key = Annotated[str | None, typer.Option("--key", help="Only what this key keeps.")]


@privacy.command("show")
def show(context: typer.Context, as_json: Json = False) -> None:
    """How many needs each key keeps, how many with their words, and until when."""
    call: Call = context.obj
    rows = []
    found = _needs(call).list()
    for key in sorted({need.key for need in found}):
        own = [need for need in found if need.key == key]
        rows.append(
            {
                "key": key,
                "needs": len(own),
                "with_text": sum(need.text is not None for need in own),
                "first_erased_on": min(need.erase_on for need in own).isoformat(),
            }
        )
    lines = (f"{row['key']}  {row['needs']:5}  {row['with_text']:5}  {row['first_erased_on']}" for row in rows)
    write(rows if as_json else "\n".join(lines))


@privacy.command("export")
def export(context: typer.Context, need: _Need = None, key: _Key = None) -> None:
    """Write what is kept as JSON: everything, one key's, or one need."""
    write([found.to_json() for found in _chosen(_needs(context.obj), need, key)])


@privacy.command("erase")
def erase(
    context: typer.Context,
    need: _Need = None,
    key: _Key = None,
    due: Annotated[bool, typer.Option("--due", help="What was to be kept until before today.")] = False,
) -> None:
    """Erase one need, all of one key, or those whose time has come. What is in backups stays there."""
    call: Call = context.obj
    needs = _needs(call)
    if sum((need is not None, key is not None, due)) != 1:
        raise UsageError(Text(sv="Ange en av --need, --key och --due.", en="Give one of --need, --key and --due."))
    erased = needs.erase_due(date.today()) if due else needs.erase(_chosen(needs, need, key))
    call.say(Text(sv=f"{erased} behov är raderade.", en=f"{erased} needs are erased."))


def _chosen(needs: Needs, need: str | None, key: str | None) -> tuple[PrivateNeed, ...]:
    return needs.list(key) if need is None else (needs.get(need, key),)


def _needs(call: Call) -> Needs:
    from s3graph.private import Needs, PrivateDatabase

    return Needs(PrivateDatabase(call.directory.private))
