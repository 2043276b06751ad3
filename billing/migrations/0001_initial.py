"""Encounters, charges, the ledger. What the ledger must always hold is in ledger.sql."""

from pathlib import Path

import billing.models.ledger
import config.shared.ids
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from config.shared.create_together import CreateTogether

HERE = Path(__file__).parent


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('patients', '0001_initial'),
        ('payers', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('practice', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether(
            migrations.CreateModel(
                name='Encounter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False, unique=True)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('changed_at', models.DateTimeField(auto_now=True)),
                    ('voided_at', models.DateTimeField(blank=True, null=True)),
                    ('void_reason', models.CharField(blank=True, max_length=200)),
                    ('number', models.CharField(editable=False, max_length=12, unique=True)),
                    ('service_date', models.DateField()),
                    ('place_of_service', models.CharField(max_length=2)),
                    ('authorization_number', models.CharField(blank=True, max_length=30)),
                    ('referral_number', models.CharField(blank=True, max_length=30)),
                    ('clia_number', models.CharField(blank=True, max_length=10)),
                    ('accident_kind', models.CharField(blank=True, choices=[('', 'No'), ('AA', 'Auto accident'), ('EM', 'At work'), ('OA', 'Other accident')], max_length=2)),
                    ('accident_date', models.DateField(blank=True, null=True)),
                    ('accident_state', models.CharField(blank=True, max_length=2)),
                    ('onset_date', models.DateField(blank=True, null=True)),
                    ('bills_insurance', models.BooleanField(default=True, help_text='Off where the patient forbade it (45 CFR 164.522).', verbose_name='bill insurance')),
                    ('entered_at', models.DateTimeField()),
                    ('billing_provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.billingprovider')),
                    ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('facility', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.facility')),
                    ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='encounters', to='patients.patient')),
                    ('referring_provider', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.provider')),
                    ('rendering_provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.provider')),
                    ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-service_date', '-id'],
                    'indexes': [
                        models.Index(fields=['patient', '-service_date'], name='encounter_patient'),
                        models.Index(fields=['-service_date', '-id'], name='encounter_service_date'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Charge',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False, unique=True)),
                    ('voided_at', models.DateTimeField(blank=True, null=True)),
                    ('void_reason', models.CharField(blank=True, max_length=200)),
                    ('ordinal', models.PositiveSmallIntegerField()),
                    ('procedure_code', models.CharField(max_length=5, validators=[django.core.validators.RegexValidator('^[0-9A-Z]{5}$', 'Five letters or digits.')])),
                    ('modifiers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), blank=True, default=list, size=4)),
                    ('description', models.CharField(blank=True, max_length=80)),
                    ('units', models.DecimalField(decimal_places=4, default=Decimal('1'), max_digits=12)),
                    ('minutes', models.PositiveIntegerField(blank=True, null=True)),
                    ('pointers', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=list, size=4)),
                    ('ndc', models.CharField(blank=True, max_length=11)),
                    ('ndc_quantity', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                    ('ndc_unit', models.CharField(blank=True, max_length=2)),
                    ('unit_price', models.DecimalField(decimal_places=4, max_digits=12)),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=12)),
                    ('fee_schedule_item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='payers.feescheduleitem')),
                    ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('encounter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='charges', to='billing.encounter')),
                ],
                options={
                    'ordering': ['encounter', 'ordinal'],
                    'constraints': [
                        models.UniqueConstraint(fields=('encounter', 'ordinal'), name='charge_ordinal'),
                        models.CheckConstraint(condition=models.Q(('amount__gte', 0), ('unit_price__gte', 0)), name='charge_amount_positive'),
                        models.CheckConstraint(condition=models.Q(('units__gt', 0)), name='charge_units_positive'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ChargeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False)),
                    ('voided_at', models.DateTimeField(blank=True, null=True)),
                    ('void_reason', models.CharField(blank=True, max_length=200)),
                    ('ordinal', models.PositiveSmallIntegerField()),
                    ('procedure_code', models.CharField(max_length=5, validators=[django.core.validators.RegexValidator('^[0-9A-Z]{5}$', 'Five letters or digits.')])),
                    ('modifiers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), blank=True, default=list, size=4)),
                    ('description', models.CharField(blank=True, max_length=80)),
                    ('units', models.DecimalField(decimal_places=4, default=Decimal('1'), max_digits=12)),
                    ('minutes', models.PositiveIntegerField(blank=True, null=True)),
                    ('pointers', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=list, size=4)),
                    ('ndc', models.CharField(blank=True, max_length=11)),
                    ('ndc_quantity', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                    ('ndc_unit', models.CharField(blank=True, max_length=2)),
                    ('unit_price', models.DecimalField(decimal_places=4, max_digits=12)),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=12)),
                    ('fee_schedule_item', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='payers.feescheduleitem')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='billing.charge')),
                    ('voided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('encounter', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='billing.encounter')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='EncounterDiagnosis',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ordinal', models.PositiveSmallIntegerField()),
                    ('code', models.CharField(max_length=7)),
                    ('encounter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='diagnoses', to='billing.encounter')),
                ],
                options={
                    'ordering': ['encounter', 'ordinal'],
                    'constraints': [
                        models.UniqueConstraint(fields=('encounter', 'ordinal'), name='encounter_diagnosis_ordinal'),
                        models.UniqueConstraint(fields=('encounter', 'code'), name='encounter_diagnosis_once'),
                        models.CheckConstraint(condition=models.Q(('ordinal__range', (1, 12))), name='encounter_diagnosis_range'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='EncounterDiagnosisEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('ordinal', models.PositiveSmallIntegerField()),
                    ('code', models.CharField(max_length=7)),
                    ('encounter', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='billing.encounter')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='billing.encounterdiagnosis')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='EncounterEvent',
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
                    ('number', models.CharField(editable=False, max_length=12)),
                    ('service_date', models.DateField()),
                    ('place_of_service', models.CharField(max_length=2)),
                    ('authorization_number', models.CharField(blank=True, max_length=30)),
                    ('referral_number', models.CharField(blank=True, max_length=30)),
                    ('clia_number', models.CharField(blank=True, max_length=10)),
                    ('accident_kind', models.CharField(blank=True, choices=[('', 'No'), ('AA', 'Auto accident'), ('EM', 'At work'), ('OA', 'Other accident')], max_length=2)),
                    ('accident_date', models.DateField(blank=True, null=True)),
                    ('accident_state', models.CharField(blank=True, max_length=2)),
                    ('onset_date', models.DateField(blank=True, null=True)),
                    ('bills_insurance', models.BooleanField(default=True, help_text='Off where the patient forbade it (45 CFR 164.522).', verbose_name='bill insurance')),
                    ('entered_at', models.DateTimeField()),
                    ('billing_provider', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='practice.billingprovider')),
                    ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('facility', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='practice.facility')),
                    ('patient', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='patients.patient')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='billing.encounter')),
                    ('referring_provider', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='practice.provider')),
                    ('rendering_provider', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='practice.provider')),
                    ('voided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='EncounterPayer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveSmallIntegerField(default=1)),
                    ('rank', models.PositiveSmallIntegerField()),
                    ('reason', models.CharField(blank=True, max_length=200)),
                    ('created_at', models.DateTimeField()),
                    ('coverage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='patients.coverage')),
                    ('encounter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payers', to='billing.encounter')),
                ],
                options={
                    'ordering': ['encounter', '-version', 'rank'],
                    'constraints': [
                        models.UniqueConstraint(fields=('encounter', 'version', 'rank'), name='encounter_payer_rank'),
                        models.UniqueConstraint(fields=('encounter', 'version', 'coverage'), name='encounter_payer_coverage'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='LedgerTransaction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False, unique=True)),
                    ('purpose', models.CharField(choices=[('charge', 'Charge entered'), ('payment', 'Payment by a payer'), ('contract', 'Contractual adjustment'), ('suspense', 'Received for an unknown claim'), ('suspense_applied', 'Suspense applied'), ('next_payer', 'Moved to the next payer'), ('to_patient', 'Moved to the patient'), ('patient_payment', 'Payment by the patient'), ('provider_adjustment', 'Provider-level adjustment'), ('write_off', 'Write-off'), ('reversal', 'Reversal')], max_length=24)),
                    ('key', models.CharField(max_length=160, unique=True)),
                    ('posted_at', models.DateTimeField()),
                    ('accounting_date', models.DateField()),
                    ('reason', models.CharField(blank=True, max_length=200)),
                    ('source_kind', models.CharField(help_text='What caused it: encounter, remittance, user.', max_length=40)),
                    ('source_id', models.BigIntegerField(blank=True, null=True)),
                    ('evidence', models.JSONField(blank=True, default=dict, help_text='Group, reason code, CLP and SVC ordinals, segment numbers.')),
                    ('database_transaction', models.BigIntegerField(db_default=billing.models.ledger._ThisDatabaseTransaction(), editable=False)),
                    ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('reverses', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='billing.ledgertransaction')),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['source_kind', 'source_id'], name='ledger_transaction_source'),
                    ],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('reverses__isnull', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='ledger_transaction_reason'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='LedgerEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ordinal', models.PositiveSmallIntegerField()),
                    ('account', models.CharField(choices=[('charges', 'Charges'), ('owed_by_payer', 'Owed by a payer'), ('owed_by_patient', 'Owed by the patient'), ('paid_by_payer', 'Paid by a payer'), ('paid_by_patient', 'Paid by the patient'), ('adjusted', 'Adjusted by contract'), ('written_off', 'Written off'), ('unapplied', 'Received, not applied'), ('provider_level', 'Provider-level adjustments')], max_length=20)),
                    ('rank', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('debit', models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                    ('credit', models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                    ('charge', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='billing.charge')),
                    ('patient', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='patients.patient')),
                    ('payer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='payers.payer')),
                    ('transaction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='billing.ledgertransaction')),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['charge', 'account'], name='ledger_entry_charge'),
                        models.Index(fields=['patient', 'account'], name='ledger_entry_patient'),
                    ],
                    'constraints': [
                        models.UniqueConstraint(fields=('transaction', 'ordinal'), name='ledger_entry_ordinal'),
                        models.CheckConstraint(condition=models.Q(models.Q(('credit', 0), ('debit__gt', 0)), models.Q(('credit__gt', 0), ('debit', 0)), _connector='OR'), name='ledger_entry_one_side'),
                        models.CheckConstraint(condition=models.Q(('account__in', ['charges', 'owed_by_payer', 'owed_by_patient', 'paid_by_payer', 'paid_by_patient', 'adjusted', 'written_off', 'unapplied', 'provider_level'])), name='ledger_entry_account_known'),
                        models.CheckConstraint(condition=models.Q(models.Q(('account', 'owed_by_payer'), _negated=True), ('rank__isnull', False), _connector='OR'), name='ledger_entry_rank'),
                    ],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='encounter',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "billing_encounterevent" ("accident_date", "accident_kind", "accident_state", "authorization_number", "billing_provider_id", "bills_insurance", "changed_at", "clia_number", "created_at", "entered_at", "entered_by_id", "facility_id", "id", "number", "onset_date", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_of_service", "public_id", "referral_number", "referring_provider_id", "rendering_provider_id", "service_date", "version", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."accident_date", NEW."accident_kind", NEW."accident_state", NEW."authorization_number", NEW."billing_provider_id", NEW."bills_insurance", NEW."changed_at", NEW."clia_number", NEW."created_at", NEW."entered_at", NEW."entered_by_id", NEW."facility_id", NEW."id", NEW."number", NEW."onset_date", NEW."patient_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_of_service", NEW."public_id", NEW."referral_number", NEW."referring_provider_id", NEW."rendering_provider_id", NEW."service_date", NEW."version", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;', hash='b543fa3d71247ad478164239bbd2ee34c6cf9c74', operation='INSERT', pgid='pgtrigger_insert_insert_9f944', table='billing_encounter', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='encounter',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "billing_encounterevent" ("accident_date", "accident_kind", "accident_state", "authorization_number", "billing_provider_id", "bills_insurance", "changed_at", "clia_number", "created_at", "entered_at", "entered_by_id", "facility_id", "id", "number", "onset_date", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_of_service", "public_id", "referral_number", "referring_provider_id", "rendering_provider_id", "service_date", "version", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."accident_date", NEW."accident_kind", NEW."accident_state", NEW."authorization_number", NEW."billing_provider_id", NEW."bills_insurance", NEW."changed_at", NEW."clia_number", NEW."created_at", NEW."entered_at", NEW."entered_by_id", NEW."facility_id", NEW."id", NEW."number", NEW."onset_date", NEW."patient_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_of_service", NEW."public_id", NEW."referral_number", NEW."referring_provider_id", NEW."rendering_provider_id", NEW."service_date", NEW."version", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;', hash='cc0b9a87669dc452ecf7f0c00c516cb29ab2818f', operation='UPDATE', pgid='pgtrigger_update_update_4cedb', table='billing_encounter', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='charge',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "billing_chargeevent" ("amount", "description", "encounter_id", "fee_schedule_item_id", "id", "minutes", "modifiers", "ndc", "ndc_quantity", "ndc_unit", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pointers", "procedure_code", "public_id", "unit_price", "units", "void_reason", "voided_at", "voided_by_id") VALUES (OLD."amount", OLD."description", OLD."encounter_id", OLD."fee_schedule_item_id", OLD."id", OLD."minutes", OLD."modifiers", OLD."ndc", OLD."ndc_quantity", OLD."ndc_unit", OLD."ordinal", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."pointers", OLD."procedure_code", OLD."public_id", OLD."unit_price", OLD."units", OLD."void_reason", OLD."voided_at", OLD."voided_by_id"); RETURN NULL;', hash='5510bc163aaa691200e5f0d87f98d5798a16f82e', operation='UPDATE', pgid='pgtrigger_update_update_8d336', table='billing_charge', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='encounterdiagnosis',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "billing_encounterdiagnosisevent" ("code", "encounter_id", "id", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."encounter_id", OLD."id", OLD."ordinal", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;', hash='fd0820d164b2fec3807fe95c315cb0c986bb51fb', operation='UPDATE', pgid='pgtrigger_update_update_ece24', table='billing_encounterdiagnosis', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='encounterdiagnosis',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "billing_encounterdiagnosisevent" ("code", "encounter_id", "id", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."encounter_id", OLD."id", OLD."ordinal", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='e9343ebfffb3ceb784c4f7cd269444505b1f6fb6', operation='DELETE', pgid='pgtrigger_delete_delete_33d59', table='billing_encounterdiagnosis', when='AFTER')),
            ),
        ),
        migrations.RunSQL((HERE / "ledger.sql").read_text(), migrations.RunSQL.noop),
        migrations.RunSQL("CREATE SEQUENCE billing_encounter_number START 30001", "DROP SEQUENCE billing_encounter_number"),
    ]
