"""Pages, columns and wraps: breaks are mended, headings and lists stay apart."""

import pytest

from documents.text.cleaning import clean

LONG = (
    "全会提出，要坚持规划引领，完善体制机制，强化要素保障，推动各项工作落地见效，不断提升发展质量"
)
"""A paragraph, without its end."""
PAGES = [
    ("第一段结束。\n— 3 —\n第二段开始。", "第一段结束。\n第二段开始。"),
    ("甲。\n- 2 -\n乙。\n第3页 共10页\n丙。\n第 4 页\n丁。", "甲。\n乙。\n丙。\n丁。"),
    (f"{LONG}，统筹\n\n— 5 —\n\n推进城乡融合。", f"{LONG}，统筹推进城乡融合。"),
    (f"{LONG}和水平。\n\n下一段内容完整。", f"{LONG}和水平。\n下一段内容完整。"),
    (f"{LONG}和水\n\n平，让群众满意。", f"{LONG}和水平，让群众满意。"),
    (f"{LONG}和水\f平，让群众满意。", f"{LONG}和水平，让群众满意。"),
    (
        "全会闭幕。\n推动文旅深度融\n\n合发展，群众满意。",
        "全会闭幕。\n推动文旅深度融合发展，群众满意。",
    ),
    (f"{LONG}，实现增长20\n26年目标。", f"{LONG}，实现增长2026年目标。"),
    (f"{LONG}，用好“三高四\n新”美好蓝图。", f"{LONG}，用好“三高四新”美好蓝图。"),
]
APART = [
    "示例省人民政府关于推进\n数字政府建设的通知",
    "一、总体要求\n坚持稳中求进，务实高效。",
    f"（一）{LONG}\n坚持实事求是，注重实效。",
    "附件：1. 任务分工表\n2. 进度安排表",
    "示例省人民政府\n2026年1月5日",
    "各位代表！\n过去一年，成绩来之不易。",
    "一、2025年工作回顾\n过去一年，成绩来之不易。",
    "（一）坚持创新驱动，加快培育新质生产力\n一体推进教育科技人才发展，用好政策。",
    "细颗粒物（PM2.5）浓度下降，增长\n附件：1. 任务分工表",
    "序号\n1\n2\n3\n合计",
]
CONTINUED = [
    ("上接A1版 从全省看，条件具备。", "从全省看，条件具备。"),
    ("全文见内页。\n（下转第三版）", "全文见内页。"),
    ("会议强调，要抓落实。（下转第2、3版）", "会议强调，要抓落实。"),
    ("会议强调，要抓落实。>>>下转3版", "会议强调，要抓落实。"),
    (">>上接第1版：从全省看，条件具备。", "从全省看，条件具备。"),
    ("▲上接1版\n从全省看，条件具备。", "从全省看，条件具备。"),
]


@pytest.mark.parametrize(("raw", "expected"), PAGES)
def test_page_breaks_are_mended(raw: str, expected: str) -> None:
    assert clean(raw).text == expected


@pytest.mark.parametrize("text", APART)
def test_headings_lists_and_signatures_stay_apart(text: str) -> None:
    assert clean(text).text == text


@pytest.mark.parametrize(("raw", "expected"), CONTINUED)
def test_marks_of_another_page_make_an_excerpt(raw: str, expected: str) -> None:
    cleaned = clean(raw)
    assert (cleaned.text, cleaned.flags) == (expected, frozenset({"excerpt"}))


def test_a_mark_inside_a_sentence_is_text() -> None:
    text = "这项工作上接1版规划，下接基层需求。"
    assert clean(text).text == text
    assert not clean(text).flags


def test_lines_cut_to_one_width_are_joined() -> None:
    paragraph = (
        "第一条 为了规范示例省城乡道路养护活动，保障公众出行安全和便利，根据有关法律法规，"
        "结合本省实际，制定本条例。"
    )
    text = "\n".join(
        f"{paragraph}第{n}款内容相同，各级各部门应当遵照执行，不得推诿。" for n in range(9)
    )
    wrapped = "\n".join(
        line[at : at + 30] for line in text.split("\n") for at in range(0, len(line), 30)
    )
    assert wrapped != text
    assert clean(wrapped).text == text


