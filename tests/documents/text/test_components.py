from pathlib import Path

import pytest

from documents.ingest.pipeline import Tools, run
from documents.ingest.readers import read
from documents.text.components import StatedComponents, find_components, promised
from documents.text.stages import RawDocument
from taxonomy.fixtures_vocabulary import load_vocabulary


def stated(text: str) -> list[tuple[str, list[str]]]:
    found = find_components(text)
    for one in found:
        assert text[one.start : one.end] == one.surface
        assert all(text[c.start : c.end] == c.surface for c in one.components)
        assert len(one.components) == one.promised
    return [(one.surface, [c.surface for c in one.components]) for one in found]


class TestListBefore:
    @pytest.mark.parametrize(
        ("text", "term", "parts"),
        [
            ("大力实施治水、护林、改土等“三大工程”，", "三大工程", "治水 护林 改土"),
            ("以深入实施强链、补链、延链“三大行动”为抓手", "三大行动", "强链 补链 延链"),
            ("大力实施深化林权、水权、“碳”权等“三权”", "三权", "深化林权 水权 “碳”权"),
            ("实施“走下去”、“请上来”等“两大行动”", "两大行动", "走下去 请上来"),
            ("实施聚才、强台和转化等“三大计划”", "三大计划", "聚才 强台 转化"),
            ("坚持开门纳谏、坚持为民解忧等“两个坚持”", "两个坚持", "坚持开门纳谏 坚持为民解忧"),
            ("统筹山上、山下、水里“三个市场”", "三个市场", "山上 山下 水里"),
            ("深化落实强队伍、强阵地、强保障“三强”要求", "三强", "强队伍 强阵地 强保障"),
            ("实施强基、提质等两大工程。", "两大工程", "强基 提质"),
            ("推动实施强链、补链、延链等“三大工程”", "三大工程", "强链 补链 延链"),
            ("建设好团结、文明、和谐等“三大工程”", "三大工程", "团结 文明 和谐"),
            ("培育以油茶、茶叶、楠竹为代表的“新三样”", "新三样", "油茶 茶叶 楠竹"),
            ("推进强链、补链、延链三大行动，", "三大行动", "强链 补链 延链"),
            ("抓住油茶、茶叶、楠竹这“三棵树”", "三棵树", "油茶 茶叶 楠竹"),
        ],
    )  # fmt: skip
    def test_items_up_to_the_verb(self, text: str, term: str, parts: str) -> None:
        assert stated(text) == [(term, parts.split())]

    @pytest.mark.parametrize(
        "text",
        [
            "增强“四个意识”、坚定“四个自信”、做到“两个维护”",
            "实施强基、提质、增效等“两大工程”",
            "实施强基、提质等“三大工程”",
            "示例市、样本市等地全面推行、落实“三项制度”",
            "全面、直接、双向“三通”",
            "农业、农村、基层“三保”",
            "甲、乙、丙十三大行动",
            "办好教育、医疗、社保等民生事业，抓实三大行动",
            "确保粮食安全、种业振兴、科技兴农等“三稳”工作",
            "“一路一带”包括甲港通航、乙港开工。",
            "“双桥”——甲桥建成、乙桥通车。",
            "东山、西山、南山共建“一带三区”",
            "为甲县、乙县、丙县颁发“三级证书”",
            "山区、库区、老区等群众关心的“三难”",
            "推进甲项、乙项、丙项共3个“小三样”",
            "发展茶叶、“土三样”、“洋三样”",
        ],
    )
    def test_what_is_no_list_of_parts(self, text: str) -> None:
        assert stated(text) == []

    def test_words_stuck_to_the_first_item_make_it_uncertain(self) -> None:
        text = "历届班子一以贯之的主张无非油茶、茶叶、楠竹等“三大产业集群”"
        assert [found.certain for found in find_components(text)] == [False]


class TestListAfter:
    @pytest.mark.parametrize(
        ("text", "term", "parts"),
        [
            ("打造“三个样板”，即生态、富民、治理样板。", "三个样板", "生态 富民 治理样板"),
            ("弘扬“三敢”（敢想、敢闯、敢试）作风", "三敢", "敢想 敢闯 敢试"),
            ("“两江”（即：清江、白江）流域", "两江", "清江 白江"),
            ("“三张图”：态势图、风险图、资源图\n下一行", "三张图", "态势图 风险图 资源图"),
            ("“两新”：是指新设备和新产品。", "两新", "新设备 新产品"),
            ("“三定”，即定人员，定责任，定时限。", "三定", "定人员 定责任 定时限"),
            ("“一横两纵”水网：甲横、乙纵、丙纵3个工程。", "一横两纵", "甲横 乙纵 丙纵"),
            ("“两项原则”：一是尊重实际，不贪大；二是稳步推进。", "两项原则", "尊重实际 稳步推进"),
            ("坚持“两个基本”，即基本普及和基本覆盖。", "两个基本", "基本普及 基本覆盖"),
        ],
    )  # fmt: skip
    def test_after_the_lead(self, text: str, term: str, parts: str) -> None:
        assert stated(text) == [(term, parts.split())]

    @pytest.mark.parametrize(
        "text",
        [
            "“三重”“三新”：重大项目、重点工作、重要改革。",
            "“三个样板”，即生态样板、富民样板。",
            "“两个规划”：总体规划，详细规划，专项规划。",
            "“三农”工作会议召开，甲、乙、丙出席。",
            "“八八行动”，即甲项、乙项、丙项。",
        ],
    )
    def test_what_does_not_add_up_is_left_alone(self, text: str) -> None:
        assert stated(text) == []


def test_uneven_numerals_promise_nothing() -> None:
    assert [promised(t) for t in ("百千万工程", "一张蓝图", "三区两山两中心")] == [None, None, 7]


EXPANSIONS = {
    "002": {"十大工程": 10},
    "004": {"制造强市七大工程": 7, "创新引领七大计划": 7, "改革开放七大行动": 7},
}


class TestSeeds:
    @pytest.mark.parametrize("number", sorted(EXPANSIONS))
    def test_the_expansions_that_the_seeds_state(self, shared: Path, number: str) -> None:
        """The parts are those of the fixtures, as far as their names are written out."""
        path = next((shared / "seeds").glob(f"{number}_*.txt"))
        content = next(iter(read(path.read_bytes(), ".txt"))).content
        assert isinstance(content, RawDocument)
        vocabulary = load_vocabulary()
        text = run(content, Tools(vocabulary)).text
        found = {one.surface: one for one in find_components(text)}
        assert {term: one.promised for term, one in found.items()} == EXPANSIONS[number]
        assert all(one.certain for one in found.values())
        labels = {label for term in vocabulary.terms for label in term.labels}
        for one in found.values():
            assert [c for c in _names(one) if not c & labels] == []


def _names(one: StatedComponents) -> list[set[str]]:
    """Each part as it stands, and with the noun of the term: 制造强市, 制造强市工程."""
    noun = one.surface[-2:]
    return [{c.surface, c.surface + noun, c.surface + "改革" + noun} for c in one.components]
