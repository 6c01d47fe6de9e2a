"""Reports given to congresses, committees and conferences, in the layouts their heads have."""

import pytest

from documents.text.cleaning import clean
from documents.text.recognise import recognise
from documents.text.stages import Recognised
from taxonomy.fixtures_vocabulary import load_vocabulary

ADDRESS = "各位代表："
GOVERNMENT = (
    f"{ADDRESS}/现在，我代表省人民政府，向大会报告政府工作，请予审议，并请省政协委员提出意见。"
)
CITY = GOVERNMENT.replace("省", "市")
COUNTY = GOVERNMENT.replace("省", "县")
BODY = (
    "/一、2025年工作回顾/过去一年，我们坚持稳中求进，扎实做好各项工作，取得了新的成绩。"
    "/二、2026年工作安排/今年要重点做好以下几个方面的工作，推动各项事业再上新台阶。"
)

NPC = "npc-990000-9-session-4"
HEADS = [
    # head, opening, title, issuer, meeting, day, speaker
    (
        "2026年示例省政府工作报告/"
        "——2026年1月20日在示例省第九届人民代表大会第四次会议上/省长 周明远",
        GOVERNMENT, "2026年示例省政府工作报告", "gov-990000", NPC, "2026-01-20", "周明远",
    ),
    (
        "政府工作报告/（2026年1月20日在示例省第九届人民代表大会第四次会议上）/周明远",
        GOVERNMENT, "政府工作报告", "gov-990000", NPC, "2026-01-20", "周明远",
    ),
    (
        "政府工作报告/2026年1月20日在示例省第九届人民代表大会第四次会议上/示例省省长　周　明",
        GOVERNMENT, "政府工作报告", "gov-990000", NPC, "2026-01-20", "周明",
    ),
    (
        "政府工作报告/——在示例省第九届人民代表大会第四次会议上/（2026年1月20日）/省长 周明远",
        GOVERNMENT, "政府工作报告", "gov-990000", NPC, "2026-01-20", "周明远",
    ),
    (
        "政府工作报告/省长 周明远/"
        "（二〇二六年一月二十日）/——在示例省第九届人民代表大会第四次会议上",
        GOVERNMENT, "政府工作报告", "gov-990000", NPC, "2026-01-20", "周明远",
    ),
    (
        "示例省人民政府工作报告/"
        "（2026年1月20日在省九届人大四次会议上）/示例省人民政府代省长 周明远",
        GOVERNMENT, "示例省人民政府工作报告", "gov-990000", NPC, "2026-01-20", "周明远",
    ),
    (
        "2026年政府工作报告/2026年1月20日在示例省第九届人民代表大会第四次会议上 示例省省长 周明远",
        GOVERNMENT, "2026年政府工作报告", "gov-990000", NPC, "2026-01-20", "周明远",
    ),
    (
        "政府工作报告/—2026年1月20日在第九届示例省人民代表大会第四次会议上—/周明远",
        GOVERNMENT, "政府工作报告", "gov-990000", NPC, "2026-01-20", "周明远",
    ),
    (
        "在示例省第九届人民代表大会第四次会议上的政府工作报告/"
        "2026年1月20日/示例省人民政府省长 周明远",
        GOVERNMENT, "在示例省第九届人民代表大会第四次会议上的政府工作报告", "gov-990000", NPC,
        "2026-01-20", "周明远",
    ),
    (
        "政府工作报告/（2026年1月8日在样本市第九届人民代表大会第四次会议上）/样本市市长 林海川",
        CITY, "政府工作报告", "gov-990200", "npc-990200-9-session-4", "2026-01-08", "林海川",
    ),
    (
        "政府工作报告/"
        "——2026年1月8日在样本市第九届人民代表大会第四次会议上/市人民政府代市长　林海川",
        CITY, "政府工作报告", "gov-990200", "npc-990200-9-session-4", "2026-01-08", "林海川",
    ),
    (
        "样本市政府工作报告（2026年）/（2026年1月8日在样本市九届人大四次会议上）/市长　林海川",
        CITY, "样本市政府工作报告（2026年）", "gov-990200", "npc-990200-9-session-4",
        "2026-01-08", "林海川",
    ),
    (
        "样本市政府工作报告/——2026年1月8日在第九届人民代表大会第四次会议上/市长　林海川",
        CITY,
        "样本市政府工作报告",
        "gov-990200",
        "npc-990200-9-session-4",
        "2026-01-08",
        "林海川",
    ),
    (
        "样本县人民政府工作报告/——2025年12月28日在样本县第十八届人民代表大会第五次会议上/"
        "样本县人民政府县长 罗小青",
        COUNTY, "样本县人民政府工作报告", "gov-990221", "npc-990221-18-session-5",
        "2025-12-28", "罗小青",
    ),
    (
        "政府工作报告/"
        "（2026年1月6日在县第十八届人民代表大会第五次会议上）/样本县人民政府县长 罗小青",
        COUNTY, "政府工作报告", "gov-990221", "npc-990221-18-session-5", "2026-01-06", "罗小青",
    ),
    (
        "政府工作报告/"
        "2026年1月12日在彭水苗族土家族自治县第十八届人民代表大会第六次会议上/县长 罗小青",
        COUNTY, "政府工作报告", "gov-500243", "npc-500243-18-session-6", "2026-01-12", "罗小青",
    ),
    (
        "政府工作报告/"
        "——2026年1月13日在湘西土家族苗族自治州第十五届人民代表大会第六次会议上/州长 罗小青",
        GOVERNMENT.replace("省", "州"), "政府工作报告", "gov-433100", "npc-433100-15-session-6",
        "2026-01-13", "罗小青",
    ),
    (
        "政府工作报告/"
        "2026年1月20日在广西壮族自治区第十四届人民代表大会第五次会议上/自治区主席 罗小青",
        GOVERNMENT.replace("省", "自治区"), "政府工作报告", "gov-450000",
        "npc-450000-14-session-5", "2026-01-20", "罗小青",
    ),
    (
        "示例省人民代表大会常务委员会工作报告/"
        "——2026年1月21日在示例省第九届人民代表大会第四次会议上/"
        "示例省人大常委会副主任 高原",
        f"{ADDRESS}/我受省人大常委会委托，向大会报告工作，请予审议。",
        "示例省人民代表大会常务委员会工作报告", "npcsc-990000", NPC, "2026-01-21", "高原",
    ),
    (
        "样本市人民代表大会常务委员会工作报告/"
        "（2026年1月9日在样本市第九届人民代表大会第四次会议上）/"
        "样本市人大常委会主任　高　原",
        f"{ADDRESS}/我受市九届人大常委会委托，向大会报告工作，请予审议。",
        "样本市人民代表大会常务委员会工作报告", "npcsc-990200", "npc-990200-9-session-4",
        "2026-01-09", "高原",
    ),
    (
        "示例省高级人民法院工作报告/——2026年1月22日在示例省第九届人民代表大会第四次会议上/"
        "示例省高级人民法院院长 石磊",
        f"{ADDRESS}/现在，我代表省高级人民法院，向大会报告工作，请予审议。",
        "示例省高级人民法院工作报告", "court-990000", NPC, "2026-01-22", "石磊",
    ),
    (
        "示例省人民检察院工作报告/——2026年1月22日在示例省第九届人民代表大会第四次会议上/"
        "示例省人民检察院检察长 石磊",
        f"{ADDRESS}/现在，我代表省人民检察院，向大会报告工作，请予审议。",
        "示例省人民检察院工作报告", "procuratorate-990000", NPC, "2026-01-22", "石磊",
    ),
    (
        "政协示例省第九届委员会常务委员会工作报告/"
        "（2026年1月19日在政协示例省第九届委员会第四次会议上）/高原",
        "各位委员：/我受政协示例省第九届委员会常务委员会的委托，向大会报告工作，请予审议。",
        "政协示例省第九届委员会常务委员会工作报告", "cppcc-990000", "cppcc-990000-9-session-4",
        "2026-01-19", "高原",
    ),
    (
        "中国人民政治协商会议样本市第九届委员会常务委员会工作报告/"
        "——2026年1月7日在政协样本市第九届委员会第五次会议上/市政协主席 高原",
        "各位委员、同志们：/"
        "我受政协样本市第九届委员会常务委员会的委托，向大会报告工作，请予审议。",
        "中国人民政治协商会议样本市第九届委员会常务委员会工作报告", "cppcc-990200",
        "cppcc-990200-9-session-5", "2026-01-07", "高原",
    ),
    (
        "关于示例省2025年国民经济和社会发展计划执行情况与2026年国民经济和社会发展计划草案的报告/"
        "——2026年1月20日在示例省第九届人民代表大会第四次会议上/示例省发展和改革委员会",
        f"{ADDRESS}/受省人民政府委托，现将计划执行情况与计划草案提请大会审议。",
        "关于示例省2025年国民经济和社会发展计划执行情况与2026年国民经济和社会发展计划草案的报告",
        "gov-990000-fgw", NPC, "2026-01-20", None,
    ),
    (
        "关于示例省2025年预算执行情况和2026年预算草案的报告/"
        "（2026年1月20日在示例省第九届人民代表大会第四次会议上）/示例省财政厅厅长 石磊",
        f"{ADDRESS}/受省人民政府委托，现将预算草案提请大会审议。",
        "关于示例省2025年预算执行情况和2026年预算草案的报告", "gov-990000", NPC, "2026-01-20",
        "石磊",
    ),
    (
        "关于2025年省级决算草案的报告/——2026年7月28日在省九届人大常委会第二十次会议上/"
        "示例省财政厅厅长 石磊",
        "省人大常委会：/受省人民政府委托，我向本次常委会会议报告省级决算草案，请予审查。",
        "关于2025年省级决算草案的报告", "gov-990000", "npcsc-990000-9-standing-20",
        "2026-07-28", "石磊",
    ),
    (
        "同心同德 开创新局/奋力谱写示例新篇章/——在中国共产党示例省第九次代表大会上的报告/"
        "（2021年11月25日）/赵一",
        "同志们：/现在，我代表中国共产党示例省第八届委员会向大会作报告。",
        "同心同德 开创新局 奋力谱写示例新篇章", "cpc-990000", "cpc-990000-9-congress",
        "2021-11-25", "赵一",
    ),
    (
        "在中国共产党样本市第九次代表大会上的报告/（2021年9月25日）/赵一清",
        "各位代表、同志们：/现在，我代表中共样本市第八届委员会向大会作报告。",
        "在中国共产党样本市第九次代表大会上的报告", "cpc-990200", "cpc-990200-9-congress",
        "2021-09-25", "赵一清",
    ),
]  # fmt: skip


