"""What a confined process is refused by the kernel, tried by itself and not through a query."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from s3graph.querying.sandbox import Confinement, confine, sandbox_state

pytestmark = pytest.mark.skipif(sandbox_state() != "on", reason="this kernel has no seccomp for unprivileged processes")
REFUSED, DONE, OTHERWISE = 7, 0, 9


def confined(deed: Callable[[], object], confinement: Confinement = Confinement(1 << 28)) -> int:  # noqa: B008
    """How a process ends that is confined and then does this."""
    child = os.fork()
    if child == 0:
        code = OTHERWISE
        try:
            confine(confinement)
            deed()
            code = DONE
        except PermissionError:
            code = REFUSED
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def by_number(number: int) -> None:
    """A call by its number alone, as x32 would number it."""
    library = ctypes.CDLL(None, use_errno=True)
    if library.syscall(number, 2, 1, 0) < 0:
        raise OSError(ctypes.get_errno(), "refused")


@pytest.mark.parametrize(
    "deed",
    [
        socket.socket,
        socket.socketpair,
        lambda: Path("/etc/hostname").read_bytes(),
        lambda: Path("written").write_bytes(b""),
        os.fork,
        lambda: subprocess.run(["true"], check=False),
        lambda: os.execv("/bin/true", ["true"]),  # noqa: S606
        lambda: os.kill(os.getppid(), 0),
        lambda: Path("nothing").unlink(),
        lambda: Path("nothing").rename("something"),
        lambda: by_number(0x40000000 + 41),
    ],
    ids=["socket", "socketpair", "read", "write", "fork", "run", "exec", "kill", "unlink", "rename", "x32"],
)
def test_what_is_refused(deed: Callable[[], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert confined(deed) == REFUSED
    assert list(tmp_path.iterdir()) == []


def test_what_a_reader_of_files_may_do() -> None:
    """A release on disk: its files may be opened to read, and that is all."""
    reader = Confinement(1 << 28, reads_files=True)
    assert confined(lambda: os.close(os.open("/etc/passwd", os.O_RDONLY)), reader) == DONE
    assert confined(lambda: os.open("/tmp/x", os.O_WRONLY | os.O_CREAT), reader) == REFUSED  # noqa: S108
    assert confined(lambda: os.open("/etc/passwd", os.O_RDWR), reader) == REFUSED
    assert confined(socket.socket, reader) == REFUSED


def test_memory_is_bounded() -> None:
    assert confined(lambda: bytearray(1 << 20), Confinement(1 << 26)) == DONE
    assert confined(lambda: bytearray(1 << 28), Confinement(1 << 26)) == OTHERWISE
