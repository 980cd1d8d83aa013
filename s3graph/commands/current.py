"""The current release, as commands ask it; what is shipped is published first where it is not there yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s3graph.commands.call import Call

if TYPE_CHECKING:
    from s3graph.matching import Index, Matcher


def current_index(call: Call) -> Index:
    """What it is matched by."""
    from s3graph.graph import Releases
    from s3graph.intake.writer_process import ensure_shipped
    from s3graph.matching import Index

    ensure_shipped(call.desk)
    return Index.load(Releases(call.directory).current().index_path)


def current_matcher(call: Call) -> Matcher:
    """The ranker of the service."""
    from s3graph.graph import Releases, ReleaseStore
    from s3graph.intake.writer_process import ensure_shipped
    from s3graph.matching import Index, Industries, Matcher

    encoder = ensure_shipped(call.desk)
    release = Releases(call.directory).current()
    industries = Industries.of(ReleaseStore.open(release))
    return Matcher(Index.load(release.index_path), encoder, release.number, call.settings.need_length, industries)
