"""Eight writers for a minute, and two readers whose copies equal the table: `make soak`."""

from __future__ import annotations

import os

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.following import KINDS_OF_WRITE, follow

SECONDS = float(os.environ.get("SOAK_SECONDS", "60"))


@pytest.mark.django_db(transaction=True)
def test_copies_equal_the_table(live_server: LiveServer) -> None:
    written, answered = follow(live_server.url, SECONDS)
    assert set(written) == set(KINDS_OF_WRITE)
    assert min(written.values()) > SECONDS
    assert answered[200] > SECONDS
    print(dict(written), dict(answered))  # noqa: T201 - for who runs it by hand
