"""What touches what: the triggers that note changes of documents and of the taxonomy.

Statement triggers compare what was with what is, so that whatever writes is noticed, and a bulk
write costs one statement. A document is touched

- by a change of any column of it that answers show, of its issuers, history, sections, mentions,
  citations, sources and revisions, and of a citation that leads to it, or did;
- when a document that it cites, or that cites it, changes its title, date or status; when one of
  the bodies, meetings, terms and regions that it shows changes its name or slug.

The second, and whether anybody may see the document, is settled at commit, under the lock of the
log: there nobody else's change can come between. A document that was not public before and is not
after is logged as a draft.

A body, meeting, term or region is touched by a change of its own row; a term by its components and
related terms as well. What it shows of others (names of what is above and below it, how many
documents it has) does not touch it: answers about the taxonomy are as new as the whole log.
"""

from django.db import migrations

SHOWN = (
    "record_updated_at", "content_changed_at", "status", "title", "subtitle", "lead_in", "genre",
    "kind", "document_number", "index_number", "subject", "subject_term_id", "meeting_id",
    "meeting_stated", "region_id", "level", "adopted_on", "published_on", "effective_on",
    "validity", "validity_evidence", "publisher", "authors", "speaker", "flags", "digest", "text",
)  # fmt: skip
"""Columns of a document that answers or filters show; the long ones last."""

NAMING = ("title", "status", "adopted_on")
"""What others show of a document."""

PARTS = {
    "documents_documentissuer": (("document_id",), ("position", "name", "body_id")),
    "documents_historyevent": (
        ("document_id",),
        ("position", "event", "date", "body", "meeting"),
    ),
    "documents_section": (
        ("document_id",),
        ("position", "parent_id", "type", "level", "label", "heading", "start", '"end"'),
    ),
    "documents_mention": (
        ("document_id",),
        ("term_id", "field", "surface", "start", '"end"'),
    ),
    "documents_citation": (
        ("document_id", "target_document_id"),
        ("kind", "relation", "surface", "target", "target_document_id", "target_meeting_id",
         "section_id", "start", '"end"'),
    ),
    "documents_revision": (
        ("document_id",),
        ("at", "action", "channel", "actor_name", "key_name", "key_prefix", "reason", "changes"),
    ),
    "documents_source": (
        ("document_id",),
        ("version", "is_current", "url", "publisher", "media_type", "sha256", "captured_at"),
    ),
}  # fmt: skip
"""Table → columns that name the documents touched, columns that answers show."""

ENTITIES = {
    "taxonomy_body": ("body", "id", "slug", ("slug", "short_name")),
    "taxonomy_meeting": (
        "meeting", "id", "slug",
        ("slug", "name", "kind", "body_id", "convocation", "session", "held_from", "held_to",
         "place"),
    ),
    "taxonomy_term": ("term", "id", "slug", ("slug", "label")),
    "taxonomy_region": ("region", "code", "code", ("name",)),
}  # fmt: skip
"""Table → type, primary key, public key, columns that documents show."""

TERM_LINKS = {
    "taxonomy_termcomponent": ("whole_id", "part_id"),
    "taxonomy_term_related": ("from_term_id", "to_term_id"),
}

INDEX = (
    "documents_corpusstatistics", "documents_dictionaryversion", "documents_documentrelation",
    "documents_suggestion",
)  # fmt: skip
"""Tables that the search reads beside its index. Tables of the index itself are swapped, and would
leave their triggers behind: who writes or swaps them notes it himself."""

TRIGGERS = """
CREATE TRIGGER {table}_changes_insert AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION {function}();
CREATE TRIGGER {table}_changes_update AFTER UPDATE ON {table}
    REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION {function}();
CREATE TRIGGER {table}_changes_delete AFTER DELETE ON {table}
    REFERENCING OLD TABLE AS replaced FOR EACH STATEMENT EXECUTE FUNCTION {function}();
"""

