"""Raids and networks have stems of their own now: what the index holds of entries' words is read again."""

from django.db import migrations


def mark_all(apps, schema_editor):
    """As after a change of an entry, for all of them: the next reader's request, or the next start, reads them."""
    entries = apps.get_model("catalogue", "Entry").objects.using(schema_editor.connection.alias)
    marks = apps.get_model("search", "Mark").objects.using(schema_editor.connection.alias)
    mark = marks.model
    marks.bulk_create([mark(entry=pk) for pk in entries.values_list("pk", flat=True)], batch_size=1000)


class Migration(migrations.Migration):
    """No table changes."""

    dependencies = [("search", "0001_initial"), ("catalogue", "0001_initial")]
    operations = [migrations.RunPython(mark_all, mark_all)]
