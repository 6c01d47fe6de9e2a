"""Proposals for the vocabulary in the admin site: looked at with examples, accepted or rejected."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, ExpressionWrapper, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.admin import TabularInline
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    ChoicesDropdownFilter,
    RangeDateFilter,
    RangeNumericFilter,
)

from documents.admin.accepting import (
    NotAccepted,
    accept_candidate,
    accept_statement,
    components_of,
    same_parts,
)
from documents.admin.sources import OF_DOCUMENT
from documents.models import CandidateExample, ComponentStatement, Decision, TermCandidate
from documents.models.candidates import Proposal
from taxonomy.admin.base import CuratedAdmin
from taxonomy.admin.columns import changing_action, colours, column
from taxonomy.models import Region, Term

STATUS_COLOURS = colours(Decision, PROPOSED="warning", ACCEPTED="success", REJECTED="info")
_LISTED: Any = [F("code")]
NEAR = 6
"""Near variants that a list names."""


class ProposalAdmin(CuratedAdmin):
    """Proposals are made by commands and decided on here; decided ones stay, so as not to recur."""

    actions = ("accept", "reject", "reopen")
    list_filter_submit = True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def make(self, proposal: Any) -> Term:
        """What accepting a proposal does; raises `NotAccepted`."""
        raise NotAccepted(f"{type(self).__name__} makes nothing of {proposal}")

    def save_model(self, request: HttpRequest, obj: Any, form: object, change: bool) -> None:
        self._set(request, [obj], Decision(obj.status))

    @column("状态", ordering="status", badge=STATUS_COLOURS)
    def status_badge(self, proposal: Any) -> str:
        return str(proposal.get_status_display())

    @changing_action("采纳所选")
    def accept(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._set(request, list(queryset.exclude(status=Decision.ACCEPTED)), Decision.ACCEPTED)

    @changing_action("驳回所选")
    def reject(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._set(request, list(queryset), Decision.REJECTED)

    @changing_action("所选改回待定")
    def reopen(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._set(request, list(queryset), Decision.PROPOSED)

    def _set(self, request: HttpRequest, chosen: list[Any], status: Decision) -> None:
        """Decide on what can be decided so, and say of the others why not."""
        done: list[Any] = []
        for proposal in chosen:
            try:
                if status is Decision.ACCEPTED:
                    self.make(proposal)
            except NotAccepted as reason:
                self.message_user(request, str(reason), messages.WARNING)
            else:
                done.append(proposal)
        self._decide(request, done, status)

    def _decide(self, request: HttpRequest, chosen: list[Any], status: Decision) -> None:
        """Record who decided when."""
        is_open = status is Decision.PROPOSED
        model: type[Proposal] = self.model
        model._default_manager.filter(pk__in=[proposal.pk for proposal in chosen]).update(
            status=status,
            decided_by=None if is_open else request.user,
            decided_at=None if is_open else timezone.now(),
        )
        for proposal in chosen:
            self.log_change(request, proposal, f"状态改为“{status.label}”")
        if chosen:
            text = f"{len(chosen)} 条{self.opts.verbose_name}的状态改为“{status.label}”。"
            self.message_user(request, text, messages.SUCCESS)


class ExampleInline(TabularInline):  # type: ignore[misc]
    """Where the candidate stands; the document's page shows the whole text."""

    model = CandidateExample
    fields = ("document_link", "sentence", "start", "end")
    readonly_fields = fields
    extra = 0
    hide_title = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[CandidateExample]:
        found: QuerySet[CandidateExample] = super().get_queryset(request)
        return found.select_related("document").defer(*OF_DOCUMENT)

    @column("文献")
    def document_link(self, example: CandidateExample) -> SafeString:
        return document_link(example)

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


def document_link(row: CandidateExample | ComponentStatement) -> SafeString:
    address = reverse("admin:documents_document_change", args=[row.document_id])
    return format_html('<a href="{}">{}</a>', address, row.document.title)


