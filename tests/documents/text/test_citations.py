from datetime import date
from itertools import pairwise

import pytest

from documents.text.citations import find_citations
from documents.text.citations.titles import find_titles
from documents.text.stages import Citation, Event, MeetingRef, Recognised, Span
from taxonomy.vocabulary import BodyEntry, RegionEntry, Vocabulary
from tests.documents.text.lengths import LIMIT, growth


def body(slug: str, name: str) -> BodyEntry:
    return BodyEntry(slug, name, name, slug.partition("-")[0], slug.split("-")[1], None)


REGIONS = (
    RegionEntry("100000", "中国", "中国", "national", None, "country"),
    RegionEntry("990000", "示例省", "示例", "province", "100000", "province"),
    RegionEntry("990100", "示例市", "示例", "prefecture", "990000", "prefecture_city"),
)
BODIES = (
    body("cpc-100000", "中国共产党中央委员会"),
    body("cpc-990000", "中国共产党示例省委员会"),
    body("cpc-990100", "中国共产党示例市委员会"),
)
VOCABULARY = Vocabulary(
    {region.code: region for region in REGIONS}, {b.slug: b for b in BODIES}, {}, ()
)
NATION = Vocabulary(
    {region.code: region for region in REGIONS},
    {"npc-100000": body("npc-100000", "全国人民代表大会")},
    {},
    (),
)
OWN = Recognised(
    Span(0, 0),
    "示例市关于试点工作的意见",
    "official",
    document_number="示发〔2030〕1号",
    meeting=MeetingRef("市委三届二次全会", "cpc-990100-3-plenum-2", "cpc-990100", "plenum", 3, 2),
    history=(Event("通过", date(2030, 1, 1), None, "cpc-990100-3-plenum-1"),),
)


def cited(text: str, own: Recognised = OWN) -> tuple[Citation, ...]:
    found = find_citations(text, region="990100", vocabulary=VOCABULARY, own=own)
    assert all(text[c.start : c.end] == c.surface for c in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    return found


class TestTitles:
    @pytest.mark.parametrize(
        ("text", "titles"),
        [
            ("《关于示例的意见》《中国制造2025》", ["关于示例的意见", "中国制造2025"]),
            ("《“健康示例2030”规划纲要》", ["“健康示例2030”规划纲要"]),
            ("《示例办法（试行）》", ["示例办法（试行）"]),
            ("《示例 条例》", ["示例条例"]),
            ("英国《示例报》报道，话剧《样本决定》，《范例》栏目", []),
            ("《示例著作选读》第一卷、《样本日报》", []),
            ("《关于印发《示例办法》的通知》", ["关于印发《示例办法》的通知"]),
            ("《关于印发《示例办法》的通知", ["关于印发《示例办法"]),
            ("通过的《\n示例条例\n》，提出", ["示例条例"]),
            ("《示例条例\n和办法》", []),
            (
                "《示例发展》白皮书、《联合国示例宪章》、《示例通信2030》",
                ["示例发展", "联合国示例宪章"],
            ),
            ("《示例制造2030》《数字示例发展战略》", ["示例制造2030", "数字示例发展战略"]),
            ("《示例之路——论样本工作会议讲话》《不予受理决定书》《样本县令》", []),
        ],
    )
    def test_which_are_documents(self, text: str, titles: list[str]) -> None:
        assert [found.title for found in find_titles(text)] == titles


class TestDocuments:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("制定了《示例市水资源条例》。", ["示例市水资源条例"]),
            ("按照《关于示例的意见》（示办发[2029]第7号）执行", ["示办发〔2029〕7号"]),
            ("《关于修改〈示例办法〉的决定》施行", ["关于修改《示例办法》的决定"]),
            ("《关于修改＜示例办法＞的决定》施行", ["关于修改《示例办法》的决定"]),
            ("《关于印发《示例办法》的通知》", ["关于印发《示例办法》的通知"]),
            ("示政发〔2028〕3号文件要求", ["示政发〔2028〕3号"]),
            ("《示例市关于试点工作的意见》和示发〔2030〕1号", []),
            ("《示例日报》、《求是》杂志、电影《样本》和《示例文选》", []),
            ("《示例条例》（以下简称《条例》）施行后，依照《条例》办理", ["示例条例"] * 2),
            ("《甲市规划纲要》《乙市规划纲要》。《纲要》提出", ["甲市规划纲要", "乙市规划纲要"]),
            ("未闭合的《示例办法\n下一段", []),
            ("《示例意见》示政发〔2028〕3号文件", ["示政发〔2028〕3号"]),
            ("《示例意见》和示政发〔2028〕3号文件", ["示例意见", "示政发〔2028〕3号"]),
            ("《示例意见》、示政发〔2028〕3号文件", ["示例意见", "示政发〔2028〕3号"]),
            ("《示例办法》（2028年示例省人民政府令第3号公布）", ["示例省人民政府令第3号"]),
            ("《甲办法》（下称“办法”）公布后，《办法》第二条", ["甲办法"] * 2),
            ("废止《示例市关于试点工作的意见》（示发〔2020〕9号）", ["示发〔2020〕9号"]),
        ],
    )
    def test_targets(self, text: str, expected: list[str]) -> None:
        assert [c.target for c in cited(text)] == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("为贯彻落实《示例条例》，制定本办法。", ["implements"]),
            ("根据《甲条例》（示令第1号）、《乙条例》，制定本办法。", ["implements"] * 2),
            ("现将《示例方案》印发给你们，请执行。", ["issues"]),
            ("现将省厅《示例方案》转发给你们。", ["forwards"]),
            ("2029年，省委印发《示例意见》。", ["cites"]),
            ("《示例方案》已经省政府同意，现印发给你们。", ["issues"]),
            ("省厅《示例意见》已经同意，现转发给你们。", ["forwards"]),
            ("不符合《示例目录》的，不再执行《示例规定》。", ["cites"] * 2),
            ("1991年发布的《甲办法》，1995年公布的《乙办法》同时废止。", ["repeals"] * 2),
            ("2010年修订的《甲条例》仍然有效。", ["cites"]),
            ("修订《甲条例》，制定《乙办法》。", ["amends", "cites"]),
            ("按《甲办法》办理，同时废止《乙办法》。", ["implements", "repeals"]),
            ("决定对《示例条例》作如下修改：", ["amends"]),
            ("本条例施行后，《甲条例》和《乙条例》同时废止。", ["repeals"] * 2),
            ("《示例意见》明确了目标。", ["cites"]),
            ("将《示例条例》第三条第二款修改为：“甲”。", ["amends"]),
            ("删去《示例条例》第三条。", ["amends"]),
            ("制定和完善《示例条例》的配套办法。", ["cites"]),
            ("《示例通知》（示发〔2020〕9号）同时停止执行。", ["repeals"]),
            ("本标准代替《甲标准》，《乙标准》由本标准代替。", ["repeals"] * 2),
            ("暂时调整实施《示例条例》的规定。", ["cites"]),
            ("落实某领导对《示例请示》的批示。", ["cites"]),
            ("符合《示例目录》的可以申请。", ["cites"]),
            ("张贴市某局按照本条例制定的《示例规则》。", ["cites"]),
        ],
    )
    def test_relations(self, text: str, expected: list[str]) -> None:
        assert [c.relation for c in cited(text)] == expected


