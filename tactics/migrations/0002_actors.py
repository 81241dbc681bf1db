"""Who can carry out a tactic: a fixed list."""

from django.db import migrations

ACTORS = [
    ("neighbours", "neighbours", "vecinos y vecinas"),
    ("workers", "workers and unions", "trabajadores y sindicatos"),
    ("students", "students and youth", "estudiantes y jóvenes"),
    ("lawyers", "lawyers", "abogados y abogadas"),
    ("faith-communities", "faith communities", "comunidades de fe"),
    ("artists", "artists", "artistas"),
    ("businesses", "businesses", "negocios"),
    ("officials", "local officials", "autoridades locales"),
    ("other-cities", "people in other cities", "gente de otras ciudades"),
]


def create(apps, schema_editor):
    """Make the list; the order is the order of the filter."""
    actor = apps.get_model("tactics", "Actor")
    for position, (slug, name_en, name_es) in enumerate(ACTORS, 1):
        actor.objects.create(slug=slug, name_en=name_en, name_es=name_es, position=position)


def remove(apps, schema_editor):
    """Empty the list."""
    apps.get_model("tactics", "Actor").objects.all().delete()


class Migration(migrations.Migration):
    """Fills the table of actors."""

    dependencies = [("tactics", "0001_initial")]

    operations = [migrations.RunPython(create, remove)]
