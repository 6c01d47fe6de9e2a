"""Synonyms and fields through a whole search, with the names that the database holds."""

from __future__ import annotations

import pytest

from documents.models import Document
from documents.search.search import Search, searching
from taxonomy.models import Body, Region
from tests import factories
from tests.factories import PLENUM

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference", "forgotten")]


@pytest.fixture
def documents(forgotten: None) -> dict[str, Document]:
    """By what is special about them."""
    here, nation = Region.objects.get(code="990000"), Region.objects.get(code="100000")
    meeting = factories.plenum(aliases=["中共示例省委十届九次全会"])
    term = factories.term("jia", label="甲乙丙丁", alt_labels=["戊己庚辛"])
    government = Body.objects.get(slug="gov-990000")
    return {
        "full": factories.document(title="决定", text=f"根据{PLENUM}的部署，制定本决定。"),
        "short": factories.document(title="意见", text="中共示例省委十届九次全会强调创新。"),
        "bare": factories.document(title="通知", text="落实省委十届九次全会精神。", region=here),
        "elsewhere": factories.document(title="函", text="省委十届九次全会召开。", region=nation),
        "others": factories.document(
            title="讲话", text="省委十届八次全会和市委十一届九次全会都作了部署。", region=here
        ),
        "adopted": factories.document(title="公报", text="会议通过本公报。", meeting=meeting),
        "issued": factories.document([government], title="办法", text="本办法自公布之日起施行。"),
        "term": factories.document([], [term], title="规划", text="推进甲乙丙丁建设。"),
        "variant": factories.document(title="方案", text="推进戊己庚辛建设。"),
    }


FOUND: dict[str, set[str]] = {
    PLENUM: {"full", "short", "bare", "adopted"},
    "示例省委十届九次全会": {"full", "short", "bare", "adopted"},
    "省委十届九次全会": {"full", "short", "bare", "elsewhere", "adopted"},
    f"“{PLENUM}”": {"full"},
    "省委十届九次全会 创新": {"short"},
    "甲乙丙丁": {"term", "variant"},
    "推进戊己庚辛建设": {"term", "variant"},
    '"甲乙丙丁"': {"term"},
    "建设 -甲乙丙丁": {"variant"},
    "term:戊己庚辛": {"term"},
    "issuer:示例省政府": {"issued"},
    "issuer:示例省政府 施行": {"issued"},
    "issuer:示例省政府 建设": set(),
    "issuer:没有这个机关": set(),
    "title:规划 OR title:方案": {"term", "variant"},
    "甲乙丙丁是什么？": {"term", "variant"},
}


def test_what_is_found(documents: dict[str, Document]) -> None:
    """What was typed comes first, and what it stands for with it."""
    names = {document.id: name for name, document in documents.items()}
    found: dict[str, set[str]] = {}
    first: dict[str, str] = {}
    with searching() as cursor:
        for text in FOUND:
            hits = [names[hit.document] for hit in Search(text, {}, cursor).hits(0, 20)]
            found[text] = set(hits)
            first[text] = next(iter(hits), "")
    assert found == FOUND
    assert (first["甲乙丙丁"], first["推进戊己庚辛建设"]) == ("term", "variant")
