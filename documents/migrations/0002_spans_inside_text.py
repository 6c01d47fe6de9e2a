"""Triggers that keep every span inside the text that it points into.

A CHECK cannot look at another table, so statement triggers compare what was written with the
length of the document's text (or digest), and a deferred trigger does the same when a text shrinks.
"""

from django.db import migrations

CHILD = """
CREATE FUNCTION {table}_inside_text() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE broken record;
BEGIN
    SELECT w.document_id, w.start, w."end" INTO broken
    FROM written w JOIN documents_document d ON d.id = w.document_id
    WHERE w."end" > {length} LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '{table}: span [%, %) lies outside the text of document %',
            broken.start, broken."end", broken.document_id
            USING ERRCODE = 'check_violation', CONSTRAINT = '{table}_inside_text';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER {table}_inside_text_insert AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION {table}_inside_text();
CREATE TRIGGER {table}_inside_text_update AFTER UPDATE ON {table}
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION {table}_inside_text();
"""

PARENT = """
CREATE FUNCTION documents_text_covers_spans() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE now documents_document%ROWTYPE;
BEGIN
    SELECT * INTO now FROM documents_document WHERE id = NEW.id;
    IF FOUND AND (
        EXISTS (SELECT 1 FROM documents_section
                WHERE document_id = now.id AND "end" > now.text_length)
        OR EXISTS (SELECT 1 FROM documents_citation
                WHERE document_id = now.id AND "end" > now.text_length)
        OR EXISTS (SELECT 1 FROM documents_mention
                WHERE document_id = now.id AND "end" > CASE field
                    WHEN 'text' THEN now.text_length ELSE char_length(now.digest) END)
    ) THEN
        RAISE EXCEPTION 'document %: its text became shorter than a span that points into it', now.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'documents_text_covers_spans';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER documents_text_covers_spans
    AFTER UPDATE OF text, digest ON documents_document
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.text IS DISTINCT FROM NEW.text OR OLD.digest IS DISTINCT FROM NEW.digest)
    EXECUTE FUNCTION documents_text_covers_spans();
"""

MENTION_LENGTH = "CASE w.field WHEN 'text' THEN d.text_length ELSE char_length(d.digest) END"
TABLES = {
    "documents_section": "d.text_length",
    "documents_citation": "d.text_length",
    "documents_mention": MENTION_LENGTH,
}


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [
        *(
            migrations.RunSQL(
                CHILD.format(table=table, length=length),
                f"DROP FUNCTION {table}_inside_text CASCADE",
            )
            for table, length in TABLES.items()
        ),
        migrations.RunSQL(PARENT, "DROP FUNCTION documents_text_covers_spans CASCADE"),
    ]
