"""The types of what is sent about documents, for the OpenAPI schema.

Rows come from the database in these shapes; a test holds both to each other.
"""

from __future__ import annotations

from typing import Any, ClassVar, get_args

from rest_framework import serializers

from documents.models import Citation, Genre, Mention, Revision, Status, Suggestion, Validity
from documents.search.suggestion_ways import Match
from documents.text.stages import EVENTS, FLAGS, KINDS, RELATIONS, SECTION_TYPES
from policyapi.rest.serializers import Sparse
from taxonomy.api.serializers import BodyRef, MeetingRef, RegionRef, TermRef
from taxonomy.models import Body, Meeting, Region

HIGHLIGHTED = ("text", "digest", "title")
"""Where a passage that was found may stand."""
MATCHES = get_args(Match)


class IssuingBody(BodyRef):
    """A body that issued a document; what follows its name comes with `include=issuers`."""

    full_name = serializers.CharField(required=False)
    aliases = serializers.ListField(child=serializers.CharField(), required=False)
    system = serializers.ChoiceField(Body.System.choices, required=False)
    region = serializers.CharField(allow_null=True, required=False, help_text="Code of the region.")


class Issuer(serializers.Serializer[Any]):
    """Who issued a document."""

    cells: ClassVar = {"issuers": ("name",), "issuer_slugs": ("body", "slug")}

    name = serializers.CharField(help_text="As the text names it.")
    body = IssuingBody(allow_null=True)


class DocumentMeeting(serializers.Serializer[Any]):
    """The meeting that adopted a document or where it was delivered."""

    slug = serializers.CharField(allow_null=True, help_text="Null where it is only stated.")
    name = serializers.CharField()
    kind = serializers.ChoiceField(Meeting.Kind.choices)
    body = serializers.CharField(allow_null=True, help_text="Slug of the body.")
    convocation = serializers.IntegerField(allow_null=True)
    session = serializers.IntegerField(allow_null=True)
    held_from = serializers.DateField(allow_null=True)
    held_to = serializers.DateField(allow_null=True)
    place = serializers.CharField(allow_null=True)
    aliases = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="With `include=meeting`, as below."
    )
    body_name = serializers.CharField(allow_null=True, required=False)
    region = RegionRef(allow_null=True, required=False)


class DocumentRef(serializers.Serializer[Any]):
    """A document, by what leads to it."""

    id = serializers.CharField()
    title = serializers.CharField()


class DatedRef(DocumentRef):
    """A document with its day."""

    adopted_on = serializers.DateField(allow_null=True)


class SectionItem(Sparse):
    """A node of a document's outline, in the order of the text."""

    position = serializers.IntegerField()
    type = serializers.ChoiceField(SECTION_TYPES)
    level = serializers.IntegerField()
    label = serializers.CharField(allow_null=True)  # type: ignore[assignment]
    heading = serializers.CharField(allow_null=True)
    start = serializers.IntegerField(help_text="Code points from the beginning of `text`.")
    end = serializers.IntegerField()
    parent = serializers.IntegerField(  # type: ignore[assignment]
        allow_null=True, help_text="Position of the section above."
    )


class MentionItem(serializers.Serializer[Any]):
    """A place where a text or a digest names a term."""

    field = serializers.ChoiceField(Mention.Field.choices)
    term = TermRef()
    surface = serializers.CharField()
    section = serializers.IntegerField(allow_null=True, help_text="Position of its section.")
    start = serializers.IntegerField(help_text="Code points from the beginning of the field.")
    end = serializers.IntegerField()


class CitationItem(Sparse):
    """A document or meeting that a text names, and what leads to it where it is here."""

    kind = serializers.ChoiceField(Citation.Kind.choices)
    relation = serializers.ChoiceField(RELATIONS, allow_null=True)
    surface = serializers.CharField()
    target = serializers.CharField(allow_null=True)
    document = DocumentRef(allow_null=True)
    meeting = MeetingRef(allow_null=True)
    section = serializers.IntegerField(allow_null=True, help_text="Position of its section.")
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class CitedByItem(Sparse):
    """A place in another document that names this one."""

    document = DatedRef()
    relation = serializers.ChoiceField(RELATIONS, allow_null=True)
    surface = serializers.CharField()
    section = serializers.IntegerField(allow_null=True)
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class SourceItem(Sparse):
    """What a document was read from; each change at its source is one more version."""

    version = serializers.IntegerField()
    is_current = serializers.BooleanField()
    url = serializers.URLField(allow_null=True)
    publisher = serializers.CharField(allow_null=True)
    media_type = serializers.CharField()
    sha256 = serializers.CharField()
    captured_at = serializers.DateTimeField()


