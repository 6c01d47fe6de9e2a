"""What every test may ask for."""

from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

# No deadline: how long an example takes says more about the machine than about the code.
hypothesis_settings.register_profile("project", deadline=None)
hypothesis_settings.load_profile("project")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of seeds and corpora beside the project; without it the test is skipped."""
    if not (SHARED / "DESIGN.md").is_file():
        pytest.skip("the folder ../shared (seeds, corpora, vocabularies) is not beside the project")
    return SHARED
