"""Nothing is missed and nothing comes twice on the way through a list that is being written."""

from __future__ import annotations

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.walks import assert_walks


@pytest.mark.django_db(transaction=True)
def test_what_stays_is_seen_once(live_server: LiveServer) -> None:
    done = assert_walks(live_server.url, 6, seed=5)
    assert min(done[what] for what in ("insert", "update", "withdraw")) > 0
