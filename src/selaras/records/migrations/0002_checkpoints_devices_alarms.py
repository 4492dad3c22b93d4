import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField()),
                ("note", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.agency"),
                ),
                ("event", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.event")),
            ],
        ),
        migrations.CreateModel(
            name="Cosignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("witness", models.CharField(max_length=300)),
                ("line", models.CharField(max_length=500)),
                ("kept_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.agency"),
                ),
                (
                    "checkpoint",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.checkpoint"),
                ),
                ("event", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.event")),
            ],
        ),
        migrations.CreateModel(
            name="Device",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("device", models.CharField(max_length=64)),
                ("holder", models.CharField(max_length=120)),
                ("role", models.CharField(max_length=40)),
                ("public_key", models.BinaryField()),
                ("enrolled_at_index", models.BigIntegerField()),
                ("revoked_at_index", models.BigIntegerField(null=True)),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.agency"),
                ),
                ("event", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.event")),
            ],
        ),
        migrations.CreateModel(
            name="Policy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                ("kept_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.agency"),
                ),
                ("event", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.event")),
            ],
        ),
        migrations.CreateModel(
            name="Alarm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("device", models.CharField(max_length=64)),
                ("facts", models.CharField(max_length=400)),
                ("size", models.BigIntegerField()),
                ("raised_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.agency"),
                ),
                ("event", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.event")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("event", "kind", "device", "facts"), name="alarm_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["chain_forked", "packet_differs", "seen_ahead", "seen_another_ledger"],
                            )
                        ),
                        name="alarm_kind_is_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("size__gte", 0)), name="alarm_size_counts"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="checkpoint",
            constraint=models.UniqueConstraint(fields=("event", "size"), name="checkpoint_once_per_size"),
        ),
        migrations.AddConstraint(
            model_name="checkpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__gte", 1)), name="checkpoint_of_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="checkpoint",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length("root"), 32),
                name="checkpoint_root_has_32_bytes",
            ),
        ),
        migrations.AddConstraint(
            model_name="cosignature",
            constraint=models.UniqueConstraint(
                fields=("checkpoint", "witness"), name="cosignature_once_per_witness"
            ),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.UniqueConstraint(fields=("event", "device"), name="device_once_per_event"),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role__in", ["AS", "AU", "KP", "PG", "PK", "PS", "R3", "RV", "SA", "SK"])
                ),
                name="device_role_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    django.db.models.functions.text.Length("public_key"), 65
                ),
                name="device_key_is_an_uncompressed_point",
            ),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("enrolled_at_index__gte", 0),
                    models.Q(
                        ("revoked_at_index__isnull", True),
                        ("revoked_at_index__gt", models.F("enrolled_at_index")),
                        _connector="OR",
                    ),
                ),
                name="device_is_revoked_after_it_was_enrolled",
            ),
        ),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.UniqueConstraint(fields=("event", "version"), name="policy_once_per_version"),
        ),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.CheckConstraint(
                condition=models.Q(("version__gte", 1)), name="policy_version_counts"
            ),
        ),
    ]
