import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=64, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=40)),
                ("region", models.CharField(max_length=120)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["city", "ministry", "province", "regency"])),
                        name="agency_kind_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.agency"),
                ),
                ("code", models.CharField(max_length=64)),
                ("title", models.CharField(max_length=300)),
                ("unit", models.CharField(max_length=300)),
                ("level", models.CharField(max_length=40)),
                ("state", models.CharField(max_length=40)),
                ("state_since", models.DateField(null=True)),
                ("acting_name", models.CharField(max_length=200, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "code"), name="position_code_once_per_agency"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "level__in",
                                [
                                    "administrator",
                                    "jf-ahli-madya",
                                    "jf-ahli-muda",
                                    "jf-ahli-utama",
                                    "jpt-madya",
                                    "jpt-pratama",
                                    "jpt-utama",
                                    "pelaksana",
                                    "pengawas",
                                ],
                            )
                        ),
                        name="position_level_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["acting", "filled", "vacant"])),
                        name="position_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("acting_name__isnull", True), ("state", "acting"), _connector="OR"
                        ),
                        name="position_acting_name_only_while_acting",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Official",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.agency"),
                ),
                ("nip", models.CharField(max_length=18)),
                ("name", models.CharField(max_length=200)),
                ("born_on", models.DateField()),
                ("grade", models.CharField(max_length=8)),
                ("level", models.CharField(max_length=40)),
                ("home_agency", models.CharField(max_length=200)),
                (
                    "position",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="records.position"
                    ),
                ),
                ("position_title", models.CharField(max_length=300)),
                ("in_position_since", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "nip"), name="official_nip_once_per_agency"),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            django.db.models.functions.text.Length("nip"), 18
                        ),
                        name="official_nip_has_18_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "level__in",
                                [
                                    "administrator",
                                    "jf-ahli-madya",
                                    "jf-ahli-muda",
                                    "jf-ahli-utama",
                                    "jpt-madya",
                                    "jpt-pratama",
                                    "jpt-utama",
                                    "pelaksana",
                                    "pengawas",
                                ],
                            )
                        ),
                        name="official_level_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.agency"),
                ),
                ("sign_in_name", models.CharField(max_length=150, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "official",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="records.official"
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("sign_in_name"),
                        name="account_sign_in_name_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.agency"),
                ),
                ("key", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=300)),
                ("phase", models.CharField(default="design", max_length=40)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "key"), name="event_key_once_per_agency"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "administrator",
                                    "five-year",
                                    "job-fit",
                                    "mapping",
                                    "open-selection",
                                    "reorganisation",
                                    "retest",
                                ],
                            )
                        ),
                        name="event_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "phase__in",
                                ["closed", "decision", "design", "follow-up", "ready", "review", "scoring"],
                            )
                        ),
                        name="event_phase_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="event_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.agency"),
                ),
                ("event", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.event")),
                (
                    "official",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.official"),
                ),
                ("code", models.CharField(max_length=16)),
                ("status", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("event", "code"), name="participant_code_once_per_event"),
                    models.UniqueConstraint(fields=("event", "official"), name="participant_once_per_event"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["exempt", "ineligible", "not_assessed", "participant"])
                        ),
                        name="participant_status_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Examiner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.agency"),
                ),
                ("event", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.event")),
                ("code", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=200)),
                ("role", models.CharField(max_length=40)),
                ("element", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("event", "code"), name="examiner_code_once_per_event"),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["chair", "member", "secretary"])),
                        name="examiner_role_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "element__in",
                                [
                                    "academic",
                                    "assessor-body",
                                    "expert",
                                    "external-jpt",
                                    "internal",
                                    "public-figure",
                                ],
                            )
                        ),
                        name="examiner_element_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerHead",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="records.event",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.agency"),
                ),
                ("size", models.BigIntegerField()),
                ("frontier", models.BinaryField()),
                ("root", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size__gte", 0)), name="ledger_head_size_counts"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            django.db.models.functions.text.Length("root"), 32
                        ),
                        name="ledger_head_root_has_32_bytes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.agency"),
                ),
                ("event", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.event")),
                ("index", models.BigIntegerField()),
                ("envelope", models.BinaryField()),
                ("signature", models.BinaryField()),
                ("leaf_hash", models.BinaryField()),
                ("ulid", models.CharField(max_length=26, unique=True)),
                ("type", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=120)),
                ("device", models.CharField(max_length=64)),
                ("dseq", models.BigIntegerField()),
                ("received_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("event", "index"), name="entry_index_once_per_event"),
                    models.UniqueConstraint(
                        fields=("event", "device", "dseq"), name="entry_dseq_once_per_device"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("dseq__gte", 1), ("index__gte", 0)),
                        name="entry_counts_are_natural",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            django.db.models.functions.text.Length("leaf_hash"), 32
                        ),
                        name="entry_leaf_hash_has_32_bytes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Payload",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="records.entry",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.agency"),
                ),
                ("salt", models.BinaryField()),
                ("payload", models.BinaryField()),
                ("note_salt", models.BinaryField()),
                ("note", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("salt"), 32
                            ),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("note_salt"), 32
                            ),
                        ),
                        name="payload_salts_have_32_bytes",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="records.entry",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.agency"),
                ),
                (
                    "ordered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erasures",
                        to="records.entry",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.agency"),
                ),
                ("event", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.event")),
                ("entry", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.entry")),
                (
                    "participant",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.participant"),
                ),
                (
                    "examiner",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.examiner"),
                ),
                ("method", models.CharField(max_length=40)),
                ("criterion", models.CharField(max_length=64)),
                ("state", models.CharField(max_length=40)),
                ("mark_hundredths", models.IntegerField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["event", "participant", "method"], name="rating_by_participant")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "criterion"), name="rating_once_per_entry"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "method__in",
                                [
                                    "assessment-centre",
                                    "feedback-360",
                                    "group-discussion",
                                    "interview",
                                    "paper",
                                    "performance",
                                    "presentation",
                                    "track-record",
                                    "written-test",
                                ],
                            )
                        ),
                        name="rating_method_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["no-evidence", "not-scored", "scored"])),
                        name="rating_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mark_hundredths__isnull", False), ("state", "scored")),
                            models.Q(
                                ("mark_hundredths__isnull", True),
                                ("state__in", ["no-evidence", "not-scored"]),
                            ),
                            _connector="OR",
                        ),
                        name="rating_has_a_mark_when_scored",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.agency"),
                ),
                ("event", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.event")),
                ("version", models.PositiveIntegerField()),
                ("as_of", models.DateField()),
                ("document", models.TextField()),
                ("document_digest", models.CharField(max_length=64)),
                ("scheme_digest", models.CharField(max_length=64)),
                ("rulebook_digest", models.CharField(max_length=64)),
                ("ledger_size", models.BigIntegerField()),
                ("ledger_root", models.BinaryField()),
                ("frozen_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("event", "version"), name="result_once_per_version"),
                    models.CheckConstraint(
                        condition=models.Q(("ledger_size__gte", 1), ("version__gte", 1)),
                        name="result_stands_on_entries",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            django.db.models.functions.text.Length("ledger_root"), 32
                        ),
                        name="result_root_has_32_bytes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.agency"),
                ),
                ("event", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.event")),
                ("code", models.CharField(max_length=64)),
                ("title", models.CharField(max_length=300)),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("ledger_size", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "file_name", "ledger_size"), name="paper_once_per_ledger_size"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            django.db.models.functions.text.Length("sha256"), 64
                        ),
                        name="paper_digest_has_64_digits",
                    ),
                ],
            },
        ),
    ]
