"""The filters of regions, bodies, meetings and terms: one attribute each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from policyapi.rest.expressions import subtree
from policyapi.rest.filters import Filter, FilterSet
from policyapi.rest.values import REGION_CODE, SLUG, Day, Integer, Text, choices
from taxonomy.models import Body, Meeting, Region, Term


def body_names() -> Iterable[tuple[str, str]]:
    return Body.objects.values_list("slug", "short_name")


def meeting_names() -> Iterable[tuple[str, str]]:
    return Meeting.objects.values_list("slug", "name")


def region_names() -> Iterable[tuple[str, str]]:
    return Region.objects.values_list("code", "name")


def term_names() -> Iterable[tuple[str, str]]:
    return Term.objects.values_list("slug", "label")


def named(*fields: str, key: str, lists: str | None = None) -> Any:
    """A condition for `q`: part of a name, a whole alias, or the beginning of the key."""

    def where(values: Sequence[str]) -> Q:
        whole = Q((f"{key}__startswith", values[0].lower()))
        for field in fields:
            whole |= Q((f"{field}__icontains", values[0]))
        return whole | Q((f"{lists}__contains", [values[0]])) if lists else whole

    return where


def one_of(path: str) -> Any:
    """A condition that a column is any of the values."""
    return lambda values: Q((f"{path}__in", list(values)))


def in_tree(path: str, model: type[Any], column: str) -> Any:
    """A condition that a foreign key leads to one of the values or to a descendant of one."""
    return lambda values: Q((f"{path}__in", subtree(model, column, list(values))))


class RegionFilters(FilterSet):
    q = Filter(
        Text(60),
        named("name", "short_name", key="code"),
        "Part of the name, or first digits of the code.",
        "湖南",
        many=False,
    )
    level = Filter(choices(Region.Level.choices), one_of("level"), "Level.", "province")
    kind = Filter(choices(Region.Kind.choices), one_of("kind"), "Kind.", "prefecture_city")
    parent = Filter(
        REGION_CODE, one_of("parent"), "Directly inside this region.", "430000", names=region_names
    )
    region_tree = Filter(
        REGION_CODE,
        in_tree("pk", Region, "code"),
        "This region and all inside it.",
        "430000",
        names=region_names,
    )


class BodyFilters(FilterSet):
    q = Filter(
        Text(60),
        named("name", "short_name", key="slug", lists="aliases"),
        "Part of a name, or the beginning of the slug.",
        "湖南省委",
        many=False,
    )
    system = Filter(choices(Body.System.choices), one_of("system"), "System.", "party")
    region = Filter(REGION_CODE, one_of("region"), "Region.", "430000", names=region_names)
    region_tree = Filter(
        REGION_CODE,
        in_tree("region", Region, "code"),
        "Region or any inside it.",
        "430000",
        names=region_names,
    )
    parent = Filter(
        SLUG, one_of("parent__slug"), "Directly under this body.", "gov-100000", names=body_names
    )
    body_tree = Filter(
        SLUG,
        in_tree("pk", Body, "slug"),
        "This body and all under it.",
        "gov-430000",
        names=body_names,
    )


class MeetingFilters(FilterSet):
    q = Filter(
        Text(60),
        named("name", key="slug", lists="aliases"),
        "Part of the name, or the beginning of the slug.",
        "第六次全体会议",
        many=False,
    )
    body = Filter(
        SLUG, one_of("body__slug"), "Whose meeting it is.", "cpc-430000", names=body_names
    )
    kind = Filter(choices(Meeting.Kind.choices), one_of("kind"), "Kind.", "plenum")
    region = Filter(
        REGION_CODE, one_of("body__region"), "Region of the body.", "430000", names=region_names
    )
    convocation = Filter(Integer(1, 999), one_of("convocation"), "届.", "12")
    session = Filter(Integer(1, 999), one_of("session"), "次.", "6")
    held_from__gte = Filter(
        Day(), lambda v: Q(held_from__gte=v[0]), "First day on or after.", "2021-01-01", many=False
    )
    held_from__lte = Filter(
        Day(), lambda v: Q(held_from__lte=v[0]), "First day on or before.", "2025-12-31", many=False
    )


class TermFilters(FilterSet):
    q = Filter(
        Text(60),
        named("label", "pinyin", key="slug", lists="alt_labels"),
        "Part of the label or pinyin, or a whole alternative label.",
        "三高四新",
        many=False,
    )
    scheme = Filter(choices(Term.Scheme.choices), one_of("scheme"), "Scheme.", "formulation")
    status = Filter(choices(Term.Status.choices), one_of("status"), "Status.", "approved")
    region = Filter(
        REGION_CODE, one_of("region"), "Region of origin.", "430000", names=region_names
    )
    broader = Filter(
        SLUG,
        one_of("parent__slug"),
        "Directly under this term.",
        "san-gao-si-xin",
        names=term_names,
    )
    term_tree = Filter(
        SLUG,
        in_tree("pk", Term, "slug"),
        "This term and all narrower ones.",
        "san-gao-si-xin",
        names=term_names,
    )
