"""What connections of web requests have in addition; commands have neither."""

from typing import Any

GET_A_CONNECTION_S = 5
"""There is a connection for each thread, so that waiting for one means that there is no server."""


def limited(options: dict[str, Any], threads: int, statement_timeout_ms: int) -> dict[str, Any]:
    """Connection options with a pool for so many threads and a longest statement.

    >>> limited({"sslmode": "require"}, 4, 500)["options"]
    '-c statement_timeout=500'
    """
    pool = {"min_size": 1, "max_size": max(1, threads) + 1, "timeout": GET_A_CONNECTION_S}
    given = options.get("options", "")
    timeout = f"-c statement_timeout={statement_timeout_ms}"
    return {**options, "pool": pool, "options": f"{timeout} {given}".strip()}
