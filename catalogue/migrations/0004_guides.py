"""Guides: ways through the catalogue, with their steps and entries."""

import catalogue.models.guide
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the tables and their history."""

    dependencies = [
        ('catalogue', '0003_more_connection_kinds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Guide',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('loaded_digest', models.CharField(blank=True, editable=False, help_text="Tells an editor's change from a change of the content file.", max_length=64, verbose_name='fingerprint of what was last loaded')),
                ('slug', models.SlugField(help_text='The end of its web address.', max_length=80, unique=True, verbose_name='address')),
                ('title_en', models.CharField(blank=True, help_text="In the reader's own words: “I want to help”.", max_length=120, verbose_name='title')),
                ('title_es', models.CharField(blank=True, help_text="In the reader's own words: “I want to help”.", max_length=120, verbose_name='title')),
                ('lead_en', models.CharField(blank=True, help_text='One or two sentences: for whom it is, and what is in it.', max_length=400, verbose_name='lead')),
                ('lead_es', models.CharField(blank=True, help_text='One or two sentences: for whom it is, and what is in it.', max_length=400, verbose_name='lead')),
                ('position', models.PositiveSmallIntegerField(default=1, help_text='Its place among the guides.', verbose_name='position')),
                ('drawing', models.CharField(blank=True, choices=[('help', 'help'), ('join', 'join in'), ('start', 'start'), ('says-who', 'says who')], help_text='Without one the guide is not listed: only pages that are made of it show it.', max_length=20, verbose_name='drawing')),
                ('status', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='draft', max_length=12, verbose_name='status')),
            ],
            options={
                'verbose_name': 'guide',
                'verbose_name_plural': 'guides',
                'ordering': ['position', 'slug'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'published'])), name='guide_status_is_known', violation_error_message='Choose the status from the list.'), models.CheckConstraint(condition=models.Q(('drawing__in', ['', 'help', 'join', 'start', 'says-who'])), name='guide_drawing_is_known', violation_error_message='Choose the drawing from the list.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), models.Q(models.Q(('title_en', ''), _negated=True), models.Q(('title_es', ''), _negated=True), models.Q(('lead_en', ''), _negated=True), models.Q(('lead_es', ''), _negated=True)), _connector='OR'), name='published_guide_has_title_and_lead_in_both_languages', violation_error_message='Before it is published, a guide needs its title and lead in English and in Spanish.')],
            },
        ),
        migrations.CreateModel(
            name='GuideStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='position')),
                ('heading_en', models.CharField(blank=True, help_text='What the reader does or asks here. Public.', max_length=120, verbose_name='heading')),
                ('heading_es', models.CharField(blank=True, help_text='What the reader does or asks here. Public.', max_length=120, verbose_name='heading')),
                ('text_en', models.TextField(blank=True, help_text='A few short sentences that say only what the entries say, or how to use this site; **bold**, *italics*, lists and links are understood. Public.', verbose_name='text')),
                ('text_es', models.TextField(blank=True, help_text='A few short sentences that say only what the entries say, or how to use this site; **bold**, *italics*, lists and links are understood. Public.', verbose_name='text')),
                ('list_type', models.CharField(blank=True, choices=catalogue.models.guide.entry_types, help_text='At the end of the step stands a link to this list, with the number of its entries.', max_length=20, verbose_name='list to go on with')),
                ('list_query', models.CharField(blank=True, help_text='What its address says after the question mark, for example actor=neighbours. Empty: the whole.', max_length=300, verbose_name='filters of that list')),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='catalogue.guide', verbose_name='guide')),
            ],
            options={
                'verbose_name': 'step',
                'verbose_name_plural': 'steps',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='GuideEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='position')),
                ('note_en', models.CharField(blank=True, help_text='Why this one is here, in a sentence or two. It stands where lists have the summary. Public.', max_length=300, verbose_name='note')),
                ('note_es', models.CharField(blank=True, help_text='Why this one is here, in a sentence or two. It stands where lists have the summary. Public.', max_length=300, verbose_name='note')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='in_guides', to='catalogue.entry', verbose_name='entry')),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='catalogue.guidestep', verbose_name='step')),
            ],
            options={
                'verbose_name': 'entry of a guide',
                'verbose_name_plural': 'entries',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalGuide',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('slug', models.SlugField(help_text='The end of its web address.', max_length=80, verbose_name='address')),
                ('title_en', models.CharField(blank=True, help_text="In the reader's own words: “I want to help”.", max_length=120, verbose_name='title')),
                ('title_es', models.CharField(blank=True, help_text="In the reader's own words: “I want to help”.", max_length=120, verbose_name='title')),
                ('lead_en', models.CharField(blank=True, help_text='One or two sentences: for whom it is, and what is in it.', max_length=400, verbose_name='lead')),
                ('lead_es', models.CharField(blank=True, help_text='One or two sentences: for whom it is, and what is in it.', max_length=400, verbose_name='lead')),
                ('position', models.PositiveSmallIntegerField(default=1, help_text='Its place among the guides.', verbose_name='position')),
                ('drawing', models.CharField(blank=True, choices=[('help', 'help'), ('join', 'join in'), ('start', 'start'), ('says-who', 'says who')], help_text='Without one the guide is not listed: only pages that are made of it show it.', max_length=20, verbose_name='drawing')),
                ('status', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='draft', max_length=12, verbose_name='status')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical guide',
                'verbose_name_plural': 'historical guides',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalGuideEntry',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='position')),
                ('note_en', models.CharField(blank=True, help_text='Why this one is here, in a sentence or two. It stands where lists have the summary. Public.', max_length=300, verbose_name='note')),
                ('note_es', models.CharField(blank=True, help_text='Why this one is here, in a sentence or two. It stands where lists have the summary. Public.', max_length=300, verbose_name='note')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('entry', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='catalogue.entry', verbose_name='entry')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('step', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='catalogue.guidestep', verbose_name='step')),
            ],
            options={
                'verbose_name': 'historical entry of a guide',
                'verbose_name_plural': 'historical entries',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalGuideStep',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='position')),
                ('heading_en', models.CharField(blank=True, help_text='What the reader does or asks here. Public.', max_length=120, verbose_name='heading')),
                ('heading_es', models.CharField(blank=True, help_text='What the reader does or asks here. Public.', max_length=120, verbose_name='heading')),
                ('text_en', models.TextField(blank=True, help_text='A few short sentences that say only what the entries say, or how to use this site; **bold**, *italics*, lists and links are understood. Public.', verbose_name='text')),
                ('text_es', models.TextField(blank=True, help_text='A few short sentences that say only what the entries say, or how to use this site; **bold**, *italics*, lists and links are understood. Public.', verbose_name='text')),
                ('list_type', models.CharField(blank=True, choices=catalogue.models.guide.entry_types, help_text='At the end of the step stands a link to this list, with the number of its entries.', max_length=20, verbose_name='list to go on with')),
                ('list_query', models.CharField(blank=True, help_text='What its address says after the question mark, for example actor=neighbours. Empty: the whole.', max_length=300, verbose_name='filters of that list')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('guide', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='catalogue.guide', verbose_name='guide')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical step',
                'verbose_name_plural': 'historical steps',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddConstraint(
            model_name='guidestep',
            constraint=models.UniqueConstraint(fields=('guide', 'position'), name='guide_step_has_a_position_of_its_own', violation_error_message='Another step has this position already.'),
        ),
        migrations.AddConstraint(
            model_name='guidestep',
            constraint=models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='guide_steps_are_counted_from_1', violation_error_message='Count from 1.'),
        ),
        migrations.AddConstraint(
            model_name='guidestep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('heading_en', ''), _negated=True), models.Q(('heading_es', ''), _negated=True)), name='guide_step_has_a_heading_in_both_languages', violation_error_message='Give the step a heading in English and in Spanish.'),
        ),
        migrations.AddConstraint(
            model_name='guidestep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text_en', ''), ('text_es', '')), models.Q(models.Q(('text_en', ''), _negated=True), models.Q(('text_es', ''), _negated=True)), _connector='OR'), name='guide_step_has_its_text_in_both_languages_or_none', violation_error_message='Write the text in English and in Spanish.'),
        ),
        migrations.AddConstraint(
            model_name='guidestep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('list_type', ''), _negated=True), ('list_query', ''), _connector='OR'), name='guide_step_filters_belong_to_a_list', violation_error_message='Choose the list that these filters belong to.'),
        ),
        migrations.AddConstraint(
            model_name='guideentry',
            constraint=models.UniqueConstraint(fields=('step', 'position'), name='guide_entry_has_a_position_of_its_own', violation_error_message='Another entry of this step has this position already.'),
        ),
        migrations.AddConstraint(
            model_name='guideentry',
            constraint=models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='guide_entries_are_counted_from_1', violation_error_message='Count from 1.'),
        ),
        migrations.AddConstraint(
            model_name='guideentry',
            constraint=models.UniqueConstraint(fields=('step', 'entry'), name='guide_entry_is_in_a_step_once', violation_error_message='This entry is in the step already.'),
        ),
        migrations.AddConstraint(
            model_name='guideentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('note_en', ''), ('note_es', '')), models.Q(models.Q(('note_en', ''), _negated=True), models.Q(('note_es', ''), _negated=True)), _connector='OR'), name='guide_entry_has_its_note_in_both_languages_or_none', violation_error_message='Write the note in English and in Spanish.'),
        ),
    ]
