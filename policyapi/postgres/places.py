"""Where the cluster and its socket live."""

import hashlib
import os
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from policyapi.postgres.account import Account, server_account
from policyapi.postgres.errors import EmbeddedServerError

SYSTEM_FOLDER = Path("/var/lib/policyapi")
PORT = 5432
SOCKET_NAME = f".s.PGSQL.{PORT}"
SOCKET_PATH_LIMIT = 107
"""Bytes of a socket's path that the kernel takes (sun_path less its closing zero)."""


@dataclass(frozen=True)
class Place:
    """The folder of one cluster, and the account that its server runs under."""

    folder: Path
    account: Account

    @property
    def data(self) -> Path:
        """PostgreSQL's own data folder, present once it is complete."""
        return self.folder / "data"

    @property
    def clients_lock(self) -> Path:
        """Held shared by every client, exclusively by a keeper that stops the server."""
        return self.folder / "clients.lock"

    @property
    def start_lock(self) -> Path:
        """Held by the one client that looks whether the server must be started."""
        return self.folder / "start.lock"

    @property
    def keeper_lock(self) -> Path:
        """Held by the keeper as long as it lives."""
        return self.folder / "keeper.lock"

    @property
    def log(self) -> Path:
        """What the server and its keeper have to say."""
        return self.folder / "postgres.log"

    def open_log(self) -> BinaryIO:
        """The log, to append to; readable by its owner alone, for it may quote data."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        return os.fdopen(os.open(self.log, flags, 0o600), "ab")


def find_place(data_dir: Path) -> Place:
    """The place of the cluster that belongs to a data folder; the folder is made when missing."""
    account = server_account()
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        folder = data_dir.resolve() / "postgres"
        if account.lent:
            folder = _system_folder(data_dir.resolve())
            SYSTEM_FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
            folder.mkdir(mode=0o711, exist_ok=True)
            (folder / "belongs-to").write_text(f"{data_dir.resolve()}\n")
        else:
            folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        message = f"the data folder {data_dir} cannot be written ({error.strerror}); set DATA_DIR"
        raise EmbeddedServerError(message) from error
    return Place(folder, account)


def place_at(folder: Path) -> Place:
    """The place whose folder is known, for the keeper."""
    return Place(folder, server_account())


def _system_folder(data_dir: Path) -> Path:
    """Root's cluster, outside the project: its server runs under another account.

    The name is a hash of the data folder's path and of a token kept in it, so that a new clone at
    the place of an old one begins with a new cluster.
    """
    token_file = data_dir / "cluster-id"
    if not token_file.exists():
        _put_token(token_file)
    identity = os.fsencode(data_dir) + token_file.read_bytes()
    return SYSTEM_FOLDER / hashlib.sha256(identity).hexdigest()[:16]


def _put_token(token_file: Path) -> None:
    """Make the file with all that it holds at once: of several clients, the first one's stays."""
    with tempfile.NamedTemporaryFile("w", dir=token_file.parent, encoding="ascii") as file:
        file.write(secrets.token_hex(16))
        file.flush()
        with suppress(FileExistsError):
            os.link(file.name, token_file)


def make_socket_folder(place: Place) -> Path:
    """A folder for the socket that only the server's account can enter.

    Beside the data when the path is short enough, otherwise a fresh one among the temporary files.
    """
    beside = place.folder / "socket"
    if _fits(beside):
        if not beside.is_dir():
            place.account.make_folder(beside)
        return beside
    for parent in (tempfile.gettempdir(), "/tmp"):  # noqa: S108 - made private by mkdtemp
        if _fits(Path(parent, "policyapi-12345678")):
            folder = Path(tempfile.mkdtemp(prefix="policyapi-", dir=parent))
            place.account.own(folder)
            return folder
    message = f"no folder is short enough for the socket of the database in {place.folder}"
    raise EmbeddedServerError(message)


def remove_socket_folder(place: Place, folder: Path) -> None:
    """Remove a socket folder among the temporary files; the one beside the data stays."""
    if folder.parent == place.folder or not folder.name.startswith("policyapi-"):
        return
    for leftover in folder.glob(f"{SOCKET_NAME}*"):
        leftover.unlink(missing_ok=True)
    folder.rmdir()


def _fits(folder: Path) -> bool:
    return len(os.fsencode(folder / SOCKET_NAME)) <= SOCKET_PATH_LIMIT
