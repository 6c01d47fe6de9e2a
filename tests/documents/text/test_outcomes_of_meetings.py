"""Resolutions, decisions, communiqués and minutes: the meeting that adopted them, and its day."""

import pytest

from documents.text.cleaning import clean
from documents.text.recognise import recognise
from taxonomy.fixtures_vocabulary import load_vocabulary

NPC = "npc-990200-9-session-4"
STANDING = "npcsc-990000-9-standing"
OUTCOMES = [
    pytest.param(
        "样本市第九届人民代表大会第四次会议关于政府工作报告的决议\n"
        "（2026年1月10日样本市第九届人民代表大会第四次会议通过）\n"
        "样本市第九届人民代表大会第四次会议听取和审议了市长林海川所作的政府工作报告。会议决定批准这个报告。",
        ("决议", "npc-990200", NPC, "2026-01-10", "2026-01-10"),
        id="resolution on a report",
    ),
    pytest.param(
        "示例省人民代表大会常务委员会关于批准2025年省级决算的决议\n"
        "（2026年7月30日示例省第九届人民代表大会常务委员会第二十次会议通过）\n"
        "示例省第九届人民代表大会常务委员会第二十次会议听取了报告。会议决定批准2025年省级决算。",
        ("决议", "npcsc-990000", f"{STANDING}-20", "2026-07-30", "2026-07-30"),
        id="resolution of a standing committee",
    ),
    pytest.param(
        "示例省人民代表大会常务委员会关于召开示例省第九届人民代表大会第五次会议的决定\n"
        "（2026年11月28日示例省第九届人民代表大会常务委员会第二十五次会议通过）\n"
        "示例省第九届人民代表大会常务委员会第二十五次会议决定：示例省第九届人民代表大会第五次会议"
        "于2027年1月20日在示例市召开。",
        ("决定", "npcsc-990000", f"{STANDING}-25", "2026-11-28", "2026-11-28"),
        id="the meeting that it convenes is another",
    ),
    pytest.param(
        "政协样本市第九届委员会第五次会议关于常务委员会工作报告的决议\n"
        "（2026年1月9日政协样本市第九届委员会第五次会议通过）\n会议同意高原同志所作的报告。",
        ("决议", "cppcc-990200", "cppcc-990200-9-session-5", "2026-01-09", "2026-01-09"),
        id="consultative conference",
    ),
    pytest.param(
        "中国共产党示例省第九届纪律检查委员会第六次全体会议公报\n"
        "（2026年2月5日中国共产党示例省第九届纪律检查委员会第六次全体会议通过）\n"
        "中国共产党示例省第九届纪律检查委员会第六次全体会议，于2026年2月4日至5日在示例市举行。",
        ("公报", "ccdi-990000", "ccdi-990000-9-plenum-6", "2026-02-04", "2026-02-05"),
        id="discipline inspection",
    ),
    pytest.param(
        "中共样本县委关于加强示例工作的决定\n（2026年6月9日中共样本县委十三届七次全会通过）\n"
        "为了加强示例工作，作出如下决定。\n一、提高认识",
        ("决定", "cpc-990221", "cpc-990221-13-plenum-7", "2026-06-09", "2026-06-09"),
        id="county committee, short form",
    ),
]


@pytest.mark.parametrize(("text", "expected"), OUTCOMES)
def test_outcome(text: str, expected: tuple[str, str, str, str, str]) -> None:
    kind, issuer, slug, first, adopted = expected
    record = recognise(clean(text), {}, load_vocabulary())
    assert (record.genre, record.kind) == ("official", kind)
    assert [ref.body for ref in record.issuers] == [issuer]
    assert record.meeting is not None
    assert (record.meeting.slug, str(record.meeting.held_from)) == (slug, first)
    assert str(record.adopted_on) == adopted
    assert record.title == text.split("\n")[0]


def test_minutes_record_their_meeting() -> None:
    record = recognise(
        clean(
            "示例省人民政府常务会议纪要\n〔2026〕3号\n2026年3月5日，省长周明远主持召开省人民政府第45次常务会议，"
            "研究有关工作。现纪要如下：\n一、关于示例工作\n会议原则同意。"
        ),
        {},
        load_vocabulary(),
    )
    assert (record.genre, record.kind) == ("official", "纪要")
    assert record.title == "示例省人民政府常务会议纪要"
    assert record.meeting is not None
    assert record.meeting.name == "省人民政府第45次常务会议"
    assert str(record.meeting.held_from) == "2026-03-05"
    assert record.adopted_on is None


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("新年贺词\n林海川\n同志们、朋友们：\n新年好！", "speech"),
        ("样本市第九次党代会开幕词\n林海川\n各位代表：\n今天，大会开幕了。", "speech"),
        ("关于《示例建议》的说明\n高原\n受省委常委会委托，我就建议稿向全会作说明。", "report"),
    ],
)
def test_what_is_spoken_at_a_meeting(text: str, genre: str) -> None:
    record = recognise(clean(text), {}, load_vocabulary())
    assert (record.genre, record.kind) == (genre, None)
    assert record.speaker in ("林海川", "高原")
