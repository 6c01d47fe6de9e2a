"""The account that runs the server: PostgreSQL refuses to run as root, so root lends another."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

UNPRIVILEGED = "nobody"


@dataclass(frozen=True)
class Account:
    """User and group of the server's processes; `lent` when they are not the caller's own."""

    uid: int
    gid: int
    lent: bool

    def popen_options(self) -> dict[str, Any]:
        """Keyword arguments for subprocess that start a program under this account."""
        if not self.lent:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def make_folder(self, folder: Path) -> None:
        """Make a folder that belongs to this account alone."""
        folder.mkdir(mode=0o700)
        self.own(folder)

    def own(self, folder: Path) -> None:
        """Hand a folder that was just made to this account."""
        if self.lent:
            os.chown(folder, self.uid, self.gid)

    def can_enter(self, folder: Path) -> bool:
        """Whether the account may pass through the folder and everything above it."""
        if not self.lent:
            return True
        probe = ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)]
        done = subprocess.run(  # noqa: S603
            probe, cwd="/", capture_output=True, check=False, **self.popen_options()
        )
        return done.returncode == 0


def server_account() -> Account:
    """The caller's own account, or for root the unprivileged one."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), lent=False)
    try:
        entry = pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        entry = pwd.getpwuid(65534)
    return Account(entry.pw_uid, entry.pw_gid, lent=True)