FUNCTION = """
CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ended varchar[];
    touched varchar[];
    named varchar[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        {inserted}
    ELSIF TG_OP = 'DELETE' THEN
        {deleted}
    ELSE
        {updated}
    END IF;
    RETURN NULL;
END $$;
"""
# Before and after are joined in full: the plan is kept, whatever the number of rows that it was
# made for, and of all joins only this one is never a loop inside a loop.


def _row(alias, columns):
    return f"ROW({', '.join(f'{alias}.{column}' for column in columns)})"


def _differ(columns):
    return f"{_row('r', columns)} IS DISTINCT FROM {_row('w', columns)}"


def _note(kind, keys, was_public="false", spreads="false"):
    return f"PERFORM policyapi_note_change('{kind}', {keys}, {was_public}, {spreads});"


def _noticed(table, **branches):
    function = f"{table}_note_changes"
    made = FUNCTION.format(function=function, **branches)
    return migrations.RunSQL(
        made + TRIGGERS.format(table=table, function=function), f"DROP FUNCTION {function} CASCADE"
    )


DOCUMENTS_UPDATED = f"""
        SELECT array_agg(r.id) FILTER (WHERE r.status = 'published'), array_agg(w.id),
            array_agg(w.id) FILTER (
                WHERE 'published' IN (r.status, w.status) AND {_differ(NAMING)})
        INTO ended, touched, named
        FROM replaced r FULL JOIN written w ON r.id = w.id WHERE {_differ(("id", *SHOWN))};
        {_note("document", "ended", "true")}
        {_note("document", "touched")}
        {_note("document", "named", spreads="true")}
"""


def _documents():
    public = "ARRAY(SELECT id FROM replaced WHERE status = 'published')"
    return _noticed(
        "documents_document",
        inserted=_note("document", "ARRAY(SELECT id FROM written)"),
        deleted=_note("document", public, "true"),
        updated=DOCUMENTS_UPDATED,
    )


def _part(table):
    owners, shown = PARTS[table]

    def touched(rows, *aliases):
        named = ", ".join(f"{alias}.{owner}" for alias in aliases for owner in owners)
        return f"ARRAY(SELECT DISTINCT unnest(ARRAY[{named}]) FROM {rows})"

    changed = f"""replaced r FULL JOIN written w ON r.id = w.id
            WHERE {_differ(("id", "document_id", *shown))}"""
    return _noticed(
        table,
        inserted=_note("document", touched("written w", "w")),
        deleted=_note("document", touched("replaced r", "r")),
        updated=_note("document", touched(changed, "r", "w")),
    )


def _entity(table):
    kind, primary, key, shown = ENTITIES[table]
    updated = f"""
        SELECT array_agg(r.{key}) || array_agg(w.{key}),
            array_agg(w.{key}) FILTER (WHERE {_differ(shown)})
        INTO touched, named
        FROM replaced r FULL JOIN written w ON r.{primary} = w.{primary} WHERE r IS DISTINCT FROM w;
        {_note(kind, "touched")}
        {_note(kind, "named", spreads="true")}
    """
    return _noticed(
        table,
        inserted=_note(kind, f"ARRAY(SELECT {key} FROM written)"),
        deleted=_note(kind, f"ARRAY(SELECT {key} FROM replaced)"),
        updated=updated,
    )


def _term_links(table):
    ends = TERM_LINKS[table]

    def slugs(rows):
        named = ", ".join(f"link.{end}" for end in ends)
        return (f"ARRAY(SELECT t.slug FROM {rows} AS link, unnest(ARRAY[{named}]) AS e"
                " JOIN taxonomy_term t ON t.id = e)")  # fmt: skip

    either = "(SELECT * FROM replaced UNION SELECT * FROM written)"
    return _noticed(
        table,
        inserted=_note("term", slugs("written")),
        deleted=_note("term", slugs("replaced")),
        updated=_note("term", slugs(either)),
    )


def _index(table):
    note = _note("index", "ARRAY['']")
    return _noticed(table, inserted=note, deleted=note, updated=note)