class TestArticles:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("依照刑法第三条处罚", [("implements", "刑法第三条", "中华人民共和国刑法")]),
            (
                "实施刑法第三条、第四条规定的行为",
                [("cites", "刑法第三条", "中华人民共和国刑法")],
            ),
            (
                "将刑法第二百条之一修改为：“甲”",
                [("amends", "刑法第二百条之一", "中华人民共和国刑法")],
            ),
            (
                "《中华人民共和国示例法》施行后，违反示例法第九条",
                [
                    ("cites", "《中华人民共和国示例法》", "中华人民共和国示例法"),
                    ("cites", "示例法第九条", "中华人民共和国示例法"),
                ],
            ),
            ("违反示例法第九条、本法第二条", []),
        ],
    )
    def test_laws_named_without_marks(
        self, text: str, expected: list[tuple[str, str, str]]
    ) -> None:
        assert [(c.relation, c.surface, c.target) for c in cited(text)] == expected

    def test_the_law_itself_is_not_cited(self) -> None:
        law = Recognised(Span(0, 0), "中华人民共和国刑法", "law")
        assert cited("依照刑法第三条处罚", law) == ()


class TestLength:
    @pytest.mark.parametrize(
        "piece",
        [
            "《",
            "《甲法》",
            "《甲法》、",
            "《意见》",
            "一是",
            "国发〔2030〕1号、",
            "《甲办法》（以下简称《",
            "刑法第一条",
        ],
    )
    def test_long_texts_take_no_more_than_their_length(self, piece: str) -> None:
        """Not sixteen times the time for four times the text."""

        def read(text: str) -> object:
            return find_citations(text, region=None, vocabulary=VOCABULARY, own=OWN)

        assert growth(read, piece, 5_000) < LIMIT


class TestMeetings:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (
                "深入贯彻党的十九届二中、三中全会精神",
                [("implements", f"cpc-100000-19-plenum-{n}") for n in (2, 3)],
            ),
            ("省委五届六次全会作出部署", [("cites", "cpc-990000-5-plenum-6")]),
            ("市委三届二次全会指出，市委三届一次全会", []),
            ("落实《省委五届六次全会决议》", [("implements", None)]),
        ],
    )
    def test_meetings(self, text: str, expected: list[tuple[str, str | None]]) -> None:
        found = [(c.relation, c.target if c.kind == "meeting" else None) for c in cited(text)]
        assert found == expected

    @pytest.mark.parametrize(
        "text",
        ["拟提请全国人大常委会会议审议", "在下一次市人大常委会会议上", "各站年度工作会议的费用"],
    )
    def test_any_meeting_of_a_kind_is_none(self, text: str) -> None:
        assert cited(text) == ()

    def test_sessions_of_the_nation_s_congress_in_its_own_texts(self) -> None:
        own = Recognised(Span(0, 0), "政府工作报告", "report", region="100000")
        found = find_citations(
            "五届人大四次会议和市五届人大四次会议", region="100000", vocabulary=NATION, own=own
        )
        assert [c.target for c in found] == ["npc-100000-5-session-4", None]

    def test_a_law_cites_no_meeting_without_an_ordinal(self) -> None:
        law = Recognised(Span(0, 0), "示例市物业条例", "law")
        assert cited("召开首次业主大会会议的筹备资料", law) == ()
        assert [c.target for c in cited("省委五届六次全会", law)] == ["cpc-990000-5-plenum-6"]
