"""The edges of a page: what stands before the first and after the last line of a text."""

import pytest

from documents.text.cleaning import clean
from documents.text.stages import Hint

TEXT = (
    "2026年示例省政府工作报告\n——2026年1月27日在示例省第十四届人民代表大会第四次会议上\n省长 张三\n"
    "各位代表：\n现在，我代表省人民政府，向大会报告工作，请予审议。\n"
    "让我们团结一心，为建设美好示例而努力奋斗！"
)
HEADS = [
    "2026年示例省政府工作报告_示例省人民政府门户网站",
    "示例省人民政府\n首页 政务公开 政务服务 互动交流",
    "设为首页  加入收藏\n网站首页\n要闻\n办事大厅\n公众参与\n您的位置：首页 → 新闻 → 正文",
    "首页 / 新闻中心 / 要闻 / 正文",
    "跳转到网站导航区域\n智能机器人\n无障碍\n来源：示例日报 访问量：1234",
    "🔊 听新闻\n👍 点赞(12) 💬 评论(3)\nA- A A+\n★ 收藏本文",
    "菜单\n搜索\n2026-02-03 来源：示例社 字体：小 中 大 分享：",
    "字号\n+\n-\n打印",
    "阅读 1.2万",
    "作者：\n来源：示例日报",
    "标题：2026年示例省政府工作报告",
]
TAILS = [
    "责任编辑：\n李莎莎",
    "（责编：张某、李某）\n分享让更多人看到\n两会观察：民生实事\n返回顶部",
    "编辑 | 张三\n校对 | 李四\n喜欢此内容的人还喜欢\n示例市发布新政策\n赞 在看 分享",
    "【纠错】 责任编辑：某某\n新闻评论",
    "上一篇：示例市召开会议\n下一篇：没有了",
    "上一条：示例市部署工作 下一条：示例市举行发布会",
    "延伸阅读\n· 今年这样干\n· 数说政府工作报告",
    "相关解读：一图看懂报告",
    "附件：2026年示例省政府工作报告.pdf",
    "点赞 12 收藏 3 分享",
    "您是第 123456 位访客",
    "主办：示例省人民政府办公厅\n承办：示例省大数据中心\n版权所有 网站标识码：0000000001",
    "凡本网注明“来源：示例日报”的作品，未经授权不得转载。",
    "“扫一扫”，打开网页后点击屏幕右上角分享按钮",
    "扫一扫在手机打开\n您访问的链接即将离开示例省人民政府门户网站，是否继续？\n继续访问\n放弃",
]
KEPT = [
    "附件：1. 任务分工表\n2. 进度安排表",
    "示例省人民政府\n2026年2月3日",
    "名词解释\n1. 新质生产力：创新起主导作用的先进生产力。",
    "抄送：各市人民政府。",
]


@pytest.mark.parametrize("head", HEADS)
def test_what_stands_above_the_title_goes(head: str) -> None:
    assert clean(f"{head}\n{TEXT}").text == TEXT


@pytest.mark.parametrize("tail", TAILS)
def test_what_stands_below_the_last_paragraph_goes(tail: str) -> None:
    assert clean(f"{TEXT}\n{tail}").text == TEXT


@pytest.mark.parametrize("tail", KEPT)
def test_what_belongs_to_the_document_stays(tail: str) -> None:
    assert clean(f"{TEXT}\n{tail}").text == f"{TEXT}\n{tail}"
    assert clean(f"{TEXT}\n{tail}\n责任编辑：李四\n打印 关闭").text == f"{TEXT}\n{tail}"


def test_authors_and_outlets_of_credits_are_handed_on() -> None:
    hints = clean(f"{TEXT}\n作者：王五 编辑：赵六\n本文来源：示例日报").hints
    assert Hint("author", "王五") in hints
    assert Hint("publisher", "示例日报") in hints


def test_the_foot_of_a_site_names_its_publisher() -> None:
    assert Hint("publisher", "示例政务网") in clean(f"{TEXT}\n示例政务网 版权所有").hints


def test_pieces_after_the_call_to_action_go_without_marks_of_headings() -> None:
    call = "全会号召，全省上下要团结一致、开拓进取，为建设美好示例而努力奋斗！"
    tail = "文明出行小常识\n1 系好安全带\n2 礼让行人\n3 不闯红灯"
    assert clean(f"示例省委全会公报\n{call}\n{tail}").text == f"示例省委全会公报\n{call}"


@pytest.mark.parametrize(
    "caption",
    [
        "图为会议现场。",
        "图①：代表步入会场",
        "（资料图片）",
        "图片来源：示例网",
        "13日，示例市召开动员大会，部署全年重点工作。",
    ],
)
def test_captions_without_a_photographer_go(caption: str) -> None:
    body = "示例市召开会议\n13日，示例市召开动员大会，部署全年重点工作。会议要求，各区县抓好落实。"
    end = "会议由市长主持，各部门负责同志参加。"
    assert clean(f"{body}\n{caption}\n{end}").text == f"{body}\n{end}"