@admin.register(TermCandidate)
class TermCandidateAdmin(ProposalAdmin):
    inlines = (ExampleInline,)
    list_display = (
        "label", "shape", "documents", "occurrences", "first_on", "places", "near", "term",
        "status_badge",
    )  # fmt: skip
    list_select_related = ("term",)
    list_filter = (
        ("status", ChoicesDropdownFilter),
        ("shape", ChoicesDropdownFilter),
        ("documents", RangeNumericFilter),
        ("first_on", RangeDateFilter),
    )
    search_fields = ("label", "key", "stem")
    ordering = ("-status", "-documents", "key")
    fields = (
        ("label", "shape", "status"), ("documents", "occurrences", "first_on"),
        ("places", "publishers_shown"), ("near", "same_name"), "term",
        ("decided_by", "decided_at", "proposed_at"),
    )  # fmt: skip
    readonly_fields = (
        "label", "shape", "documents", "occurrences", "first_on", "places",
        "publishers_shown", "near", "same_name", "term", "decided_by", "decided_at", "proposed_at",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[TermCandidate]:
        """With the near variants of each (other candidates of the same stem) and its regions."""
        others = TermCandidate.objects.filter(stem=OuterRef("stem")).exclude(pk=OuterRef("pk"))
        named = others.order_by("-documents").annotate(
            shown=Concat("label", Value("（"), Cast("documents", CharField()), Value("）"))
        )
        codes = ExpressionWrapper(OuterRef("regions"), ArrayField(CharField()))
        regions = Region.objects.annotate(codes=codes).filter(codes__contains=_LISTED)
        found: QuerySet[TermCandidate] = super().get_queryset(request)
        return found.annotate(
            variants=ArraySubquery(named.values("shown")[:NEAR]),
            region_names=ArraySubquery(regions.order_by("code").values("short_name")[: NEAR + 1]),
        )

    @column("地区")
    def places(self, candidate: TermCandidate) -> str:
        names: list[str] = getattr(candidate, "region_names", [])
        return "、".join(names[:NEAR]) + ("等" if len(names) > NEAR else "")

    @column("发布媒体")
    def publishers_shown(self, candidate: TermCandidate) -> str:
        return "、".join(candidate.publishers)

    @column("相近写法")
    def near(self, candidate: TermCandidate) -> str:
        """Candidates with another last word; never merged by themselves."""
        return "、".join(getattr(candidate, "variants", ()))

    @column("同名与相近提法")
    def same_name(self, candidate: TermCandidate) -> str:
        """Terms of this name or beginning so, of whatever place and status."""
        found = Term.objects.filter(label__startswith=candidate.stem, scheme="formulation")
        shown = (f"{term.label}（{term.get_status_display()}）" for term in found[:NEAR])
        return "、".join(shown)

    def make(self, proposal: TermCandidate) -> Term:
        return accept_candidate(proposal)


@admin.register(ComponentStatement)
class ComponentStatementAdmin(ProposalAdmin):
    list_display = (
        "surface", "listed", "certain", "term", "difference", "document_shown", "status_badge",
    )  # fmt: skip
    list_filter = (
        ("status", ChoicesDropdownFilter),
        "certain",
        ("term", AutocompleteSelectFilter),
        ("document", AutocompleteSelectFilter),
    )
    search_fields = ("surface", "key", "term__label", "=document__id")
    ordering = ("-status", "key", "id")
    fields = (
        ("surface", "promised", "certain", "status"), "listed", ("term", "difference"),
        ("document_shown", "start", "end"), ("decided_by", "decided_at", "proposed_at"),
    )  # fmt: skip
    readonly_fields = (
        "surface", "promised", "certain", "listed", "term", "difference",
        "document_shown", "start", "end", "decided_by", "decided_at", "proposed_at",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[ComponentStatement]:
        found: QuerySet[ComponentStatement] = super().get_queryset(request)
        parts = "term__component_links__part"
        return found.select_related("document", "term").defer(*OF_DOCUMENT).prefetch_related(parts)

    @column("所列组成部分")
    def listed(self, statement: ComponentStatement) -> str:
        return "、".join(component["surface"] for component in statement.components)

    @column("文献", ordering="document")
    def document_shown(self, statement: ComponentStatement) -> SafeString:
        return document_link(statement)

    @column("与现有组成部分")
    def difference(self, statement: ComponentStatement) -> str | SafeString:
        """What the vocabulary has, where that is not what the document states."""
        if statement.term is None:
            return ""
        own = components_of(statement.term)
        stated = [component["surface"] for component in statement.components]
        if not own:
            return "尚无"
        if same_parts(stated, own, statement.term.label):
            return "一致"
        return format_html("不同：{}", format_html_join("、", "{}", ((label,) for label in own)))

    def make(self, proposal: ComponentStatement) -> Term:
        return accept_statement(proposal)
