"""Users, events, work items, jobs, notes, the access log; events, notes and the log are append-only (append_only.sql)."""

from pathlib import Path

import config.shared.ids
import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

from config.shared.create_together import CreateTogether

HERE = Path(__file__).parent


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        BtreeGistExtension(),
        CreateTogether(
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                    ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                    ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                    ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                    ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                    ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False, unique=True)),
                    ('role', models.CharField(choices=[('biller', 'Biller'), ('front_desk', 'Front desk'), ('admin', 'Admin')], default='front_desk', max_length=20)),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ],
                options={
                    'ordering': ['last_name', 'first_name', 'id'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('role__in', ['biller', 'front_desk', 'admin'])), name='user_role_known'),
                    ],
                },
                managers=[
                    ('objects', django.contrib.auth.models.UserManager()),
                ],
            ),
            migrations.CreateModel(
                name='AccessEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('user_id', models.BigIntegerField()),
                    ('role', models.CharField(max_length=20)),
                    ('route', models.CharField(max_length=120)),
                    ('method', models.CharField(max_length=8)),
                    ('patient_id', models.BigIntegerField(blank=True, null=True)),
                    ('patient_ids', models.JSONField(blank=True, default=list)),
                    ('filters', models.JSONField(blank=True, default=dict)),
                    ('ip', models.GenericIPAddressField(blank=True, null=True)),
                    ('request_id', models.UUIDField()),
                ],
                options={
                    'indexes': [models.Index(fields=['patient_id', 'at'], name='access_patient'), models.Index(fields=['user_id', 'at'], name='access_user')],
                },
            ),
            migrations.CreateModel(
                name='Event',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subject_kind', models.CharField(max_length=40)),
                    ('subject_id', models.BigIntegerField()),
                    ('seq', models.PositiveIntegerField()),
                    ('kind', models.CharField(max_length=60)),
                    ('from_state', models.CharField(blank=True, max_length=40)),
                    ('to_state', models.CharField(blank=True, max_length=40)),
                    ('evidence_at', models.DateTimeField()),
                    ('recorded_at', models.DateTimeField()),
                    ('inbound_transaction_id', models.BigIntegerField(blank=True, null=True)),
                    ('first_segment', models.PositiveIntegerField(blank=True, null=True)),
                    ('last_segment', models.PositiveIntegerField(blank=True, null=True)),
                    ('detail', models.JSONField(blank=True, default=dict)),
                    ('key', models.CharField(blank=True, max_length=200, null=True, unique=True)),
                    ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['inbound_transaction_id'], name='event_inbound'),
                    ],
                    'constraints': [
                        models.UniqueConstraint(fields=('subject_kind', 'subject_id', 'seq'), name='event_subject_seq'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='IdempotencyKey',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('route', models.CharField(max_length=120)),
                    ('key', models.CharField(max_length=64)),
                    ('location', models.CharField(max_length=300)),
                    ('created_at', models.DateTimeField()),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [
                        models.UniqueConstraint(fields=('user', 'route', 'key'), name='idempotency_key_once'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Job',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=60)),
                    ('key', models.CharField(max_length=160, unique=True)),
                    ('args', models.JSONField(blank=True, default=dict)),
                    ('state', models.CharField(choices=[('ready', 'Ready'), ('leased', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='ready', max_length=10)),
                    ('run_at', models.DateTimeField()),
                    ('lease_until', models.DateTimeField(blank=True, null=True)),
                    ('lease_token', models.UUIDField(blank=True, null=True)),
                    ('attempts', models.PositiveIntegerField(default=0)),
                    ('max_attempts', models.PositiveIntegerField(default=12)),
                    ('last_error', models.CharField(blank=True, max_length=200)),
                    ('created_at', models.DateTimeField()),
                    ('finished_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('state', 'ready')), fields=['run_at'], name='job_due'), models.Index(condition=models.Q(('state', 'leased')), fields=['lease_until'], name='job_lease')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['ready', 'leased', 'done', 'failed'])), name='job_state_known')],
                },
            ),
            migrations.CreateModel(
                name='Note',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False, unique=True)),
                    ('subject_kind', models.CharField(max_length=40)),
                    ('subject_id', models.BigIntegerField()),
                    ('text', models.TextField(max_length=4000)),
                    ('written_at', models.DateTimeField()),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['subject_kind', 'subject_id', 'written_at'], name='note_subject'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='WorkItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.UUIDField(default=config.shared.ids.new_public_id, editable=False, unique=True)),
                    ('kind', models.CharField(max_length=40)),
                    ('subject_kind', models.CharField(max_length=40)),
                    ('subject_id', models.BigIntegerField()),
                    ('queue', models.CharField(max_length=40)),
                    ('next_date', models.DateField()),
                    ('next_step', models.CharField(max_length=120)),
                    ('amount', models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                    ('snoozed_until', models.DateField(blank=True, null=True)),
                    ('opened_at', models.DateTimeField()),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('closed_reason', models.CharField(blank=True, max_length=80)),
                    ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='work_items', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [
                        models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['queue', 'next_date', 'id'], name='work_item_queue'),
                        models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['owner', 'queue'], name='work_item_owner'),
                    ],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('subject_kind', 'subject_id', 'kind'), name='work_item_one_open'),
                    ],
                },
            ),
        ),
        migrations.RunSQL(
            (HERE / "append_only.sql").read_text(),
            "DROP PROCEDURE practice_make_append_only(regclass); DROP FUNCTION practice_refuse_change() CASCADE;",
        ),
    ]
