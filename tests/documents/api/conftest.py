"""What the tests of the documents API share."""

import pytest

from tests.asking import Api


@pytest.fixture
def api(db: None) -> Api:
    return Api()
