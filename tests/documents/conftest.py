"""Authority data in the database, for tests that store or serve documents."""

import pytest

from taxonomy.reference import load_reference
from tests.reference import EXAMPLE, write_part


@pytest.fixture
def reference(db: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The nation and the fictional province of the samples."""
    list(load_reference(write_part(tmp_path_factory.mktemp("fixtures"), EXAMPLE)))
