"""Advisory locks on files (flock).

A lock belongs to the open file, so a forked process shares it, and the kernel drops it when the
last process that holds the file open has ended, however it ended. Nobody unlocks explicitly:
closing is enough, and a fork that closes its copy does not take the lock from the others.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def take(path: Path, *, exclusive: bool, wait: bool = True) -> int | None:
    """An open descriptor that holds the lock, or None when it is held otherwise and not waited for.

    The descriptor is not inherited by programs that are started later.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    operation = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
    try:
        fcntl.flock(descriptor, operation if wait else operation | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock exclusively."""
    descriptor = take(path, exclusive=False, wait=False)
    if descriptor is None:
        return True
    os.close(descriptor)
    return False


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock alone for the length of a block."""
    descriptor = take(path, exclusive=True)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)
