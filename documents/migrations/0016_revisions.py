"""Who changed what of a document, when and why; a trigger keeps written rows as they are.

Only the link to a user may go, with the user. TRUNCATE, which no client of the service may do,
fires no row trigger.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

KEPT = """
CREATE FUNCTION documents_revision_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.actor_id IS NULL
        AND to_jsonb(NEW) - 'actor_id' = to_jsonb(OLD) - 'actor_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'documents_revision: history is only added to'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'documents_revision_is_kept';
END $$;
CREATE TRIGGER documents_revision_is_kept BEFORE UPDATE OR DELETE ON documents_revision
    FOR EACH ROW EXECUTE FUNCTION documents_revision_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0015_text_compression"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                ("action", models.CharField(choices=[("created", "新建"), ("updated", "修改"), ("withdrawn", "撤回"), ("restored", "恢复"), ("source_added", "增加来源"), ("deleted", "删除")], max_length=12, verbose_name="操作")),
                ("channel", models.CharField(choices=[("api", "接口"), ("admin", "管理后台"), ("command", "命令")], max_length=8, verbose_name="途径")),
                ("actor_name", models.CharField(blank=True, max_length=150, verbose_name="用户名")),
                ("key_name", models.CharField(blank=True, max_length=50, verbose_name="密钥名称")),
                ("key_prefix", models.CharField(blank=True, max_length=20, verbose_name="密钥前缀")),
                ("reason", models.TextField(blank=True, verbose_name="变更原因")),
                ("changes", models.JSONField(blank=True, default=dict, verbose_name="变更内容")),
                ("actor", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="用户")),
                ("document", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="revisions", to="documents.document", verbose_name="文献")),
            ],
            options={
                "verbose_name": "变更历史",
                "verbose_name_plural": "变更历史",
                "ordering": ("-id",),
                "indexes": [
                    models.Index(fields=["document", "-id"], name="revision_of_document"),
                    models.Index(fields=["-at"], name="revision_by_time"),
                ],
            },
        ),
        migrations.RunSQL(KEPT, "DROP FUNCTION documents_revision_is_kept CASCADE"),
    ]
