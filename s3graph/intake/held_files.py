"""Files whose delivery waits for a word from their sender: kept a day, so that they need not be sent again."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from s3graph.errors import ConflictError
from s3graph.graph.storage import storage_errors
from s3graph.model import Text
from s3graph.private import Job, JobState

HELD_SECONDS = 24 * 60 * 60
WAITING = (JobState.CHECKED, JobState.UNCONFIRMED)
"""How a job ends whose file may still be delivered as it is."""
_NAME = "delivered"


class HeldFiles:
    """Below the folder of reports, beside the report of their job: where that is forgotten, its file goes with it."""

    def __init__(self, reports: Path) -> None:
        self._reports = reports

    def hold(self, job: Job, path: Path, others: Iterable[Job]) -> None:
        """Keeps the file of a job that ends so; those of ``others``, of the same source, are waited for no more."""
        with storage_errors(path):
            for other in (job, *others):
                self._place(other.id).unlink(missing_ok=True)
            self._place(job.id).parent.mkdir(exist_ok=True)
            self._place(job.id).hardlink_to(path)

    def is_held(self, job: Job) -> bool:
        """Whether the file is there and its time is not over."""
        path = self._place(job.id)
        return job.state in WAITING and path.exists() and path.stat().st_mtime + HELD_SECONDS > time.time()

    def release(self, job: Job, path: Path, later: Iterable[Job]) -> None:
        """Gives the file back at ``path``.

        ConflictError where it is not there any longer, or one of the ``later`` jobs of its source has changed what it
        was held against.
        """
        if any(other.state in (JobState.ACCEPTED, JobState.REVERSED) for other in later):
            raise ConflictError(
                Text(
                    sv=f"Källan {job.source} har ändrats sedan filen granskades. Leverera filen igen.",
                    en=f"The source {job.source} has changed since the file was checked. Deliver the file again.",
                )
            )
        if not self.is_held(job):
            raise ConflictError(
                Text(
                    sv="Filen finns inte kvar: den är redan levererad, eller för gammal. Leverera den igen.",
                    en="The file is not kept any longer: it has been delivered already, or is too old. Deliver it "
                    "again.",
                )
            )
        with storage_errors(path):
            self._place(job.id).replace(path)

    def forget_old(self) -> None:
        """Removes those whose time is over."""
        for path in self._reports.glob(f"*/{_NAME}"):
            if path.stat().st_mtime + HELD_SECONDS <= time.time():
                path.unlink(missing_ok=True)

    def _place(self, identity: str) -> Path:
        return self._reports / identity / _NAME
