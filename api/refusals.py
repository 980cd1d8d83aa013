"""What only the HTTP door refuses, beside the exceptions of the library. Their statuses are in ``api.problems``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from s3graph.errors import BusyError, NotAllowedError, S3GraphError, UsageError
from s3graph.model import Text

_NO_KEY = Text(
    sv="Skicka en nyckel: Authorization: Bearer s3g_… Nycklar ges ut av plattformens drift.",
    en="Send a key: Authorization: Bearer s3g_… Keys are given out by the platform's operator.",
)
_WRONG_KEY = Text(
    sv="Nyckeln är okänd, spärrad eller har gått ut. Nycklar ges ut av plattformens drift.",
    en="The key is unknown, revoked or expired. Keys are given out by the platform's operator.",
)


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

    def __init__(self, found: str, read: Sequence[str], header: str = "Content-Type") -> None:
        """``found`` as the asker sent it, empty where the header is missing; ``read`` are those that are read."""
        listed = ", ".join(read)
        super().__init__(
            Text(
                sv=f"{header} {found!r} läses inte här. Skicka {listed}.",
                en=f"{header} {found!r} is not read here. Send {listed}.",
            )
        )


class NotAuthenticatedError(S3GraphError):
    """The request carries no key, or one that opens nothing."""

    def __init__(self, detail: Text | None = None, *, given: bool = False) -> None:
        """``given`` where there was one."""
        super().__init__(detail or (_WRONG_KEY if given else _NO_KEY))
        self.given = given


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


class TooManyKeysError(TooManyRequestsError):
    """The client has sent too many keys that open nothing."""

    def __init__(self, seconds: int) -> None:
        """``seconds`` until the client's next minute begins."""
        S3GraphError.__init__(
            self,
            Text(
                sv=f"För många felaktiga nycklar från den här adressen. Försök igen om {seconds} s.",
                en=f"Too many wrong keys from this address. Try again in {seconds} s.",
            ),
        )
        self.seconds = seconds


class NotReadyError(S3GraphError):
    """No release is loaded yet."""


NOT_READY = Text(
    sv="Tjänsten läser in sin första utgåva. Försök igen om några sekunder.",
    en="The service is loading its first release. Try again in a few seconds.",
)


class SignInNeededError(NotAuthenticatedError):
    """A page is asked for, or a form sent, by somebody who is not signed in, or no longer."""

    def __init__(self, fields: Mapping[str, str] | None = None, *, file: bool = False) -> None:
        """``fields`` are those of the form that was sent, to be sent again; ``file`` where a file came with them."""
        super().__init__(Text(sv="Logga in med er nyckel.", en="Sign in with your key."))
        self.fields = fields or {}
        self.file = file


class StaleFormError(NotAllowedError):
    """A form was sent that no page of this session made: its page is from before a new sign-in, or is not ours."""

    def __init__(self, fields: Mapping[str, str], *, file: bool = False) -> None:
        """As for ``SignInNeededError``."""
        super().__init__(
            Text(
                sv="Formuläret hör inte till den här inloggningen. Inget har ändrats.",
                en="The form does not belong to this session. Nothing has changed.",
            )
        )
        self.fields = fields
        self.file = file


class ForeignFormError(NotAllowedError):
    """A form was sent from another site."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                sv="Formuläret skickades från en annan webbplats, och inget har ändrats. Öppna sidan här och skicka "
                "därifrån.",
                en="The form was sent from another site, and nothing has changed. Open the page here and send it from "
                "there.",
            )
        )
