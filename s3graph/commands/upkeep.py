"""What an operator does: releases, sources, export, backup, restore, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from s3graph.commands.call import Call, Json, write
from s3graph.model import Text

releases = typer.Typer(no_args_is_help=True, help="Published states: list, show, go back, prune.")
sources = typer.Typer(no_args_is_help=True, help="Who delivers: list, show, withdraw, erase.")


def export(
    context: typer.Context,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write; else stdout.")] = None,
    graph: Annotated[str | None, typer.Option(help="Only the graph of this source, as N-Triples.")] = None,
    release: Annotated[int | None, typer.Option(help="A kept release; else the current one.")] = None,
) -> None:
    """Write a release as N-Quads, or one of its graphs as N-Triples."""
    from s3graph.graph.exporting import export_release

    call: Call = context.obj
    export_release(call.directory, output, graph, release)


def backup(context: typer.Context, file: Annotated[Path, typer.Argument(help="The tar file to write.")]) -> None:
    """Write everything that cannot be made again into one file; the service may run."""
    from s3graph.graph.backup import back_up

    number = back_up(context.obj.directory, file)
    context.obj.say(Text(sv=f"Utgåva {number} finns i {file}.", en=f"Release {number} is in {file}."))


def restore(context: typer.Context, file: Annotated[Path, typer.Argument(help="A file written by backup.")]) -> None:
    """Fill an empty data directory from a backup."""
    from s3graph.graph.backup import restore_backup

    number = restore_backup(context.obj.settings.data_dir, file)
    context.obj.say(Text(sv=f"Utgåva {number} är återställd.", en=f"Release {number} is restored."))


def doctor(context: typer.Context, as_json: Json = False) -> None:
    """Look at the installation and the data, and say what to do about what is wrong."""
    from s3graph.intake.doctor import examine

    call: Call = context.obj
    checks = examine(call.settings)
    lines = [f"{'ok' if check.fine else '!!'}  {check.text.in_language(call.language)}" for check in checks]
    write([check.to_json(call.language) for check in checks] if as_json else "\n".join(lines))
    if not all(check.fine for check in checks):
        raise typer.Exit(3)


def registers_command(context: typer.Context, as_json: Json = False) -> None:
    """Registers that can be loaded: name, what it is, publisher, how often it changes, licence."""
    from s3graph.intake.registers import registers

    call: Call = context.obj
    known = registers().values()
    if as_json:
        write([register.to_json() for register in known])
        return
    titles = max(len(register.title.in_language(call.language)) for register in known)
    for register in known:
        title, publisher = register.title.in_language(call.language), register.publisher.in_language(call.language)
        licence = register.licence or "-"
        write(f"{register.name:18} {title:{titles}}  {register.often:9}  {licence:52}  {publisher}")


@releases.command("list")
def list_releases(context: typer.Context, as_json: Json = False) -> None:
    """Kept releases, oldest first; * marks the current one."""
    from dataclasses import asdict

    from s3graph.graph import Releases

    found = Releases(context.obj.directory)
    current = found.current_number()
    manifests = [release.manifest for release in found.list()]
    if as_json:
        write([{**asdict(manifest), "current": manifest.number == current} for manifest in manifests])
    else:
        write(
            "\n".join(
                f"{'*' if m.number == current else ' '} {m.number:5}  {m.published_at}  {m.quads:9}  {m.event}"
                for m in manifests
            )
        )


@releases.command("show")
def show_release(context: typer.Context, number: Annotated[int | None, typer.Argument()] = None) -> None:
    """The manifest of a release, by default of the current one, as JSON."""
    from dataclasses import asdict

    from s3graph.graph import Releases

    found = Releases(context.obj.directory)
    write(asdict((found.get(number) if number is not None else found.current()).manifest))


@releases.command("restore")
def restore_release(context: typer.Context, number: int) -> None:
    """Make an earlier release current again."""
    from s3graph.intake.upkeep import restore_release as restore

    release = restore(context.obj.settings, number)
    context.obj.say(Text(sv=f"Utgåva {release.number} gäller nu.", en=f"Release {release.number} is current now."))


@releases.command("prune")
def prune_releases(context: typer.Context, keep: Annotated[int | None, typer.Option(min=1)] = None) -> None:
    """Remove releases beyond the last ones and one a month."""
    from s3graph.intake.upkeep import prune_releases as prune

    call: Call = context.obj
    gone = prune(call.settings, keep or call.settings.releases_kept)
    write("\n".join(map(str, gone)))


@sources.command("list")
def list_sources(context: typer.Context, as_json: Json = False) -> None:
    """Known sources, withdrawn ones included."""
    from dataclasses import asdict

    from s3graph.graph import Deliveries

    call: Call = context.obj
    found = Deliveries(call.directory).sources()
    if as_json:
        write([asdict(source) for source in found])
    else:
        lines = (
            f"{s.name:24} {s.profile:8} {s.withdrawn_at or '':22} {s.label.in_language(call.language)}" for s in found
        )
        write("\n".join(lines))


@sources.command("show")
def show_source(context: typer.Context, name: str) -> None:
    """A source and its deliveries, as JSON."""
    from dataclasses import asdict

    from s3graph.graph import Deliveries

    deliveries = Deliveries(context.obj.directory)
    source = asdict(deliveries.source(name))
    write({**source, "deliveries": [asdict(delivery) for delivery in deliveries.of(name)]})


@sources.command("register")
def register_source(
    context: typer.Context,
    name: str,
    speaks_for: Annotated[str | None, typer.Option(help="The actor the source belongs to.")] = None,
    profile: Annotated[str | None, typer.Option(help="partner or facts.")] = None,
    licence: Annotated[str | None, typer.Option(help="IRI of the licence of the data.")] = None,
    label: Annotated[str | None, typer.Option(help="Name of the source for people.")] = None,
) -> None:
    """Say who a source is before it delivers, or change it; what is not given stays."""
    from dataclasses import replace

    from s3graph.graph import Deliveries, Source
    from s3graph.intake.request import actor_iri
    from s3graph.intake.upkeep import register_source as register

    call: Call = context.obj
    known = {source.name: source for source in Deliveries(call.directory).sources()}
    former = known.get(name, Source(name, Text(name, name)))
    source = replace(
        former,
        label=Text(label, label) if label else former.label,
        profile=profile or former.profile,
        speaks_for=actor_iri(speaks_for) if speaks_for else former.speaks_for,
        licence=licence or former.licence,
    )
    release = register(call.settings, source)
    call.say(Text(sv=f"Källan {name} är känd.", en=f"The source {name} is known."))
    if release is not None:
        call.say(Text(sv=f"Utgåva {release.number} är publicerad.", en=f"Release {release.number} is published."))


@sources.command("withdraw")
def withdraw_source(context: typer.Context, name: str) -> None:
    """Publish a release without the source; its deliveries are kept."""
    from s3graph.intake.upkeep import withdraw_source as withdraw

    release = withdraw(context.obj.settings, name)
    context.obj.say(
        Text(sv=f"{name} finns inte i utgåva {release.number}.", en=f"{name} is not in release {release.number}.")
    )


@sources.command("purge")
def purge_source(
    context: typer.Context,
    name: str,
    yes: Annotated[bool, typer.Option("--yes", help="Erase; this cannot be undone.")] = False,
) -> None:
    """Erase a source from the graph, from every kept release, and from the deliveries."""
    from s3graph.errors import UsageError
    from s3graph.intake.upkeep import purge_source as purge

    if not yes:
        raise UsageError(
            Text(
                sv=f"{name} raderas för alltid, även ur bevarade utgåvor. Lägg till --yes om det är meningen.",
                en=f"{name} is erased for good, from kept releases too. Add --yes if that is what you mean.",
            )
        )
    rewritten = purge(context.obj.settings, name)
    context.obj.say(
        Text(
            sv=f"{name} är raderad; omskrivna utgåvor: {len(rewritten)}.",
            en=f"{name} is erased; releases rewritten: {len(rewritten)}.",
        )
    )
