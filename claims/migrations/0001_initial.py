"""Claims, submissions, remittances, denials. What was sent (frozen.sql) and what a payer said (payer_facts.sql) never changes."""

from pathlib import Path

import claims.rules.denial_routes
import config.shared.ids
import config.shared.transitions
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

HERE = Path(__file__).parent


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('billing', '0001_initial'),
        ('patients', '0001_initial'),
        ('payers', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AdjustmentRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('priority', models.PositiveIntegerField(unique=True)),
                ('payer_kind', models.CharField(blank=True, max_length=80)),
                ('contract', models.CharField(blank=True, help_text='yes, no, capitated, or empty', max_length=12)),
                ('rank', models.CharField(blank=True, help_text='primary, later, or empty', max_length=10)),
                ('claim_status', models.CharField(blank=True, help_text='CLP02 codes separated by blanks', max_length=40)),
                ('group', models.CharField(blank=True, max_length=12)),
                ('reason', models.CharField(blank=True, help_text='CARCs separated by blanks', max_length=200)),
                ('remark', models.CharField(blank=True, help_text='RARCs separated by blanks; any one present matches', max_length=120)),
                ('allowed', models.CharField(blank=True, help_text="nothing, something, or empty: paid, the patient's share, sequestration", max_length=10)),
                ('paid', models.CharField(blank=True, help_text="nothing, something, or empty: the line's payment", max_length=10)),
                ('covers_charge', models.CharField(blank=True, help_text='yes where the adjustment takes the whole charge', max_length=3)),
                ('expects_allowed', models.CharField(blank=True, help_text='yes, no (it expects nothing), or unknown', max_length=8)),
                ('classified', models.CharField(choices=[('contract', 'Contract'), ('patient', 'Patient share'), ('denied', 'Denied'), ('bundled', 'Bundled'), ('duplicate', 'Duplicate'), ('prior_payer', 'Prior payer'), ('capitation', 'Capitation'), ('information', 'Information'), ('unknown', 'Unknown')], max_length=12)),
                ('category', models.CharField(blank=True, max_length=40)),
                ('why', models.CharField(max_length=300)),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['priority'],
            },
        ),
        migrations.CreateModel(
            name='AdjustmentRuleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('priority', models.PositiveIntegerField()),
                ('payer_kind', models.CharField(blank=True, max_length=80)),
                ('contract', models.CharField(blank=True, help_text='yes, no, capitated, or empty', max_length=12)),
                ('rank', models.CharField(blank=True, help_text='primary, later, or empty', max_length=10)),
                ('claim_status', models.CharField(blank=True, help_text='CLP02 codes separated by blanks', max_length=40)),
                ('group', models.CharField(blank=True, max_length=12)),
                ('reason', models.CharField(blank=True, help_text='CARCs separated by blanks', max_length=200)),
                ('remark', models.CharField(blank=True, help_text='RARCs separated by blanks; any one present matches', max_length=120)),
                ('allowed', models.CharField(blank=True, help_text="nothing, something, or empty: paid, the patient's share, sequestration", max_length=10)),
                ('paid', models.CharField(blank=True, help_text="nothing, something, or empty: the line's payment", max_length=10)),
                ('covers_charge', models.CharField(blank=True, help_text='yes where the adjustment takes the whole charge', max_length=3)),
                ('expects_allowed', models.CharField(blank=True, help_text='yes, no (it expects nothing), or unknown', max_length=8)),
                ('classified', models.CharField(choices=[('contract', 'Contract'), ('patient', 'Patient share'), ('denied', 'Denied'), ('bundled', 'Bundled'), ('duplicate', 'Duplicate'), ('prior_payer', 'Prior payer'), ('capitation', 'Capitation'), ('information', 'Information'), ('unknown', 'Unknown')], max_length=12)),
                ('category', models.CharField(blank=True, max_length=40)),
                ('why', models.CharField(max_length=300)),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False, unique=True)),
                ('number', models.CharField(editable=False, max_length=12, unique=True)),
                ('rank', models.PositiveSmallIntegerField()),
                ('status', models.CharField(choices=[('held', 'Held'), ('ready', 'Ready to send'), ('queued', 'In a batch'), ('sent', 'Sent'), ('received', 'Received'), ('accepted', 'Accepted by the payer'), ('rejected', 'Rejected'), ('pending', 'In process'), ('records_asked', 'Records asked'), ('finalized', 'Decided, remittance due'), ('paid', 'Paid'), ('partly_paid', 'Denied in part'), ('denied', 'Denied'), ('closed', 'Closed'), ('voided', 'Voided')], default='held', max_length=16)),
                ('hold_reason', models.CharField(blank=True, help_text='Why a person holds it; empty where only findings do.', max_length=200)),
                ('service_date', models.DateField()),
                ('billed_amount', models.DecimalField(decimal_places=2, max_digits=12)),
                ('open_amount', models.DecimalField(decimal_places=2, help_text="Owed by this payer: the ledger's bucket.", max_digits=12)),
                ('payer_control_number', models.CharField(blank=True, max_length=50)),
                ('filing_deadline_date', models.DateField(blank=True, null=True)),
                ('filing_proof_date', models.DateField(blank=True, null=True)),
                ('filing_proof_number', models.CharField(blank=True, max_length=50)),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('last_answer_at', models.DateTimeField(blank=True, null=True)),
                ('answer_source', models.CharField(blank=True, choices=[('', 'Nobody yet'), ('clearinghouse', 'Clearinghouse'), ('payer', 'Payer'), ('remittance', 'Remittance')], max_length=14)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            bases=(config.shared.transitions.Stateful, models.Model),
        ),
        migrations.CreateModel(
            name='ClaimLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordinal', models.PositiveSmallIntegerField()),
                ('control_number', models.CharField(max_length=20)),
                ('procedure_code', models.CharField(max_length=5)),
                ('modifiers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), default=list, size=4)),
                ('units', models.DecimalField(decimal_places=4, max_digits=12)),
                ('billed_amount', models.DecimalField(decimal_places=2, max_digits=12)),
                ('expected_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
            ],
            options={
                'ordering': ['claim', 'ordinal'],
            },
        ),
        migrations.CreateModel(
            name='ClaimSubmission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False, unique=True)),
                ('ordinal', models.PositiveSmallIntegerField()),
                ('frequency', models.CharField(default='1', max_length=1)),
                ('original_reference', models.CharField(blank=True, max_length=50)),
                ('patient_control_number', models.CharField(max_length=20, unique=True)),
                ('snapshot', models.JSONField()),
                ('schema_version', models.PositiveSmallIntegerField(default=1)),
                ('billed_amount', models.DecimalField(decimal_places=2, max_digits=12)),
                ('frozen_at', models.DateTimeField()),
                ('st02', models.CharField(blank=True, max_length=9)),
            ],
            options={
                'ordering': ['claim', 'ordinal'],
            },
        ),
        migrations.CreateModel(
            name='Denial',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False, unique=True)),
                ('number', models.CharField(editable=False, max_length=12, unique=True)),
                ('status', models.CharField(choices=[('open', 'Open'), ('corrected', 'Corrected, resent'), ('appealed', 'Appealed'), ('overturned', 'Overturned'), ('upheld', 'Upheld'), ('written_off', 'Written off'), ('closed', 'Closed')], default='open', max_length=12)),
                ('category', models.CharField(max_length=40)),
                ('root_cause', models.CharField(blank=True, max_length=60)),
                ('group', models.CharField(max_length=2)),
                ('reason', models.CharField(max_length=5)),
                ('remarks', models.JSONField(blank=True, default=list)),
                ('denied_amount', models.DecimalField(decimal_places=2, max_digits=12)),
                ('expected_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('route', models.CharField(choices=[(claims.rules.denial_routes.Route['CORRECT'], 'Correct and resend (frequency 7)'), (claims.rules.denial_routes.Route['NEW_CLAIM'], 'Send a new claim (frequency 1)'), (claims.rules.denial_routes.Route['RECONSIDER'], 'Ask for reconsideration'), (claims.rules.denial_routes.Route['APPEAL'], 'Appeal'), (claims.rules.denial_routes.Route['RECORDS'], 'Send the records'), (claims.rules.denial_routes.Route['OTHER_PAYER'], 'Bill the other payer'), (claims.rules.denial_routes.Route['PATIENT'], 'Bill the patient, once that is checked'), (claims.rules.denial_routes.Route['WRITE_OFF'], 'Write off')], max_length=30)),
                ('may_appeal', models.BooleanField(default=True)),
                ('route_reason', models.CharField(blank=True, max_length=300)),
                ('denied_date', models.DateField()),
                ('deadline_date', models.DateField(blank=True, null=True)),
                ('deadline_reason', models.CharField(blank=True, max_length=200)),
                ('opened_at', models.DateTimeField()),
            ],
            bases=(config.shared.transitions.Stateful, models.Model),
        ),
        migrations.CreateModel(
            name='PostingProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('next_payer', 'Bill the next payer'), ('to_patient', 'Move to the patient'), ('denial', 'Queue the denial'), ('underpayment', 'Queue the underpayment'), ('write_off', 'Write off')], max_length=16)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12)),
                ('evidence', models.JSONField(blank=True, default=dict)),
                ('policy', models.CharField(blank=True, max_length=60)),
                ('state', models.CharField(choices=[('open', 'Open'), ('applied', 'Applied'), ('dismissed', 'Dismissed')], default='open', max_length=10)),
                ('created_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ProviderAdjustment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordinal', models.PositiveIntegerField()),
                ('reason', models.CharField(max_length=4)),
                ('reference', models.CharField(blank=True, max_length=60)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12)),
            ],
            options={
                'ordering': ['remittance', 'ordinal'],
            },
        ),
        migrations.CreateModel(
            name='Remittance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False, unique=True)),
                ('payer_name', models.CharField(blank=True, max_length=80)),
                ('trace_number', models.CharField(blank=True, max_length=50)),
                ('payer_trace_id', models.CharField(blank=True, max_length=30)),
                ('payee_name', models.CharField(blank=True, max_length=80)),
                ('payee_npi', models.CharField(blank=True, max_length=20)),
                ('payee_tax_id', models.CharField(blank=True, max_length=20)),
                ('payment_amount', models.DecimalField(decimal_places=2, max_digits=12)),
                ('payment_method', models.CharField(blank=True, max_length=4)),
                ('payment_date', models.DateField(blank=True, null=True)),
                ('claim_paid_amount', models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ('provider_adjustment_amount', models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ('claim_count', models.PositiveIntegerField(default=0)),
                ('is_balanced', models.BooleanField()),
                ('status', models.CharField(choices=[('planned', 'Ready to post'), ('posted', 'Posted'), ('exception', 'Exception'), ('duplicate', 'Duplicate')], max_length=12)),
                ('code', models.CharField(blank=True, max_length=60)),
                ('message', models.CharField(blank=True, max_length=400)),
                ('evidence_at', models.DateTimeField(help_text='When the payer wrote the file.')),
                ('received_at', models.DateTimeField()),
                ('posted_at', models.DateTimeField(blank=True, null=True)),
            ],
            bases=(config.shared.transitions.Stateful, models.Model),
        ),
        migrations.CreateModel(
            name='RemittanceAdjustment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordinal', models.PositiveIntegerField()),
                ('group', models.CharField(max_length=2)),
                ('reason', models.CharField(max_length=5)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12)),
                ('quantity', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                ('classified', models.CharField(choices=[('contract', 'Contract'), ('patient', 'Patient share'), ('denied', 'Denied'), ('bundled', 'Bundled'), ('duplicate', 'Duplicate'), ('prior_payer', 'Prior payer'), ('capitation', 'Capitation'), ('information', 'Information'), ('unknown', 'Unknown')], default='unknown', max_length=12)),
                ('category', models.CharField(blank=True, max_length=40)),
            ],
            options={
                'ordering': ['remittance_claim', 'ordinal'],
            },
        ),
        migrations.CreateModel(
            name='RemittanceClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False, unique=True)),
                ('ordinal', models.PositiveIntegerField()),
                ('patient_control_number', models.CharField(blank=True, max_length=50)),
                ('payer_control_number', models.CharField(blank=True, max_length=50)),
                ('status_code', models.CharField(max_length=4)),
                ('charge_amount', models.DecimalField(decimal_places=2, max_digits=12)),
                ('paid_amount', models.DecimalField(decimal_places=2, max_digits=12)),
                ('patient_responsibility_amount', models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ('original_reference', models.CharField(blank=True, max_length=50)),
                ('is_forwarded', models.BooleanField(default=False, help_text='The payer says that it sent the claim on to the next payer.')),
                ('remarks', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, size=None)),
                ('patient_last_name', models.CharField(blank=True, max_length=60)),
                ('patient_first_name', models.CharField(blank=True, max_length=35)),
                ('member_id', models.CharField(blank=True, max_length=80)),
                ('service_date', models.DateField(blank=True, null=True)),
                ('is_balanced', models.BooleanField(default=True)),
                ('first_segment', models.PositiveIntegerField()),
                ('last_segment', models.PositiveIntegerField()),
                ('matched_by', models.CharField(blank=True, max_length=30)),
                ('contract_amount', models.DecimalField(decimal_places=2, default=0, help_text='Plan: written off by contract.', max_digits=12)),
                ('patient_amount', models.DecimalField(decimal_places=2, default=0, help_text="Plan: the patient's share.", max_digits=12)),
                ('denied_amount', models.DecimalField(decimal_places=2, default=0, help_text='Plan: refused.', max_digits=12)),
                ('underpaid_amount', models.DecimalField(decimal_places=2, default=0, help_text='Plan: the contract expects more.', max_digits=12)),
                ('fate', models.CharField(choices=[('planned', 'Will post'), ('posted', 'Posted'), ('suspense', 'In suspense'), ('exception', 'Exception')], default='planned', max_length=12)),
                ('code', models.CharField(blank=True, max_length=60)),
                ('message', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['remittance', 'ordinal'],
            },
        ),
        migrations.CreateModel(
            name='RemittanceLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordinal', models.PositiveIntegerField()),
                ('control_number', models.CharField(blank=True, max_length=50)),
                ('procedure_code', models.CharField(blank=True, max_length=48)),
                ('submitted_procedure_code', models.CharField(blank=True, max_length=48)),
                ('modifiers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=4), blank=True, default=list, size=None)),
                ('charge_amount', models.DecimalField(decimal_places=2, max_digits=12)),
                ('paid_amount', models.DecimalField(decimal_places=2, max_digits=12)),
                ('allowed_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('units', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                ('service_date', models.DateField(blank=True, null=True)),
                ('remarks', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, size=None)),
                ('first_segment', models.PositiveIntegerField()),
                ('last_segment', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ['remittance_claim', 'ordinal'],
            },
        ),
        migrations.CreateModel(
            name='ScrubFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordinal', models.PositiveSmallIntegerField()),
                ('rule', models.CharField(max_length=60)),
                ('severity', models.CharField(choices=[('error', 'Error'), ('warning', 'Warning')], max_length=10)),
                ('line', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('field', models.CharField(max_length=80)),
                ('message', models.CharField(max_length=300)),
                ('fix', models.CharField(max_length=300)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('waived_at', models.DateTimeField(blank=True, null=True)),
                ('waive_reason', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['submission', 'ordinal'],
            },
        ),
        migrations.CreateModel(
            name='StatusInquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False, unique=True)),
                ('slot_date', models.DateField()),
                ('trace', models.CharField(max_length=30, unique=True)),
                ('asked_at', models.DateTimeField()),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('isa13s', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=9), blank=True, default=list, help_text='Of each try: what a TA1 or 999 names.', size=None)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('category', models.CharField(blank=True, max_length=4)),
                ('code', models.CharField(blank=True, max_length=6)),
                ('error', models.CharField(blank=True, max_length=80)),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='adjustmentrule',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "claims_adjustmentruleevent" ("allowed", "category", "changed_at", "claim_status", "classified", "contract", "covers_charge", "created_at", "expects_allowed", "group", "id", "is_active", "paid", "payer_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "rank", "reason", "remark", "version", "why") VALUES (NEW."allowed", NEW."category", NEW."changed_at", NEW."claim_status", NEW."classified", NEW."contract", NEW."covers_charge", NEW."created_at", NEW."expects_allowed", NEW."group", NEW."id", NEW."is_active", NEW."paid", NEW."payer_kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."priority", NEW."rank", NEW."reason", NEW."remark", NEW."version", NEW."why"); RETURN NULL;', hash='b850e859ee6e71bdba0d122cbb194aadcd45c677', operation='INSERT', pgid='pgtrigger_insert_insert_ec126', table='claims_adjustmentrule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='adjustmentrule',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "claims_adjustmentruleevent" ("allowed", "category", "changed_at", "claim_status", "classified", "contract", "covers_charge", "created_at", "expects_allowed", "group", "id", "is_active", "paid", "payer_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "rank", "reason", "remark", "version", "why") VALUES (NEW."allowed", NEW."category", NEW."changed_at", NEW."claim_status", NEW."classified", NEW."contract", NEW."covers_charge", NEW."created_at", NEW."expects_allowed", NEW."group", NEW."id", NEW."is_active", NEW."paid", NEW."payer_kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."priority", NEW."rank", NEW."reason", NEW."remark", NEW."version", NEW."why"); RETURN NULL;', hash='633e19ab0e7305ff0e3466b945cb27e352938127', operation='UPDATE', pgid='pgtrigger_update_update_23446', table='claims_adjustmentrule', when='AFTER')),
        ),
        migrations.AddField(
            model_name='adjustmentruleevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='adjustmentruleevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='claims.adjustmentrule'),
        ),
        migrations.AddField(
            model_name='claim',
            name='coverage',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='patients.coverage'),
        ),
        migrations.AddField(
            model_name='claim',
            name='encounter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='billing.encounter'),
        ),
        migrations.AddField(
            model_name='claim',
            name='patient',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='patients.patient'),
        ),
        migrations.AddField(
            model_name='claim',
            name='payer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='payers.payer'),
        ),
        migrations.AddField(
            model_name='claimline',
            name='charge',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claim_lines', to='billing.charge'),
        ),
        migrations.AddField(
            model_name='claimline',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='claims.claim'),
        ),
        migrations.AddField(
            model_name='claimsubmission',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='claims.claim'),
        ),
        migrations.AddField(
            model_name='claimsubmission',
            name='interchange',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='payers.interchange'),
        ),
        migrations.AddField(
            model_name='denial',
            name='appeal_level',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='payers.appeallevel'),
        ),
        migrations.AddField(
            model_name='denial',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='denials', to='claims.claim'),
        ),
        migrations.AddField(
            model_name='denial',
            name='line',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='denials', to='claims.claimline'),
        ),
        migrations.AddField(
            model_name='postingproposal',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='claims.claim'),
        ),
        migrations.AddField(
            model_name='postingproposal',
            name='line',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='claims.claimline'),
        ),
        migrations.AddField(
            model_name='remittance',
            name='inbound_transaction',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='remittance', to='payers.inboundtransaction'),
        ),
        migrations.AddField(
            model_name='remittance',
            name='payer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='remittances', to='payers.payer'),
        ),
        migrations.AddField(
            model_name='remittance',
            name='posted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='provideradjustment',
            name='remittance',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='provider_adjustments', to='claims.remittance'),
        ),
        migrations.AddField(
            model_name='remittanceadjustment',
            name='rule',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.adjustmentrule'),
        ),
        migrations.AddField(
            model_name='remittanceclaim',
            name='claim',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='remittance_claims', to='claims.claim'),
        ),
        migrations.AddField(
            model_name='remittanceclaim',
            name='remittance',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='claims.remittance'),
        ),
        migrations.AddField(
            model_name='remittanceclaim',
            name='submission',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.claimsubmission'),
        ),
        migrations.AddField(
            model_name='remittanceadjustment',
            name='remittance_claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adjustments', to='claims.remittanceclaim'),
        ),
        migrations.AddField(
            model_name='postingproposal',
            name='remittance_claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='claims.remittanceclaim'),
        ),
        migrations.AddField(
            model_name='denial',
            name='remittance_claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='denials', to='claims.remittanceclaim'),
        ),
        migrations.AddField(
            model_name='remittanceline',
            name='claim_line',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='remittance_lines', to='claims.claimline'),
        ),
        migrations.AddField(
            model_name='remittanceline',
            name='remittance_claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='claims.remittanceclaim'),
        ),
        migrations.AddField(
            model_name='remittanceadjustment',
            name='line',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='adjustments', to='claims.remittanceline'),
        ),
        migrations.AddField(
            model_name='denial',
            name='remittance_line',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='denials', to='claims.remittanceline'),
        ),
        migrations.AddField(
            model_name='scrubfinding',
            name='submission',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='claims.claimsubmission'),
        ),
        migrations.AddField(
            model_name='scrubfinding',
            name='waived_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='statusinquiry',
            name='asked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='statusinquiry',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='status_inquiries', to='claims.claim'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['status', 'service_date', 'id'], name='claim_status'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['service_date', 'id'], name='claim_service_date'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['payer', 'service_date', 'id'], name='claim_payer'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['patient', 'service_date', 'id'], name='claim_patient'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['open_amount', 'id'], name='claim_open'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['filing_deadline_date', 'id'], name='claim_deadline'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('payer_control_number', ''), _negated=True), fields=['payer_control_number'], name='claim_payer_control'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'voided'), _negated=True), fields=('encounter', 'rank'), name='claim_encounter_rank'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['held', 'ready', 'queued', 'sent', 'received', 'accepted', 'rejected', 'pending', 'records_asked', 'finalized', 'paid', 'partly_paid', 'denied', 'closed', 'voided'])), name='claim_status_known'),
        ),
        migrations.AddConstraint(
            model_name='claimline',
            constraint=models.UniqueConstraint(fields=('claim', 'ordinal'), name='claim_line_ordinal'),
        ),
        migrations.AddConstraint(
            model_name='claimline',
            constraint=models.UniqueConstraint(fields=('claim', 'control_number'), name='claim_line_control'),
        ),
        migrations.AddIndex(
            model_name='claimsubmission',
            index=models.Index(fields=['interchange', 'st02'], name='claim_submission_batch'),
        ),
        migrations.AddConstraint(
            model_name='claimsubmission',
            constraint=models.UniqueConstraint(fields=('claim', 'ordinal'), name='claim_submission_ordinal'),
        ),
        migrations.AddIndex(
            model_name='remittance',
            index=models.Index(fields=['status', '-received_at', '-id'], name='remittance_status'),
        ),
        migrations.AddIndex(
            model_name='remittance',
            index=models.Index(fields=['-received_at', '-id'], name='remittance_received'),
        ),
        migrations.AddIndex(
            model_name='remittance',
            index=models.Index(fields=['trace_number', 'payer_trace_id'], name='remittance_trace'),
        ),
        migrations.AddConstraint(
            model_name='remittance',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['planned', 'posted', 'exception', 'duplicate'])), name='remittance_status_known'),
        ),
        migrations.AddConstraint(
            model_name='provideradjustment',
            constraint=models.UniqueConstraint(fields=('remittance', 'ordinal'), name='provider_adjustment_ordinal'),
        ),
        migrations.AddIndex(
            model_name='remittanceclaim',
            index=models.Index(condition=models.Q(('fate', 'posted'), _negated=True), fields=['fate', 'id'], name='remittance_claim_waiting'),
        ),
        migrations.AddIndex(
            model_name='remittanceclaim',
            index=models.Index(condition=models.Q(('payer_control_number', ''), _negated=True), fields=['payer_control_number'], name='remittance_claim_payer_number'),
        ),
        migrations.AddConstraint(
            model_name='remittanceclaim',
            constraint=models.UniqueConstraint(fields=('remittance', 'ordinal'), name='remittance_claim_ordinal'),
        ),
        migrations.AddConstraint(
            model_name='remittanceclaim',
            constraint=models.CheckConstraint(condition=models.Q(('fate__in', ['planned', 'posted', 'suspense', 'exception'])), name='remittance_claim_fate_known'),
        ),
        migrations.AddIndex(
            model_name='postingproposal',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['kind', 'id'], name='posting_proposal_open'),
        ),
        migrations.AddConstraint(
            model_name='postingproposal',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'applied', 'dismissed'])), name='posting_proposal_state_known'),
        ),
        migrations.AddConstraint(
            model_name='postingproposal',
            constraint=models.UniqueConstraint(fields=('remittance_claim', 'kind', 'line'), name='posting_proposal_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='remittanceline',
            constraint=models.UniqueConstraint(fields=('remittance_claim', 'ordinal'), name='remittance_line_ordinal'),
        ),
        migrations.AddConstraint(
            model_name='remittanceadjustment',
            constraint=models.UniqueConstraint(fields=('remittance_claim', 'ordinal'), name='remittance_adjustment_ordinal'),
        ),
        migrations.AddIndex(
            model_name='denial',
            index=models.Index(fields=['status', 'deadline_date', 'id'], name='denial_deadline'),
        ),
        migrations.AddIndex(
            model_name='denial',
            index=models.Index(fields=['reason', 'status'], name='denial_alike'),
        ),
        migrations.AddConstraint(
            model_name='denial',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['open', 'corrected', 'appealed', 'overturned', 'upheld', 'written_off', 'closed'])), name='denial_status_known'),
        ),
        migrations.AddConstraint(
            model_name='denial',
            constraint=models.UniqueConstraint(fields=('remittance_claim', 'remittance_line'), name='denial_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='scrubfinding',
            constraint=models.UniqueConstraint(fields=('submission', 'ordinal'), name='scrub_finding_ordinal'),
        ),
        migrations.AddConstraint(
            model_name='scrubfinding',
            constraint=models.CheckConstraint(condition=models.Q(('waived_at__isnull', True), models.Q(('waive_reason', ''), _negated=True), _connector='OR'), name='scrub_finding_waived_why'),
        ),
        migrations.AddConstraint(
            model_name='statusinquiry',
            constraint=models.UniqueConstraint(fields=('claim', 'slot_date'), name='status_inquiry_slot'),
        ),
        migrations.RunSQL((HERE / "frozen.sql").read_text(), migrations.RunSQL.noop),
        migrations.RunSQL("CREATE SEQUENCE claims_claim_number START 10001", "DROP SEQUENCE claims_claim_number"),
        migrations.RunSQL((HERE / "payer_facts.sql").read_text(), migrations.RunSQL.noop),
    ]
