"""What becomes of a proposal that a curator accepts: a term, or the components of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Q

from documents.models import ComponentStatement, TermCandidate
from taxonomy.admin.slugs import term_slug
from taxonomy.models import Region, Term, TermComponent
from taxonomy.pinyin import syllables

SHORT = 3
"""A label of so many characters is common in other senses, so it counts in quotation marks only."""
NOUNS = ("工程", "行动", "计划", "战略", "改革")
"""What the name of a part may leave out when the whole ends with it: 制造强市 of 十大工程."""


class NotAccepted(Exception):
    """Why a proposal cannot be accepted as it is, in the curator's language."""


def make_term(label: str, region: Region | None, status: Term.Status, *, quoted: bool) -> Term:
    """A new formulation with the identifier and pinyin that its label gives."""
    slug = term_slug(label, region, lambda made: Term.objects.filter(slug=made).exists())
    if slug is None:
        raise NotAccepted(f"“{label}”无法自动生成标识，请在“提法”中新建。")
    return Term.objects.create(
        slug=slug,
        label=label,
        pinyin=" ".join(syllables(label)),
        scheme=Term.Scheme.FORMULATION,
        region=region,
        status=status,
        quoted_only=quoted and len(label) <= SHORT,
    )


@transaction.atomic
def accept_candidate(candidate: TermCandidate) -> Term:
    """Approve the term of this name, made where there is none; linked to the candidate.

    Raises `NotAccepted` where the name belongs to a term of another place or of several: whether
    it is the same one is for the curator to say.
    """
    region = common_region(candidate.regions)
    named = list(Term.objects.filter(scheme=Term.Scheme.FORMULATION, label=candidate.label)[:2])
    same = [term for term in named if term.region_id in (None, region.code if region else None)]
    if named and (len(named) > 1 or not same):
        raise NotAccepted(f"已有其他地区的同名提法“{candidate.label}”，请在“提法”中处理。")
    quoted = candidate.shape in (TermCandidate.Shape.QUOTED, TermCandidate.Shape.NUMERIC)
    if same:
        term = same[0]
        term.status = Term.Status.APPROVED
        term.save(update_fields=["status"])
    else:
        term = make_term(candidate.label, region, Term.Status.APPROVED, quoted=quoted)
    candidate.term = term
    candidate.save(update_fields=["term"])
    return term


def common_region(codes: Iterable[str]) -> Region | None:
    """The smallest region that holds all of these; null where none is given."""
    parents = dict(Region.objects.values_list("code", "parent_id"))
    chains = [_chain(code, parents) for code in codes]
    if not chains:
        return None
    shared = set.intersection(*map(set, chains))
    code = next((code for code in chains[0] if code in shared), None)
    return Region.objects.filter(code=code).first()


def _chain(code: str, parents: Mapping[str, str | None]) -> list[str]:
    """A region's code and those of the regions it lies in, smallest first."""
    chain = [code]
    while (above := parents.get(chain[-1])) and above not in chain:
        chain.append(above)
    return chain


@transaction.atomic
def accept_statement(statement: ComponentStatement) -> Term:
    """Give the term the parts that the document states, in their order.

    A part is the term of that name that lies nearest, else a new one of status 候选. Raises
    `NotAccepted` where the term is unknown or has other parts already; nothing is changed then.
    """
    whole = statement.term
    if whole is None:
        raise NotAccepted(f"“{statement.surface}”还不是提法，请先采纳为术语。")
    stated = [component["surface"] for component in statement.components]
    if own := components_of(whole):
        if same_parts(stated, own, whole.label):
            return whole
        raise NotAccepted(f"“{whole}”已有组成部分，与文中所列不同，请在“提法”中核对。")
    for position, surface in enumerate(stated, start=1):
        TermComponent.objects.create(whole=whole, position=position, part=_part(whole, surface))
    return whole


def components_of(term: Term) -> list[str]:
    """The labels of a term's parts, in their order."""
    return [link.part.label for link in term.component_links.all()]


def same_parts(stated: Iterable[str], own: Iterable[str], whole: str) -> bool:
    """Whether two lists name the same parts, whatever noun of the whole they leave out."""
    return [_core(part, whole) for part in stated] == [_core(part, whole) for part in own]


def _core(part: str, whole: str) -> str:
    noun = next((noun for noun in NOUNS if whole.endswith(noun)), "")
    core = part.removesuffix(noun) if noun else part
    return core.removesuffix("改革") or part


def _part(whole: Term, surface: str) -> Term:
    """The term that a part is called by, of the same place first; else a new candidate."""
    labels = part_labels(surface, whole.label)
    for label in labels:
        others = Term.objects.filter(scheme=Term.Scheme.FORMULATION).exclude(pk=whole.pk)
        named = others.filter(Q(label=label) | Q(alt_labels__contains=[label]))
        near = list(named.filter(region=whole.region)[:2]) or list(named[:2])
        if len(near) == 1:
            return near[0]
    return make_term(labels[0], whole.region, Term.Status.CANDIDATE, quoted=False)


def part_labels(surface: str, whole: str) -> list[str]:
    """The names that a part may go by, the likeliest first: 制造强市工程, 制造强市."""
    noun = next((noun for noun in NOUNS if whole.endswith(noun)), "")
    if not noun or surface.endswith(NOUNS):
        return [surface]
    return [surface + noun, surface]
