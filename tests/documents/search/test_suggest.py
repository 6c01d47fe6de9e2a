"""What typed beginnings are completed to, and in which order."""

from __future__ import annotations

import pytest

from documents.models import Suggestion
from documents.search import suggestion_ways
from documents.search.suggest import complete
from documents.search.suggestion_index import rebuild_suggestions
from tests import factories

NAMES = {
    "san-gao-si-xin": "三高四新",
    "san-gao-si-xin-zhan-lue": "三高四新战略",
    "chong-qing": "重庆先行区",
    "xi-an": "西安样本",
    "xian-jin": "先进样本",
    "chang-sha": "长沙样本",
    "chang-shan": "常山样本",
    "si-ge-si": "4×4现代化",
    "lv-se": "绿色样本",
}


@pytest.fixture
def names(db: None) -> None:
    for slug, label in NAMES.items():
        factories.term(slug, label=label)


def texts(typed: str, *kinds: str, limit: int = 10) -> list[str]:
    return [found.text for found in complete(typed, kinds or Suggestion.Kind.values, limit)]


@pytest.mark.usefixtures("names")
class TestWays:
    @pytest.mark.parametrize(
        ("typed", "match", "text", "marked"),
        [
            ("三高四新", "prefix", "三高四新", "三高四新"),
            ("三高", "prefix", "三高四新", "三高"),
            ("三高四新戰", "prefix", "三高四新战略", "三高四新战"),
            ("四新", "inner", "三高四新", "四新"),
            ("sangaosixin", "pinyin", "三高四新", "三高四新"),
            ("san gao si xin", "pinyin", "三高四新", "三高四新"),
            ("sān gāo sì xīn", "pinyin", "三高四新", "三高四新"),
            ("san1gao1", "pinyin", "三高四新", "三高"),
            ("sanga", "pinyin", "三高四新", "三高"),
            ("sgsx", "initials", "三高四新", "三高四新"),
            ("SGS", "initials", "三高四新", "三高四"),
            ("三gsx", "initials", "三高四新", "三高四新"),
            ("三高sixin", "pinyin", "三高四新", "三高四新"),
            ("三高si", "pinyin", "三高四新", "三高四"),
            ("chongqing", "pinyin", "重庆先行区", "重庆"),
            ("cqxxq", "initials", "重庆先行区", "重庆先行区"),
            ("4x4", "prefix", "4×4现代化", "4×4"),
            ("lǜse", "pinyin", "绿色样本", "绿色"),
            ("lvse", "pinyin", "绿色样本", "绿色"),
        ],
    )
    def test_a_way(self, typed: str, match: str, text: str, marked: str) -> None:
        first = complete(typed)[0]
        assert (first.match, first.text) == (match, text)
        assert first.text[first.start : first.end] == marked

    def test_a_mark_between_syllables_decides(self) -> None:
        assert texts("xi'an") == ["西安样本"]
        assert set(texts("xian")) == {"西安样本", "先进样本"}

    def test_whole_syllables_come_before_broken_ones(self) -> None:
        assert texts("changsha") == ["长沙样本", "常山样本"]

    @pytest.mark.parametrize("typed", ["%", "_", "'", "& | !", "😀", "\\", "zzz", "三高四旧"])
    def test_nothing_found(self, typed: str) -> None:
        assert complete(typed) == []


class TestOrder:
    def test_whole_then_beginning_then_inside_and_shorter_first(self, db: None) -> None:
        for number, label in enumerate(("大样本田", "样本田计划", "样本田", "样本田园")):
            factories.term(f"t-{number}", label=label)
        assert texts("样本田") == ["样本田", "样本田园", "样本田计划", "大样本田"]

    def test_kinds_of_one_length(self, db: None) -> None:
        factories.document(title="样本文乙")
        factories.meeting(name="样本会丙", body=factories.body())
        factories.body("gov-990000", name="样本府丁", short_name="样本府丁")
        factories.term(label="样本词戊")
        assert texts("样本") == ["样本词戊", "样本府丁", "样本会丙", "样本文乙"]
        assert texts("样本", "document", "meeting") == ["样本会丙", "样本文乙"]

    def test_what_many_documents_name_comes_first(self, db: None) -> None:
        seldom, often = factories.term("a", label="样本词甲"), factories.term("b", label="样本词乙")
        for terms in ([often], [often], [often, seldom]):
            factories.document(terms=terms, title="无关")
        assert rebuild_suggestions().written == 2
        assert texts("样本词") == ["样本词乙", "样本词甲"]
        assert Suggestion.objects.get(term=often).weight == 3

    def test_the_limit_counts_what_is_shown(self, db: None) -> None:
        aliases = [f"样本府别名{n}" for n in range(5)]
        factories.body("gov-990000", name="样本府全称", short_name="样本府", aliases=aliases)
        for number in range(5):
            factories.document(title="样本府报告")
            factories.term(f"t-{number}", label=f"样本府提法{number}")
        found = complete("样本府", limit=7)
        assert [one.kind for one in found] == ["body", "document", *["term"] * 5]
        assert len({one.id for one in found}) == 7

    def test_a_common_beginning_is_cut_at_the_best(self, db: None) -> None:
        for number in range(50):
            factories.term(f"t-{number}", label=f"样本{'长' * (50 - number)}")
        assert [len(text) for text in texts("样本", limit=20)] == list(range(3, 23))
        assert [len(text) for text in texts("yb", limit=3)] == [3, 4, 5]


@pytest.mark.usefixtures("names")
class TestCommonParts:
    @pytest.fixture(autouse=True)
    def _every_part_is_common(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(suggestion_ways, "MANY", 0)

    @pytest.mark.parametrize("typed", ["四新", "高四新", "样本", "4现代"])
    def test_they_are_found_place_by_place(
        self, typed: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        found = complete(typed)
        assert found
        assert all(typed in one.text for one in found)
        monkeypatch.setattr(suggestion_ways, "MANY", 50)
        assert complete(typed) == found

    def test_of_some_kinds(self) -> None:
        factories.document(title="示例样本田")
        assert texts("样本田") == ["示例样本田"]
        assert texts("样本田", "term", "body") == []
        assert len(texts("样本", "term")) == 5