SETTLE = """
CREATE OR REPLACE FUNCTION policyapi_settle_changes() RETURNS void LANGUAGE plpgsql AS $$
DECLARE own xid8 := pg_current_xact_id();
BEGIN
    IF EXISTS (SELECT FROM policyapi_pendingchange
               WHERE transaction = own AND spreads AND type <> '') THEN
        INSERT INTO policyapi_pendingchange (type, key)
        WITH spreading AS (
            SELECT type, key FROM policyapi_pendingchange WHERE transaction = own AND spreads
        ), meeting AS (
            SELECT m.id FROM spreading s JOIN taxonomy_meeting m ON m.slug = s.key
            WHERE s.type = 'meeting'
            UNION
            SELECT m.id FROM spreading s JOIN taxonomy_body b ON b.slug = s.key
                JOIN taxonomy_meeting m ON m.body_id = b.id
            WHERE s.type = 'body'
        )
        SELECT 'document', touched FROM (
            SELECT c.document_id FROM spreading s
                JOIN documents_citation c ON c.target_document_id = s.key
            WHERE s.type = 'document'
            UNION
            SELECT c.target_document_id FROM spreading s
                JOIN documents_citation c ON c.document_id = s.key
            WHERE s.type = 'document'
            UNION
            SELECT i.document_id FROM spreading s JOIN taxonomy_body b ON b.slug = s.key
                JOIN documents_documentissuer i ON i.body_id = b.id
            WHERE s.type = 'body'
            UNION
            SELECT d.id FROM meeting m JOIN documents_document d ON d.meeting_id = m.id
            UNION
            SELECT c.document_id FROM meeting m
                JOIN documents_citation c ON c.target_meeting_id = m.id
            UNION
            SELECT d.id FROM spreading s JOIN documents_document d ON d.region_id = s.key
            WHERE s.type = 'region'
            UNION
            SELECT n.document_id FROM spreading s JOIN taxonomy_term t ON t.slug = s.key
                JOIN documents_mention n ON n.term_id = t.id
            WHERE s.type = 'term'
        ) AS shown (touched)
        WHERE touched IS NOT NULL
        ON CONFLICT DO NOTHING;
    END IF;
    UPDATE policyapi_pendingchange p SET type = 'draft'
    WHERE p.transaction = own AND p.type = 'document' AND NOT p.was_public AND NOT EXISTS (
        SELECT FROM documents_document d WHERE d.id = p.key AND d.status = 'published'
    );
    -- Any other row says as much of the search.
    DELETE FROM policyapi_pendingchange p
    WHERE p.transaction = own AND p.type = 'index' AND EXISTS (
        SELECT FROM policyapi_pendingchange o
        WHERE o.transaction = own AND o.type NOT IN ('', 'index')
    );
END $$;
"""

UNSETTLE = """
CREATE OR REPLACE FUNCTION policyapi_settle_changes() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
END $$;
"""

BACKFILL = """
INSERT INTO policyapi_change (type, key, changed_at)
SELECT type, key, now() FROM (
    SELECT 1 AS part, 'region' AS type, code AS key FROM taxonomy_region
    UNION ALL SELECT 2, 'body', slug FROM taxonomy_body
    UNION ALL SELECT 3, 'meeting', slug FROM taxonomy_meeting
    UNION ALL SELECT 4, 'term', slug FROM taxonomy_term
    UNION ALL SELECT 5, 'document', id FROM documents_document WHERE status = 'published'
) AS things ORDER BY part, key;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0016_revisions"),
        ("taxonomy", "0002_reference_load"),
        ("policyapi", "0002_changes"),
    ]

    operations = [
        migrations.RunSQL(SETTLE, UNSETTLE),
        _documents(),
        *(_part(table) for table in PARTS),
        *(_entity(table) for table in ENTITIES),
        *(_term_links(table) for table in TERM_LINKS),
        *(_index(table) for table in INDEX),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
    ]
