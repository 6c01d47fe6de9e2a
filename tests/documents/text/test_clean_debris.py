"""What web pages leave around a text, and the metadata that it holds."""

import pytest

from documents.text.cleaning import clean
from documents.text.stages import Hint

BODY = "示例省人民政府关于做好节水工作的通知\n各市人民政府：\n请认真贯彻执行。"
HEADS = [
    "下载\n打印\n全屏\n收藏\n【字号：\n加大\n还原\n减小\n】",
    "字号： 大 中 小",
    "【字体：\n大\n中\n小\n】\n分享：",
    "[打印] [关闭窗口] [返回顶部]",
    "当前位置：首页 > 政务公开 > 政策文件",
    "示例省人民政府\n首页 >> 政务公开 >> 正文",
    "首页\n>\n政府信息公开\n>\n政策文件",
    "微信 微博 QQ空间 | 打印 | 收藏",
    "打印\n微信\n微博\n首页",
    "索 引 号：\n000/2026-1\n发文机关：\n示例省人民政府\n成文日期：\n2026年1月5日\n主 题 词：",
]
TAILS = [
    "相关报道：",
    "相关链接>>\n示例省节水行动方案解读\n一图读懂节水工作",
    "扫一扫在手机打开当前页",
    "扫描二维码 关注我们",
    "打印本页\n关闭窗口",
    "上一篇：示例省召开会议\n下一篇：没有了",
    "文件下载\n示例省人民政府关于做好节水工作的通知.doc",
    "全真版：示例省人民政府关于做好节水工作的通知",
    "Copyright © 2026 示例政务网 示ICP备00000000号 版权所有\n"
    "主办单位：示例省人民政府办公厅 技术支持：示例公司",
    "责任编辑：张三 审核：李四",
    "浏览次数：1024",
    "本作品来自\n示例省法规\n。依据《\n著作权法\n》第五条，本作品属于\n公有领域\n。",
]
HINTS = [
    ("【来源:示例日报】", "publisher", "示例日报"),
    ("来源：示例日报", "publisher", "示例日报"),
    ("来源:\n示例日报", "publisher", "示例日报"),
    ("时间：2026-02-05", "published_on", "2026-02-05"),
    ("2026年02月10日 07时41分", "published_on", "2026年02月10日 07时41分"),
    ("2026-02-05 21:50 来源： 示例社", "publisher", "示例社"),
    ("原文链接：https://www.example.gov.cn/a.html", "url", "https://www.example.gov.cn/a.html"),
    ("【法宝引证码】 CLI.12.345", "citation_code", "CLI.12.345"),
    ("索 引 号：000/2026-1 文  号：示政发〔2026〕1号", "document_number", "示政发〔2026〕1号"),
]
SENTENCES = [
    "资金来源：由省级财政统筹安排，不足部分由市县自筹。",
    "时间：上午九点。地点：省人民会堂。",
    "扫一扫门前雪，人人动手，共建美好家园。",
    "说明书字体大，便于老年人阅读。",
    "有的孩子提出想要学习拍摄。",
    "下载中心建设完成投资2亿元，打印设备全部国产化。",
    "主办单位：示例省体育局",
    "（此件公开发布）",
    "2026年2月5日",
    "名称\n时间\n责任部门",
    "微信\n注册",
]
CAPTIONS = [
    ("13日，示例市召开会议。均为示例晚报全媒体记者 张三 摄", "示例晚报"),
    ("省长李四作政府工作报告。本报记者 王 五 摄", None),
    ("1月27日，赵六作报告。云影/示例日报记者张三摄", "示例日报"),
    ("代表们步入会场。（示例社记者 钱七 摄）", "示例社"),
]


@pytest.mark.parametrize("head", HEADS)
def test_debris_before_the_text_goes(head: str) -> None:
    assert clean(f"{head}\n{BODY}").text == BODY


@pytest.mark.parametrize("tail", TAILS)
def test_debris_after_the_text_goes(tail: str) -> None:
    assert clean(f"{BODY}\n{tail}").text == BODY


@pytest.mark.parametrize(("line", "field", "value"), HINTS)
def test_lines_of_metadata_become_hints(line: str, field: str, value: str) -> None:
    cleaned = clean(f"{line}\n{BODY}")
    assert cleaned.text == BODY
    assert Hint(field, value) in cleaned.hints


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences_that_look_like_debris_stay(text: str) -> None:
    assert clean(f"{BODY}\n{text}").text == f"{BODY}\n{text}"


@pytest.mark.parametrize(("caption", "publisher"), CAPTIONS)
def test_captions_go_and_name_the_outlet(caption: str, publisher: str | None) -> None:
    cleaned = clean(f"{caption}\n{BODY}")
    assert cleaned.text == BODY
    assert [hint.value for hint in cleaned.hints] == [publisher] * (publisher is not None)


@pytest.mark.parametrize(
    ("line", "hints"),
    [
        ("示例日报记者 张三 李四", ["示例日报", "张三", "李四"]),
        ("（本报记者 张 三 通讯员 王小五）", ["张三", "王小五"]),
        ("本报驻示例市记者：赵六、钱七", ["赵六", "钱七"]),
    ],
)
def test_a_reporters_line_gives_authors(line: str, hints: list[str]) -> None:
    cleaned = clean(f"{line}\n{BODY}")
    assert cleaned.text == BODY
    assert [hint.value for hint in cleaned.hints] == hints
    assert {hint.field for hint in cleaned.hints} <= {"publisher", "author"}


def test_the_site_of_a_footer_is_the_last_publisher() -> None:
    cleaned = clean(f"{BODY}\n【来源：示例日报】\n{TAILS[8]}")
    assert [hint.value for hint in cleaned.hints] == ["示例日报", "示例政务网"]


def test_lists_of_attachments_stay() -> None:
    text = f"{BODY}\n附件：1. 任务分工表\n2. 进度安排表"
    assert clean(text).text == text


def test_other_pieces_after_the_closing_paragraph_go() -> None:
    call = "全会号召，全省上下要团结一致、开拓进取，为建设美好示例而努力奋斗！"
    tail = "## 文明出行小常识\n\n1 系好安全带\n\n2 礼让行人"
    assert clean(f"# 示例省委全会公报\n\n{call}\n\n{tail}").text == f"示例省委全会公报\n{call}"
    kept = f"{call}\n\n## 附件 名单\n\n1 张三"
    assert clean(kept).text == f"{call}\n附件 名单\n1 张三"
