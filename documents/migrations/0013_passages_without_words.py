"""Passages without vectors: what they hold is told from the text of their document.

The table is written anew, so that the room the vectors took is given back; the rows stay. After the
way back they are gone, and `reindex --all` makes them anew.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("documents", "0012_dictionary_versions")]

    operations = [
        migrations.RemoveIndex(model_name="passage", name="passage_words"),
        migrations.RemoveField(model_name="passage", name="words"),
        migrations.RunSQL(
            "CLUSTER documents_passage USING passage_start;"
            "ALTER TABLE documents_passage SET WITHOUT CLUSTER;"
            "ANALYZE documents_passage",
            "DELETE FROM documents_passage",
        ),
    ]
