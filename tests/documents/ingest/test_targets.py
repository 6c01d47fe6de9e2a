"""Which stored document a citation means, and what happens when documents come and change."""

import pytest

from documents.ingest.targets import Targets, find_document, resolve_towards
from documents.models import Citation, Document
from documents.text.citations.naming import names
from tests import factories

OPINION = "示例省人民政府关于做好示例工作的意见"


class TestNames:
    @pytest.mark.parametrize(
        ("cited", "title", "issuers"),
        [
            ("示例条例", "中华人民共和国示例条例", ()),
            ("中华人民共和国示例法", "示例法", ()),
            ("关于做好示例工作的意见", OPINION, ()),
            (OPINION, "关于做好示例工作的意见", ("示例省人民政府",)),
            (
                "甲部乙局关于做好示例工作的通知",
                "甲部 乙局关于做好示例工作的通知",
                (),
            ),
            ("甲部、乙局关于做好示例工作的通知", "关于做好示例工作的通知", ("甲部", "乙局")),
            ("关于印发《示例方案》的通知", "示例省人民政府关于印发示例方案的通知", ()),
        ],
    )
    def test_forms_of_one_title(self, cited: str, title: str, issuers: tuple[str, ...]) -> None:
        assert names(cited, title, issuers)

    @pytest.mark.parametrize(
        ("cited", "title", "issuers"),
        [
            ("样本市人民政府关于做好示例工作的意见", OPINION, ()),
            (OPINION, "关于做好示例工作的意见", ("样本市人民政府",)),
            ("示例条例", "示例省示例条例", ()),
            ("关于做好示例工作的意见", "示例省转发省财政厅关于做好示例工作的意见", ()),
            ("关于做好示例工作的意见", "关于做好样本工作的意见", ()),
        ],
    )
    def test_others(self, cited: str, title: str, issuers: tuple[str, ...]) -> None:
        assert not names(cited, title, issuers)


@pytest.mark.django_db
class TestFindDocument:
    def test_by_number_before_title(self) -> None:
        wanted = factories.document(title=OPINION, document_number="示政发〔2030〕1号")
        factories.document(title="示政发〔2030〕1号")
        assert find_document("示政发〔2030〕1号") == wanted.id

    def test_the_very_title_before_its_forms(self) -> None:
        factories.document(title=OPINION)
        wanted = factories.document(title="关于做好示例工作的意见")
        assert find_document("关于做好示例工作的意见") == wanted.id

    def test_a_form_of_the_title(self) -> None:
        wanted = factories.document(title=OPINION)
        assert find_document("关于做好示例工作的意见") == wanted.id
        assert find_document("样本市人民政府关于做好示例工作的意见") is None

    def test_laws_with_and_without_the_country(self) -> None:
        wanted = factories.document(title="中华人民共和国示例法")
        assert find_document("示例法") == wanted.id

    def test_issuers_stand_for_the_head_of_the_title(self) -> None:
        issuer = factories.body("gov-990000", name="示例省人民政府")
        wanted = factories.document([issuer], title="关于做好示例工作的意见")
        assert find_document(OPINION) == wanted.id

    @pytest.mark.parametrize("target", ["示例条例", "示政发〔2030〕2号"])
    def test_namesakes_leave_it_open(self, target: str) -> None:
        for _ in range(2):
            factories.document(title="示例条例", document_number="示政发〔2030〕2号")
        assert find_document(target) is None

    def test_forms_of_several_titles_leave_it_open(self) -> None:
        factories.document(title=OPINION)
        factories.document(title="样本市人民政府关于做好示例工作的意见")
        assert find_document("关于做好示例工作的意见") is None


@pytest.mark.django_db
class TestResolveTowards:
    @pytest.fixture
    def waiting(self) -> Citation:
        return factories.citation(factories.document(), target="关于做好示例工作的意见")

    def test_a_target_arrives(self, waiting: Citation) -> None:
        arrived = factories.document(title=OPINION)
        resolve_towards(arrived)
        waiting.refresh_from_db()
        assert waiting.target_document == arrived

    def test_a_namesake_arrives(self, waiting: Citation) -> None:
        for title in (OPINION, "样本市人民政府关于做好示例工作的意见"):
            resolve_towards(factories.document(title=title))
        waiting.refresh_from_db()
        assert waiting.target_document is None

    def test_a_target_changes_its_title(self, waiting: Citation) -> None:
        arrived = factories.document(title=OPINION)
        resolve_towards(arrived)
        Document.objects.filter(pk=arrived.pk).update(title="示例省人民政府关于样本工作的意见")
        arrived.refresh_from_db()
        resolve_towards(arrived)
        waiting.refresh_from_db()
        assert waiting.target_document is None

    def test_a_document_does_not_cite_itself(self) -> None:
        own = factories.document(title=OPINION)
        citation = factories.citation(own, target=OPINION)
        resolve_towards(own)
        citation.refresh_from_db()
        assert citation.target_document is None

    def test_several_at_once(self, waiting: Citation) -> None:
        other = factories.citation(factories.document(), target="示政发〔2030〕3号")
        opinion = factories.document(title=OPINION)
        notice = factories.document(title="示例通知", document_number="示政发〔2030〕3号")
        resolve_towards(opinion, notice)
        waiting.refresh_from_db()
        other.refresh_from_db()
        assert (waiting.target_document, other.target_document) == (opinion, notice)


@pytest.mark.django_db
def test_a_meeting_arrives() -> None:
    body = factories.body("cpc-990000")
    slug = "cpc-990000-9-plenum-8"
    waiting = factories.citation(factories.document(), kind="meeting", target=slug)
    stated = {
        "slug": slug, "body": body.slug, "kind": "plenum", "convocation": 9, "session": 8,
        "held_on": "2030-01-02", "name": "省委九届八次全会", "place": None,
    }  # fmt: skip
    made = Targets().meeting(stated)
    waiting.refresh_from_db()
    assert waiting.target_meeting_id == made
