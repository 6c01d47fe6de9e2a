"""What the outline makes of the written forms of the genre, one form a case."""

import pytest

from documents.text.outline import has_table_of_contents, outline
from documents.text.outline.labels import read_label
from tests.documents.text.lengths import LIMIT, growth

TEXT = "这是一个足够长的段落，长到不会是标题，也不会是表格里的一格，因此应当被当成正文。"


def tree(body: str) -> list[str]:
    """Sections as lines: two spaces a level, type, label and heading."""
    return [
        "  " * (s.level - 1) + " ".join(filter(None, (s.type, s.label, s.heading)))
        for s in outline(body)
    ]


class TestLabels:
    @pytest.mark.parametrize(
        ("line", "kind", "number"),
        [
            ("第一百零三条 甲", "条", 103),
            ("第一〇四条 甲", "条", 104),
            ("第 十二 条　甲", "条", 12),
            ("第十条之一 甲", "条", 10),
            ("第三条【目的】甲", "条", 3),
            ("第三条：甲", "条", 3),
            ("第12条 甲", "条", 12),
            ("第二篇 甲", "编", 2),
            ("第三部分 甲", "编", 3),
            ("一 、甲", "一、", 1),
            ("十一．甲", "一、", 11),
            ("（二)甲", "（一）", 2),
            ("(三）甲", "（一）", 3),
            ("㈣甲", "（一）", 4),
            ("５．甲", "1.", 5),
            ("１、甲", "1.", 1),
            ("⒍甲", "1.", 6),
            ("（7)甲", "（1）", 7),
            ("8）甲", "（1）", 8),
            ("⑨甲", "①", 9),
            ("2.3 甲", "1.1", 3),
            ("第二，甲", "一是", 2),
            ("三要甲", "一是", 3),
        ],
    )
    def test_forms(self, line: str, kind: str, number: int) -> None:
        label = read_label(line)
        assert label is not None
        assert (label.kind, label.number) == (kind, number)

    @pytest.mark.parametrize(
        "line", ["1.5倍", "第三条规定的", "二〇三〇年", "2030、2031两年", "一季度"]
    )
    def test_other_lines(self, line: str) -> None:
        assert read_label(line) is None


