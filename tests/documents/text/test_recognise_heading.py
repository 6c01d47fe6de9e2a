"""Where the head ends, and what title its lines make."""

import pytest

from tests.documents.text.recognition import recognised

PARAGRAPH = "为了把示例的事情办好，现就有关工作提出如下意见，请各地结合实际认真落实。"

TITLES = [
    pytest.param(["示例省人民政府关于示例的意见"], "示例省人民政府关于示例的意见", id="one line"),
    pytest.param(
        ["示例省人民政府办公厅关于印发示例省", "示例工作方案的通知"],
        "示例省人民政府办公厅关于印发示例省示例工作方案的通知",
        id="wrapped",
    ),
    pytest.param(
        [
            "中共示例市委关于推进示例建设的决定",
            "中共示例市委",
            "关于推进示例",
            "建设的决定",
            "（2026年6月9日）",
        ],
        "中共示例市委关于推进示例建设的决定",
        id="whole, then over three lines",
    ),
    pytest.param(
        ["示例省人民政府关于示例的意见", "示例省人民政府关于示例的意见", "示政发〔2026〕3号"],
        "示例省人民政府关于示例的意见",
        id="twice",
    ),
    pytest.param(
        ["示政办发〔2026〕3号", "示例省人民政府办公厅", "关于做好示例工作的通知"],
        "示例省人民政府办公厅关于做好示例工作的通知",
        id="number first, letterhead as the first line",
    ),
    pytest.param(
        ["《示例省水利厅关于印发〈示例办法〉的通知》"],
        "示例省水利厅关于印发《示例办法》的通知",
        id="in title marks",
    ),
    pytest.param(
        ["以示例精神开新局", "为全省发展作样本贡献", "许静主持"],
        "以示例精神开新局 为全省发展作样本贡献",
        id="parallel headlines, host line",
    ),
    pytest.param(
        ["示例厂签下大订单！"], "示例厂签下大订单！", id="headline with a mark at its end"
    ),
]


class TestTitle:
    @pytest.mark.parametrize(("head", "title"), TITLES)
    def test_title_and_body(self, head: list[str], title: str) -> None:
        text = "\n".join([*head, PARAGRAPH])
        record = recognised(text)
        assert record.title == title
        assert not record.title_inferred
        assert text[slice(*record.body)] == PARAGRAPH

    def test_addressee_stays_in_the_body(self) -> None:
        text = f"示例省人民政府关于示例的通知\n示政发〔2026〕3号\n各市、县人民政府：\n{PARAGRAPH}"
        record = recognised(text)
        assert text[slice(*record.body)].startswith("各市、县人民政府：")

    def test_closing_byline_is_not_body(self) -> None:
        record = recognised(f"示例随想\n{PARAGRAPH}\n（作者为样本市委书记）")
        assert record.body.end == len("示例随想\n") + len(PARAGRAPH)

    def test_lead_in(self) -> None:
        record = recognised(
            f"林海川在样本市示例动员会议上强调\n以示例激活动能\n为全省添彩\n{PARAGRAPH}"
        )
        assert record.lead_in == "林海川在样本市示例动员会议上强调"
        assert record.title == "以示例激活动能 为全省添彩"

    def test_subtitle(self) -> None:
        record = recognised(f"山乡新变\n——样本市示例县见闻\n{PARAGRAPH}")
        assert (record.title, record.subtitle) == ("山乡新变", "样本市示例县见闻")

    def test_metadata_wins_and_a_conflict_is_a_flag(self) -> None:
        record = recognised(f"示例省关于甲事的意见\n{PARAGRAPH}", title="示例省关于乙事的意见")
        assert record.title == "示例省关于乙事的意见"
        assert record.evidence["title"] == "metadata"
        assert "conflicting_metadata" in record.flags

    def test_truncated_metadata_is_not_valid(self) -> None:
        record = recognised(f"示例省关于甲事的意见\n{PARAGRAPH}", title="示例省关于甲事...")
        assert record.title == "示例省关于甲事的意见"
        assert "conflicting_metadata" not in record.flags


INFERRED = [
    pytest.param(
        "\n".join(
            f"大兴调研之风，在第{n}件事上走在前列，带头示范，不断取得新成效。" * 2
            for n in "一二三四"
        ),
        "大兴调研之风",
        id="recurring opening",
    ),
    pytest.param(
        "各市人民政府：\n《示例省立法计划》已经省政府同意，现予印发，请认真执行。",
        "示例省立法计划",
        id="what is announced",
    ),
    pytest.param(
        "各有关单位：\n现将领取《示例证书》的有关事项通知如下：请持证件办理。",
        "领取《示例证书》",
        id="what the notice is about",
    ),
    pytest.param(
        "13日下午，样本市示例推进会召开。会议部署了工作。",
        "样本市示例推进会召开",
        id="first clause that is more than a date",
    ),
    pytest.param(
        "中国共产党示例省第九届委员会第八次全体会议于2026年5月18日在示例市举行。\n全会指出，要实干。\n"
        "全会强调，要巧干。\n全会号召，一起干。",
        "中国共产党示例省第九届委员会第八次全体会议",
        id="the plenum whose outcome it is",
    ),
]


@pytest.mark.parametrize(("text", "title"), INFERRED)
def test_inferred_title_is_made_of_the_text(text: str, title: str) -> None:
    record = recognised(text)
    assert (record.title, record.title_inferred) == (title, True)
    assert "title_inferred" in record.flags
    assert title in text
