"""What a query's process may not do: take more memory than allowed, open sockets, files or programs, outlive others."""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_ANY, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1
_OTHER_NUMBERING = 0x40000000
"""Calls from here on are the same ones by other numbers (x32)."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_SCORE = "1000"
"""Of all processes, the kernel ends one of these first where the machine's own memory runs out."""


class _Architecture(NamedTuple):
    """``refused``: socket, socketpair, connect, bind, accept, listen, execve, execveat, fork and its kin, open,
    openat2, creat, ptrace, process_vm_writev, io_uring_setup, unlink, rename, link, chmod, mkdir, mount, kill.
    """

    audit: int
    openat: int
    refused: tuple[int, ...]


_ARCHITECTURES = {
    "x86_64": _Architecture(
        0xC000003E, 257,
        (41, 53, 42, 49, 43, 50, 59, 322, 57, 58, 56, 435, 2, 437, 85, 101, 311, 425, 87, 263, 82, 264, 316, 86, 265,
         88, 266, 90, 268, 83, 258, 165, 62, 424),
    ),
    "aarch64": _Architecture(
        0xC00000B7, 56,
        (198, 199, 203, 200, 202, 201, 221, 281, 220, 435, 437, 117, 271, 425, 35, 38, 276, 37, 36, 53, 34, 40, 129,
         424),
    ),
}  # fmt: skip


class Confinement(NamedTuple):
    """``memory_bytes`` the process may take beyond what it has. ``reads_files``: it may open files to read them."""

    memory_bytes: int
    reads_files: bool = False


def confine(confinement: Confinement) -> None:
    """For a freshly forked child. Where the kernel has no seccomp, sockets and files stay reachable; ``sandbox_state``
    says so.
    """
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_SCORE, "ascii")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limit = _virtual_bytes() + confinement.memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    if _known():
        _filter(library, reads_files=confinement.reads_files)


def sandbox_state() -> str:
    """``on`` where a query's process cannot open sockets and files, else ``off``."""
    if not _known():
        return "off"
    child = os.fork()
    if child == 0:
        os._exit(0 if _filter(ctypes.CDLL(None, use_errno=True), reads_files=False) else 1)
    return "on" if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0 else "off"


def _known() -> bool:
    return sys.platform == "linux" and platform.machine() in _ARCHITECTURES


def _virtual_bytes() -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()


class _Program(ctypes.Structure):
    """``struct sock_fprog`` of linux/filter.h."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def _filter(library: ctypes.CDLL, *, reads_files: bool) -> bool:
    """Refuses the calls of the table with EPERM; on another architecture than expected, all of them."""
    code = _program(_ARCHITECTURES[platform.machine()], reads_files=reads_files)
    packed = b"".join(struct.pack("HBBI", *instruction) for instruction in code)
    program = _Program(len(code), packed)
    if library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    answer: int = library.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)
    return answer == 0


def _program(architecture: _Architecture, *, reads_files: bool) -> list[tuple[int, int, int, int]]:
    """Berkeley packet filter instructions: code, jump if true, jump if false, operand. Offsets of a call's data: 0 its
    number, 4 the architecture, 32 its third argument, which is the flags of ``openat``.
    """
    refused = architecture.refused if reads_files else (*architecture.refused, architecture.openat)
    looks = [(_JUMP_EQUAL, 0, 2, architecture.openat), (_LOAD, 0, 0, 32), (_JUMP_ANY, 1, 0, _WRITING)]
    end = [*(looks if reads_files else []), (_RETURN, 0, 0, _ALLOW)]
    left = len(refused) + len(end)
    code = [(_LOAD, 0, 0, 4), (_JUMP_EQUAL, 0, left + 2, architecture.audit), (_LOAD, 0, 0, 0)]
    code += [(_JUMP_AT_LEAST, left, 0, _OTHER_NUMBERING)]
    code += [(_JUMP_EQUAL, left - 1 - place, 0, number) for place, number in enumerate(refused)]
    return [*code, *end, (_RETURN, 0, 0, _REFUSE)]
