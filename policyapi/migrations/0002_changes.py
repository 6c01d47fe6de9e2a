"""The log of changes, and how a change gets its place in it.

Triggers of other tables call `policyapi_note_change`, which notes each thing once a transaction
in a table of what is pending. At commit, in the second round of deferred triggers, the lock is
taken and the things that are pending become rows of the log. In the second, so that the deferred
checks of foreign keys, which may wait for other transactions, are over: who holds the lock waits
for nobody, and lets go of it when its commit can be seen. So positions are in the order of commits.

The pending rows are gone when a transaction ends, so their table needs no write-ahead log. `xid8`
never comes twice in a cluster, and nothing that is kept refers to it: a dump can be restored.
"""

from django.db import migrations, models

TYPES = [
    ("document", "文献"), ("body", "机关"), ("meeting", "会议"), ("term", "提法"),
    ("region", "地区"), ("draft", "未公开文献"), ("index", "检索索引"),
]  # fmt: skip

PENDING = """
CREATE UNLOGGED TABLE policyapi_pendingchange (
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    type varchar(10) NOT NULL,
    key varchar(160) NOT NULL,
    was_public boolean NOT NULL DEFAULT false,
    spreads boolean NOT NULL DEFAULT false,
    PRIMARY KEY (transaction, type, key)
);
COMMENT ON TABLE policyapi_pendingchange IS
    'What open transactions have touched. Type '''' stands for the transaction itself.';
COMMENT ON COLUMN policyapi_pendingchange.was_public IS
    'It goes into the log though it is not public any more.';
COMMENT ON COLUMN policyapi_pendingchange.spreads IS
    'What shows its name, or whether it is there, is touched with it.';
"""

NOTE = """
CREATE FUNCTION policyapi_note_change(
    noted varchar, keys varchar[], was_public boolean DEFAULT false, spreads boolean DEFAULT false
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(cardinality(keys), 0) = 0 THEN RETURN; END IF;
    INSERT INTO policyapi_pendingchange AS pending (type, key, was_public, spreads)
    SELECT DISTINCT noted, key, policyapi_note_change.was_public, policyapi_note_change.spreads
    FROM unnest(keys) AS key WHERE key IS NOT NULL
    ON CONFLICT (transaction, type, key) DO UPDATE
        SET was_public = pending.was_public OR excluded.was_public,
            spreads = pending.spreads OR excluded.spreads
        WHERE excluded.was_public AND NOT pending.was_public
            OR excluded.spreads AND NOT pending.spreads;
    INSERT INTO policyapi_pendingchange (type, key) VALUES ('', '') ON CONFLICT DO NOTHING;
END $$;
"""

SETTLE = """
CREATE OR REPLACE FUNCTION policyapi_settle_changes() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- Those who know what is public, and what shows what, put their own rules in this place.
END $$;
"""

LOCK = 0x6368616E676573
"""The advisory lock of the log ("changes" in ASCII)."""

COMMIT = f"""
CREATE FUNCTION policyapi_log_changes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    own xid8 := pg_current_xact_id();
    moment timestamptz;
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE policyapi_pendingchange SET spreads = true
        WHERE transaction = own AND type = '';
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock({LOCK});
    PERFORM policyapi_settle_changes();
    moment := greatest(
        clock_timestamp(),
        (SELECT changed_at FROM policyapi_change ORDER BY position DESC LIMIT 1)
    );
    WITH settled AS (
        DELETE FROM policyapi_pendingchange WHERE transaction = own RETURNING type, key
    )
    INSERT INTO policyapi_change (type, key, changed_at)
    SELECT type, key, moment FROM settled WHERE type <> '' ORDER BY type, key;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER policyapi_log_changes AFTER INSERT OR UPDATE ON policyapi_pendingchange
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.type = '')
    EXECUTE FUNCTION policyapi_log_changes();
"""  # noqa: S608


class Migration(migrations.Migration):
    dependencies = [("policyapi", "0001_api_keys")]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "position",
                    models.BigAutoField(primary_key=True, serialize=False, verbose_name="位置"),
                ),
                ("type", models.CharField(choices=TYPES, max_length=10, verbose_name="类型")),
                ("key", models.CharField(max_length=160, verbose_name="标识")),
                ("changed_at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "变更",
                "verbose_name_plural": "变更",
                "ordering": ("position",),
                "indexes": [
                    models.Index(fields=["type", "key", "position"], name="change_of_thing"),
                    models.Index(fields=["changed_at", "position"], name="change_by_time"),
                ],
            },
        ),
        migrations.RunSQL(PENDING, "DROP TABLE policyapi_pendingchange"),
        migrations.RunSQL(NOTE, "DROP FUNCTION policyapi_note_change"),
        migrations.RunSQL(SETTLE, "DROP FUNCTION policyapi_settle_changes"),
        migrations.RunSQL(COMMIT, "DROP FUNCTION policyapi_log_changes CASCADE"),
    ]
