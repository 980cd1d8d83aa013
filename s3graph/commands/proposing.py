"""``proposals``: what the graph suggests without a need: joint initiatives, and collaborations across areas."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from s3graph.commands.call import Call, Json, write
from s3graph.commands.current import current_index
from s3graph.errors import UsageError
from s3graph.model import Language, Text

if TYPE_CHECKING:
    from s3graph.matching.bridges import Proposal

proposals = typer.Typer(no_args_is_help=True, help="What could be done together: joint initiatives, collaborations.")
_LIMIT = typer.Option(min=1, max=100, help="How many at most.")


@proposals.command("initiatives")
def initiatives(context: typer.Context, limit: Annotated[int, _LIMIT] = 20, as_json: Json = False) -> None:
    """Pairs of initiatives of different owners or counties that do the same thing at the same time."""
    from s3graph.matching.overlaps import overlaps

    call: Call = context.obj
    found = overlaps(current_index(call), date.today(), limit)
    if as_json:
        write([overlap.to_json(call.language) for overlap in found])
        return
    lines = []
    for overlap in found:
        lines.append(" + ".join(initiative.label.in_language(call.language) for initiative in overlap.initiatives))
        lines.extend(f"  - {reason.in_language(call.language)}" for reason in overlap.reasons)
    write("\n".join(lines) or _NONE.in_language(call.language))


@proposals.command("collaborations")
def collaborations(
    context: typer.Context,
    actor: Annotated[str | None, typer.Option(help="Slug of an actor.")] = None,
    area: Annotated[list[str] | None, typer.Option(help="Slug of a thematic area; give two.")] = None,
    limit: Annotated[int, _LIMIT] = 10,
    as_json: Json = False,
) -> None:
    """Pairs of actors that together would meet published needs neither meets alone."""
    from s3graph.matching.bridges import proposals as proposed
    from s3graph.vocabulary import BASE

    call: Call = context.obj
    if area and len(area) != 2:
        raise UsageError(Text(sv="Ange --area två gånger.", en="Give --area twice."))
    found = proposed(
        current_index(call),
        actor=f"{BASE}id/actor/{actor}" if actor else None,
        areas=(area[0], area[1]) if area else None,
        limit=limit,
    )
    if as_json:
        write([proposal.to_json(call.language) for proposal in found])
        return
    write("\n".join(_told(proposal, call.language) for proposal in found) or _NONE.in_language(call.language))


_NONE = Text(sv="Inga förslag.", en="No proposals.")
_MEET = Text(sv="möts i {bridge}", en="meet in {bridge}")


def _told(proposal: Proposal, language: Language) -> str:
    names = " + ".join(actor.label.in_language(language) for actor in proposal.actors)
    meet = _MEET.in_language(language).format(bridge=proposal.bridge.in_language(language))
    return "\n".join((f"{names} ({meet})", *(f"  - {need.label.in_language(language)}" for need in proposal.needs)))
