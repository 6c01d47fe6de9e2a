"""Which rows of the index are to be renewed because a body, term, region or meeting changed.

Their keys name a document's issuers, terms and region with everything above them, so a change of
a slug or parent outdates the documents of all that is below it. Statement triggers see every
change, of the admin site and of `load_reference` alike.
"""

import django.db.models.deletion
from django.db import migrations, models

TRIGGER = """
CREATE FUNCTION {table}_outdates_keys() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changed text[];
BEGIN
    SELECT array_agg(w.{key}::text) INTO changed FROM written w JOIN replaced r USING ({key})
    WHERE ROW({new}) IS DISTINCT FROM ROW({old});
    IF changed IS NULL THEN RETURN NULL; END IF;
    INSERT INTO documents_staleentry (entry_id)
    WITH RECURSIVE below AS (
        SELECT {key} FROM {table} WHERE {key}::text = ANY(changed){descend}
    )
    SELECT document_id FROM documents_searchentry WHERE document_id IN ({documents})
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER {table}_outdates_keys AFTER UPDATE ON {table}
    REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_outdates_keys();
"""
DESCEND = """
        UNION SELECT child.{key} FROM {table} child JOIN below ON child.parent_id = below.{key}"""

OF_BODY = "SELECT document_id FROM documents_documentissuer WHERE body_id IN (SELECT id FROM below)"
OF_TERM = """
        SELECT document_id FROM documents_mention WHERE term_id IN (SELECT id FROM below)
        UNION SELECT id FROM documents_document WHERE subject_term_id IN (SELECT id FROM below)"""
OF_REGION = "SELECT id FROM documents_document WHERE region_id IN (SELECT code FROM below)"
OF_MEETING = "SELECT id FROM documents_document WHERE meeting_id IN (SELECT id FROM below)"

TABLES = (
    ("taxonomy_body", "id", ("slug", "parent_id"), OF_BODY),
    ("taxonomy_term", "id", ("slug", "label", "parent_id"), OF_TERM),
    ("taxonomy_region", "code", ("parent_id",), OF_REGION),
    ("taxonomy_meeting", "id", ("slug",), OF_MEETING),
)


def _trigger(table, key, columns, documents):
    return TRIGGER.format(
        table=table,
        key=key,
        new=", ".join(f"w.{column}" for column in columns),
        old=", ".join(f"r.{column}" for column in columns),
        descend=DESCEND.format(table=table, key=key) if "parent_id" in columns else "",
        documents=documents,
    )


class Migration(migrations.Migration):
    dependencies = [("documents", "0010_passages")]

    operations = [
        migrations.CreateModel(
            name="StaleEntry",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="stale",
                        serialize=False,
                        to="documents.searchentry",
                    ),
                ),
            ],
            options={"verbose_name": "待重建索引", "verbose_name_plural": "待重建索引"},
        ),
        migrations.RunSQL(
            "ALTER TABLE documents_staleentry ADD CONSTRAINT stale_entry FOREIGN KEY (entry_id) "
            "REFERENCES documents_searchentry ON DELETE CASCADE",
            migrations.RunSQL.noop,
        ),
        *(
            migrations.RunSQL(
                _trigger(*table),
                f"DROP FUNCTION {table[0]}_outdates_keys() CASCADE",
            )
            for table in TABLES
        ),
    ]
