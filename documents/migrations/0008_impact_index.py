import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


STORAGE = """
    ALTER TABLE documents_searchentry SET (toast_tuple_target = 256);
    DO $$ BEGIN
        IF EXISTS (SELECT FROM pg_settings
                   WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals)) THEN
            ALTER TABLE documents_searchentry
                ALTER words SET COMPRESSION lz4, ALTER bigrams SET COMPRESSION lz4;
        END IF;
    END $$
"""
"""Vectors out of line, so that counting reads short rows; the quicker compression if it is there."""


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0007_title_endings'),
    ]

    operations = [
        migrations.DeleteModel(
            name='SearchEntry',
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search_entry', serialize=False, to='documents.document')),
                ('is_public', models.BooleanField(verbose_name='已发布')),
                ('adopted_on', models.DateField(null=True, verbose_name='成文日期')),
                ('published_on', models.DateField(null=True, verbose_name='发布日期')),
                ('year', models.SmallIntegerField(null=True, verbose_name='年份')),
                ('kind', models.CharField(max_length=4, null=True, verbose_name='文种')),
                ('genre', models.CharField(max_length=12, verbose_name='体裁')),
                ('level', models.CharField(max_length=12, null=True, verbose_name='层级')),
                ('region', models.CharField(max_length=6, null=True, verbose_name='地区')),
                ('meeting', models.BigIntegerField(null=True, verbose_name='会议')),
                ('subject', models.BigIntegerField(null=True, verbose_name='主题')),
                ('issuers', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None, verbose_name='发文机关')),
                ('terms', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None, verbose_name='提法')),
                ('length', models.IntegerField(verbose_name='加权词数')),
                ('analyser', models.CharField(max_length=40, verbose_name='分词器版本')),
                ('words', django.contrib.postgres.search.SearchVectorField(verbose_name='词向量')),
                ('bigrams', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None, verbose_name='二元字组')),
            ],
            options={
                'verbose_name': '检索索引',
                'verbose_name_plural': '检索索引',
            },
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['words', 'bigrams'], name='search_vectors'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(fields=['analyser'], name='search_analyser'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(models.OrderBy(models.F('adopted_on'), descending=True, nulls_last=True), models.F('document'), name='search_adopted_on'),
        ),
        migrations.CreateModel(
            name='Lexeme',
            fields=[
                ('pk', models.CompositePrimaryKey('vector', 'lexeme', blank=True, editable=False, primary_key=True, serialize=False)),
                ('vector', models.CharField(choices=[('w', '词'), ('b', '二元')], max_length=1, verbose_name='向量')),
                ('lexeme', models.TextField(verbose_name='词位')),
                ('documents', models.IntegerField(verbose_name='文献数')),
            ],
            options={
                'verbose_name': '词频',
                'verbose_name_plural': '词频',
            },
        ),
        migrations.CreateModel(
            name='CorpusStatistics',
            fields=[
                ('id', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('documents', models.IntegerField(verbose_name='文献数')),
                ('average_length', models.FloatField(verbose_name='平均加权词数')),
                ('counted_at', models.DateTimeField(auto_now=True, verbose_name='统计时间')),
            ],
            options={
                'verbose_name': '语料统计',
                'verbose_name_plural': '语料统计',
            },
        ),
        migrations.RunSQL(STORAGE, migrations.RunSQL.noop),
    ]
