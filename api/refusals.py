"""What only the HTTP door refuses, beside the exceptions of the library. Their statuses are in ``api.problems``."""

from __future__ import annotations

from collections.abc import Sequence

from s3graph.errors import BusyError, S3GraphError, UsageError
from s3graph.model import Text


class NotAcceptableError(UsageError):
    """Nothing in the ``Accept`` header, or in the ending of the path, can be given for this address."""

    def __init__(self, offered: Sequence[str]) -> None:
        """``offered`` are the media types or endings that exist."""
        listed = ", ".join(offered)
        super().__init__(
            Text(
                sv=f"Det formatet finns inte för den här adressen. Välj bland {listed}.",
                en=f"This address has no such format. Choose among {listed}.",
            )
        )
        self.offered = tuple(offered)


class MediaTypeError(UsageError):
    """The body is of a media type this address does not read."""

    def __init__(self, found: str, read: Sequence[str]) -> None:
        """``found`` as the asker sent it, empty where the header is missing; ``read`` are those that are read."""
        listed = ", ".join(read)
        super().__init__(
            Text(
                sv=f"Content-Type {found!r} läses inte här. Skicka {listed}.",
                en=f"Content-Type {found!r} is not read here. Send {listed}.",
            )
        )


class NotAuthenticatedError(S3GraphError):
    """The request carries no key, or one that opens nothing."""


class TooManyRequestsError(BusyError):
    """The client has sent more requests in a minute than the setting allows."""

    def __init__(self, allowed: int, seconds: int) -> None:
        """``seconds`` until the client's next minute begins."""
        super().__init__(
            Text(
                sv=f"Fler än {allowed} anrop på en minut (S3GRAPH_REQUESTS_PER_MINUTE). Försök igen om {seconds} s.",
                en=f"More than {allowed} requests in a minute (S3GRAPH_REQUESTS_PER_MINUTE). Try again in {seconds} s.",
            )
        )
        self.seconds = seconds


class NotReadyError(S3GraphError):
    """No release is loaded yet."""


NOT_READY = Text(
    sv="Tjänsten läser in sin första utgåva. Försök igen om några sekunder.",
    en="The service is loading its first release. Try again in a few seconds.",
)