def read(text: str) -> Recognised:
    return recognise(clean(text), {}, load_vocabulary())


@pytest.mark.parametrize(("head", "opening", "title", "issuer", "meeting", "day", "speaker"), HEADS)
def test_head(
    head: str, opening: str, title: str, issuer: str, meeting: str, day: str, speaker: str | None
) -> None:
    text = f"{head}/{opening}{BODY}".replace("/", "\n")
    record = read(text)
    assert (record.genre, record.kind) == ("report", None)
    assert record.title == title
    assert [ref.body for ref in record.issuers] == [issuer]
    assert record.meeting is not None
    assert record.meeting.slug == meeting
    assert str(record.meeting.held_from) == str(record.adopted_on) == day
    assert record.speaker == speaker
    body = clean(text).text[slice(*record.body)]
    assert body.split("\n")[0] == opening.split("/")[0]


def test_no_day_where_the_head_states_none() -> None:
    record = read(
        f"政府工作报告\n——在示例省第九届人民代表大会第四次会议上\n{GOVERNMENT}{BODY}".replace(
            "/", "\n"
        )
    )
    assert record.meeting is not None
    assert (record.meeting.slug, record.meeting.held_from) == (NPC, None)
    assert record.adopted_on is None


def test_month_alone_is_no_day() -> None:
    head = "政府工作报告\n——2026年1月在示例省第九届人民代表大会第四次会议上\n"
    record = read(f"{head}{GOVERNMENT}{BODY}".replace("/", "\n"))
    assert record.meeting is not None
    assert (record.meeting.slug, record.adopted_on) == (NPC, None)


def test_a_meeting_that_heard_an_earlier_report_is_not_the_one() -> None:
    earlier = "省发展改革委已于去年4月8日向省人大常委会第十四次会议作了报告。"
    text = f"各位代表：\n关于2025年计划的安排，{earlier}\n{BODY}"
    record = read(f"政府工作报告\n{text}".replace("/", "\n"))
    assert record.meeting is None