CASES = {
    "chapters whose titles stand on the next line": (
        "第一章\n总则\n第一条\n为了某事，制定本办法。\n第二章\n附则\n第二条 甲。",
        ["章 第一章 总则", "  条 第一条", "    款", "章 第二章 附则", "  条 第二条"],
    ),
    "headings over two lines": (
        "第三章 甲和乙、\n丙的程序\n第一条 甲。\n第四章 委员会\n议事规则\n第一节 一般\n第二条 乙。",
        [
            "章 第三章 甲和乙、丙的程序",
            "  条 第一条",
            "章 第四章 委员会议事规则",
            "  节 第一节 一般",
            "    条 第二条",
        ],
    ),
    "a section that lost its number keeps its heading": (
        "第三章 实施\n一般规定\n第一条 甲。\n第二节 许可\n第二条 乙。\n法律责任\n第三条 丙。",
        [
            "章 第三章 实施",
            "  heading 一般规定",
            "    条 第一条",
            "  节 第二节 许可",
            "    条 第二条",
            "heading 法律责任",
            "  条 第三条",
        ],
    ),
    "chapters and sections that lost their numbers": (
        "第一章 总则\n第一条 甲。\n规划建设\n第二条 乙。\n第三章 保护\n第一节 一般\n第三条 丙。\n"
        "特别规定\n第四条 丁。\n法律责任\n第五条 戊。\n附则\n第六条 己。",
        [
            *("章 第一章 总则", "  条 第一条", "heading 规划建设", "  条 第二条"),
            *("章 第三章 保护", "  节 第一节 一般", "    条 第三条"),
            *("  heading 特别规定", "    条 第四条"),
            *("heading 法律责任", "  条 第五条", "heading 附则", "  条 第六条"),
        ],
    ),
    "a heading that goes on with 与": (
        "第五章 对甲的监督\n与对乙的监督\n第一条 丙。",
        ["章 第五章 对甲的监督与对乙的监督", "  条 第一条"],
    ),
    "an increase is no amendment": (
        f"一、努力增加农民收入\n{TEXT}\n二、在第三条后增加一款\n{TEXT}",
        ["章 一、 努力增加农民收入", "  paragraph", "章 二、", "  paragraph"],
    ),
    "a plan in 篇": (
        f"第一篇 环境\n第一章 成就\n{TEXT}\n第一节 形势\n{TEXT}\n第二篇 目标\n第二章 要求\n{TEXT}",
        [
            "编 第一篇 环境",
            "  章 第一章 成就",
            "    paragraph",
            "    节 第一节 形势",
            "      paragraph",
            "编 第二篇 目标",
            "  章 第二章 要求",
            "    paragraph",
        ],
    ),
    "articles with names": (
        "第一条[目的] 甲。\n第二条 施行日期\n本办法自公布之日起施行。\n第三条 由某厅负责解释",
        ["条 第一条 目的", "条 第二条 施行日期", "  款", "条 第三条"],
    ),
    "a decision that quotes whole articles": (
        "决定修改如下：\n一、将第三条修改为：“第三条 甲：\n“（一）乙；\n“（二）丙。”\n"
        "二、第四条改为第五条，修改为：“第五条 丁。\n（一）戊；\n第六条 己。”\n"
        "三、删去第七条。\n本决定自公布之日起施行。",
        [
            "paragraph",
            *("条 一、", "  paragraph", "  paragraph"),
            *("条 二、", "  paragraph", "  paragraph"),
            "条 三、",
            "paragraph",
        ],
    ),
    "a decision and the text that it restates": (
        "决定对《示例条例》作如下修改：\n一、删去第四条。\n二、删去第五条。\n"
        "本决定自公布之日起施行。\n《示例条例》根据本决定作相应修改，重新公布。\n示例条例\n"
        "（2000年公布）\n第一章 总则\n第一条 甲。",
        [
            *("paragraph", "条 一、", "条 二、", "paragraph", "paragraph"),
            *("attachment 示例条例", "  paragraph", "  章 第一章 总则", "    条 第一条"),
        ],
    ),
    "the imprint after the last article": (
        "第一条 甲。\n第二条 乙。\n抄送：示例省委办公厅。\n示例省财政厅办公室 2030年1月2日印发",
        ["条 第一条", "条 第二条", "paragraph", "paragraph"],
    ),
    "a quotation mark that is never closed": (
        "要求：“甲。\n（一）乙。\n（二）“丙”丁。\n一、修改为：“甲。\n二、删去乙。\n三、增加丙。",
        ["paragraph", "条 （一）", "条 （二）", "条 一、", "条 二、", "条 三、"],
    ),
    "a notice that ends by turning to everyone": (
        f"为了某事，通知如下。\n一、提高认识。{TEXT}\n二、加强领导。{TEXT}\n"
        "各地、各部门要抓好落实，有关情况请及时报告。\n附件：1.示例清单\n2.示例表\n"
        "示例省人民政府\n2030年1月2日",
        ["paragraph", "条 一、 提高认识", "条 二、 加强领导", *["paragraph"] * 5],
    ),
    "the last section is itself about everyone": (
        f"一、提高认识\n{TEXT}\n二、组织实施\n各地、各部门要抓好落实，有关情况请及时报告。",
        ["章 一、 提高认识", "  paragraph", "章 二、 组织实施", "  paragraph"],
    ),
    "a report with an appeal and notes": (
        f"各位代表：\n一、回顾\n{TEXT}\n各位代表！{TEXT}\n二、安排\n（一）甲。{TEXT}\n"
        f"（二）乙。{TEXT}\n各位代表！{TEXT}\n让我们携手前进。{TEXT}\n名词解释\n"
        f"1.某词：{TEXT}\n2.2030年实事：{TEXT}\n3.另一词：{TEXT}",
        [
            "paragraph",
            "章 一、 回顾",
            "  paragraph",
            "  paragraph",
            "章 二、 安排",
            "  条 （一） 甲",
            "  条 （二） 乙",
            "paragraph",
            "paragraph",
            "heading 名词解释",
            "  条 1. 某词",
            "  条 2. 2030年实事",
            "  条 3. 另一词",
        ],
    ),
    "lists are headed or not, each for itself": (
        f"一、甲\n（一）丙\n{TEXT}\n（二）丁\n{TEXT}\n二、乙\n（一）戊。{TEXT}\n（二）己。{TEXT}",
        [
            "章 一、 甲",
            *("  节 （一） 丙", "    paragraph", "  节 （二） 丁", "    paragraph"),
            "章 二、 乙",
            *("  条 （一） 戊", "  条 （二） 己"),
        ],
    ),
    "lists inside paragraphs": (
        "首先，甲一。其次，甲二。最后，甲三。\n一要乙一；二要乙二。\n情形：（一）丙一；（二）丙二。\n"
        "包括：①丁一；②丁二。\n依照第三条第（一）、（二）项办理。",
        [
            *("paragraph", "  项 首先", "  项 其次", "  项 最后"),
            *("paragraph", "  项 一要", "  项 二要"),
            *("paragraph", "  项 （一）", "  项 （二）"),
            *("paragraph", "  项 ①", "  项 ②"),
            "paragraph",
        ],
    ),
    "a numbered list of attachments, and a table under the title of one": (
        f"一、甲\n{TEXT}\n附件：1.分工表\n2.示例指标\n附件1\n分工表\n序号 任务 单位\n1 甲 乙局\n"
        f"附件2\n示例指标\n{TEXT}",
        [
            "章 一、 甲",
            "  paragraph",
            "paragraph",
            "paragraph",
            "attachment 附件1 分工表",
            "  paragraph",
            "  paragraph",
            "attachment 附件2 示例指标",
            "  paragraph",
        ],
    ),
    "tables and lists of names after 附件": (
        f"第一条 甲。\n附表：\n附录A 术语\n{TEXT}\n附件1-2 名单\n" + "\n".join("甲乙丙丁戊己庚"),
        [
            "条 第一条",
            "attachment 附表",
            "attachment 附录A 术语",
            "  paragraph",
            "attachment 附件1-2 名单",
            "  paragraph",
        ],
    ),
    "an attachment named before it comes": (
        f"{TEXT}\n附件：示例清单\n附件\n示例清单\n{TEXT}",
        ["paragraph", "paragraph", "attachment 附件 示例清单", "  paragraph"],
    ),
    "decimal numbers without spaces": (
        f"1 总则\n1.1编制目的\n{TEXT}\n1.2编制依据\n{TEXT}\n2 组织体系\n2.1领导机构\n{TEXT}",
        [
            "章 1 总则",
            *("  节 1.1 编制目的", "    paragraph", "  节 1.2 编制依据", "    paragraph"),
            "章 2 组织体系",
            *("  节 2.1 领导机构", "    paragraph"),
        ],
    ),
    "a communique with other verbs": (
        "全会于某日举行。\n全会还研究了甲。\n会议传达学习了乙。\n与会同志一致认为，丙。\n会议由某人主持。",
        [
            "paragraph",
            "segment 全会还研究",
            "segment 会议传达",
            "segment 与会同志一致认为",
            "paragraph",
        ],
    ),
    "a broken line is no heading": (
        f"{TEXT}\n今年预期目标设定\n为百分之五，{TEXT}",
        ["paragraph"] * 3,
    ),
}


