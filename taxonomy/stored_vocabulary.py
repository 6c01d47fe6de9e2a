"""The vocabulary as the database holds it, with what curators have added."""

from __future__ import annotations

from taxonomy.models import Body, Meeting, Region, Term
from taxonomy.vocabulary import BodyEntry, MeetingEntry, RegionEntry, TermEntry, Vocabulary


def stored_vocabulary() -> Vocabulary:
    """Five queries; of the terms, the approved formulations."""
    slugs = dict(Body.objects.values_list("id", "slug"))
    return Vocabulary(
        regions={
            r.code: RegionEntry(r.code, r.name, r.short_name, r.level, r.parent_id, r.kind)
            for r in Region.objects.all()
        },
        bodies={
            b.slug: BodyEntry(
                b.slug,
                b.name,
                b.short_name,
                b.system,
                b.region_id,
                slugs.get(b.parent_id) if b.parent_id else None,
                tuple(b.aliases),
                tuple(b.number_prefixes),
            )
            for b in Body.objects.all()
        },
        meetings={
            m.slug: MeetingEntry(
                m.slug,
                slugs[m.body_id],
                m.kind,
                m.convocation,
                m.session,
                m.held_from,
                m.held_to,
                m.place,
                m.name,
                tuple(m.aliases),
            )
            for m in Meeting.objects.all()
        },
        terms=tuple(
            TermEntry(t.slug, t.label, tuple(t.alt_labels), t.region_id, t.quoted_only)
            for t in Term.objects.filter(
                scheme=Term.Scheme.FORMULATION, status=Term.Status.APPROVED
            ).order_by("id")
        ),
    )
