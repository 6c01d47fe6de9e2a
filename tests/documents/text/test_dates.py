"""Dates as documents write them."""

from datetime import date

import pytest

from documents.text.dates import find_dates, parse_date

WHOLE = [
    ("2024年4月29日", date(2024, 4, 29)),
    ("２０２４年４月２９日", date(2024, 4, 29)),
    ("二〇二六年一月五日", date(2026, 1, 5)),
    ("二○○七年十二月三十一日", date(2007, 12, 31)),
    ("二ＯＯ七年二月六日", date(2007, 2, 6)),
    ("二OO七年二月廿六日", date(2007, 2, 26)),
    ("一九九八年八月十一日", date(1998, 8, 11)),
    ("2026年元月5日", date(2026, 1, 5)),
    ("2024-04-29", date(2024, 4, 29)),
    ("2024/4/29", date(2024, 4, 29)),
    ("2024.4.29", date(2024, 4, 29)),
    ("(2022年4月27日)", date(2022, 4, 27)),
    ("2024 年 4 月 29 日", date(2024, 4, 29)),
]

PARTIAL = [
    ("13日下午,长沙市", [(None, None, 13)]),
    ("今年3月5日", [(None, 3, 5)]),
    ("2021年11月,湖南省", [(2021, 11, None)]),
    ("2024年经济工作", [(2024, None, None)]),
    ("2022年4月13日印发。4月19日召开", [(2022, 4, 13), (2022, 4, 19)]),
    ("2025年12月1日。今年3月5日", [(2025, 12, 1), (None, 3, 5)]),
    ("2024年4月29日至30日", [(2024, 4, 29), (2024, 4, 30)]),
    ("2024年7月15日至18日", [(2024, 7, 15), (2024, 7, 18)]),
    ("印发30日内", []),
    ("工作日、生日、节假日", []),
    ("content/2019-02/14/content", []),
    ("2024年13月40日", []),
]


class TestFindDates:
    @pytest.mark.parametrize(("text", "expected"), WHOLE)
    def test_whole(self, text: str, expected: date) -> None:
        assert [found.date for found in find_dates(text)] == [expected]

    @pytest.mark.parametrize(("text", "expected"), PARTIAL)
    def test_partial(
        self, text: str, expected: list[tuple[int | None, int | None, int | None]]
    ) -> None:
        assert [(f.year, f.month, f.day) for f in find_dates(text)][: len(expected)] == expected
        assert bool(find_dates(text)) == bool(expected)

    def test_span_covers_the_date(self) -> None:
        text = "于２０２４年４月２９日在长沙"
        (found,) = find_dates(text)
        assert text[slice(*found.span)] == "２０２４年４月２９日"

    def test_impossible_day_gives_no_date(self) -> None:
        (found,) = find_dates("2023年2月30日")
        assert found.date is None


class TestParseDate:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2019年02月14日", date(2019, 2, 14)),
            ("2026-02-02 09:20", date(2026, 2, 2)),
            ("2019年2月", None),
            ("", None),
            ("详见2019年2月14日", None),
        ],
    )
    def test_metadata_values(self, text: str, expected: date | None) -> None:
        assert parse_date(text) == expected
