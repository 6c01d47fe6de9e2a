"""Phrases and what is excluded: exactly what occurs, looked up once, and by lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import pytest

from documents.search import conditions, phrases
from documents.search.counting import count
from documents.search.facets import facets
from documents.search.folding import kept
from documents.search.index import index_documents
from documents.search.search import Search, searching
from documents.search.statistics import refresh_statistics
from tests import factories
from tests.plans import plan, statements

CLAUSES = (
    "依法履行职责", "依法，履行职责", "依法治理，履行义务", "优化营商环境", "推动高质量发展",
    "國家發展規劃", "编制国土空间规划", "国土绿化和空间\n规划", "发展中国家的经验", "乡村，振兴",
    "全面推进乡村振兴", "示例市人民政府", "人民依靠政府", "ＡＢＣ公司", "第3号通知", "以及其他",
)  # fmt: skip

Texts = dict[str, str]


@pytest.fixture
def texts(db: None) -> Texts:
    """Documents of six clauses each, without punctuation and line breaks; more than are loose."""
    random, made = Random(3), Texts()
    for _ in range(90):
        text = "。".join(random.sample(CLAUSES, 6))
        made[factories.document(title="示例文件", text=text, index=False).id] = kept(text)
    index_documents(list(made))
    refresh_statistics()
    return made


def matched(typed: str) -> set[str]:
    with searching() as cursor:
        where = Search(typed, {}, cursor).matching.where()
        sql = f"SELECT e.document_id FROM documents_searchentry e WHERE {where.sql}"  # noqa: S608
        cursor.execute(sql, where.parameters)
        return {key for (key,) in cursor.fetchall()}


def wanted(texts: Texts, holds: Callable[[str], bool]) -> set[str]:
    return {key for key, text in texts.items() if holds(text)}


PHRASES = (
    "依法履行", "履行职责", "国土空间规划", "空间规划", "发展规划", "营商环境", "乡村振兴", "发展",
    "人民政府", "abc公司", "第3号通知", "国家发展规划编制", "市人民",
)  # fmt: skip


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_is_what_occurs(texts: Texts, phrase: str) -> None:
    expected = wanted(texts, lambda text: phrase in text)
    assert matched(f'"{phrase}"') == expected
    with searching() as cursor:
        search = Search(f'"{phrase}"', {}, cursor)
        assert count(search.matching, cursor).number == len(expected)
        assert {hit.document for hit in search.hits(0, 50)} <= expected


@pytest.mark.parametrize("phrase", PHRASES)
def test_what_is_excluded_is_what_occurs(texts: Texts, phrase: str) -> None:
    lacking = wanted(texts, lambda text: phrase not in text)
    for typed in ("职责", '"发展"', '"履行职责"'):
        expected = {key for key in lacking if typed.strip('"') in texts[key]}
        assert matched(f'{typed} -"{phrase}"') == expected
        assert matched(f"{typed} -{phrase}") == expected


def test_phrases_go_together(texts: Texts) -> None:
    both = wanted(texts, lambda text: "依法履行" in text and "国土空间规划" in text)
    assert matched('"依法履行" "国土空间规划"') == both
    either = wanted(texts, lambda text: "依法履行" in text or "国土空间规划" in text)
    assert matched('"依法履行" OR "国土空间规划"') == either
    neither = wanted(texts, lambda text: "职责" in text and "营商环境" not in text)
    assert matched("职责 -(issuer:没有 OR 营商环境)") == neither


def test_words_beside_a_phrase_are_taken_loosely_where_few_match(texts: Texts) -> None:
    """No word is 民政 here; the phrase is looked for beside its bigrams, too."""
    key = factories.document(title="示例", text="依法履行。公民政治权利", index=False).id
    index_documents([key])
    assert key in matched('"依法履行" 民政')
    assert key not in matched('示例 民政 -"依法履行"')


@pytest.mark.parametrize(("where", "value"), [("MOST", 1), ("MOST", 20), ("BATCH", 7)])
def test_how_many_may_have_it_changes_no_answer(
    texts: Texts, monkeypatch: pytest.MonkeyPatch, where: str, value: int
) -> None:
    typed = ['"依法履行"', '"国土空间规划" 职责', '"乡村振兴"', "发展 -乡村振兴", "发展 -依法履行"]
    before = [matched(text) for text in typed]
    monkeypatch.setattr(phrases, where, value)
    assert [matched(text) for text in typed] == before


def test_boxes_hold_what_has_the_phrase(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.search.retrieval.FEW", 5)
    monkeypatch.setattr("documents.search.retrieval.TARGET", 5)
    expected = wanted(texts, lambda text: "履行职责" in text)
    for listed in (0, 5_000):
        monkeypatch.setattr(conditions, "LISTED", listed)
        with searching() as cursor:
            hits = {hit.document for hit in Search('"履行职责"', {}, cursor).hits(0, 10)}
        assert len(hits) == 10
        assert hits <= expected


def test_texts_are_looked_at_once(texts: Texts) -> None:
    """Hits, count and facets ask for no text again."""
    with statements("strpos") as looked, searching() as cursor:
        search = Search('"依法履行" -"国土空间规划"', {}, cursor)
        search.hits(0, 20)
        count(search.matching, cursor)
        facets(["year"], search.matching, cursor)
    assert len(looked) == 2


def test_few_are_counted_without_a_sample(texts: Texts) -> None:
    with searching() as cursor:
        listed = Search('"依法履行"', {}, cursor).matching
        beside = Search('"依法履行" 职责', {}, cursor).matching
        with statements("SELECT") as asked:
            for matching in (listed, beside):
                count(matching, cursor)
                facets(["year"], matching, cursor)
    assert len(asked) == 3
    assert "~64" not in str(asked)


EXCLUDED_BY_ROW = re.compile(r"NOT (?:COALESCE)?\(+(?:e\.)?(?:words|bigrams)\b")


@pytest.mark.parametrize("typed", ["职责 -发展", "职责 -issuer:示例市政府", "职责 -营商环境"])
def test_no_row_is_unpacked_to_exclude_it(texts: Texts, typed: str) -> None:
    """What is excluded is a list or the index's own matter, and no condition on each row."""
    with statements("count(*)") as found, searching() as cursor:
        count(Search(typed, {}, cursor).matching, cursor)
    for lines in map(plan, found):
        filters = [line for line in lines.splitlines() if "Filter:" in line]
        assert not any(EXCLUDED_BY_ROW.search(line) for line in filters), lines
