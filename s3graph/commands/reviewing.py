"""``identities`` and ``confirm``: what an operator decides about organisations."""

from __future__ import annotations

from typing import Annotated

import typer

from s3graph.commands.call import Call, Json, write
from s3graph.model import Text

identities = typer.Typer(no_args_is_help=True, help="Addresses that may be one organisation: list, accept, reject.")
_ID = typer.Argument(help="The eight digits that list shows.")


@identities.command("list")
def list_identities(context: typer.Context, as_json: Json = False) -> None:
    """Pairs to decide on, and those that were decided."""
    from s3graph.intake.reviewing import current_questions

    call: Call = context.obj
    found = current_questions(call.settings, call.language)
    if not found:
        call.say(Text(sv="Inget att avgöra.", en="Nothing to decide."))
    write([q.to_json() for q in found] if as_json else "\n".join(q.to_text(call.language) for q in found))


@identities.command("accept")
def accept(context: typer.Context, identity: Annotated[str, _ID]) -> None:
    """The two are one organisation: publish a release with one address for both."""
    _decided(context.obj, identity, same=True)


@identities.command("reject")
def reject(context: typer.Context, identity: Annotated[str, _ID]) -> None:
    """The two are different; undoes a merge, and no import merges them again."""
    _decided(context.obj, identity, same=False)


def confirm(
    context: typer.Context,
    entity: Annotated[str, typer.Argument(help="Slug of an actor, or address of an entity or claim.")],
    by: Annotated[str | None, typer.Option(help="The actor that confirms; else the entity itself.")] = None,
    undo: Annotated[bool, typer.Option(help="Take the confirmation back.")] = False,
) -> None:
    """Record that an actor stands by what the platform says about it."""
    from s3graph.intake.reviewing import confirm as confirmed

    call: Call = context.obj
    release = confirmed(call.settings, entity, by, undo=undo)
    _published(call, release.number)


def _decided(call: Call, identity: str, *, same: bool) -> None:
    from s3graph.intake.reviewing import decide

    _published(call, decide(call.settings, identity, same=same).number)


def _published(call: Call, number: int) -> None:
    call.say(Text(sv=f"Utgåva {number} är publicerad.", en=f"Release {number} is published."))
