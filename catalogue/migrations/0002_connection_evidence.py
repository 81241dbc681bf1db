"""The database holds what a row constraint cannot: a connection's citation belongs to its subject."""

from django.db import migrations

MESSAGE = "connection_rests_on_a_citation_of_its_subject"

SQLITE = [
    f"""
    CREATE TRIGGER connection_evidence_{moment} BEFORE {moment} ON catalogue_connection
    WHEN (SELECT entry_id FROM catalogue_citation WHERE id = NEW.citation_id) IS NOT NEW.subject_id
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
    """
    for moment in ("INSERT", "UPDATE")
] + [
    f"""
    CREATE TRIGGER citation_keeps_its_connections BEFORE UPDATE OF entry_id ON catalogue_citation
    WHEN EXISTS (SELECT 1 FROM catalogue_connection WHERE citation_id = NEW.id AND subject_id <> NEW.entry_id)
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
    """
]

POSTGRES = [
    f"""
    CREATE FUNCTION connection_evidence() RETURNS trigger AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM catalogue_connection c JOIN catalogue_citation e ON e.id = c.citation_id
                   WHERE (c.id = NEW.id AND TG_TABLE_NAME = 'catalogue_connection'
                          OR e.id = NEW.id AND TG_TABLE_NAME = 'catalogue_citation') AND e.entry_id <> c.subject_id)
        THEN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
    END $$ LANGUAGE plpgsql
    """,
    """
    CREATE CONSTRAINT TRIGGER connection_evidence AFTER INSERT OR UPDATE ON catalogue_connection
    FOR EACH ROW EXECUTE FUNCTION connection_evidence()
    """,
    """
    CREATE CONSTRAINT TRIGGER citation_keeps_its_connections AFTER UPDATE OF entry_id ON catalogue_citation
    FOR EACH ROW EXECUTE FUNCTION connection_evidence()
    """,
]


def create(apps, schema_editor):
    """Create the triggers in the words of the database at hand."""
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    """Take the triggers away again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER citation_keeps_its_connections ON catalogue_citation")
        schema_editor.execute("DROP TRIGGER connection_evidence ON catalogue_connection")
        schema_editor.execute("DROP FUNCTION connection_evidence()")
    else:
        for name in ("connection_evidence_INSERT", "connection_evidence_UPDATE", "citation_keeps_its_connections"):
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    """Adds the triggers."""

    dependencies = [("catalogue", "0001_initial")]

    operations = [migrations.RunPython(create, drop, elidable=False)]
