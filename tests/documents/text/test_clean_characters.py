"""Characters, spaces and punctuation: what goes in, what comes out."""

import pytest

from documents.text.cleaning import clean

CHARACTERS = [
    ("第一行\r\n第二行\r第三行\u2028第四行", "第一行\n第二行\n第三行\n第四行"),
    ("\ufeff示例省\u200b人民\u00ad政府\x07", "示例省人民政府"),
    ("甲&nbsp;乙&amp;丙&amp;lt;丁&#8220;戊", "甲 乙&丙<丁“戊"),
    ("２０２６年ＲＣＥＰ增长４．５％", "2026年RCEP增长4.5％"),
    ("示例省⼈⺠政府", "示例省人民政府"),
    ("　　为了做好工作。　\n\n\n\n  第二段。\t", "为了做好工作。\n第二段。"),
]
SPACES = [
    ("第一章　总　则", "第一章 总则"),
    ("第三条　为了规范管理，制定本办法。", "第三条 为了规范管理，制定本办法。"),
    ("示例市市长 李 明", "示例市市长 李明"),
    ("2026 年 1 月 27 日", "2026年1月27日"),
    ("要 加快 建设 示例新区，努力走在前列。", "要加快建设示例新区，努力走在前列。"),
    ("覆盖 100 个县，使用 AI 技术，效率提高。", "覆盖100个县，使用AI技术，效率提高。"),
    ("抓住机遇开新局 真抓实干谱新篇", "抓住机遇开新局 真抓实干谱新篇"),
    (
        "现将《示例省财政厅 示例省税务局关于有关事项的通知》转发给你们，请执行。",
        "现将《示例省财政厅 示例省税务局关于有关事项的通知》转发给你们，请执行。",
    ),
    ("张甲乙  示例县东乡\t王丙丁", "张甲乙 示例县东乡 王丙丁"),
    ("来源于： 各地上报，汇总得出。", "来源于：各地上报，汇总得出。"),
    ("序号\t项目\t单位", "序号\t项目\t单位"),
    (
        "赵一 钱二 孙三（女） 李四 周五 吴六（女，回族） 郑七（女，满族）",
        "赵一 钱二 孙三（女） 李四 周五 吴六（女，回族） 郑七（女，满族）",
    ),
]
PUNCTUATION = [
    ("坚持创新,深化改革;扩大开放:稳步前进!", "坚持创新，深化改革；扩大开放：稳步前进！"),
    (
        "上午9:00至12:30开会,共1,200人,增长3.5%,合格",
        "上午9:00至12:30开会，共1,200人，增长3.5%，合格",
    ),
    ("网址http://www.example.cn/a,b?c=1", "网址http://www.example.cn/a,b?c=1"),
    ("中国(示例)自由贸易试验区", "中国（示例）自由贸易试验区"),
    ("(一)加强领导。(1)明确责任;f(x)=2", "（一）加强领导。（1）明确责任；f(x)=2"),
    ("公告2006年(第9号）", "公告2006年（第9号）"),
    ('实施"强基工程",建设"一区两园"', "实施“强基工程”，建设“一区两园”"),
    ('《“十四五"发展规划》和“甲乙"等', "《“十四五”发展规划》和“甲乙”等"),
    ("《示例省人大关于修改<示例省水条例>的决定》", "《示例省人大关于修改〈示例省水条例〉的决定》"),
    ("the quick (brown) fox, jumps; over: it!", "the quick (brown) fox, jumps; over: it!"),
    ("1.总体要求。2.主要任务。", "1.总体要求。2.主要任务。"),
]


@pytest.mark.parametrize(("raw", "expected"), CHARACTERS)
def test_characters_that_carry_nothing_go(raw: str, expected: str) -> None:
    assert clean(raw).text == expected


@pytest.mark.parametrize(("raw", "expected"), SPACES)
def test_spaces_go_where_they_divide_nothing(raw: str, expected: str) -> None:
    assert clean(raw).text == expected


@pytest.mark.parametrize(("raw", "expected"), PUNCTUATION)
def test_punctuation_takes_the_form_that_chinese_text_means(raw: str, expected: str) -> None:
    assert clean(raw).text == expected


def test_rules_are_counted() -> None:
    assert clean("甲,乙,丙\u200b").counts == {"invisible": 1, "punctuation": 2}


def test_clean_text_is_left_alone() -> None:
    text = "示例省人民政府工作报告\n各位代表：\n现在，我代表省人民政府，向大会报告工作。"
    cleaned = clean(text)
    assert (cleaned.text, cleaned.counts) == (text, {})
    assert not cleaned.hints
    assert not cleaned.flags
