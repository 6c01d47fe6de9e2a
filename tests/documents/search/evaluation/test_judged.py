"""Test collections as files, good and bad."""

from datetime import date
from pathlib import Path

import pytest

from documents.search.evaluation.judged import (
    JudgedDocument,
    UnreadableCollection,
    documents,
    judgements,
    part_of,
    queries,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "judged"


class TestDocuments:
    def test_title_and_date_may_be_missing(self, file: Path) -> None:
        file.write_text(
            '{"id": "a", "text": "示例市公积金办法"}\n\n'
            '{"id": 2, "title": "题", "text": "", "date": "2024-05-06", "issuer": null}\n',
            encoding="utf-8",
        )
        assert list(documents(file)) == [
            JudgedDocument("a", "", "示例市公积金办法", None),
            JudgedDocument("2", "题", "", date(2024, 5, 6)),
        ]

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ('{"id": "a", "text": "甲"', "line 2: no JSON"),
            ("[]", "line 2: no JSON object"),
            ('{"text": "甲"}', "line 2, id: a string is needed, not None"),
            ('{"id": true, "text": "甲"}', "line 2, id"),
            ('{"id": "known", "text": "甲"}', "line 2, id: 'known' is there already"),
            ('{"id": "a", "text": ["甲"]}', "line 2, text: no text"),
            ('{"id": "a", "title": "", "text": " "}', "line 2, text: no text"),
        ],
    )
    def test_what_is_wrong_is_named(self, file: Path, line: str, said: str) -> None:
        file.write_text(f'{{"id": "known", "text": "乙"}}\n{line}\n', encoding="utf-8")
        with pytest.raises(UnreadableCollection) as raised:
            list(documents(file))
        assert said in str(raised.value)
        assert str(file) in str(raised.value)


class TestQueries:
    def test_text_is_needed(self, file: Path) -> None:
        file.write_text('{"id": "q", "text": ""}', encoding="utf-8")
        with pytest.raises(UnreadableCollection, match="line 1, text"):
            queries(file)

    def test_a_byte_order_mark_is_passed_over(self, file: Path) -> None:
        file.write_text('\ufeff{"id": "q", "text": "怎么办"}', encoding="utf-8")
        assert queries(file) == {"q": "怎么办"}

    @pytest.mark.parametrize(
        ("content", "said"), [(b"\n", "no query"), (b"\xff", "not UTF-8 at byte 0")]
    )
    def test_nothing_to_read(self, file: Path, content: bytes, said: str) -> None:
        file.write_bytes(content)
        with pytest.raises(UnreadableCollection, match=said):
            queries(file)

    def test_no_file(self, file: Path) -> None:
        with pytest.raises(UnreadableCollection, match="No such file"):
            queries(file)


class TestJudgements:
    @pytest.mark.parametrize(
        "content",
        [
            "query\tdocument\tgrade\nq\ta\t2\nq\tb\t0\n",
            "q a 2\nq b 0\n",
            "q 0 a 2\r\nq 0 b 0\r\n",
        ],
    )
    def test_columns(self, file: Path, content: str) -> None:
        file.write_text(content, encoding="utf-8")
        assert judgements(file) == {"q": {"a": 2.0, "b": 0.0}}

    def test_queries_without_anything_relevant_are_left_out(self, file: Path) -> None:
        file.write_text("p a 0\nq a 1\n", encoding="utf-8")
        assert list(judgements(file)) == ["q"]

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("q a", "line 2: 2 columns instead of 3 or 4"),
            ("q a viel", "line 2, grade: 'viel' is no number"),
            ("q a nan", "line 2, grade: 'nan' is no number"),
        ],
    )
    def test_what_is_wrong_is_named(self, file: Path, line: str, said: str) -> None:
        file.write_text(f"q b 1\n{line}\n", encoding="utf-8")
        with pytest.raises(UnreadableCollection, match=said):
            judgements(file)


class TestPartOf:
    def test_halves(self) -> None:
        parts = [part_of(f"Q{number:04}") for number in range(1000)]
        assert 450 < parts.count("tune") < 550
