"""Proposals in the admin site: what accepting and rejecting them does."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from documents.admin.accepting import common_region, part_labels, same_parts
from documents.models import CandidateExample, ComponentStatement, TermCandidate
from taxonomy.models import Region, Term, TermComponent
from tests import factories as make
from tests.documents.admin.test_admin_pages import page

CANDIDATES = "/admin/documents/termcandidate/"
STATEMENTS = "/admin/documents/componentstatement/"


def candidate(label: str = "七个着力点", **values: Any) -> TermCandidate:
    defaults = {"stem": label, "shape": "numeric", "documents": 3, "occurrences": 4}
    return TermCandidate.objects.create(key=label, label=label, **defaults | values)


def statement(term: Term | None, *parts: str, surface: str = "三大行动") -> ComponentStatement:
    document = make.document(text="甲" * 60, index=False)
    return ComponentStatement.objects.create(
        document=document, surface=surface, key=surface, start=0, end=4, term=term,
        components=[{"surface": part, "start": 0, "end": len(part)} for part in parts],
        promised=len(parts), certain=True,
    )  # fmt: skip


def act(client: Client, address: str, action: str, *rows: Any) -> str:
    chosen = {"action": action, "_selected_action": [row.pk for row in rows]}
    shown = client.post(address, chosen, follow=True).text
    for row in rows:
        row.refresh_from_db()
    return shown


class TestCandidates:
    def test_accepting_makes_an_approved_term(self, admin_client: Client) -> None:
        province = make.region("990000")
        make.region("990100", parent=province, level="prefecture")
        make.region("990200", parent=province, level="prefecture")
        row = candidate(regions=["990100", "990200"])
        assert "1 条术语候选的状态改为“已采纳”" in act(admin_client, CANDIDATES, "accept", row)
        term = Term.objects.get(label="七个着力点")
        assert (term.slug, term.pinyin) == ("qi-ge-zhuo-li-dian", "qi ge zhuo li dian")
        assert (term.status, term.scheme, term.region) == ("approved", "formulation", province)
        assert (term.quoted_only, row.term, row.status) == (False, term, "accepted")
        assert (str(row.decided_by), row.decided_at is None) == ("admin", False)

    def test_a_short_label_counts_in_quotation_marks_only(self, admin_client: Client) -> None:
        act(admin_client, CANDIDATES, "accept", candidate("三稳"))
        assert Term.objects.get(label="三稳").quoted_only

    def test_accepting_approves_the_term_that_is_there(self, admin_client: Client) -> None:
        term = make.term("qi-ge", label="七个着力点", status="candidate")
        row = candidate()
        act(admin_client, CANDIDATES, "accept", row)
        term.refresh_from_db()
        assert (term.status, row.term, Term.objects.count()) == ("approved", term, 1)

    def test_a_term_of_another_place_is_left_to_the_curator(self, admin_client: Client) -> None:
        term = make.term("qi-ge", label="七个着力点", region=make.region("980000"))
        row = candidate(regions=[make.region("990000").code])
        assert "已有其他地区的同名提法" in act(admin_client, CANDIDATES, "accept", row)
        assert (row.status, row.term, list(Term.objects.all())) == ("proposed", None, [term])

    def test_rejecting_and_taking_it_back(self, admin_client: Client) -> None:
        row = candidate()
        act(admin_client, CANDIDATES, "reject", row)
        assert (row.status, str(row.decided_by)) == ("rejected", "admin")
        act(admin_client, CANDIDATES, "reopen", row)
        assert (row.status, row.decided_by, row.decided_at) == ("proposed", None, None)
        assert not Term.objects.exists()

    def test_accepting_on_its_own_page(self, admin_client: Client) -> None:
        row = candidate()
        inline = {"examples-TOTAL_FORMS": "0", "examples-INITIAL_FORMS": "0"}
        sent = {"status": "accepted", **inline}
        response = admin_client.post(page(TermCandidate, "change", row.pk), sent)
        row.refresh_from_db()
        assert (response.status_code, row.status) == (302, "accepted")
        assert row.term == Term.objects.get(label="七个着力点")

    def test_page_shows_near_variants_and_links_examples(self, admin_client: Client) -> None:
        row = candidate(
            "三牛精神", stem="三牛", regions=[make.region("990000", short_name="示例").code]
        )
        candidate("三牛", stem="三牛", documents=2, occurrences=2)
        make.term("san-niu", label="三牛", status="deprecated")
        document = make.document(text="弘扬“三牛精神”<b>。", index=False)
        CandidateExample.objects.create(
            candidate=row, document=document, start=3, end=7, sentence="弘扬“三牛精神”<b>。"
        )
        shown = admin_client.get(page(TermCandidate, "change", row.pk)).text
        for expected in (
            "三牛（2）",
            "三牛（停用）",
            "示例",
            page(type(document), "change", document.pk),
        ):
            assert expected in shown
        assert "弘扬“三牛精神”&lt;b&gt;。" in shown
        assert "三牛（2）" in admin_client.get(CANDIDATES).text


class TestStatements:
    def test_accepting_gives_the_term_its_parts(self, admin_client: Client) -> None:
        province = make.region("990000")
        whole = make.term("san-da", label="三大行动", region=province)
        known = make.term("qiang-lian", label="强链行动", region=province)
        make.term("other", label="强链行动", region=make.region("980000"))
        row = statement(whole, "强链", "补链", "甲业提升行动")
        assert "尚无" in admin_client.get(STATEMENTS).text
        act(admin_client, STATEMENTS, "accept", row)
        links = TermComponent.objects.filter(whole=whole).order_by("position")
        assert [link.part.label for link in links] == ["强链行动", "补链行动", "甲业提升行动"]
        assert [link.part.status for link in links] == ["approved", "candidate", "candidate"]
        assert (links[0].part, links[1].part.region, row.status) == (known, province, "accepted")
        assert "一致" in admin_client.get(STATEMENTS).text

    def test_other_parts_are_shown_and_nothing_is_changed(self, admin_client: Client) -> None:
        whole = make.term("san-da", label="三大行动")
        part = make.term("jia", label="甲行动")
        TermComponent.objects.create(whole=whole, part=part, position=1)
        row = statement(whole, "强链", "补链", "延链")
        assert "不同：甲行动" in admin_client.get(STATEMENTS).text
        assert "与文中所列不同" in act(admin_client, STATEMENTS, "accept", row)
        assert (row.status, list(whole.components.all())) == ("proposed", [part])
        assert Term.objects.count() == 2

    def test_the_same_parts_are_accepted_as_they_are(self, admin_client: Client) -> None:
        whole = make.term("liang-da", label="两大行动")
        for position, label in enumerate(("强链改革行动", "补链行动"), start=1):
            part = make.term(f"p{position}", label=label)
            TermComponent.objects.create(whole=whole, part=part, position=position)
        row = statement(whole, "强链", "补链")
        act(admin_client, STATEMENTS, "accept", row)
        assert (row.status, TermComponent.objects.count()) == ("accepted", 2)

    def test_a_list_of_no_term_waits_for_the_term(self, admin_client: Client) -> None:
        row = statement(None, "强链", "补链")
        assert "还不是提法" in act(admin_client, STATEMENTS, "accept", row)
        assert row.status == "proposed"


class TestNames:
    @pytest.mark.parametrize(
        ("surface", "whole", "expected"),
        [
            ("制造强市", "十大工程", ["制造强市工程", "制造强市"]),
            ("人才行动", "七大计划", ["人才行动"]),
            ("敢为", "四敢", ["敢为"]),
        ],
    )
    def test_part_labels(self, surface: str, whole: str, expected: list[str]) -> None:
        assert part_labels(surface, whole) == expected

    def test_same_parts_whatever_noun_is_left_out(self) -> None:
        assert same_parts(["强链", "国资"], ["强链行动", "国资改革行动"], "两大行动")
        assert not same_parts(["强链", "国资"], ["国资行动", "强链行动"], "两大行动")

    def test_common_region(self, db: None) -> None:
        nation = make.region("100000", level="national")
        province = make.region("990000", parent=nation)
        city = make.region("990100", parent=province, level="prefecture")
        other = make.region("980000", parent=nation)
        found: list[Region | None] = [
            common_region(codes)
            for codes in ([], ["990100"], ["990100", "990000"], ["990100", "980000"])
        ]
        assert found == [None, city, province, nation]
        assert other.parent == nation