class RevisionAuthor(serializers.Serializer[Any]):
    """Who wrote: a user, or a key with the user to whom it belongs."""

    user = serializers.CharField(allow_null=True)
    key = serializers.CharField(allow_null=True)


class RevisionItem(Sparse):
    """One change of a document, by whatever way."""

    at = serializers.DateTimeField()
    action = serializers.ChoiceField(Revision.Action.choices)
    channel = serializers.ChoiceField(Revision.Channel.choices)
    fields = serializers.ListField(  # type: ignore[assignment]
        child=serializers.CharField(), help_text="What was changed."
    )
    reason = serializers.CharField(allow_null=True)
    by = RevisionAuthor(allow_null=True, help_text="For those who write themselves; else null.")


class TermCount(serializers.Serializer[Any]):
    """A term, and how often the text names it."""

    cells: ClassVar = {"terms": ("label",), "term_slugs": ("slug",), "term_counts": ("count",)}

    slug = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()


class HistoryItem(serializers.Serializer[Any]):
    """One event in the history of a law."""

    event = serializers.ChoiceField(EVENTS)
    date = serializers.DateField(allow_null=True)
    body = serializers.CharField(allow_null=True)
    meeting = serializers.CharField(allow_null=True)


class Highlight(serializers.Serializer[Any]):
    """A stretch of a document in which words of the query are."""

    field = serializers.ChoiceField(HIGHLIGHTED)
    section = serializers.IntegerField(allow_null=True, help_text="Position of its section.")
    anchor = serializers.CharField(allow_null=True, help_text="`section-` and that position.")
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    snippet = serializers.CharField(help_text="HTML: what was found in <mark>, all else escaped.")


class DocumentLinks(serializers.Serializer[Any]):
    """Addresses of a document and its parts."""

    self = serializers.URLField()
    text = serializers.URLField()
    sections = serializers.URLField()
    citations = serializers.URLField()
    cited_by = serializers.URLField()
    similar = serializers.URLField()
    sources = serializers.URLField()
    revisions = serializers.URLField()


class DocumentItem(Sparse):
    """A document in a list; the keys from `text` on come with `include=`."""

    id = serializers.CharField()
    title = serializers.CharField()
    subtitle = serializers.CharField(allow_null=True)
    lead_in = serializers.CharField(allow_null=True)
    title_inferred = serializers.BooleanField()
    genre = serializers.ChoiceField(Genre.choices)
    kind = serializers.ChoiceField(KINDS, allow_null=True)
    document_number = serializers.CharField(allow_null=True)
    index_number = serializers.CharField(allow_null=True)
    subject = serializers.CharField(allow_null=True)
    issuers = Issuer(many=True)
    meeting = DocumentMeeting(allow_null=True)
    region = RegionRef(allow_null=True)
    level = serializers.ChoiceField(Region.Level.choices, allow_null=True)
    adopted_on = serializers.DateField(allow_null=True)
    published_on = serializers.DateField(allow_null=True)
    effective_on = serializers.DateField(allow_null=True)
    validity = serializers.ChoiceField(Validity.choices)
    publisher = serializers.CharField(allow_null=True)
    authors = serializers.ListField(child=serializers.CharField())
    speaker = serializers.CharField(allow_null=True)
    digest = serializers.CharField(allow_null=True)
    has_text = serializers.BooleanField()
    text_length = serializers.IntegerField(help_text="Code points.")
    flags = serializers.ListField(child=serializers.ChoiceField(FLAGS))
    url = serializers.URLField(allow_null=True, help_text="Official address of the source.")
    content_changed_at = serializers.DateTimeField()
    record_updated_at = serializers.DateTimeField()
    links = DocumentLinks()
    text = serializers.CharField(allow_null=True, required=False)
    sections = SectionItem(many=True, required=False)
    terms = TermCount(many=True, required=False)
    mentions = MentionItem(many=True, required=False)
    citations = CitationItem(many=True, required=False)
    history = HistoryItem(many=True, required=False)
    sources = SourceItem(many=True, required=False)


