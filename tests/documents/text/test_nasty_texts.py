"""The pure stages on hostile texts; `make soak` runs the same with many more."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings

from tests.nasty import METADATA, TEXTS, check_pipeline


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS, metadata=METADATA)
@example(text="????\xad000000\U00082a9a通过", metadata={})
@example(text="", metadata={"title": "省委十二届六次全会"})
@example(text="²1.？", metadata={})
def test_whatever_comes_the_pipeline_holds(text: str, metadata: dict[str, str]) -> None:
    draft = check_pipeline(text, metadata)
    assert draft is None or draft.recognised is not None
