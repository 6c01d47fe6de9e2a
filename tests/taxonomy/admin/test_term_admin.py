"""Curating terms and meetings: identifiers, trees, components, status."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from documents.text.meetings import slug_of
from documents.text.stages import MeetingRef
from taxonomy.admin.slugs import meeting_slug, term_slug
from taxonomy.models import Body, Meeting, Region, Term, TermComponent


@pytest.fixture
def region(db: None) -> Region:
    return Region.objects.create(
        code="990000", name="示例省", short_name="示例", level="province", kind="fictional"
    )


def term(slug: str, region: Region, **values: Any) -> Term:
    given = {"label": slug, "pinyin": slug, "scheme": "formulation", "region": region}
    return Term.objects.create(slug=slug, **{**given, **values})


def term_values(**values: Any) -> dict[str, Any]:
    given = {"label": "三高四新", "scheme": "formulation", "status": "candidate"}
    components = {"component_links-TOTAL_FORMS": 0, "component_links-INITIAL_FORMS": 0}
    return {**given, **components, **values}


@pytest.mark.parametrize(
    ("label", "taken", "expected"),
    [
        ("三高四新", (), "san-gao-si-xin"),
        ("三高四新", ("san-gao-si-xin",), "990000-san-gao-si-xin"),
        ("三高四新", ("san-gao-si-xin", "990000-san-gao-si-xin"), None),
        ("“4×4”现代化产业体系", (), "4-4-xian-dai-hua-chan-ye-ti-xi"),
        ("绿水青山就是金山银山", (), "lv-shui-qing-shan-jiu-shi-jin-shan-yin-shan"),
        ("“”", (), None),
    ],
)
def test_term_slug(label: str, taken: tuple[str, ...], expected: str | None) -> None:
    assert term_slug(label, Region(code="990000"), taken.__contains__) == expected


@pytest.mark.parametrize(
    ("kind", "convocation", "session", "held_from"),
    [
        ("plenum", 12, 6, None),
        ("session", 14, 4, date(2026, 1, 20)),
        ("congress", 12, None, None),
        ("conference", None, None, date(2022, 4, 19)),
        ("conference", None, None, None),
        ("plenum", 12, None, date(2022, 4, 19)),
    ],
)
def test_meeting_slug_is_the_one_that_recognition_makes(
    kind: str, convocation: int | None, session: int | None, held_from: date | None
) -> None:
    meeting = MeetingRef("", None, "cpc-990000", kind, convocation, session, held_from)
    given = {
        "body": Body(slug="cpc-990000"), "kind": kind, "convocation": convocation,
        "session": session, "held_from": held_from,
    }  # fmt: skip
    assert meeting_slug(given) == slug_of(meeting)


def test_new_term_gets_slug_and_pinyin(region: Region, admin_client: Client) -> None:
    term("san-gao-si-xin", region, label="别的")
    values = term_values(region="990000", alt_labels="“三高四新”\r\n三高四新战略\r\n")
    assert admin_client.post("/admin/taxonomy/term/add/", values).status_code == 302
    made = Term.objects.get(label="三高四新")
    assert (made.slug, made.pinyin) == ("990000-san-gao-si-xin", "san gao si xin")
    assert made.alt_labels == ["“三高四新”", "三高四新战略"]


def test_term_without_a_possible_slug_asks_for_one(region: Region, admin_client: Client) -> None:
    response = admin_client.post("/admin/taxonomy/term/add/", term_values(label="“”"))
    assert "无法自动生成标识，请填写。" in response.text


def test_term_cannot_stand_below_itself(region: Region, admin_client: Client) -> None:
    upper = term("upper", region)
    lower = term("lower", region, parent=upper)
    values = term_values(label="upper", slug="upper", parent=lower.pk)
    response = admin_client.post(f"/admin/taxonomy/term/{upper.pk}/change/", values)
    assert "上级不能是自己，也不能是自己的下级。" in response.text
    assert Term.objects.get(pk=upper.pk).parent is None


def test_components_are_reordered(region: Region, admin_client: Client) -> None:
    whole, *parts = (term(slug, region) for slug in ("whole", "one", "two", "three"))
    links = [
        TermComponent.objects.create(whole=whole, position=n, part=part)
        for n, part in enumerate(parts, start=1)
    ]
    values = term_values(label="whole", slug="whole", region="990000")
    values |= {"component_links-TOTAL_FORMS": 3, "component_links-INITIAL_FORMS": 3}
    for row, (link, position) in enumerate(zip(links, (3, 1, 2), strict=True)):
        values |= {
            f"component_links-{row}-id": link.pk,
            f"component_links-{row}-whole": whole.pk,
            f"component_links-{row}-part": link.part_id,
            f"component_links-{row}-position": position,
        }
    address = f"/admin/taxonomy/term/{whole.pk}/change/"
    assert admin_client.post(address, values).status_code == 302
    after = TermComponent.objects.filter(whole=whole).order_by("position")
    assert list(after.values_list("position", "part__slug")) == [
        (1, "two"), (2, "three"), (3, "one"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("action", "status"), [("approve", "approved"), ("deprecate", "deprecated")]
)
def test_actions_on_candidates(
    action: str, status: str, region: Region, admin_client: Client
) -> None:
    chosen, other = term("chosen", region), term("other", region)
    values = {"action": action, "_selected_action": [chosen.pk]}
    response = admin_client.post("/admin/taxonomy/term/", values, follow=True)
    assert "1 条提法的状态改为" in response.text
    assert Term.objects.get(pk=chosen.pk).status == status
    assert Term.objects.get(pk=other.pk).status == "candidate"


def test_new_meeting_gets_its_slug(region: Region, admin_client: Client) -> None:
    body = Body.objects.create(
        slug="cpc-990000", name="示例省委", short_name="示例省委", system="party", region=region
    )
    values = {
        "name": "中共示例省委十二届六次全会", "slug": "", "body": body.pk, "kind": "plenum",
        "convocation": 12, "session": 6, "held_from": "2026-01-05", "held_to": "2026-01-06",
        "place": "", "aliases": "",
    }  # fmt: skip
    assert admin_client.post("/admin/taxonomy/meeting/add/", values).status_code == 302
    made = Meeting.objects.get()
    assert (made.slug, made.place) == ("cpc-990000-12-plenum-6", None)


def test_days_in_disorder_are_refused(region: Region, admin_client: Client) -> None:
    body = Body.objects.create(
        slug="cpc-990000", name="示例省委", short_name="示例省委", system="party", region=region
    )
    values = {
        "name": "会", "slug": "x", "body": body.pk, "kind": "other",
        "held_from": "2026-01-06", "held_to": "2026-01-05",
    }  # fmt: skip
    assert admin_client.post("/admin/taxonomy/meeting/add/", values).status_code == 200
    assert not Meeting.objects.exists()


def test_region_code_is_fixed_once_given(region: Region, admin_client: Client) -> None:
    values = {
        "code": "990001", "name": "示例新省", "short_name": "示例", "level": "province",
        "kind": "fictional",
    }  # fmt: skip
    assert admin_client.post("/admin/taxonomy/region/990000/change/", values).status_code == 302
    assert Region.objects.values_list("code", "name").get() == ("990000", "示例新省")
