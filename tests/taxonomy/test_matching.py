import pytest

from taxonomy.matching import TermMatcher
from taxonomy.vocabulary import RegionEntry, TermEntry, Vocabulary

PROVINCE, CITY, TOWN, OTHER = "990000", "990100", "990101", "980000"
REGIONS = {
    code: RegionEntry(code, name, name[:2], level, parent, "fictional")
    for code, name, level, parent in (
        ("100000", "全国", "national", None),
        (PROVINCE, "示例省", "province", "100000"),
        (CITY, "示例市", "prefecture", PROVINCE),
        (TOWN, "样县", "county", CITY),
        (OTHER, "别省", "province", "100000"),
    )
}


def matcher(*terms: TermEntry, words: tuple[str, ...] = ()) -> TermMatcher:
    """A matcher of the terms; `words` are what its segmenter knows, single characters apart."""

    def boundaries(text: str) -> set[int]:
        edges, at = {0}, 0
        while at < len(text):
            at += max((len(w) for w in words if text.startswith(w, at)), default=1)
            edges.add(at)
        return edges

    return TermMatcher(Vocabulary(REGIONS, {}, {}, terms), boundaries if words else None)


def term(label: str, *alt: str, region: str | None = None, quoted_only: bool = False) -> TermEntry:
    return TermEntry(label, label, alt, region, quoted_only)


def surfaces(found: TermMatcher, text: str, region: str | None = None) -> list[str]:
    spans = found.find(text, region)
    assert all(text[span.start : span.end] == span.surface for span in spans)
    return [span.surface for span in spans]


class TestSurface:
    @pytest.mark.parametrize(
        ("label", "text", "expected"),
        [
            ("三高四新", "实现“三高四新”美好蓝图", ["三高四新"]),
            ("4×4现代化产业体系", "构建“4×4”现代化产业体系。", ["“4×4”现代化产业体系"]),
            ("4×4现代化产业体系", "构建４X４现代化产业体系", ["４X４现代化产业体系"]),
            ("133工程", "实施“133”工程，", ["“133”工程"]),
            ("133工程", '实施"133"工程，', ['"133"工程']),
            ("父母式营商环境", "打造「父母式」营商环境", ["「父母式」营商环境"]),
            ("走基层、找问题", "推动“走基层，找问题”活动", ["走基层，找问题"]),
            ("走出去行动", "“走出去”行动、“走出去”", ["“走出去”行动"]),
            ("三高四新", "“三高”“四新”不是一回事", []),
            ("三高四新", "“坚持三高”四新", []),
            ("株洲·中国动力谷", "株洲•中国动力谷", ["株洲•中国动力谷"]),
            ("4×4现代化产业体系", "“4*4”现代化产业体系", ["“4*4”现代化产业体系"]),
            ("4×4现代化产业体系", "构建“4 × 4”现代化产业体系。", ["“4 × 4”现代化产业体系"]),
            ("1+N配套政策", "落实 1 + N配套政策", ["1 + N配套政策"]),
            ("1+N配套政策", "强省会战略“１＋Ｎ”配套政策", ["“１＋Ｎ”配套政策"]),
            ("三高四新", "三高“四新”", ["三高“四新”"]),
            ("走基层、找问题、想办法", "走基层 找问题 想办法", ["走基层 找问题 想办法"]),
            ("走基层、找问题、想办法", "走基层找问题想办法", ["走基层找问题想办法"]),
            ("走基层、找问题", "走基层找问题", []),
        ],
    )
    def test_quotation_marks_and_forms(self, label: str, text: str, expected: list[str]) -> None:
        assert surfaces(matcher(term(label)), text) == expected

    def test_longest_label_wins_and_nothing_overlaps(self) -> None:
        found = matcher(term("三高"), term("三高四新"), term("四新战略定位"), term("战略"))
        assert surfaces(found, "三高四新战略定位，三高") == ["三高", "四新战略定位", "三高"]

    def test_alternative_labels_give_the_same_term(self) -> None:
        found = matcher(term("中部地区崛起", "中部崛起"))
        assert [span.term for span in found.find("中部崛起与中部地区崛起")] == ["中部地区崛起"] * 2

    def test_no_terms_no_mentions(self) -> None:
        assert matcher().find("三高四新") == ()


