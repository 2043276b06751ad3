"""Patients, guarantors, coverages; account numbers come from a sequence, searches have their indexes."""

import config.shared.ids
import django.contrib.postgres.constraints
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import patients.models.coverage
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from config.shared.create_together import CreateTogether


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('payers', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether(
            migrations.CreateModel(
                name='Patient',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('changed_at', models.DateTimeField(auto_now=True)),
                    ('street', models.CharField(max_length=55)),
                    ('street2', models.CharField(blank=True, max_length=55)),
                    ('city', models.CharField(max_length=30)),
                    ('state', models.CharField(max_length=2, validators=[django.core.validators.RegexValidator('^(AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|AS|GU|MP|PR|VI|AA|AE|AP)$', 'Two letters of a state or territory, such as AL.')])),
                    ('zip_code', models.CharField(max_length=9, validators=[django.core.validators.RegexValidator('^\\d{5}(\\d{4})?$', 'Five digits, or nine without a dash.')])),
                    ('account_number', models.CharField(editable=False, max_length=12, unique=True)),
                    ('last_name', models.CharField(max_length=60)),
                    ('first_name', models.CharField(blank=True, max_length=35)),
                    ('middle_name', models.CharField(blank=True, max_length=25)),
                    ('suffix', models.CharField(blank=True, max_length=10)),
                    ('birth_date', models.DateField()),
                    ('sex', models.CharField(choices=[('F', 'Female'), ('M', 'Male'), ('U', 'Unknown')], max_length=1)),
                    ('phone', models.CharField(blank=True, max_length=10, validators=[django.core.validators.RegexValidator('^\\d{10}$', 'Ten digits.')])),
                    ('email', models.EmailField(blank=True, max_length=254)),
                    ('sealed_ssn', models.TextField(blank=True, editable=False)),
                    ('deceased_date', models.DateField(blank=True, null=True)),
                    ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='patients.patient')),
                ],
                options={
                    'ordering': ['last_name', 'first_name', 'id'],
                    'indexes': [
                        models.Index(fields=['last_name', 'first_name', 'id'], name='patient_name'),
                        models.Index(fields=['birth_date'], name='patient_birth_date'),
                        models.Index(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('last_name'), 'text_pattern_ops'), name='patient_last_name_prefix'),
                        models.Index(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('first_name'), 'text_pattern_ops'), name='patient_first_name_prefix'),
                        models.Index(fields=['phone'], name='patient_phone'),
                    ],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('sex__in', ['F', 'M', 'U'])), name='patient_sex_known'),
                        models.CheckConstraint(condition=models.Q(('deceased_date__isnull', True), ('deceased_date__gte', models.F('birth_date')), _connector='OR'), name='patient_dates'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Guarantor',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('changed_at', models.DateTimeField(auto_now=True)),
                    ('street', models.CharField(max_length=55)),
                    ('street2', models.CharField(blank=True, max_length=55)),
                    ('city', models.CharField(max_length=30)),
                    ('state', models.CharField(max_length=2, validators=[django.core.validators.RegexValidator('^(AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|AS|GU|MP|PR|VI|AA|AE|AP)$', 'Two letters of a state or territory, such as AL.')])),
                    ('zip_code', models.CharField(max_length=9, validators=[django.core.validators.RegexValidator('^\\d{5}(\\d{4})?$', 'Five digits, or nine without a dash.')])),
                    ('is_patient', models.BooleanField(default=True, verbose_name='the patient')),
                    ('relationship', models.CharField(blank=True, max_length=30)),
                    ('last_name', models.CharField(max_length=60)),
                    ('first_name', models.CharField(blank=True, max_length=35)),
                    ('birth_date', models.DateField(blank=True, null=True)),
                    ('phone', models.CharField(blank=True, max_length=10, validators=[django.core.validators.RegexValidator('^\\d{10}$', 'Ten digits.')])),
                    ('patient', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='guarantor', to='patients.patient')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Coverage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('changed_at', models.DateTimeField(auto_now=True)),
                    ('voided_at', models.DateTimeField(blank=True, null=True)),
                    ('void_reason', models.CharField(blank=True, max_length=200)),
                    ('line_of_coverage', models.CharField(choices=[('medical', 'Medical'), ('dental', 'Dental'), ('auto', 'Auto'), ('workers_comp', "Workers' compensation")], default='medical', max_length=20)),
                    ('rank', models.PositiveSmallIntegerField(choices=[(1, 'Primary'), (2, 'Secondary'), (3, 'Tertiary')], default=1)),
                    ('member_id', models.CharField(max_length=30, validators=[django.core.validators.RegexValidator('^[0-9A-Za-z][0-9A-Za-z \\-]*$', 'As printed on the card.')])),
                    ('group_number', models.CharField(blank=True, max_length=30)),
                    ('plan_name', models.CharField(blank=True, max_length=60)),
                    ('msp_code', models.CharField(blank=True, help_text='SBR05, where Medicare pays second.', max_length=2, verbose_name='Medicare secondary reason')),
                    ('relationship', models.CharField(choices=[('18', 'Self'), ('01', 'Spouse'), ('19', 'Child'), ('G8', 'Other')], default='18', max_length=2)),
                    ('subscriber_last_name', models.CharField(blank=True, max_length=60)),
                    ('subscriber_first_name', models.CharField(blank=True, max_length=35)),
                    ('subscriber_birth_date', models.DateField(blank=True, null=True)),
                    ('subscriber_sex', models.CharField(blank=True, choices=[('F', 'Female'), ('M', 'Male'), ('U', 'Unknown')], max_length=1)),
                    ('subscriber_street', models.CharField(blank=True, max_length=55)),
                    ('subscriber_city', models.CharField(blank=True, max_length=30)),
                    ('subscriber_state', models.CharField(blank=True, max_length=2)),
                    ('subscriber_zip_code', models.CharField(blank=True, max_length=9)),
                    ('copay_amount', models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                    ('assigns_benefits', models.BooleanField(default=True, verbose_name='benefits are paid to the practice')),
                    ('releases_information', models.BooleanField(default=True, verbose_name='release of information signed')),
                    ('valid_from', models.DateField()),
                    ('valid_to', models.DateField(blank=True, null=True)),
                    ('payer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='coverages', to='payers.payer')),
                    ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='coverages', to='patients.patient')),
                ],
                options={
                    'ordering': ['patient', 'line_of_coverage', 'rank', '-valid_from'],
                    'indexes': [
                        models.Index(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('member_id'), 'text_pattern_ops'), name='coverage_member_id'),
                    ],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='coverage_dates'),
                        models.CheckConstraint(condition=models.Q(('rank__in', [1, 2, 3])), name='coverage_rank_known'),
                        models.CheckConstraint(condition=models.Q(('relationship', '18'), models.Q(('subscriber_last_name', ''), _negated=True), _connector='OR'), name='coverage_subscriber_named'),
                        django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('voided_at__isnull', True)), expressions=[('patient', '='), ('line_of_coverage', '='), ('rank', '='), (patients.models.coverage._ValidDays('valid_from', 'valid_to', models.Value('[]')), '&&')], name='coverage_no_overlap'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='GuarantorEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('changed_at', models.DateTimeField(auto_now=True)),
                    ('street', models.CharField(max_length=55)),
                    ('street2', models.CharField(blank=True, max_length=55)),
                    ('city', models.CharField(max_length=30)),
                    ('state', models.CharField(max_length=2, validators=[django.core.validators.RegexValidator('^(AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|AS|GU|MP|PR|VI|AA|AE|AP)$', 'Two letters of a state or territory, such as AL.')])),
                    ('zip_code', models.CharField(max_length=9, validators=[django.core.validators.RegexValidator('^\\d{5}(\\d{4})?$', 'Five digits, or nine without a dash.')])),
                    ('is_patient', models.BooleanField(default=True, verbose_name='the patient')),
                    ('relationship', models.CharField(blank=True, max_length=30)),
                    ('last_name', models.CharField(max_length=60)),
                    ('first_name', models.CharField(blank=True, max_length=35)),
                    ('birth_date', models.DateField(blank=True, null=True)),
                    ('phone', models.CharField(blank=True, max_length=10, validators=[django.core.validators.RegexValidator('^\\d{10}$', 'Ten digits.')])),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='patients.guarantor')),
                    ('patient', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='patients.patient')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ExternalId',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('system', models.CharField(max_length=60)),
                    ('value', models.CharField(max_length=80)),
                    ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='external_ids', to='patients.patient')),
                ],
                options={
                    'constraints': [
                        models.UniqueConstraint(fields=('system', 'value'), name='external_id_once'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='CoverageEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('changed_at', models.DateTimeField(auto_now=True)),
                    ('voided_at', models.DateTimeField(blank=True, null=True)),
                    ('void_reason', models.CharField(blank=True, max_length=200)),
                    ('line_of_coverage', models.CharField(choices=[('medical', 'Medical'), ('dental', 'Dental'), ('auto', 'Auto'), ('workers_comp', "Workers' compensation")], default='medical', max_length=20)),
                    ('rank', models.PositiveSmallIntegerField(choices=[(1, 'Primary'), (2, 'Secondary'), (3, 'Tertiary')], default=1)),
                    ('member_id', models.CharField(max_length=30, validators=[django.core.validators.RegexValidator('^[0-9A-Za-z][0-9A-Za-z \\-]*$', 'As printed on the card.')])),
                    ('group_number', models.CharField(blank=True, max_length=30)),
                    ('plan_name', models.CharField(blank=True, max_length=60)),
                    ('msp_code', models.CharField(blank=True, help_text='SBR05, where Medicare pays second.', max_length=2, verbose_name='Medicare secondary reason')),
                    ('relationship', models.CharField(choices=[('18', 'Self'), ('01', 'Spouse'), ('19', 'Child'), ('G8', 'Other')], default='18', max_length=2)),
                    ('subscriber_last_name', models.CharField(blank=True, max_length=60)),
                    ('subscriber_first_name', models.CharField(blank=True, max_length=35)),
                    ('subscriber_birth_date', models.DateField(blank=True, null=True)),
                    ('subscriber_sex', models.CharField(blank=True, choices=[('F', 'Female'), ('M', 'Male'), ('U', 'Unknown')], max_length=1)),
                    ('subscriber_street', models.CharField(blank=True, max_length=55)),
                    ('subscriber_city', models.CharField(blank=True, max_length=30)),
                    ('subscriber_state', models.CharField(blank=True, max_length=2)),
                    ('subscriber_zip_code', models.CharField(blank=True, max_length=9)),
                    ('copay_amount', models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                    ('assigns_benefits', models.BooleanField(default=True, verbose_name='benefits are paid to the practice')),
                    ('releases_information', models.BooleanField(default=True, verbose_name='release of information signed')),
                    ('valid_from', models.DateField()),
                    ('valid_to', models.DateField(blank=True, null=True)),
                    ('payer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='payers.payer')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='patients.coverage')),
                    ('voided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('patient', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='patients.patient')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='PatientEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('changed_at', models.DateTimeField(auto_now=True)),
                    ('street', models.CharField(max_length=55)),
                    ('street2', models.CharField(blank=True, max_length=55)),
                    ('city', models.CharField(max_length=30)),
                    ('state', models.CharField(max_length=2, validators=[django.core.validators.RegexValidator('^(AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|AS|GU|MP|PR|VI|AA|AE|AP)$', 'Two letters of a state or territory, such as AL.')])),
                    ('zip_code', models.CharField(max_length=9, validators=[django.core.validators.RegexValidator('^\\d{5}(\\d{4})?$', 'Five digits, or nine without a dash.')])),
                    ('account_number', models.CharField(editable=False, max_length=12)),
                    ('last_name', models.CharField(max_length=60)),
                    ('first_name', models.CharField(blank=True, max_length=35)),
                    ('middle_name', models.CharField(blank=True, max_length=25)),
                    ('suffix', models.CharField(blank=True, max_length=10)),
                    ('birth_date', models.DateField()),
                    ('sex', models.CharField(choices=[('F', 'Female'), ('M', 'Male'), ('U', 'Unknown')], max_length=1)),
                    ('phone', models.CharField(blank=True, max_length=10, validators=[django.core.validators.RegexValidator('^\\d{10}$', 'Ten digits.')])),
                    ('email', models.EmailField(blank=True, max_length=254)),
                    ('deceased_date', models.DateField(blank=True, null=True)),
                    ('merged_into', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='patients.patient')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='patients.patient')),
                ],
                options={
                    'abstract': False,
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='patient',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "patients_patientevent" ("account_number", "birth_date", "changed_at", "city", "created_at", "deceased_date", "email", "first_name", "id", "last_name", "merged_into_id", "middle_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "public_id", "sex", "state", "street", "street2", "suffix", "version", "zip_code") VALUES (NEW."account_number", NEW."birth_date", NEW."changed_at", NEW."city", NEW."created_at", NEW."deceased_date", NEW."email", NEW."first_name", NEW."id", NEW."last_name", NEW."merged_into_id", NEW."middle_name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."public_id", NEW."sex", NEW."state", NEW."street", NEW."street2", NEW."suffix", NEW."version", NEW."zip_code"); RETURN NULL;', hash='67600c4fc516665a1fe8123c940a0df19dea0a17', operation='INSERT', pgid='pgtrigger_insert_insert_62165', table='patients_patient', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='patient',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."account_number" IS DISTINCT FROM (NEW."account_number") OR OLD."birth_date" IS DISTINCT FROM (NEW."birth_date") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."deceased_date" IS DISTINCT FROM (NEW."deceased_date") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."middle_name" IS DISTINCT FROM (NEW."middle_name") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."sex" IS DISTINCT FROM (NEW."sex") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."street" IS DISTINCT FROM (NEW."street") OR OLD."street2" IS DISTINCT FROM (NEW."street2") OR OLD."suffix" IS DISTINCT FROM (NEW."suffix") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."zip_code" IS DISTINCT FROM (NEW."zip_code"))', func='INSERT INTO "patients_patientevent" ("account_number", "birth_date", "changed_at", "city", "created_at", "deceased_date", "email", "first_name", "id", "last_name", "merged_into_id", "middle_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "public_id", "sex", "state", "street", "street2", "suffix", "version", "zip_code") VALUES (NEW."account_number", NEW."birth_date", NEW."changed_at", NEW."city", NEW."created_at", NEW."deceased_date", NEW."email", NEW."first_name", NEW."id", NEW."last_name", NEW."merged_into_id", NEW."middle_name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."public_id", NEW."sex", NEW."state", NEW."street", NEW."street2", NEW."suffix", NEW."version", NEW."zip_code"); RETURN NULL;', hash='f83bdf905aba0d579df788282c71b8b1d5c91a36', operation='UPDATE', pgid='pgtrigger_update_update_546ce', table='patients_patient', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='guarantor',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "patients_guarantorevent" ("birth_date", "changed_at", "city", "created_at", "first_name", "id", "is_patient", "last_name", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "public_id", "relationship", "state", "street", "street2", "version", "zip_code") VALUES (NEW."birth_date", NEW."changed_at", NEW."city", NEW."created_at", NEW."first_name", NEW."id", NEW."is_patient", NEW."last_name", NEW."patient_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."public_id", NEW."relationship", NEW."state", NEW."street", NEW."street2", NEW."version", NEW."zip_code"); RETURN NULL;', hash='e79274d9aca55e5fc5b1da8969fcacd8bfdc86db', operation='INSERT', pgid='pgtrigger_insert_insert_12d81', table='patients_guarantor', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='guarantor',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "patients_guarantorevent" ("birth_date", "changed_at", "city", "created_at", "first_name", "id", "is_patient", "last_name", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "public_id", "relationship", "state", "street", "street2", "version", "zip_code") VALUES (NEW."birth_date", NEW."changed_at", NEW."city", NEW."created_at", NEW."first_name", NEW."id", NEW."is_patient", NEW."last_name", NEW."patient_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."public_id", NEW."relationship", NEW."state", NEW."street", NEW."street2", NEW."version", NEW."zip_code"); RETURN NULL;', hash='44975f790c4b201ec64767fee4d0bea315cc0857', operation='UPDATE', pgid='pgtrigger_update_update_826d9', table='patients_guarantor', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='coverage',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "patients_coverageevent" ("assigns_benefits", "changed_at", "copay_amount", "created_at", "group_number", "id", "line_of_coverage", "member_id", "msp_code", "patient_id", "payer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_name", "public_id", "rank", "relationship", "releases_information", "subscriber_birth_date", "subscriber_city", "subscriber_first_name", "subscriber_last_name", "subscriber_sex", "subscriber_state", "subscriber_street", "subscriber_zip_code", "valid_from", "valid_to", "version", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."assigns_benefits", NEW."changed_at", NEW."copay_amount", NEW."created_at", NEW."group_number", NEW."id", NEW."line_of_coverage", NEW."member_id", NEW."msp_code", NEW."patient_id", NEW."payer_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_name", NEW."public_id", NEW."rank", NEW."relationship", NEW."releases_information", NEW."subscriber_birth_date", NEW."subscriber_city", NEW."subscriber_first_name", NEW."subscriber_last_name", NEW."subscriber_sex", NEW."subscriber_state", NEW."subscriber_street", NEW."subscriber_zip_code", NEW."valid_from", NEW."valid_to", NEW."version", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;', hash='dee83f6cbb17e1eaca2cb6f65a24755216ea7640', operation='INSERT', pgid='pgtrigger_insert_insert_d27af', table='patients_coverage', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='coverage',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "patients_coverageevent" ("assigns_benefits", "changed_at", "copay_amount", "created_at", "group_number", "id", "line_of_coverage", "member_id", "msp_code", "patient_id", "payer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_name", "public_id", "rank", "relationship", "releases_information", "subscriber_birth_date", "subscriber_city", "subscriber_first_name", "subscriber_last_name", "subscriber_sex", "subscriber_state", "subscriber_street", "subscriber_zip_code", "valid_from", "valid_to", "version", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."assigns_benefits", NEW."changed_at", NEW."copay_amount", NEW."created_at", NEW."group_number", NEW."id", NEW."line_of_coverage", NEW."member_id", NEW."msp_code", NEW."patient_id", NEW."payer_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_name", NEW."public_id", NEW."rank", NEW."relationship", NEW."releases_information", NEW."subscriber_birth_date", NEW."subscriber_city", NEW."subscriber_first_name", NEW."subscriber_last_name", NEW."subscriber_sex", NEW."subscriber_state", NEW."subscriber_street", NEW."subscriber_zip_code", NEW."valid_from", NEW."valid_to", NEW."version", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;', hash='cb498dcaf93da20e480fbea88a32ea2ec8c4642c', operation='UPDATE', pgid='pgtrigger_update_update_2d74e', table='patients_coverage', when='AFTER')),
            ),
        ),
        migrations.RunSQL("CREATE EXTENSION IF NOT EXISTS pg_trgm", migrations.RunSQL.noop),
        migrations.RunSQL("CREATE SEQUENCE patients_account_number START 20001", "DROP SEQUENCE patients_account_number"),
    ]
