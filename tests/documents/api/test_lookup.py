"""`documents/lookup/`: by number, by title as citations write it, by address."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.models import Document, Source, Suggestion
from documents.search.lookup import Known
from tests import factories
from tests.asking import Api

PATH = "documents/lookup/"
OPINION = "示例省人民政府关于做好示例工作（含试点）的意见"


@pytest.fixture
def stored(api: Api) -> dict[str, str]:
    """Name → id of what is looked for."""
    issuer = factories.body("gov-990000", name="示例省人民政府")
    rows: dict[str, dict[str, Any]] = {
        "law": {"title": "中华人民共和国示例法"},
        "amended": {"title": "示例法（2019年修正）"},
        "measure": {"title": "示例法实施办法"},
        "opinion": {"title": OPINION, "document_number": "示政发〔2030〕1号"},
        "plain": {"title": "关于做好春耕备耕工作的通知", "issuers": [issuer]},
        "older": {"title": "政府工作报告", "adopted_on": "2028-01-01"},
        "newer": {"title": "政府工作报告", "adopted_on": "2029-01-01"},
        "hidden": {"title": "中华人民共和国示例法", "status": "withdrawn"},
    }
    made = {name: factories.document(**values) for name, values in rows.items()}
    factories.source(made["opinion"], url="https://www.example.org/a/b.htm")
    factories.source(made["law"], url="http://example.org/show?id=5&utm_source=x#top")
    factories.source(made["plain"], url="http://example.org/show?id=6")
    factories.source(made["hidden"], url="http://example.org/hidden")
    return {name: document.id for name, document in made.items()}


def found(api: Api, stored: dict[str, str], **asked: Any) -> list[str]:
    names = {pk: name for name, pk in stored.items()}
    return [names[pk] for pk in api.ids(PATH, **asked)]


class TestByNumber:
    @pytest.mark.parametrize(
        "number", ["示政发〔2030〕1号", "示政发[2030]第1号", "示政发(2030)1号"]
    )
    def test_any_brackets(self, api: Api, stored: dict[str, str], number: str) -> None:
        assert found(api, stored, number=number) == ["opinion"]

    def test_several_are_alternatives(self, api: Api, stored: dict[str, str]) -> None:
        numbers = ["示政发〔2030〕1号", "示政发〔2030〕9号"]
        assert found(api, stored, number=numbers) == ["opinion"]


class TestByTitle:
    @pytest.mark.parametrize(
        ("title", "names"),
        [
            ("中华人民共和国示例法", ["law", "amended"]),
            ("示例法", ["law", "amended"]),
            ("《示例法》", ["law", "amended"]),
            ("示例法（2019年修正）", ["amended", "law"]),
            ("示例法(2019年修正)", ["amended", "law"]),
            (OPINION, ["opinion"]),
            ("示例省人民政府关于做好示例工作(含试点)的意见", ["opinion"]),
            ("关于做好示例工作(含试点)的意见", ["opinion"]),
            ("《关于做好示例工作（含试点）的意见》", ["opinion"]),
            ("關於做好示例工作（含試點）的意見", []),
            ("示例省人民政府關於做好示例工作（含試點）的意見", ["opinion"]),
            ("示例省人民政府关于做好春耕备耕工作的通知", ["plain"]),
            ("样本省人民政府关于做好春耕备耕工作的通知", []),
            ("政府工作报告", ["newer", "older"]),
            ("工作报告", []),
        ],
    )
    def test_forms(self, api: Api, stored: dict[str, str], title: str, names: list[str]) -> None:
        assert found(api, stored, title=title) == names


class TestByAddress:
    @pytest.mark.parametrize(
        ("url", "names"),
        [
            ("https://www.example.org/a/b.htm", ["opinion"]),
            ("http://WWW.example.org/a/b.htm/?utm_source=mail&spm=1#part", ["opinion"]),
            ("www.example.org/a/b.htm", ["opinion"]),
            ("https://www.example.org/A/b.htm", []),
            ("http://example.org/show?id=5", ["law"]),
            ("https://example.org:443/show/?id=6", ["plain"]),
            ("http://example.org/show", []),
            ("http://example.org/show?id=5&page=2", []),
            ("http://example.org/hidden", []),
            ("http://[", []),
        ],
    )
    def test_forms(self, api: Api, stored: dict[str, str], url: str, names: list[str]) -> None:
        assert found(api, stored, url=url) == names


class TestTogether:
    def test_a_document_has_all_of_it(self, api: Api, stored: dict[str, str]) -> None:
        number, url = "示政发〔2030〕1号", "https://www.example.org/a/b.htm"
        assert found(api, stored, number=number, url=url, title=OPINION) == ["opinion"]
        assert found(api, stored, number=number, title="示例法") == []

    def test_one_of_them_is_needed(self, api: Api) -> None:
        problem = api.problem(PATH)
        assert set(problem["errors"]) == {"number", "title", "url"}

    def test_pages_and_parts(self, api: Api, stored: dict[str, str]) -> None:
        walked = api.walk(PATH, title="政府工作报告", page_size=1)
        assert walked == [stored["newer"], stored["older"]]
        (row,) = api.json(PATH, title=OPINION, fields="id,title")["results"]
        assert row == {"id": stored["opinion"], "title": OPINION}

    def test_as_a_table(self, api: Api, stored: dict[str, str]) -> None:
        answer = api.get(PATH, title="政府工作报告", format="csv", fields="id")
        assert answer.getvalue().decode("utf-8-sig").split() == [
            "id",
            stored["newer"],
            stored["older"],
        ]

    def test_queries(self, api: Api, stored: dict[str, str]) -> None:
        asked = {"number": "示政发〔2030〕1号", "title": OPINION, "url": "www.example.org/a/b.htm"}
        with CaptureQueriesContext(connection) as captured:
            assert api.json(PATH, **asked)["count"] == 1
        assert len(captured) <= 6


class TestNothing:
    @pytest.mark.parametrize(
        ("asked", "near"),
        [
            ({"number": "示政办发〔2030〕1号"}, "示政发〔2030〕1号"),
            ({"number": "示政发〔2030〕2号"}, "示政发〔2030〕1号"),
            ({"title": "示例省人民政府关于做好实例工作（含试点）的意见"}, OPINION),
        ],
    )
    def test_near_ones_are_named(
        self, api: Api, stored: dict[str, str], asked: dict[str, str], near: str
    ) -> None:
        answer = api.json(PATH, **asked)
        assert answer["count"] == 0
        (note,) = answer["query"]["notes"]
        assert near in note

    @pytest.mark.parametrize(
        "asked",
        [
            {"title": "《》"},
            {"title": "’ & | ! : * () \\"},
            {"number": "号" * 120},
            {"url": "http://" + "[" * 900},
            {"url": "%ff%00%zz"},
            {"title": "\ufffd" * 500},
            {"number": "示政发〔2030〕1号", "title": "别的"},
        ],
    )
    def test_hostile_values(self, api: Api, asked: dict[str, str]) -> None:
        answer = api.json(PATH, **asked)
        assert answer["count"] == 0
        assert answer["query"]["notes"]


INDEXES = (
    (Known(numbers=("示政发〔2030〕1号",)), "document_number"),
    (Known(titles=(OPINION,)), "suggestion_key"),
    (Known(titles=(OPINION,)), "document_by_title_end"),
    (Known(urls=("https://www.example.org/a/b.htm",)), "source_page"),
)


def _many(number: int) -> None:
    """Documents, sources and names enough for the planner to prefer the index that fits."""
    keys = [f"many{at:06}" for at in range(number)]
    Document.objects.bulk_create(
        Document(id=key, title=f"{key}的通知书面稿", genre="official", document_number=key)
        for key in keys
    )
    Source.objects.bulk_create(
        Source(document_id=key, location=key, sha256="0" * 64, media_type="text/plain",
               url=f"https://example.net/{key}", captured_at=factories.MOMENT)
        for key in keys
    )  # fmt: skip
    Suggestion.objects.bulk_create(
        Suggestion(kind="document", document_id=key, text=key, key=key, pinyin=key, initials=key,
                   is_preferred=True, weight=0, grams="", bucket=at % 256, revision=1)
        for at, key in enumerate(keys)
    )  # fmt: skip


def test_indexes_answer(stored: dict[str, str]) -> None:
    """No lookup reads all documents, sources or names."""
    _many(3_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE documents_document, documents_source, documents_suggestion")
        for known, index in INDEXES:
            with CaptureQueriesContext(connection) as captured:
                known.find()
            cursor.execute(f"EXPLAIN {captured[0]['sql']}")
            plan = "\n".join(row[0] for row in cursor.fetchall())
            assert index in plan, plan
            assert "Seq Scan" not in plan, plan
