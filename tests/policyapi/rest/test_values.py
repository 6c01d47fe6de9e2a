"""What parameters may be: parsed values, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from policyapi.rest import values
from policyapi.rest.values import Malformed, Value

NAMES = values.Names(("a", "b", "c"))

GOOD: list[tuple[Value, str, Any]] = [
    (values.Text(5), " 水利 ", "水利"),
    (values.Text(5, control=True), "a\nb", "a\nb"),
    (values.SLUG, "cpc-430000-12-plenum-6", "cpc-430000-12-plenum-6"),
    (values.REGION_CODE, "430000", "430000"),
    (values.Choice(("决定", "通知")), "通知", "通知"),
    (values.Flag(), "true", True),
    (values.Flag(), "false", False),
    (values.Integer(1, 100), "007", 7),
    (values.Integer(-5, 5), "-5", -5),
    (values.Day(), "2024-02-29", date(2024, 2, 29)),
    (values.Moment(), "2024-07-18", datetime(2024, 7, 17, 16, tzinfo=UTC)),
    (values.Moment(), "2024-07-18T08:00:00", datetime(2024, 7, 18, tzinfo=UTC)),
    (values.Moment(), "2024-07-18T08:00:00 08:00", datetime(2024, 7, 18, tzinfo=UTC)),
    (values.Moment(), "2024-07-18T00:00:00Z", datetime(2024, 7, 18, tzinfo=UTC)),
    (NAMES, "c, a,c", ("c", "a")),
    (NAMES, "", ()),
    (values.Choice(("a",), also=("b",)), "b", "b"),
    (values.Decimal(), "-0.25e-3", -0.00025),
    (values.Anything(), "", ""),
]
BAD: list[tuple[Value, str]] = [
    (values.Text(5), ""),
    (values.Text(5), " "),
    (values.Text(5), "\x85\ufeff"),
    (values.Text(5, control=True), "\x1c\n"),
    (values.Text(5), "123456"),
    (values.Text(5), "a\x00"),
    (values.Text(5), "a\nb"),
    (values.SLUG, "CPC-430000"),
    (values.SLUG, "cpc--1"),
    (values.SLUG, "省委"),
    (values.SLUG, "a\n"),
    (values.REGION_CODE, "４３００００"),
    (values.REGION_CODE, "43000"),
    (values.Choice(("决定",)), "决"),
    (values.Flag(), "True"),
    (values.Integer(1, 100), "101"),
    (values.Integer(1, 100), "1" * 5000),
    (values.Integer(1, 100), "1.0"),
    (values.Integer(1, 100), "٣"),
    (values.Day(), "2023-02-29"),
    (values.Day(), "2023-W01-1"),
    (values.Day(), "2023-1-1"),
    (values.Moment(), "2024-07-18T25:00:00"),
    (values.Moment(), "0001-01-01T00:00:00+08:00"),
    (values.Moment(), "now"),
    (NAMES, "d"),
    (values.Decimal(), "nan"),
    (values.Decimal(), "1e"),
    (values.Anything(), "\x00"),
    (values.Anything(), "\ud800"),
]


@pytest.mark.parametrize(("value", "raw", "parsed"), GOOD)
def test_good(value: Value, raw: str, parsed: Any) -> None:
    assert value.parse(raw) == parsed


@pytest.mark.parametrize(("value", "raw"), BAD)
def test_bad(value: Value, raw: str) -> None:
    with pytest.raises(Malformed, match=r"must|may"):
        value.parse(raw)


@pytest.mark.parametrize("value", [value for value, _, _ in GOOD])
def test_every_kind_describes_itself(value: Value) -> None:
    assert {"type", "anyOf"} & set(value.schema)
