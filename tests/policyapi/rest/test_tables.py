"""How rows become cells, and cells lines."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from typing import Any, ClassVar

import pytest
from rest_framework import serializers

from policyapi.rest.csv_files import as_csv, guarded
from policyapi.rest.tables import table


class Place(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()


class Owner(serializers.Serializer[Any]):
    cells: ClassVar = {"owners": ("name",), "owner_codes": ("place", "code")}

    name = serializers.CharField()
    place = Place(allow_null=True)


class Thing(serializers.Serializer[Any]):
    title = serializers.CharField()
    is_open = serializers.BooleanField()
    place = Place(allow_null=True)
    owners = Owner(many=True)
    names = serializers.ListField(child=serializers.CharField())
    parts = Place(many=True)
    weights = serializers.DictField(child=serializers.FloatField())
    held_on = serializers.DateField()


PLACE = {"code": "990000", "name": "示例省"}
WHOLE = {
    "title": '示例，“引号”和"quotes"\n换行',
    "is_open": True,
    "place": PLACE,
    "owners": [{"name": "甲", "place": PLACE}, {"name": "乙", "place": None}],
    "names": ["一", "二"],
    "parts": [PLACE],
    "weights": {"词": 0.5},
    "held_on": date(2026, 3, 2),
}
EMPTY = {
    "title": "",
    "is_open": False,
    "place": None,
    "owners": [],
    "names": [],
    "parts": [],
    "weights": {},
    "held_on": None,
}
KEYS = tuple(Thing().fields)


def test_columns_follow_from_the_type() -> None:
    assert [column.name for column in table(Thing, KEYS)] == [
        "title", "is_open", "place_code", "place_name", "owners", "owner_codes", "names", "parts",
        "weights", "held_on",
    ]  # fmt: skip
    assert [column.name for column in table(Thing, ("names", "title"))] == ["names", "title"]


def test_cells() -> None:
    cells = [column.of(WHOLE) for column in table(Thing, KEYS)]
    assert cells == [
        WHOLE["title"], "true", "990000", "示例省", "甲；乙", "990000；", "一；二",
        '[{"code":"990000","name":"示例省"}]', '{"词":0.5}', "2026-03-02",
    ]  # fmt: skip
    assert [column.of(EMPTY) for column in table(Thing, KEYS)] == [
        "", "false", "", "", "", "", "", "[]", "{}", "",
    ]  # fmt: skip


def test_lines_are_read_back_as_they_were() -> None:
    columns = table(Thing, KEYS)
    written = as_csv([WHOLE, EMPTY], columns, {"dialect": ("plain",)})
    assert written.count("\r\n") == 3
    head, *lines = csv.reader(io.StringIO(written, newline=""))
    assert head == [column.name for column in columns]
    assert lines == [[column.of(row) for column in columns] for row in (WHOLE, EMPTY)]


def test_excel_gets_a_mark_once_and_the_plain_dialect_none() -> None:
    columns = table(Thing, ("title",))
    assert as_csv([], columns, {}) == "\ufefftitle\r\n"
    assert as_csv([{"title": "一"}], columns, {}, head=False) == "一\r\n"
    assert as_csv([], columns, {"dialect": ("plain",)}) == "title\r\n"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-省", "'-省"),
        ("＝1", "'＝1"),
        ("\t=1", "'\t=1"),
        ("-1.5", "-1.5"),
        ("1=1", "1=1"),
        ("", ""),
        ("关于", "关于"),
    ],
)
def test_formulas_are_guarded(cell: str, expected: str) -> None:
    assert guarded(cell) == expected
    row = [{"title": cell}]
    assert as_csv(row, table(Thing, ("title",)), {"dialect": ("plain",)}, head=False) == (
        as_csv(row, table(Thing, ("title",)), {}, head=False).replace("'", "", 1)
        if expected != cell
        else as_csv(row, table(Thing, ("title",)), {}, head=False)
    )


def test_moments_are_iso() -> None:
    (column,) = table(Thing, ("held_on",))
    moment = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    assert column.of({"held_on": moment}) == "2026-03-02T08:30:00+00:00"
