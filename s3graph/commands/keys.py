"""``keys``: who may deliver over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from s3graph.commands.call import Call, Json, write
from s3graph.model import Text

if TYPE_CHECKING:
    from s3graph.private import Keys

keys = typer.Typer(no_args_is_help=True, help="Keys for delivering over HTTP: create, list, revoke.")


@keys.command("create")
def create(
    context: typer.Context,
    label: Annotated[str, typer.Option(help="Whose it is: an organisation and a system, no person.")],
    role: Annotated[str, typer.Option(help="partner, advisor or operator.")] = "partner",
    source: Annotated[list[str] | None, typer.Option(help="A source it may deliver to; may be repeated.")] = None,
) -> None:
    """Make a key and write it to stdout, this once."""
    from s3graph.errors import UsageError
    from s3graph.graph import check_source_name
    from s3graph.private import Role

    if role not in list(Role):
        raise UsageError(
            Text(sv=f"Rollen '{role}' finns inte: {', '.join(Role)}.", en=f"No role '{role}': {', '.join(Role)}.")
        )
    for name in source or ():
        check_source_name(name)
    call: Call = context.obj
    key, token = _keys(call).create(label, Role(role), tuple(source or ()))
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
    found = _keys(context.obj).list()
    lines = (
        f"{key.id}  {key.role.value:8}  {key.created_at}  {key.revoked_at or '-':20}  {key.label}: "
        f"{', '.join(key.sources) or '-'}"
        for key in found
    )
    write([key.to_json() for key in found] if as_json else "\n".join(lines))


@keys.command("revoke")
def revoke(context: typer.Context, identity: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Close a key for good."""
    key = _keys(context.obj).revoke(identity)
    context.obj.say(Text(sv=f"Nyckel {key.id} är spärrad.", en=f"Key {key.id} is revoked."))


def _keys(call: Call) -> Keys:
    from s3graph.private import Keys, PrivateDatabase

    return Keys(PrivateDatabase(call.directory.private))
