"""Whole documents of less common forms: orders, resolutions, reports and news of many bodies."""

from datetime import date

from tests.documents.text.recognition import bodies, recognised

PARAGRAPH = "为了把有关事情办好，请各地各部门结合实际认真落实到位。"


def test_order_whose_number_stands_over_two_lines() -> None:
    record = recognised(
        "中华人民共和国主席令\n第九十一号\n《中华人民共和国示例保护法》已由中华人民共和国"
        "第十三届全国人民代表大会常务委员会第三十次会议"
        "于2021年8月20日通过，现予公布，自2021年11月1日起施行。\n中华人民共和国主席 某某\n"
        "2021年8月20日\n中华人民共和国示例保护法\n第一条 为了示例。"
    )
    assert (record.genre, record.title) == ("law", "中华人民共和国示例保护法")
    assert record.document_number == "主席令第91号"
    assert bodies(record) == ["npcsc-100000"]
    assert record.meeting is not None
    assert record.meeting.slug == "npcsc-100000-13-standing-30"
    assert (record.adopted_on, record.effective_on) == (date(2021, 8, 20), date(2021, 11, 1))


def test_proposal_adopted_by_a_plenum() -> None:
    record = recognised(
        "中共样本市委关于制定第十五个五年规划的建议\n"
        f"(2025年12月3日中国共产党样本市第九届委员会第九次全体会议通过)\n{PARAGRAPH}"
    )
    assert (record.genre, record.kind, bodies(record)) == ("official", None, ["cpc-990200"])
    assert record.meeting is not None
    assert record.meeting.slug == "cpc-990200-9-plenum-9"
    assert record.adopted_on == date(2025, 12, 3)


def test_resolution_of_the_consultative_conference() -> None:
    record = recognised(
        "政协示例省第九届委员会第四次会议政治决议\n（2026"
        "年1月22日政协示例省第九届委员会第四次会议通过）\n"
        "政协示例省第九届委员会第四次会议于2026年1月18日至22日在示例市举行。"
    )
    assert (record.kind, bodies(record)) == ("决议", ["cppcc-990000"])
    assert record.meeting is not None
    assert record.meeting.slug == "cppcc-990000-9-session-4"
    assert (record.meeting.held_from, record.adopted_on) == (date(2026, 1, 18), date(2026, 1, 22))


def test_budget_report_is_the_departments_that_gives_it() -> None:
    record = recognised(
        "关于示例省2026年预算草案的报告\n——2026年1月20日在示例省第九届人民代表大会第四次会议上\n"
        "示例省财政厅\n各位代表：\n受省人民政府委托，现将预算草案提请大会审议。"
    )
    assert (record.genre, bodies(record)) == ("report", ["gov-990000-czt"])


def test_report_to_a_party_congress() -> None:
    record = recognised(
        "凝心聚力 奋勇争先\n为建设现代化新示例而奋斗\n——在中国共产党示例省第九次代表大会上的报告\n"
        "（2021年11月25日）\n赵一\n同志们：\n现在，我代表中国共产党示例省第八届委员会向大会作报告。"
    )
    assert record.title == "凝心聚力 奋勇争先 为建设现代化新示例而奋斗"
    assert (record.genre, bodies(record), record.speaker) == ("report", ["cpc-990000"], "赵一")
    assert record.meeting is not None
    assert record.meeting.slug == "cpc-990000-9-congress"
    assert record.adopted_on == date(2021, 11, 25)


def test_speech() -> None:
    record = recognised(
        "在全市经济工作会议上的讲话\n（2026年1月5日）\n样本市委书记 林海川\n"
        "同志们：\n今天我们开会。"
    )
    assert (record.genre, record.speaker, record.issuers) == ("speech", "林海川", ())
    assert record.meeting is not None
    assert (record.meeting.name, record.meeting.held_from) == ("全市经济工作会议", date(2026, 1, 5))


