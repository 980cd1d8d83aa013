"""What a query's process may not do: take more memory than allowed, outlive its time, open sockets, files, programs."""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2
_LOAD, _JUMP_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1
_ARCHITECTURES = {
    # socket, connect, bind, execve, execveat, open, openat, openat2, creat, ptrace, io_uring_setup, unlink, rename
    "x86_64": (0xC000003E, (41, 42, 49, 59, 322, 2, 257, 437, 85, 101, 425, 87, 82, 263, 264, 316)),
    "aarch64": (0xC00000B7, (198, 203, 200, 221, 281, 56, 437, 117, 425, 35, 38, 276)),
}


def confine(memory_bytes: int, seconds: float) -> None:
    """For a freshly forked child: ends with its parent, with its time, and may take ``memory_bytes`` more.

    Where the kernel has no seccomp, sockets and files stay reachable; ``sandbox_state`` says so.
    """
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limit = _virtual_bytes() + memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    if platform.machine() in _ARCHITECTURES and sys.platform == "linux":
        _filter(library)


def sandbox_state() -> str:
    """``on`` where a query's process cannot open sockets and files, else ``off``."""
    if sys.platform != "linux" or platform.machine() not in _ARCHITECTURES:
        return "off"
    child = os.fork()
    if child == 0:
        os._exit(0 if _filter(ctypes.CDLL(None, use_errno=True)) else 1)
    return "on" if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0 else "off"


def _virtual_bytes() -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()


class _Program(ctypes.Structure):
    """``struct sock_fprog`` of linux/filter.h."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def _filter(library: ctypes.CDLL) -> bool:
    """Refuses the calls of the table with EPERM; on another architecture than expected, all of them."""
    architecture, refused = _ARCHITECTURES[platform.machine()]
    count = len(refused)
    code = [(_LOAD, 0, 0, 4), (_JUMP_EQUAL, 0, count + 2, architecture), (_LOAD, 0, 0, 0)]
    code += [(_JUMP_EQUAL, count - place, 0, number) for place, number in enumerate(refused)]
    code += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    packed = b"".join(struct.pack("HBBI", *instruction) for instruction in code)
    program = _Program(len(code), packed)
    if library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    answer: int = library.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)
    return answer == 0