class TestOutline:
    @pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES)
    def test_tree(self, body: str, expected: list[str]) -> None:
        assert tree(body) == expected


class TestTableOfContents:
    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            (
                f"目 录\n引言………… 1\n一、总则 ...... 2\n二、附则\t3\n引言\n{TEXT}\n"
                f"一、总则\n{TEXT}\n二、附则\n{TEXT}",
                [
                    *("heading 目录", *["  paragraph"] * 3, "heading 引言", "  paragraph"),
                    *("章 一、 总则", "  paragraph", "章 二、 附则", "  paragraph"),
                ],
            ),
            (
                f"目录\n2029年工作回顾\n2030年工作安排\n2029年工作回顾\n{TEXT}\n2030年工作安排\n{TEXT}",
                [
                    *("heading 目录", *["  paragraph"] * 2),
                    *("heading 2029年工作回顾", "  paragraph"),
                    *("heading 2030年工作安排", "  paragraph"),
                ],
            ),
        ],
    )
    def test_pages_and_plain_entries(self, body: str, expected: list[str]) -> None:
        assert has_table_of_contents(body)
        assert tree(body) == expected

    @pytest.mark.parametrize("body", ["目录", "公布目录。\n一、甲", "第一章 甲\n第一条 乙。"])
    def test_none(self, body: str) -> None:
        assert not has_table_of_contents(body)


@pytest.mark.parametrize(
    "piece",
    [
        "，一是",
        "一、甲。乙\n各位代表！\n",
        "目录\n",
        "附件：\n",
        "一、修改为：“甲\n",
        "1.甲。乙丙丁\n戊\n",
    ],
)
def test_long_texts_take_no_more_than_their_length(piece: str) -> None:
    """Not sixteen times the time for four times the text."""
    assert growth(outline, piece, 5_000) < LIMIT
