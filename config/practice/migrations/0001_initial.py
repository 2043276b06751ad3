"""The organisation, its providers and facilities, each with its history."""

import config.shared.ids
import config.shared.npi
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from config.shared.create_together import CreateTogether


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('shared', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        CreateTogether(
            migrations.CreateModel(
                name='BillingProvider',
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
                    ('valid_from', models.DateField()),
                    ('valid_to', models.DateField(blank=True, null=True)),
                    ('name', models.CharField(max_length=60)),
                    ('npi', models.CharField(max_length=10, validators=[config.shared.npi.validate_npi], verbose_name='NPI')),
                    ('tax_id', models.CharField(max_length=9, validators=[django.core.validators.RegexValidator('^\\d{9}$', 'Nine digits without a dash.')])),
                    ('tax_id_kind', models.CharField(choices=[('EI', 'Employer id (EIN)'), ('SY', 'Social security number')], default='EI', max_length=2)),
                    ('taxonomy', models.CharField(max_length=10, validators=[django.core.validators.RegexValidator('^[0-9A-Z]{9}X$', 'Ten characters ending in X, such as 207Q00000X.')])),
                    ('phone', models.CharField(max_length=10, validators=[django.core.validators.RegexValidator('^\\d{10}$', 'Ten digits.')])),
                    ('contact_name', models.CharField(max_length=60)),
                    ('pay_to_street', models.CharField(blank=True, max_length=55)),
                    ('pay_to_city', models.CharField(blank=True, max_length=30)),
                    ('pay_to_state', models.CharField(blank=True, max_length=2)),
                    ('pay_to_zip_code', models.CharField(blank=True, max_length=9)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('zip_code__regex', '^\\d{9}$')), name='billing_provider_zip9'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='billing_provider_dates')],
                },
            ),
            migrations.CreateModel(
                name='BillingProviderEvent',
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
                    ('valid_from', models.DateField()),
                    ('valid_to', models.DateField(blank=True, null=True)),
                    ('name', models.CharField(max_length=60)),
                    ('npi', models.CharField(max_length=10, validators=[config.shared.npi.validate_npi], verbose_name='NPI')),
                    ('tax_id', models.CharField(max_length=9, validators=[django.core.validators.RegexValidator('^\\d{9}$', 'Nine digits without a dash.')])),
                    ('tax_id_kind', models.CharField(choices=[('EI', 'Employer id (EIN)'), ('SY', 'Social security number')], default='EI', max_length=2)),
                    ('taxonomy', models.CharField(max_length=10, validators=[django.core.validators.RegexValidator('^[0-9A-Z]{9}X$', 'Ten characters ending in X, such as 207Q00000X.')])),
                    ('phone', models.CharField(max_length=10, validators=[django.core.validators.RegexValidator('^\\d{10}$', 'Ten digits.')])),
                    ('contact_name', models.CharField(max_length=60)),
                    ('pay_to_street', models.CharField(blank=True, max_length=55)),
                    ('pay_to_city', models.CharField(blank=True, max_length=30)),
                    ('pay_to_state', models.CharField(blank=True, max_length=2)),
                    ('pay_to_zip_code', models.CharField(blank=True, max_length=9)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practice.billingprovider')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Facility',
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
                    ('valid_from', models.DateField()),
                    ('valid_to', models.DateField(blank=True, null=True)),
                    ('name', models.CharField(max_length=60)),
                    ('npi', models.CharField(blank=True, max_length=10, verbose_name='NPI')),
                    ('place_of_service', models.CharField(default='11', max_length=2)),
                    ('is_own_office', models.BooleanField(default=True, verbose_name="the practice's own office")),
                    ('billing_provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facilities', to='practice.billingprovider')),
                ],
                options={
                    'verbose_name_plural': 'facilities',
                    'ordering': ['name', 'id'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='facility_dates'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='FacilityEvent',
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
                    ('valid_from', models.DateField()),
                    ('valid_to', models.DateField(blank=True, null=True)),
                    ('name', models.CharField(max_length=60)),
                    ('npi', models.CharField(blank=True, max_length=10, verbose_name='NPI')),
                    ('place_of_service', models.CharField(default='11', max_length=2)),
                    ('is_own_office', models.BooleanField(default=True, verbose_name="the practice's own office")),
                    ('billing_provider', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='practice.billingprovider')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practice.facility')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Organisation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('changed_at', models.DateTimeField(auto_now=True)),
                    ('name', models.CharField(max_length=80)),
                    ('phone', models.CharField(blank=True, max_length=20)),
                    ('billing_contact', models.CharField(blank=True, max_length=60)),
                    ('billing_email', models.EmailField(blank=True, max_length=254)),
                    ('only', models.BooleanField(default=True, editable=False)),
                ],
                options={
                    'constraints': [
                        models.UniqueConstraint(fields=('only',), name='organisation_single'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Provider',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('changed_at', models.DateTimeField(auto_now=True)),
                    ('valid_from', models.DateField()),
                    ('valid_to', models.DateField(blank=True, null=True)),
                    ('last_name', models.CharField(max_length=60)),
                    ('first_name', models.CharField(blank=True, max_length=35)),
                    ('credential', models.CharField(blank=True, max_length=12)),
                    ('npi', models.CharField(max_length=10, validators=[config.shared.npi.validate_npi], verbose_name='NPI')),
                    ('taxonomy', models.CharField(max_length=10, validators=[django.core.validators.RegexValidator('^[0-9A-Z]{9}X$', 'Ten characters ending in X, such as 207Q00000X.')])),
                    ('is_rendering', models.BooleanField(default=True, verbose_name='treats patients here')),
                ],
                options={
                    'ordering': ['last_name', 'first_name', 'id'],
                    'constraints': [
                        models.UniqueConstraint(fields=('npi',), name='provider_npi_once'),
                        models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='provider_dates'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ProviderEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('changed_at', models.DateTimeField(auto_now=True)),
                    ('valid_from', models.DateField()),
                    ('valid_to', models.DateField(blank=True, null=True)),
                    ('last_name', models.CharField(max_length=60)),
                    ('first_name', models.CharField(blank=True, max_length=35)),
                    ('credential', models.CharField(blank=True, max_length=12)),
                    ('npi', models.CharField(max_length=10, validators=[config.shared.npi.validate_npi], verbose_name='NPI')),
                    ('taxonomy', models.CharField(max_length=10, validators=[django.core.validators.RegexValidator('^[0-9A-Z]{9}X$', 'Ten characters ending in X, such as 207Q00000X.')])),
                    ('is_rendering', models.BooleanField(default=True, verbose_name='treats patients here')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practice.provider')),
                ],
                options={
                    'abstract': False,
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='billingprovider',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "practice_billingproviderevent" ("changed_at", "city", "contact_name", "created_at", "id", "name", "npi", "pay_to_city", "pay_to_state", "pay_to_street", "pay_to_zip_code", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "public_id", "state", "street", "street2", "tax_id", "tax_id_kind", "taxonomy", "valid_from", "valid_to", "version", "zip_code") VALUES (NEW."changed_at", NEW."city", NEW."contact_name", NEW."created_at", NEW."id", NEW."name", NEW."npi", NEW."pay_to_city", NEW."pay_to_state", NEW."pay_to_street", NEW."pay_to_zip_code", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."public_id", NEW."state", NEW."street", NEW."street2", NEW."tax_id", NEW."tax_id_kind", NEW."taxonomy", NEW."valid_from", NEW."valid_to", NEW."version", NEW."zip_code"); RETURN NULL;', hash='ec853ede5823ba5a1bdc0c4e5c2dd8ef4b03e679', operation='INSERT', pgid='pgtrigger_insert_insert_d343b', table='practice_billingprovider', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='billingprovider',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "practice_billingproviderevent" ("changed_at", "city", "contact_name", "created_at", "id", "name", "npi", "pay_to_city", "pay_to_state", "pay_to_street", "pay_to_zip_code", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "public_id", "state", "street", "street2", "tax_id", "tax_id_kind", "taxonomy", "valid_from", "valid_to", "version", "zip_code") VALUES (NEW."changed_at", NEW."city", NEW."contact_name", NEW."created_at", NEW."id", NEW."name", NEW."npi", NEW."pay_to_city", NEW."pay_to_state", NEW."pay_to_street", NEW."pay_to_zip_code", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."public_id", NEW."state", NEW."street", NEW."street2", NEW."tax_id", NEW."tax_id_kind", NEW."taxonomy", NEW."valid_from", NEW."valid_to", NEW."version", NEW."zip_code"); RETURN NULL;', hash='1210449e980b32d30c44046231d406d91bde5d0f', operation='UPDATE', pgid='pgtrigger_update_update_c33e8', table='practice_billingprovider', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='provider',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "practice_providerevent" ("changed_at", "created_at", "credential", "first_name", "id", "is_rendering", "last_name", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "taxonomy", "valid_from", "valid_to", "version") VALUES (NEW."changed_at", NEW."created_at", NEW."credential", NEW."first_name", NEW."id", NEW."is_rendering", NEW."last_name", NEW."npi", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."taxonomy", NEW."valid_from", NEW."valid_to", NEW."version"); RETURN NULL;', hash='a8def33523c071eaa65995c0528ee839b1da5d6d', operation='INSERT', pgid='pgtrigger_insert_insert_b12f1', table='practice_provider', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='provider',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "practice_providerevent" ("changed_at", "created_at", "credential", "first_name", "id", "is_rendering", "last_name", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "taxonomy", "valid_from", "valid_to", "version") VALUES (NEW."changed_at", NEW."created_at", NEW."credential", NEW."first_name", NEW."id", NEW."is_rendering", NEW."last_name", NEW."npi", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."taxonomy", NEW."valid_from", NEW."valid_to", NEW."version"); RETURN NULL;', hash='9566be128cc56a38d5d5abead6a6bb5be9c3b00b', operation='UPDATE', pgid='pgtrigger_update_update_44e25', table='practice_provider', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='facility',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "practice_facilityevent" ("billing_provider_id", "changed_at", "city", "created_at", "id", "is_own_office", "name", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_of_service", "public_id", "state", "street", "street2", "valid_from", "valid_to", "version", "zip_code") VALUES (NEW."billing_provider_id", NEW."changed_at", NEW."city", NEW."created_at", NEW."id", NEW."is_own_office", NEW."name", NEW."npi", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_of_service", NEW."public_id", NEW."state", NEW."street", NEW."street2", NEW."valid_from", NEW."valid_to", NEW."version", NEW."zip_code"); RETURN NULL;', hash='086a4f9fd75cfda23b384b4fe70b026b6846df8e', operation='INSERT', pgid='pgtrigger_insert_insert_9439e', table='practice_facility', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='facility',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "practice_facilityevent" ("billing_provider_id", "changed_at", "city", "created_at", "id", "is_own_office", "name", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_of_service", "public_id", "state", "street", "street2", "valid_from", "valid_to", "version", "zip_code") VALUES (NEW."billing_provider_id", NEW."changed_at", NEW."city", NEW."created_at", NEW."id", NEW."is_own_office", NEW."name", NEW."npi", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_of_service", NEW."public_id", NEW."state", NEW."street", NEW."street2", NEW."valid_from", NEW."valid_to", NEW."version", NEW."zip_code"); RETURN NULL;', hash='620b3b3647d794e19d01c7d3205274d6d1ddfc5b', operation='UPDATE', pgid='pgtrigger_update_update_e408c', table='practice_facility', when='AFTER')),
            ),
        ),
    ]