class TestWords:
    @pytest.mark.parametrize(
        ("label", "text", "expected"),
        [
            ("三保", "兜牢三保底线", ["三保"]),
            ("三保", "落实三保险政策", []),
            ("四敢", "第四敢于斗争", []),
            ("四敢", "敢于斗争，“四敢”于前", ["四敢"]),
            ("改革开放", "不断深化改革开放", ["改革开放"]),
            ("改革开放", "改革开放史学习", []),
            ("十大工程", "二十大工程部署", []),
            ("三个高地", "十三个高地，第三个高地，三个高地", ["三个高地"]),
            ("保基本民生", "确保基本民生支出", []),
            ("保基本民生", "做好保基本民生工作", ["保基本民生"]),
            ("自贸试验区", "支持各自贸试验区", ["自贸试验区"]),
            ("中央八项规定", "落实党中央八项规定", ["中央八项规定"]),
        ],
    )
    def test_a_mention_is_no_part_of_a_word(
        self, label: str, text: str, expected: list[str]
    ) -> None:
        words = (
            "确保",
            "基本",
            "民生",
            "各自",
            "试验区",
            "党中央",
            "中央",
            "八项",
            "规定",
            "三保险",
            "敢于斗争",
            "第四",
            "深化改革",
            "改革开放史",
            "底线",
            "三保",
            "四敢",
        )
        assert surfaces(matcher(term(label), words=words), text) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("控制“三公”经费", ["三公"]),
            ("“三公经费”公开", ["三公"]),
            ("控制三公经费", []),
            ("压减“三公”经费", ["三公"]),
            ("“三公四费”改革", []),
            ("“公开三公”专栏", []),
            ("“三公”四费", []),
            ("“三公”三年压减", ["三公"]),
            ("“三公、会议费”", []),
            ("“三公三高”", ["三公"]),
            ("“三高三公”", ["三公"]),
            ("“公开”三公经费", []),
            ("「三公」", ["三公"]),
        ],
    )
    def test_quoted_only(self, text: str, expected: list[str]) -> None:
        found = matcher(term("三公", quoted_only=True), term("三高四新", region=OTHER))
        assert surfaces(found, text) == expected


class TestRegions:
    @pytest.mark.parametrize(
        ("label", "home", "region", "found"),
        [
            ("三高四新", PROVINCE, OTHER, True),
            ("三高四新", PROVINCE, None, True),
            ("十大工程", CITY, CITY, True),
            ("十大工程", CITY, TOWN, True),
            ("十大工程", CITY, PROVINCE, False),
            ("十大工程", CITY, OTHER, False),
            ("十大工程", CITY, None, False),
            ("制造强市工程", CITY, PROVINCE, True),
            ("制造强市工程", CITY, OTHER, False),
            ("制造强市工程", CITY, "100000", False),
            ("秦创原", CITY, "100000", True),
            ("秦创原", CITY, OTHER, False),
            ("百县千镇高质量发展工程", CITY, OTHER, True),
            ("十大工程", "100000", OTHER, True),
            ("十大工程", None, None, True),
        ],
    )
    def test_where_a_local_term_holds(
        self, label: str, home: str | None, region: str | None, found: bool
    ) -> None:
        assert bool(matcher(term(label, region=home)).find(f"实施{label}", region)) is found

    def test_other_labels_carry_no_further_than_the_preferred_one(self) -> None:
        found = matcher(term("金融活水工程", "金融活水", region=CITY))
        assert surfaces(found, "引来金融活水", CITY) == ["金融活水"]
        assert surfaces(found, "引来金融活水", OTHER) == []

    def test_of_two_terms_the_nearer_one(self) -> None:
        ours = TermEntry("ours", "十大工程", (), CITY)
        theirs = TermEntry("theirs", "十大工程", (), OTHER)
        national = TermEntry("national", "十大工程", (), "100000")
        both = matcher(ours, theirs, national)
        assert [both.find("十大工程", region)[0].term for region in (TOWN, OTHER, None)] == [
            "ours",
            "theirs",
            "national",
        ]

    def test_equally_near_terms_give_none(self) -> None:
        twins = matcher(TermEntry("a", "三高四新", (), CITY), TermEntry("b", "三高四新", (), OTHER))
        assert twins.find("三高四新", None) == ()
