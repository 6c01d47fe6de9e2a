"""What every test may ask for."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest
from hypothesis import settings as hypothesis_settings

from policyapi.environment import Rate
from tests.contract import differences, examine

# Tests ask more often than clients may; those of the limits set their own.
settings.LIMITS = {tier: Rate(0, 60) for tier in settings.LIMITS}
for tier in settings.LIMITS:
    os.environ[f"LIMIT_{tier.upper()}"] = "0"

pytest_plugins = ("tests.demo",)

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


@pytest.fixture(scope="session", autouse=True)
def _examined() -> Iterator[None]:
    """Has every answer of the API examined, whoever asks."""
    answer = BaseHandler.get_response

    def get_response(self: Any, request: HttpRequest) -> Any:
        response = answer(self, request)
        examine(request, response)
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseHandler, "get_response", get_response)
        yield


@pytest.fixture(autouse=True)
def as_promised(_examined: None) -> Iterator[None]:
    """Fails a test that got an answer which differs from openapi.yaml."""
    differences.clear()
    yield
    found, differences[:] = list(dict.fromkeys(differences)), []
    assert not found, "\n".join(found[:20])
