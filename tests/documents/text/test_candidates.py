import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.text.candidate_forms import key, stem
from documents.text.candidates import find_candidates
from documents.text.stages import TermMention


def found(text: str) -> list[tuple[str, str]]:
    candidates = find_candidates(text)
    assert all(text[c.start : c.end] == c.surface for c in candidates)
    return [(c.shape, c.surface) for c in candidates]


class TestShapes:
    @pytest.mark.parametrize(
        ("text", "surface"),
        [
            ("落实“七个聚焦发力”要求", "七个聚焦发力"),
            ("围绕“十个紧盯”", "十个紧盯"),
            ("推进“三区两山两中心”建设", "三区两山两中心"),
            ("实施“甲类强基八大行动”", "甲类强基八大行动"),
            ("大力实施八大行动，", "八大行动"),
            ("抓好“三农”工作", "三农"),
            ("「两稳一保」要求", "两稳一保"),
        ],
    )
    def test_numeric(self, text: str, surface: str) -> None:
        assert found(text) == [("numeric", surface)]

    @pytest.mark.parametrize(
        ("text", "surface"),
        [
            ("实施“133”工程，", "“133”工程"),
            ("构建“１＋２＋Ｎ”先进制造业集群", "“１＋２＋Ｎ”先进制造业集群"),
            ("打造“4×4”现代化产业体系", "“4×4”现代化产业体系"),
            ("完善1+N政策体系", "1+N政策"),
        ],
    )
    def test_formula(self, text: str, surface: str) -> None:
        assert found(text) == [("formula", surface)]

    @pytest.mark.parametrize(
        ("text", "surface"),
        [
            ("深化“接办合一”改革", "接办合一"),
            ("常态化开展“走找想促”，", "走找想促"),
            ("健全“应保尽保”", "应保尽保"),
            ("开展“走基层、找问题、想办法、促发展”活动", "走基层、找问题、想办法、促发展"),
            ("推广“示例经验”", "示例经验"),
            ("一体谋划“红岭精神”研究阐释", "红岭精神"),
            ("建好“一网协同”平台", "一网协同"),
            ("深化“数据要素×”行动", "数据要素×"),
            ("实行“菜篮子”责任制", "菜篮子"),
        ],
    )
    def test_quoted(self, text: str, surface: str) -> None:
        assert found(text) == [("quoted", surface)]

    @pytest.mark.parametrize(
        ("text", "surface"),
        [
            ("深入实施人才强省战略，", "人才强省战略"),
            ("实施强省会战略和乡村振兴", "强省会战略"),
            ("启动河湖安澜提升行动。", "河湖安澜提升行动"),
            ("加快建设交通强省，", "交通强省"),
            ("发展低空经济，", "低空经济"),
        ],
    )
    def test_named(self, text: str, surface: str) -> None:
        assert found(text) == [("named", surface)]


class TestWhatIsNone:
    @pytest.mark.parametrize(
        "text",
        [
            "他强调：“三个坚持要落实”",
            "“同志们好！”“我们一定做到！”",
            "大会以“三生万物”为主题",
            "搭载“双子座”号飞船，台风“三巴”登陆",
            "授予“七一勋章”，庆祝“五一”，迎接“十一”",
            "实施“十五五”规划，回顾“九五”计划",
            "学习《“三区三线”划定规则》",
            "打造“升级版”，按下“快进键”，走出“加速度”",
            "所谓“三反分子”",
            "“三个月”内完成二十个项目，投资五百万元",
            "三个月、五百万元、二十个项目、第三产业、三大运营商",
            "实施专项整治行动，实施一系列重大工程，发展国民经济，",
            "制造“两个中国”",
            "违反第一项、第二项规定的，所称“二年内”，任何人不得实施擅自行动。",
            "“形象工程”和“政绩工程”",
            "5G建设发展目标，B-52战略轰炸机，2×350兆瓦热电联产工程，2030战略",
            "围绕落实党的二十大战略部署",
            "全市“95后”青年，“00后”学生",
            "2026年3月实施133项工程，第7届全国运动会，增长3.5%的计划",
            "“三三三三三三三三三三三三三三三”超过十四字",
            "“这是我们的三个心愿”",
            "两国外长“2+2”战略对话",
        ],
    )
    def test_no_candidate(self, text: str) -> None:
        assert found(text) == []

    def test_approved_terms_are_none(self) -> None:
        text = "落实“四敢”要求，围绕“十个紧盯”"
        known = TermMention("si-gan", "四敢", 3, 5)
        assert [c.surface for c in find_candidates(text, [known])] == ["十个紧盯"]

    def test_the_dictionary_may_be_another(self) -> None:
        text = "推广“应办尽办”"
        assert len(find_candidates(text, is_word=lambda phrase: False)) == 1
        assert find_candidates(text, is_word=lambda phrase: True) == ()


class TestKey:
    @pytest.mark.parametrize(
        ("surface", "expected"),
        [
            ("“４X４”现代化产业体系", "4×4现代化产业体系"),
            ("4*4现代化产业体系", "4×4现代化产业体系"),
            ("走基层，找问题", "走基层、找问题"),
            ("１＋Ｎ", "1+N"),
        ],
    )
    def test_variants_of_writing_have_one_key(self, surface: str, expected: str) -> None:
        assert key(surface) == expected

    def test_variants_of_the_last_word_have_one_stem(self) -> None:
        assert {stem(k) for k in ("三牛", "三牛精神")} == {"三牛"}
        assert stem("133工程") == stem("133行动计划") == "133"


@given(
    st.text(
        "“”「」、，。《》三两双大个强省实施深化战略工程行动改革133+N×一即的为主题号 \n", max_size=60
    )
)
def test_spans_are_in_order_and_apart(text: str) -> None:
    candidates = find_candidates(text, is_word=lambda phrase: False)
    ends = [0, *(c.end for c in candidates)]
    assert all(end <= c.start for end, c in zip(ends, candidates, strict=False))
    assert all(text[c.start : c.end] == c.surface for c in candidates)
