"""Titles with their subtitles and lead-ins, in the layouts that heads have."""

import pytest

from documents.text.cleaning import clean
from documents.text.recognise import recognise
from taxonomy.fixtures_vocabulary import load_vocabulary

PARAGRAPH = "为了把示例的事情办好，现就有关工作提出如下意见，请各地结合实际认真落实。"
REST = f"各市人民政府：\n{PARAGRAPH}\n一、提高认识。各地要高度重视，加强领导。"

TITLES = [
    pytest.param(
        "示例省人民政府办公厅关于印发示例办法（试行）的通知\n" + REST,
        "示例省人民政府办公厅关于印发示例办法（试行）的通知",
        None,
        None,
    ),
    pytest.param(
        "示例省示例条例（草案）\n（征求意见稿）\n第一章 总则\n第一条 为了示例。",
        "示例省示例条例（草案）（征求意见稿）",
        None,
        None,
    ),
    pytest.param(
        "示例省示例条例（2026年修订）\n"
        "第一章 总则\n"
        "第一条 为了示例。\n"
        "第二条 本条例自2026年1月1日起施行。",
        "示例省示例条例（2026年修订）",
        None,
        None,
    ),
    pytest.param(
        "示例省人民政府\n"
        "关于印发《示例省示例规划（2026—2030年）》\n"
        "的通知\n"
        "示政发〔2026〕3号\n" + REST,
        "示例省人民政府关于印发《示例省示例规划（2026—2030年）》的通知",
        None,
        None,
    ),
    pytest.param(
        "中共示例省委 示例省人民政府\n关于推进示例工作的意见\n（2026年1月5日）\n" + PARAGRAPH,
        "中共示例省委 示例省人民政府关于推进示例工作的意见",
        None,
        None,
    ),
    pytest.param(
        "示例省教育厅 示例省财政厅\n关于做好示例工作的通知\n示教发〔2026〕3号\n" + REST,
        "示例省教育厅 示例省财政厅关于做好示例工作的通知",
        None,
        None,
    ),
    pytest.param(
        "示例省人民政府公报\n2026年第3期\n示例省人民政府关于示例的通知\n示政发〔2026〕3号\n" + REST,
        "示例省人民政府关于示例的通知",
        None,
        None,
    ),
    pytest.param(
        "示政发〔2026〕3号\n示例省人民政府关于示例的通知\n" + REST,
        "示例省人民政府关于示例的通知",
        None,
        None,
    ),
    pytest.param(
        "以实干开新局\n"
        "——样本市示例工作纪实\n"
        "□ 本报记者 何苗\n"
        "近日，样本市召开会议，部署工作。会议强调要抓好落实。",
        "以实干开新局",
        "样本市示例工作纪实",
        None,
    ),
    pytest.param(
        "林海川在全市经济工作会议上强调\n"
        "坚定信心 真抓实干\n"
        "奋力开创高质量发展新局面\n"
        "许静主持\n"
        "1月5日，样本市召开全市经济工作会议。市委书记林海川出席会议并讲话。",
        "坚定信心 真抓实干 奋力开创高质量发展新局面",
        None,
        "林海川在全市经济工作会议上强调",
    ),
    pytest.param(
        "样本市委常委会召开会议\n"
        "传达学习省委九届八次全会精神\n"
        "1月5日，样本市委常委会召开会议，传达学习省委九届八次全会精神。",
        "样本市委常委会召开会议 传达学习省委九届八次全会精神",
        None,
        None,
    ),
    pytest.param(
        "《示例省示例办法》\n第一条 为了示例，制定本办法。\n第二条 本办法自公布之日起施行。",
        "示例省示例办法",
        None,
        None,
    ),
    pytest.param(
        "示例省人民政府令\n"
        "第12号\n"
        "《示例省示例办法》已经2026年1月5日省人民政府第3次常务会议通过，现予公布，自2026年3月1日起施行。\n"
        "省长 周明远\n"
        "2026年1月9日\n"
        "示例省示例办法\n"
        "第一条 为了示例。",
        "示例省示例办法",
        None,
        None,
    ),
    pytest.param(
        "附件\n示例省示例实施方案\n" + PARAGRAPH,
        "示例省示例实施方案",
        None,
        None,
    ),
    pytest.param(
        "附件1：\n示例省示例实施方案\n" + PARAGRAPH,
        "示例省示例实施方案",
        None,
        None,
    ),
    pytest.param(
        f"示例省人民政府关于示例的通知\n{REST}\n附件：示例表\n示例省人民政府\n2026年3月1日\n附件\n示例表",
        "示例省人民政府关于示例的通知",
        None,
        None,
    ),
    pytest.param(
        "关于做好示例工作的通知\n示政办发〔2026〕12号\n" + REST,
        "关于做好示例工作的通知",
        None,
        None,
    ),
    pytest.param(
        "示例省人民政府办公厅文件\n"
        "示政办发〔2026〕12号\n"
        "\n"
        "示例省人民政府办公厅\n"
        "关于做好示例工作的通知\n" + REST,
        "示例省人民政府办公厅关于做好示例工作的通知",
        None,
        None,
    ),
    pytest.param(
        "当前位置：首页 > 政务公开\n"
        "示例省人民政府关于示例的通知\n"
        "来源：示例省人民政府 发布时间：2026-03-01\n" + REST,
        "示例省人民政府关于示例的通知",
        None,
        None,
    ),
    pytest.param(
        "在示例省第九届人民代表大会第四次会议闭幕时的讲话\n"
        "（2026年1月24日）\n"
        "高原\n"
        "各位代表：\n"
        "会议圆满结束。",
        "在示例省第九届人民代表大会第四次会议闭幕时的讲话",
        None,
        None,
    ),
    pytest.param(
        "踔厉奋发开新局 勇毅前行谱新篇\n"
        "——在样本市第九次党代会上的报告\n"
        "（2021年9月25日）\n"
        "林海川\n"
        "各位代表、同志们：\n"
        "现在，我代表中共样本市第八届委员会向大会作报告。",
        "踔厉奋发开新局 勇毅前行谱新篇",
        "在样本市第九次党代会上的报告",
        None,
    ),
    pytest.param(
        "示例省发展和改革委员会等部门关于印发《示例行动方案》的通知\n示发改〔2026〕5号\n" + REST,
        "示例省发展和改革委员会等部门关于印发《示例行动方案》的通知",
        None,
        None,
    ),
    pytest.param(
        "国家发展改革委 财政部\n自然资源部关于印发\n《示例规划》的通知\n" + REST,
        "国家发展改革委 财政部 自然资源部关于印发《示例规划》的通知",
        None,
        None,
    ),
    pytest.param(
        "示例省人民政府关于张三等同志任免职的通知\n"
        "各市人民政府：\n"
        "省政府决定：\n"
        "任命张三为省水利厅副厅长。\n"
        "示例省人民政府\n"
        "2026年3月1日",
        "示例省人民政府关于张三等同志任免职的通知",
        None,
        None,
    ),
    pytest.param(
        "# 示例省人民政府关于示例的通知\n\n**示政发〔2026〕3号**\n\n" + REST,
        "示例省人民政府关于示例的通知",
        None,
        None,
    ),
    pytest.param(
        "中国共产党示例省第九届委员会第八次全体会议公报\n"
        "（2026年5月18日中国共产党示例省第九届委员会第八次全体会议通过）\n"
        "中国共产党示例省第九届委员会第八次全体会议，于2026年5月17日至18日在示例市举行。",
        "中国共产党示例省第九届委员会第八次全体会议公报",
        None,
        None,
    ),
    pytest.param(
        "示例省第九届人民代表大会第四次会议关于政府工作报告的决议\n"
        "（2026年1月24日示例省第九届人民代表大会第四次会议通过）\n"
        "示例省第九届人民代表大会第四次会议听取和审议了省长周明远所作的政府工作报告。会议决定批准这个报告。",
        "示例省第九届人民代表大会第四次会议关于政府工作报告的决议",
        None,
        None,
    ),
    pytest.param(
        "样本市人民代表大会公告\n"
        "第3号\n"
        "样本市第九届人民代表大会第四次会议于2026年1月10日选举林海川为样本市人民代表大会常务委员会主任。\n"
        "现予公告。\n"
        "样本市第九届人民代表大会第四次会议主席团\n"
        "2026年1月10日",
        "样本市人民代表大会公告",
        None,
        None,
    ),
]


@pytest.mark.parametrize(("text", "title", "subtitle", "lead_in"), TITLES)
def test_title(text: str, title: str, subtitle: str | None, lead_in: str | None) -> None:
    record = recognise(clean(text), {}, load_vocabulary())
    assert (record.title, record.subtitle, record.lead_in) == (title, subtitle, lead_in)
    assert not record.title_inferred
    assert record.evidence["title"] != "metadata"
