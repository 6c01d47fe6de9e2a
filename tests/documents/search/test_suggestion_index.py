"""The suggestions are in step with what they lead to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from documents.models import Document, Status, Suggestion
from documents.search.index import index_documents
from documents.search.suggestion_index import (
    Change,
    rebuild_suggestions,
    recount_suggestions,
    suggest_titles,
)
from taxonomy.models import Term
from taxonomy.reference import load_reference
from tests import factories
from tests.reference import EXAMPLE, write_part

pytestmark = pytest.mark.django_db


def stored(**condition: object) -> list[str]:
    return sorted(Suggestion.objects.filter(**condition).values_list("text", flat=True))


class TestTitles:
    def test_a_document_is_suggested_by_its_present_title(self) -> None:
        made = factories.document(title="示例省样本条例")
        assert stored() == ["示例省样本条例"]
        Document.objects.filter(pk=made.pk).update(title="示例省样本条例（修订）")
        index_documents([made.pk])
        assert stored() == ["示例省样本条例（修订）"]

    @pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
    def test_only_published_ones(self, status: str) -> None:
        made = factories.document(title="示例省样本条例")
        Document.objects.filter(pk=made.pk).update(status=status)
        index_documents([made.pk])
        assert stored() == []

    def test_a_deleted_one_is_gone(self) -> None:
        factories.document(title="示例省样本条例").delete()
        assert stored() == []

    def test_what_is_in_step_is_only_read(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        made = factories.document(title="示例省样本条例")
        (before,) = Suggestion.objects.values_list("pk", flat=True)
        with django_assert_num_queries(1):
            suggest_titles([made])
        assert [before] == list(Suggestion.objects.values_list("pk", flat=True))

    def test_a_title_without_a_character_has_none(self) -> None:
        factories.document(title="——")
        assert stored() == []


class TestNames:
    def test_every_name_of_a_body_leads_to_it(self) -> None:
        made = factories.body(name="样本委员会", short_name="样本委", aliases=["样本会"])
        assert stored(body=made) == ["样本会", "样本委", "样本委员会"]
        assert stored(body=made, is_preferred=True) == ["样本委", "样本委员会"]
        made.aliases = ["样委"]
        made.save()
        assert stored(body=made) == ["样委", "样本委", "样本委员会"]
        made.delete()
        assert stored() == []

    def test_terms_are_suggested_while_they_are_approved(self) -> None:
        made = factories.term(label="样本词", alt_labels=["样本提法"])
        assert stored(term=made) == ["样本提法", "样本词"]
        made.status = Term.Status.DEPRECATED
        made.save()
        assert stored(term=made) == []

    def test_meetings_by_name_and_alias(self) -> None:
        made = factories.meeting(name="样本会议", aliases=["样会"])
        assert stored(meeting=made) == ["样会", "样本会议"]

    def test_loaded_ones_are_there_at_once(self, tmp_path: Path) -> None:
        list(load_reference(write_part(tmp_path, EXAMPLE)))
        assert len(stored(kind="body", is_preferred=True)) > 10
        change = rebuild_suggestions()
        assert (change.removed, change.written) == (0, 0)


class TestRebuilding:
    def test_it_makes_good_whatever_went_past_it(self) -> None:
        renamed, hidden = factories.document(title="旧题"), factories.document(title="隐题")
        term = factories.term(label="旧词")
        factories.document(title="新文", index=False)
        Document.objects.filter(pk=renamed.pk).update(title="新题")
        Document.objects.filter(pk=hidden.pk).update(status=Status.WITHDRAWN)
        Term.objects.filter(pk=term.pk).update(label="新词")
        change = rebuild_suggestions()
        assert (change.removed, change.written) == (3, 3)
        assert stored() == ["新文", "新词", "新题"]
        assert rebuild_suggestions().written == 0

    @pytest.mark.parametrize("count", [rebuild_suggestions, recount_suggestions])
    def test_weights_are_the_documents_that_name_it(self, count: Callable[[], Change]) -> None:
        issuer, meeting = factories.body(), factories.meeting()
        cited = factories.document([issuer], title="被引", meeting=meeting)
        for number in range(3):
            citing = factories.document(title=f"引用{number}")
            factories.citation(citing, target_document=cited, target_meeting=meeting)
        factories.citation(factories.document(title="草稿", status="draft"), target_document=cited)
        assert count().written == 4
        assert count().written == 0
        weights = dict(Suggestion.objects.values_list("text", "weight"))
        assert weights["被引"] == 3
        assert weights[meeting.name] == 4
        assert weights[issuer.name] == 1

    def test_counts_go_down_as_well(self) -> None:
        term = factories.term(label="样本词")
        made = factories.document(terms=[term])
        assert recount_suggestions().written == 1
        made.delete()
        assert recount_suggestions().written == 1
        assert Suggestion.objects.get(term=term).weight == 0

    def test_rows_of_older_rules_are_made_anew(self) -> None:
        factories.document(title="样本")
        factories.term(label="样本词")
        Suggestion.objects.update(revision=0, key="旧")
        change = rebuild_suggestions()
        assert (change.removed, change.written) == (2, 2)
        assert sorted(Suggestion.objects.values_list("key", flat=True)) == ["样本", "样本词"]
