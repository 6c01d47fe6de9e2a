"""The long fuzz of the pure stages: `make soak`."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings

from tests.nasty import METADATA, TEXTS, check_pipeline

EXAMPLES = int(os.environ.get("SOAK_EXAMPLES", "20000"))


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), print_blob=True)
@given(text=TEXTS, metadata=METADATA)
def test_whatever_comes_the_pipeline_holds(text: str, metadata: dict[str, str]) -> None:
    draft = check_pipeline(text, metadata)
    assert draft is None or draft.recognised is not None
