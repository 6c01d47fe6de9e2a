"""Texts in the quicker compression, where the server has it: a phrase is looked for in thousands.

Rows that are there keep theirs until they are written anew; both can be read.
"""

from django.db import migrations

COMPRESSION = """
    DO $$ BEGIN
        IF EXISTS (SELECT FROM pg_settings
                   WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals)) THEN
            ALTER TABLE documents_document ALTER text SET COMPRESSION lz4;
        END IF;
    END $$
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0014_vectors_without_statistics")]

    operations = [migrations.RunSQL(COMPRESSION, migrations.RunSQL.noop)]
