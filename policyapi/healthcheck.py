"""`python -m policyapi.healthcheck`: exit status 0 when the service beside it is ready."""

import http.client
import os
import sys


def allowed_host() -> str:
    """A host name that the service accepts."""
    first = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".")
    return first if first and first != "*" else "127.0.0.1"


def main() -> int:
    """Ask /readyz; anything but 200 is a failure."""
    port = int(os.environ.get("PORT") or 8000)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", "/readyz", headers={"Host": allowed_host()})
        return 0 if connection.getresponse().status == http.client.OK else 1
    except OSError:
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
