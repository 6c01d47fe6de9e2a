"""What the tests of the API of regions, bodies, meetings and terms share."""

import pytest

from tests.asking import Api


@pytest.fixture
def api(db: None) -> Api:
    return Api()
