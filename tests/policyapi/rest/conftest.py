"""What the tests of every endpoint share."""

import pytest

from tests.asking import Api


@pytest.fixture
def api(db: None) -> Api:
    return Api()