def test_news_of_a_standing_committee() -> None:
    record = recognised(
        "市委常委会召开会议 部署近期工作\n"
        "1月6日，样本市委常委会召开会议，部署工作。\n（样本日报记者 何苗）"
    )
    assert (record.genre, record.authors, record.region) == ("news", ("何苗",), "990200")
    assert record.meeting is not None
    assert (record.meeting.kind, record.meeting.body) == ("standing", "cpc-990200")


def test_news_of_an_executive_meeting() -> None:
    record = recognised(
        "许静主持召开市政府常务会议\n"
        "1月6日，样本市市长许静主持召开样本市第十六届人民政府第52次常务会议。"
    )
    assert record.meeting is not None
    assert record.meeting.slug == "gov-990200-16-standing-52"


def test_a_meeting_that_is_only_planned_or_named_is_not_reported() -> None:
    record = recognised(
        "各地喜迎全会\n示例日报讯 省委决定今年7月在示例市召开省委九届八次全会。\n"
        "大家表示，要认真落实省委九届七次全会精神。"
    )
    assert (record.genre, record.meeting) == ("news", None)


def test_signed_article() -> None:
    record = recognised(f"把示例的事办好\n样本市委书记 林海川\n{PARAGRAPH}")
    assert (record.genre, record.authors) == ("article", ("样本市委书记 林海川",))
    assert record.region == "990200"


def test_regulation_that_a_government_issued_and_amended() -> None:
    record = recognised(
        "示例奖励条例\n（1999年5月23日中华人民共和国国务院令第265号发布，"
        "根据2003年12月20日《国务院关于修改〈示例奖励条例〉的决定》第"
        "一次修订）\n第一条 为了示例。\n第二条 本条例自公布之日起施行。"
    )
    assert bodies(record) == ["gov-100000"]
    assert record.adopted_on == record.published_on == record.effective_on == date(1999, 5, 23)
    assert [event.event for event in record.history] == ["公布", "修订"]


def test_passing_body_that_no_longer_exists_keeps_its_name() -> None:
    record = recognised(
        "云川市示例规定\n2017年10月31日 云川市第十八届人民代表大会常务委员会第五次会议通过\n"
        "第一条 为了示例。"
    )
    assert [issuer.name for issuer in record.issuers] == ["云川市人民代表大会常务委员会"]
    assert bodies(record) == [None]
    assert "unresolved_issuer" in record.flags


def test_lines_of_a_page_around_the_title() -> None:
    record = recognised(
        f"示例省人民政府关于示例的意见\n来源：示例日报 发布时间：20"
        f"26-03-20\n各市人民政府：\n{PARAGRAPH}\n"
        "示例省人民政府　　2026年3月16日\n（记者 何苗）"
    )
    assert record.published_on == date(2026, 3, 20)
    assert record.adopted_on == date(2026, 3, 16)
    assert bodies(record) == ["gov-990000"]


def test_notice_that_enters_into_force_when_issued() -> None:
    record = recognised(
        f"示例省人民政府关于示例的通知\n各市人民政府：\n{PARAGRAPH}\n本通知自印发之日起施行。\n"
        "示例省人民政府\n2026年3月16日",
        effective_on="",
    )
    assert record.effective_on == date(2026, 3, 16)


def test_red_letterhead() -> None:
    record = recognised(f"示例省人民政府文件\n关于做好示例工作的通知\n各市人民政府：\n{PARAGRAPH}")
    assert (record.title, bodies(record)) == ("关于做好示例工作的通知", ["gov-990000"])


def test_a_plan_is_official_though_it_speaks_of_meetings_to_come() -> None:
    record = recognised(
        "示例省人大常委会2026年度监督工作计划\n2026年，我们将召开示例省第十次党代会。\n"
        "一、听取专项工作报告\n听取省人民政府的报告。"
    )
    assert (record.genre, record.kind, bodies(record)) == ("official", None, ["npcsc-990000"])


def test_a_place_in_the_name_of_a_cited_document_is_not_the_regions() -> None:
    record = recognised(
        "市房地资源局关于领取《中华人民共和国示例证书》的通知\n现将有关事项通知如下：\n请领取。"
    )
    assert record.region is None
