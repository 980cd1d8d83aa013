"""``keys``: who may deliver over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from s3graph.commands.call import Call, Json, write
from s3graph.model import Text

if TYPE_CHECKING:
    from s3graph.private import ApiKey, Keys

keys = typer.Typer(no_args_is_help=True, help="Keys for delivering over HTTP: create, list, revoke.")


@keys.command("create")
def create(
    context: typer.Context,
    label: Annotated[str, typer.Option(help="Whose it is: an organisation and a system, no person.")],
    role: Annotated[str, typer.Option(help="partner, advisor or operator.")] = "partner",
    source: Annotated[list[str] | None, typer.Option(help="A source it may deliver to; may be repeated.")] = None,
    expires: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Its last day, in UTC.")] = None,
    speaks_for: Annotated[str, typer.Option(help="The actor the sources belong to, which they may describe.")] = "",
) -> None:
    """Make a key and write it to stdout, this once."""
    from s3graph.errors import UsageError
    from s3graph.graph import check_source_name
    from s3graph.intake.request import actor_iri
    from s3graph.private import KeyDraft, Role

    if role not in list(Role):
        raise UsageError(
            Text(sv=f"Rollen '{role}' finns inte: {', '.join(Role)}.", en=f"No role '{role}': {', '.join(Role)}.")
        )
    for name in source or ():
        check_source_name(name)
    call: Call = context.obj
    last = expires.date() if expires else None
    actor = actor_iri(speaks_for) if speaks_for else ""
    key, token = _keys(call).create(KeyDraft(label, Role(role), tuple(source or ()), last, actor))
    write(token)
    call.say(
        Text(
            sv=f"Nyckel {key.id} är skapad. Den visas bara nu; skicka den på säkert sätt.",
            en=f"Key {key.id} is made. It is shown only now; send it in a safe way.",
        )
    )


@keys.command("list")
def list_keys(context: typer.Context, as_json: Json = False) -> None:
    """Known keys, revoked ones included, without their secrets."""
    call: Call = context.obj
    found = _keys(call).list()
    lines = (
        f"{key.id}  {key.role.value:8}  {key.created_at}  {_end(key).in_language(call.language):20}  {key.label}: "
        f"{', '.join(key.sources) or '-'}"
        for key in found
    )
    write([key.to_json() for key in found] if as_json else "\n".join(lines))


@keys.command("revoke")
def revoke(context: typer.Context, identity: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Close a key for good."""
    key = _keys(context.obj).revoke(identity)
    context.obj.say(Text(sv=f"Nyckel {key.id} är spärrad.", en=f"Key {key.id} is revoked."))


def _end(key: ApiKey) -> Text:
    if key.revoked_at:
        return Text(sv=f"spärrad {key.revoked_at[:10]}", en=f"revoked {key.revoked_at[:10]}")
    return Text(sv=f"till {key.expires_on}", en=f"until {key.expires_on}") if key.expires_on else Text(sv="-", en="-")


def _keys(call: Call) -> Keys:
    from s3graph.private import Keys, PrivateDatabase

    return Keys(PrivateDatabase(call.directory.private))
