"""More ways in which entries belong together."""

from importlib import import_module

from django.db import migrations, models

# SQLite builds the table anew for another constraint, and the triggers on it are lost with the old one.
triggers = import_module("catalogue.migrations.0002_connection_evidence")


class Migration(migrations.Migration):
    """Adds kinds of connections, with the triggers taken off meanwhile."""

    dependencies = [
        ('catalogue', '0002_connection_evidence'),
    ]

    operations = [
        migrations.RunPython(triggers.drop, triggers.create),
        migrations.RemoveConstraint(
            model_name='connection',
            name='connection_kind_fits_its_ends',
        ),
        migrations.AlterField(
            model_name='connection',
            name='kind',
            field=models.CharField(choices=[('uses', 'uses'), ('recommends', 'recommends'), ('secured', 'secured'), ('defends-with', 'defends with'), ('belongs-to', 'belongs to'), ('supports', 'supports'), ('took-part-in', 'took part in'), ('affected-by', 'affected by'), ('enacted', 'enacted'), ('campaigned-for', 'campaigned for'), ('opposes', 'opposes'), ('used-in', 'used in'), ('relies-on', 'relies on'), ('concerns', 'concerns'), ('implements', 'implements'), ('came-from', 'came from'), ('response-to', 'in response to'), ('part-of', 'part of'), ('same-as', 'same as?')], max_length=20, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='historicalconnection',
            name='kind',
            field=models.CharField(choices=[('uses', 'uses'), ('recommends', 'recommends'), ('secured', 'secured'), ('defends-with', 'defends with'), ('belongs-to', 'belongs to'), ('supports', 'supports'), ('took-part-in', 'took part in'), ('affected-by', 'affected by'), ('enacted', 'enacted'), ('campaigned-for', 'campaigned for'), ('opposes', 'opposes'), ('used-in', 'used in'), ('relies-on', 'relies on'), ('concerns', 'concerns'), ('implements', 'implements'), ('came-from', 'came from'), ('response-to', 'in response to'), ('part-of', 'part of'), ('same-as', 'same as?')], max_length=20, verbose_name='kind'),
        ),
        migrations.AddConstraint(
            model_name='connection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'uses'), ('object_type', 'tactic'), ('subject_type__in', ('organisation',))), models.Q(('kind', 'recommends'), ('object_type', 'tactic'), ('subject_type__in', ('organisation',))), models.Q(('kind', 'secured'), ('object_type', 'legal-tool'), ('subject_type__in', ('organisation',))), models.Q(('kind', 'defends-with'), ('object_type', 'legal-tool'), ('subject_type__in', ('organisation',))), models.Q(('kind', 'belongs-to'), ('object_type', 'organisation'), ('subject_type__in', ('organisation',))), models.Q(('kind', 'supports'), ('object_type', 'organisation'), ('subject_type__in', ('organisation',))), models.Q(('kind', 'took-part-in'), ('object_type', 'event'), ('subject_type__in', ('organisation',))), models.Q(('kind', 'affected-by'), ('object_type', 'event'), ('subject_type__in', ('organisation',))), models.Q(('kind', 'enacted'), ('object_type', 'policy'), ('subject_type__in', ('organisation',))), models.Q(('kind', 'campaigned-for'), ('object_type', 'policy'), ('subject_type__in', ('organisation',))), models.Q(('kind', 'opposes'), ('object_type', 'policy'), ('subject_type__in', ('organisation',))), models.Q(('kind', 'used-in'), ('object_type', 'event'), ('subject_type__in', ('tactic',))), models.Q(('kind', 'relies-on'), ('object_type', 'legal-tool'), ('subject_type__in', ('tactic',))), models.Q(('kind', 'concerns'), ('object_type', 'policy'), ('subject_type__in', ('tactic', 'event'))), models.Q(('kind', 'implements'), ('object_type', 'policy'), ('subject_type__in', ('legal-tool',))), models.Q(('kind', 'came-from'), ('object_type', 'event'), ('subject_type__in', ('legal-tool',))), models.Q(('kind', 'response-to'), ('object_type', 'event'), ('subject_type__in', ('event',))), models.Q(('kind', 'part-of'), ('subject_type', models.F('object_type'))), models.Q(('kind', 'same-as'), ('subject_type', models.F('object_type'))), _connector='OR'), name='connection_kind_fits_its_ends', violation_error_message='This kind of connection does not join entries of these types.'),
        ),
        migrations.RunPython(triggers.create, triggers.drop),
    ]