def test_a_heading_and_its_article_are_parted() -> None:
    raw = "　第一章　总则　　第一条 　为规范管理，制定本办法。"
    assert clean(raw).text == "第一章 总则\n第一条 为规范管理，制定本办法。"


def test_heads_and_feet_of_printed_pages_go() -> None:
    page = (
        "2026/1/30 上午10:40 示例省水条例__示例省政府网\n{}\nhttps://www.example.gov.cn/a.htm {}/3"
    )
    bodies = ["第一条 应当节约用水。", "第二条 应当保护水源。", "第三条 自公布之日起施行。"]
    raw = "\n".join(page.format(body, n) for n, body in enumerate(bodies, 1))
    cleaned = clean(raw)
    assert cleaned.text == "\n".join(bodies)


def test_a_foot_printed_over_the_text_is_taken_out_of_it() -> None:
    foot = "https://www.example.gov.cn/zwgk/a_1.htm"
    over = "https://www.e除前xample.gov.c款规定n/zwgk/a_1.以外h的t，m 2/3"
    raw = f"第一条 应当节约用水。\n{foot} 1/3\n{over}\n{foot} 3/3"
    assert clean(raw).text == "第一条 应当节约用水。\n除前款规定以外的，"


def test_bare_numbers_count_as_pages_only_when_they_count_up() -> None:
    body = "本省坚持绿色发展，做好节能工作。" * 30
    assert clean(f"{body}\n7\n{body}\n8\n{body}\n9").text == "\n".join([body] * 3)
    assert clean(f"{body}\n7\n{body}\n9").text == f"{body}\n7\n{body}\n9"


def test_doubled_glyphs_of_bold_print_are_halved() -> None:
    raw = "第第一一章章 总总则则\n第一条 人人有责，认认真真做好工作。\n目目录录"
    assert clean(raw).text == "第一章 总则\n第一条 人人有责，认认真真做好工作。\n目录"
    assert clean("高高兴兴，扎扎实实").text == "高高兴兴，扎扎实实"


def test_links_and_notes_on_lines_of_their_own_are_set_back() -> None:
    raw = (
        "第十四届示例省人民代表大会第四次会议听取和审议了省长所作的\n政府工作报告\n。会议予以批准。\n\n"
        "报告总结了上届会议\n[\n1\n]\n以来的各项工作，成绩显著。"
    )
    assert clean(raw).text == (
        "第十四届示例省人民代表大会第四次会议听取和审议了省长所作的政府工作报告。会议予以批准。\n"
        "报告总结了上届会议以来的各项工作，成绩显著。"
    )


def test_a_line_doubled_throughout_is_halved() -> None:
    text = "示例省2026年工作要点\n第一章 总则\n人人有责，认认真真做好各项工作。\n附件"
    assert clean("".join(c if c.isspace() else c * 2 for c in text)).text == text
    assert clean("认认真真、扎扎实实").text == "认认真真、扎扎实实"


def test_a_running_head_in_mid_sentence_goes_and_the_title_stays() -> None:
    title = "2026年示例省政府工作报告"
    halves = [(f"{LONG}，统筹", "推进城乡融合。"), (f"{LONG}和水", "平，让群众满意。")] * 2
    pages = "\n".join(f"{a}\n{title}\n第{n}页\n{b}" for n, (a, b) in enumerate(halves, 1))
    joined = "\n".join(a + b for a, b in halves)
    assert clean(f"{title}\n各位代表：\n{pages}").text == f"{title}\n各位代表：\n{joined}"


def test_words_that_a_copy_set_on_lines_of_their_own_are_no_running_heads() -> None:
    line = f"{LONG}。会议审议了《\n规划纲要\n》，提出了意见。"
    text = "\n".join([line] * 4)
    assert clean(text).text == text.replace("《\n", "《").replace("\n》", "》")
