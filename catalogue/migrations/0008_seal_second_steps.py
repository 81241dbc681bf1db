"""Secrets of second steps that were stored as they are."""

from django.db import migrations

from catalogue.sealing import seal, unseal

HOLDING = {"totp": "secret", "recovery_codes": "seed"}  # type of second step → where its secret is


def _rewrite(apps, change):
    for step in apps.get_model("mfa", "Authenticator").objects.filter(type__in=HOLDING):
        name = HOLDING[step.type]
        if name in step.data:
            step.data[name] = change(step.data[name])
            step.save(update_fields=["data"])


def seal_all(apps, schema_editor):
    """From now on the database alone opens nothing."""
    _rewrite(apps, lambda stored: seal(unseal(stored)))


def unseal_all(apps, schema_editor):
    """As allauth stores them by itself."""
    _rewrite(apps, unseal)


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0007_roles"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(seal_all, unseal_all)]
