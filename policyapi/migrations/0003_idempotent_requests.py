"""Requests that carry an Idempotency-Key, with what came of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("policyapi", "0002_changes")]

    operations = [
        migrations.CreateModel(
            name="IdempotentRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("holder", models.CharField(max_length=20, verbose_name="密钥前缀")),
                ("operation", models.CharField(max_length=200, verbose_name="操作")),
                ("key", models.CharField(max_length=255, verbose_name="幂等键")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="请求指纹")),
                ("result", models.JSONField(verbose_name="结果")),
                ("answer", models.JSONField(null=True, verbose_name="答复")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
            ],
            options={
                "verbose_name": "幂等请求",
                "verbose_name_plural": "幂等请求",
                "indexes": [models.Index(fields=["created_at"], name="idempotent_request_by_time")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("holder", "operation", "key"), name="idempotent_request_once"
                    )
                ],
            },
        ),
    ]
