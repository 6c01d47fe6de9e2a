"""A thousand combinations of filters and orderings, walked while two writers are at work."""

from __future__ import annotations

import os

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.walks import assert_walks

COMBINATIONS = int(os.environ.get("SOAK_WALKS", "1000"))


@pytest.mark.django_db(transaction=True)
def test_what_stays_is_seen_once(live_server: LiveServer) -> None:
    done = assert_walks(live_server.url, COMBINATIONS, seed=20_261_122)
    assert min(done[what] for what in ("insert", "update", "withdraw")) > COMBINATIONS // 10
