"""The four roles. What each may do is set after migrations, from catalogue.roles."""

from django.db import migrations

ROLES = ("Contributors", "Editors", "Publishers", "Administrators")


def create(apps, schema_editor):
    """Make the groups. Until now "Editors" could publish: whoever was one becomes a publisher."""
    group = apps.get_model("auth", "Group")
    group.objects.filter(name="Editors").update(name="Publishers")
    for name in ROLES:
        group.objects.get_or_create(name=name)


def drop(apps, schema_editor):
    """Back to one group, "Editors", for everybody who was more than a contributor."""
    group = apps.get_model("auth", "Group")
    editors, _created = group.objects.get_or_create(name="Editors")
    for other in group.objects.filter(name__in=["Publishers", "Administrators"]):
        editors.user_set.add(*other.user_set.all())
    group.objects.filter(name__in=[name for name in ROLES if name != "Editors"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0006_editing"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(create, drop)]