class Explanation(serializers.Serializer[Any]):
    """What a hit's score is made of."""

    score = serializers.FloatField()
    parts = serializers.DictField(
        child=serializers.FloatField(), help_text="Words by BM25F, bigrams, title, recency …"
    )
    weights = serializers.DictField(
        child=serializers.FloatField(), help_text="Word of the query → its weight, the idf."
    )


class DocumentHit(DocumentItem):
    """What a list has; with `highlight=true` and `explain=true` also how it was found."""

    highlights = Highlight(many=True, required=False)
    explanation = Explanation(allow_null=True, required=False)


class LookedUpItem(DocumentItem):
    """A document that was looked up."""


class SimilarItem(DocumentItem):
    """A document like another one."""

    score = serializers.FloatField(help_text="From 0 to 1, which the document itself would score.")
    shared_terms = serializers.ListField(
        child=serializers.CharField(), help_text="Telling words that both have, heaviest first."
    )


class SimilarDocuments(serializers.Serializer[Any]):
    """The documents most like one, best first."""

    results = SimilarItem(many=True)


class DocumentFull(DocumentItem):
    """One document; `text`, `sections` and `citations` come with `include=`."""

    status = serializers.ChoiceField(
        Status.choices, help_text="Others than published are seen with a key that writes."
    )
    validity_evidence = serializers.CharField(allow_null=True)
    section_count = serializers.IntegerField()
    citation_count = serializers.IntegerField()
    cited_by_count = serializers.IntegerField()
    terms = TermCount(many=True)
    history = HistoryItem(many=True)
    sources = SourceItem(many=True)


class DocumentText(serializers.Serializer[Any]):
    """The whole text of a document."""

    id = serializers.CharField()
    title = serializers.CharField()
    has_text = serializers.BooleanField()
    text = serializers.CharField(allow_null=True)


class Span(serializers.Serializer[Any]):
    """A stretch of a text, from `start` to before `end`."""

    start = serializers.IntegerField(help_text="Code points.")
    end = serializers.IntegerField()


class SuggestionItem(serializers.Serializer[Any]):
    """A name that what was typed may become, and what it leads to."""

    text = serializers.CharField()
    kind = serializers.ChoiceField(Suggestion.Kind.choices)
    id = serializers.CharField(help_text="A slug; of a document its id.")
    match = serializers.ChoiceField(MATCHES)
    highlight = Span(many=True, help_text="What was typed of `text`.")


class Suggestions(serializers.Serializer[Any]):
    """Completions, the best first."""

    results = SuggestionItem(many=True)


class PassageDocument(DatedRef):
    """The document that a paragraph is of."""

    issuers = serializers.ListField(
        child=serializers.CharField(), help_text="Short names, in their order."
    )


class PassageSection(serializers.Serializer[Any]):
    """Where in the outline a paragraph stands."""

    position = serializers.IntegerField()
    anchor = serializers.CharField(help_text="For use as an id in HTML: `section-` and position.")
    type = serializers.ChoiceField(SECTION_TYPES)
    label = serializers.CharField(allow_null=True)  # type: ignore[assignment]
    heading = serializers.CharField(allow_null=True)
    path = serializers.ListField(
        child=serializers.CharField(),
        help_text="Labels and headings above it and its own, the outermost first.",
    )


class PassageItem(serializers.Serializer[Any]):
    """A paragraph that answers the query."""

    document = PassageDocument()
    section = PassageSection(allow_null=True, help_text="The innermost section.")
    start = serializers.IntegerField(help_text="Code points from the beginning of `text`.")
    end = serializers.IntegerField()
    snippet = serializers.CharField(
        help_text="HTML: the paragraph with what was found in <mark>, all else escaped."
    )
    score = serializers.FloatField()
