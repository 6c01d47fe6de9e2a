"""`manage.py propose_terms`: what it counts, stores and leaves to curators."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from documents.ingest.term_candidates import CandidateCounts, CountedText, sentence_around
from documents.models import (
    CandidateExample,
    ComponentStatement,
    Document,
    Mention,
    TermCandidate,
)
from taxonomy.matching import TermMatcher
from taxonomy.models import Term
from taxonomy.vocabulary import TermEntry, Vocabulary
from tests import factories as make

FIRST = "会议开幕。要落实“七个着力点”要求，围绕“四敢”，实施“133”工程。\n再抓“七个着力点”。"
SECOND = "深入落实“七个着力点”。大力实施强链、补链、延链等“三大行动”。"
THIRD = "实施133工程，开展“边走边干”。"


def counted(*texts: CountedText) -> CandidateCounts:
    known = TermEntry("si-gan", "四敢", (), "990000", quoted_only=True)
    region = Vocabulary({}, {}, {}, (known,))
    counts = CandidateCounts(TermMatcher(region), examples=2)
    for text in texts:
        counts.add(text)
    return counts


class TestCounts:
    TEXTS = (
        CountedText("a", FIRST, "990000", date(2026, 2, 1), "示例日报"),
        CountedText("b", SECOND, "990100", date(2026, 1, 1)),
        CountedText("c", SECOND, "990100"),
    )

    def test_documents_occurrences_days_places_and_examples(self) -> None:
        (found,) = [c for c in counted(*self.TEXTS).recurring(3) if c.stem == "七个着力点"]
        assert (found.documents, found.occurrences, found.first_on) == (3, 4, date(2026, 1, 1))
        assert (found.regions, found.publishers) == ({"990000", "990100"}, {"示例日报"})
        assert [(e.document, e.sentence) for e in found.examples] == [
            ("a", "要落实“七个着力点”要求，围绕“四敢”，实施“133”工程。"),
            ("b", "深入落实“七个着力点”。"),
        ]
        assert all(SECOND[e.start : e.end] == "七个着力点" for e in found.examples[1:])

    def test_what_stands_in_fewer_documents_does_not_recur(self) -> None:
        assert {c.key for c in counted(*self.TEXTS).recurring(2)} == {"七个着力点", "三大行动"}
        assert "133工程" in {c.key for c in counted(*self.TEXTS).recurring(1)}

    def test_the_commonest_writing_is_the_label(self) -> None:
        texts = [CountedText(str(n), text) for n, text in enumerate((FIRST, THIRD, THIRD))]
        (found,) = [c for c in counted(*texts).recurring(2) if c.key == "133工程"]
        assert (found.label, found.shape, found.stem) == ("133工程", "formula", "133")

    def test_a_sentence_is_cut_where_it_is_very_long(self) -> None:
        text = "甲" * 500 + "四敢" + "乙" * 500
        assert sentence_around(text, 500, 502) == "甲" * 120 + "四敢" + "乙" * 120


def propose(**options: Any) -> str:
    out = io.StringIO()
    call_command("propose_terms", stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


@pytest.fixture
def library(db: None) -> list[Document]:
    province = make.region("990000")
    make.term("si-gan", label="四敢", quoted_only=True, region=province)
    return [
        make.document(text=text, region=province, adopted_on=date(2026, 1, day), index=False)
        for day, text in enumerate((FIRST, SECOND, SECOND.replace("七个", "“七个”")), start=1)
    ]


class TestCommand:
    def test_stores_what_recurs_with_its_examples(self, library: list[Document]) -> None:
        out = propose()
        assert "candidates: 2, 2 of them new" in out
        found = TermCandidate.objects.get(key="七个着力点")
        assert (found.documents, found.occurrences, found.shape) == (2, 3, "numeric")
        assert (found.regions, found.first_on) == (["990000"], date(2026, 1, 1))
        assert (found.status, found.term, found.decided_by) == ("proposed", None, None)
        example = found.examples.first()
        assert isinstance(example, CandidateExample)
        assert example.document.text[example.start : example.end] == "七个着力点"
        assert not TermCandidate.objects.filter(key="四敢").exists()

    def test_stores_the_components_that_documents_state(self, library: list[Document]) -> None:
        propose()
        stated = ComponentStatement.objects.order_by("document_id")
        assert [s.document_id for s in stated] == [library[1].pk, library[2].pk]
        assert [c["surface"] for c in stated[0].components] == ["强链", "补链", "延链"]
        assert (stated[0].promised, stated[0].certain, stated[0].term) == (3, True, None)

    def test_a_list_is_linked_to_the_approved_term(self, library: list[Document]) -> None:
        term = make.term("san-da-xing-dong", label="三大行动", region=make.region("990000"))
        propose()
        assert {s.term for s in ComponentStatement.objects.all()} == {term}

    def test_approves_nothing_and_changes_no_mention(self, library: list[Document]) -> None:
        before = Term.objects.count(), Mention.objects.count()
        propose(minimum_documents=1)
        assert (Term.objects.count(), Mention.objects.count()) == before
        assert set(TermCandidate.objects.values_list("status", flat=True)) == {"proposed"}

    def test_a_second_run_changes_nothing(self, library: list[Document]) -> None:
        propose()
        before = list(TermCandidate.objects.values_list("id", "documents", "proposed_at"))
        examples = CandidateExample.objects.count()
        assert "0 of them new" in propose()
        assert list(TermCandidate.objects.values_list("id", "documents", "proposed_at")) == before
        assert CandidateExample.objects.count() == examples

    @pytest.mark.parametrize("status", ["accepted", "rejected"])
    def test_a_decision_stays_and_its_counts_go_on(
        self, status: str, library: list[Document]
    ) -> None:
        propose()
        TermCandidate.objects.update(status=status)
        ComponentStatement.objects.update(status=status)
        make.document(text=FIRST, index=False)
        propose()
        found = TermCandidate.objects.get(key="七个着力点")
        assert (found.status, found.documents) == (status, 3)
        propose(minimum_documents=9)
        assert set(TermCandidate.objects.values_list("status", flat=True)) == {status}
        assert ComponentStatement.objects.filter(status=status).count() == 2

    def test_open_proposals_that_are_gone_go_away(self, library: list[Document]) -> None:
        propose()
        Document.objects.exclude(pk=library[0].pk).update(status="withdrawn")
        propose()
        assert not TermCandidate.objects.exists()
        assert not ComponentStatement.objects.exists()

    def test_a_dry_run_prints_and_stores_nothing(self, library: list[Document]) -> None:
        out = propose(dry_run=True)
        assert "2\t3\tnumeric\t七个着力点" in out
        assert "三大行动 = 强链、补链、延链 (no approved term)" in out
        assert not TermCandidate.objects.exists()

    def test_numbers_from_one(self, db: None) -> None:
        with pytest.raises(CommandError, match="from 1"):
            propose(minimum_documents=0)


class TestFromFiles:
    def test_counts_over_files_without_a_database(self, tmp_path: Path) -> None:
        for name in ("a", "b"):
            text = f"示例省推进{name}项工作\n\n" + SECOND + "\n" + FIRST
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        (tmp_path / "c.jsonl").write_text("{", encoding="utf-8")
        out = propose(from_files=[tmp_path])
        assert "numeric\t七个着力点" in out

    def test_a_missing_file_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="no such file"):
            propose(from_files=[tmp_path / "none"])
