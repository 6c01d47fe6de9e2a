"""Authority data in the database, for tests that store or serve documents."""

from collections.abc import Iterator

import pytest

from documents.ingest.current import forget_tools
from documents.search.analyser import forget_analyser
from taxonomy.reference import load_reference
from tests.reference import EXAMPLE, write_part


@pytest.fixture
def reference(db: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The nation and the fictional province of the samples."""
    list(load_reference(write_part(tmp_path_factory.mktemp("fixtures"), EXAMPLE)))


@pytest.fixture
def forgotten() -> Iterator[None]:
    """A dictionary that is read anew, as after a start of the process."""
    forget_analyser()
    yield
    forget_analyser()


@pytest.fixture(autouse=True)
def own_vocabulary() -> None:
    """Tests roll their terms and bodies back, which no log of changes tells."""
    forget_tools()
