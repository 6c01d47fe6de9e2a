"""The feed under concurrent writers, over HTTP; the long run is tests/soak/test_change_feed.py."""

from __future__ import annotations

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.following import follow


@pytest.mark.django_db(transaction=True)
def test_copies_equal_the_table(live_server: LiveServer) -> None:
    written, answered = follow(live_server.url, 2)
    assert written["update"] > 0
    assert answered[200] > 0
