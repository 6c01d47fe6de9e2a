import pytest

from documents.text.outline import has_table_of_contents, outline


def tree(body: str) -> list[str]:
    """Sections as lines: two spaces a level, type, label and heading."""
    return [
        "  " * (s.level - 1) + " ".join(filter(None, (s.type, s.label, s.heading)))
        for s in outline(body)
    ]


CASES = {
    "a statute": (
        "第一编 通则\n第一章　总　则\n第一条 甲。\n第二条 乙：\n（一）丙；\n（二）丁。\n戊。\n"
        "第二章 罚则\n第一节 一般\n第三条 己。\n附　则\n第四条 庚。",
        [
            "编 第一编 通则",
            "  章 第一章 总则",
            "    条 第一条",
            "    条 第二条",
            "      款",
            "        项 （一）",
            "        项 （二）",
            "      款",
            "  章 第二章 罚则",
            "    节 第一节 一般",
            "      条 第三条",
            "  heading 附则",
            "    条 第四条",
        ],
    ),
    "a decision with run-in articles": (
        "为了某事，决定如下。\n一、提高站位\n导语一段。\n1.认清意义。正文。\n2.抓住要求。正文。\n"
        "二、压实责任\n导语一段。\n3.强功能。正文。\n4.强平台。正文。\n结尾一段。\n结尾二段。",
        [
            "paragraph",
            "章 一、 提高站位",
            "  paragraph",
            "  条 1. 认清意义",
            "  条 2. 抓住要求",
            "章 二、 压实责任",
            "  paragraph",
            "  条 3. 强功能",
            "  条 4. 强平台",
            "paragraph",
            "paragraph",
        ],
    ),
    "a communique": (
        "全会于某日举行。\n全会指出，甲。\n全会一致认为，乙。\n会议强调，丙。",
        ["paragraph", "segment 全会指出", "segment 全会一致认为", "segment 会议强调"],
    ),
    "inline lists": (
        "要做三件事。一是稳增长。多措并举。二是促改革。攻坚克难。\n一是说明不成列表。",
        ["paragraph", "  项 一是 稳增长", "  项 二是 促改革", "paragraph"],
    ),
    "numbers that are no labels": (
        "1.5倍增长。\n2024、2025两年完成。\n第三条规定的情形除外。\n三、四线城市。\n3.5%以下。",
        ["paragraph"] * 5,
    ),
}


class TestOutline:
    @pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES)
    def test_tree(self, body: str, expected: list[str]) -> None:
        assert tree(body) == expected


class TestTableOfContents:
    def test_entries_are_no_headings(self) -> None:
        body = (
            "目　录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。"
        )
        assert has_table_of_contents(body)
        assert tree(body) == [
            "heading 目录",
            "  paragraph",
            "  paragraph",
            "章 第一章 总则",
            "  条 第一条",
            "章 第二章 附则",
            "  条 第二条",
        ]
