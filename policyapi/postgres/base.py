"""Django's PostgreSQL backend: the embedded server when there is no other, and clear refusals."""

import time
from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base, features
from django.db.utils import OperationalError

from policyapi.postgres import cluster, postmaster
from policyapi.postgres.errors import EmbeddedServerError
from policyapi.postgres.places import find_place

MINIMUM_VERSION = (15,)
COME_BACK_S = 10.0
"""How long an embedded server may take to recover from a crash before a connection fails."""


class DatabaseUnavailable(OperationalError):
    """No usable server; the message is one line for whoever started the program."""


class DatabaseFeatures(features.DatabaseFeatures):
    """What the project needs of a server."""

    minimum_database_version = MINIMUM_VERSION


class DatabaseWrapper(base.DatabaseWrapper):
    """Connections to the server of `HOST`, or of the cluster in the folder `EMBEDDED_IN`."""

    features_class = DatabaseFeatures

    def get_connection_params(self) -> dict[str, Any]:
        """Parameters for psycopg; the embedded server is joined, and so started, here."""
        data_dir = self.settings_dict.get("EMBEDDED_IN")
        if data_dir:
            try:
                self.settings_dict["HOST"] = str(cluster.join(Path(data_dir)))
            except EmbeddedServerError as error:
                raise DatabaseUnavailable(str(error)) from error
        parameters: dict[str, Any] = super().get_connection_params()
        return parameters

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection; an embedded server that was killed a moment ago is waited for."""
        deadline = time.monotonic() + COME_BACK_S
        while True:
            try:
                return super().get_new_connection(conn_params)
            except self.Database.OperationalError as error:
                if not self.settings_dict.get("EMBEDDED_IN"):
                    raise DatabaseUnavailable(_unreachable(self.settings_dict, error)) from error
                if time.monotonic() > deadline:
                    raise DatabaseUnavailable(_down(self.settings_dict, error)) from error
            time.sleep(postmaster.POLL_S)
            conn_params = self.get_connection_params()

    def check_database_version_supported(self) -> None:
        """Refuse a server that is too old, in one line."""
        found = self.get_database_version()
        if found < MINIMUM_VERSION:
            message = f"PostgreSQL {MINIMUM_VERSION[0]} or newer is needed; the server of "
            message += f"DATABASE_URL is {'.'.join(str(part) for part in found)}"
            raise DatabaseUnavailable(message)


def _down(server: dict[str, Any], error: Exception) -> str:
    """Why the embedded server does not come back: its own last complaint where there is one."""
    place = find_place(Path(server["EMBEDDED_IN"]))
    said = postmaster.last_complaint(place)
    return f"the database in {place.folder} is down: {said or _unreachable(server, error)}"


def _unreachable(server: dict[str, Any], error: Exception) -> str:
    """Which server does not answer, and why; the password is left out."""
    where = f"{server['HOST'] or 'localhost'}:{server['PORT'] or 5432}/{server['NAME'] or ''}"
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f"the database {where} cannot be used: {lines[0] if lines else type(error).__name__}"
