"""The handbook of rules (docs/law): every rule with its versions, citation and worked cases."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from selaras.core.calendar_days import day_before
from selaras.core.rules import (
    INDONESIAN,
    Case,
    Catalogue,
    Certainty,
    Dating,
    Effect,
    Outcome,
    Rule,
    RuleTest,
    TestKind,
    Value,
    Values,
)
from selaras.core.rules.conditions import SETTINGS
from selaras.core.rules.findings import plain
from selaras.law.competences import CompetenceDictionary, CompetenceText
from selaras.law.talent_profiles import SourcedProfile

_MADE = "Halaman ini dibuat dari `src/selaras/law`; jangan disunting dengan tangan (`make docs-write`)."
_TOPICS = {
    "eligibility": ("Syarat jabatan dan peserta", "Eligibility"),
    "mutation": ("Mutasi, rotasi, dan masa jabatan", "Moves and terms"),
    "pilkada": ("Masa larangan dan penjabat kepala daerah", "Election windows and acting heads"),
    "special-posts": ("Jabatan khusus", "Special posts"),
    "oversight": ("Lembaga penelaah, izin, dan pertimbangan", "Reviewer, consents"),
    "pansel": ("Panitia seleksi", "Panel"),
    "open-selection": ("Seleksi terbuka", "Open selection"),
    "scoring": ("Penilaian", "Scoring"),
    "assessment": ("Penilaian kompetensi", "Competence assessment"),
    "talent": ("Manajemen talenta", "Talent management"),
    "performance": ("Kinerja", "Performance"),
    "data-protection": ("Pelindungan data dan keterbukaan", "Data protection"),
    "e-signature": ("Tanda tangan elektronik", "Electronic signature"),
    "documents": ("Naskah dinas", "Official letters"),
    "data": ("Data kepegawaian", "Personnel data"),
}
_CERTAINTY = {Certainty.HIGH: "tinggi", Certainty.MEDIUM: "sedang", Certainty.LOW: "rendah"}
_DATING = {
    Dating.FULL: "",
    Dating.ABOUT: "hari menurut sumber hanya perkiraan",
    Dating.MONTH: "hanya bulannya yang diketahui",
    Dating.YEAR: "hanya tahunnya yang diketahui",
    Dating.NONE: "tanpa tanggal",
}
_OUTCOME = {
    Outcome.MET: "terpenuhi",
    Outcome.BROKEN: "**tidak terpenuhi, menahan**",
    Outcome.FLAGGED: "tidak terpenuhi, menjadi tanda",
    Outcome.NOT_APPLICABLE: "tidak berlaku",
    Outcome.UNKNOWN: "belum dapat diputuskan",
}
_KIND = {
    TestKind.AT_LEAST: "{fact} paling sedikit {value}",
    TestKind.AT_MOST: "{fact} paling banyak {value}",
    TestKind.AT_LEAST_FACT: "{fact} tidak kurang dari {than}",
    TestKind.YEARS_AT_LEAST: "dari {since} sampai {on} paling sedikit {value} tahun penuh",
    TestKind.YEARS_AT_MOST: "dari {since} sampai {on} paling lama {value} tahun",
    TestKind.MONTHS_AT_MOST: "dari {since} sampai {on} paling lama {value} bulan",
    TestKind.OUTSIDE_WINDOW: "{day} di luar masa larangan ({window})",
    TestKind.ON_OR_BEFORE: "{fact} paling lambat {value}",
    TestKind.AT_LEAST_ON_SCALE: "{fact} pada {scale} paling rendah {lowest}",
    TestKind.ONE_OF: "{fact} hanya berisi yang tercantum dalam {value}",
    TestKind.NONE_OF: "{fact} tidak berisi yang tercantum dalam {value}",
    TestKind.REQUIRED: "{fact} memuat semua yang tercantum dalam {value}",
    TestKind.SOME_OF: "{fact} memuat paling sedikit satu yang tercantum dalam {value}",
    TestKind.LETTER: "{fact} sudah tercatat",
    TestKind.IS_TRUE: "{fact}: ya",
    TestKind.IS_FALSE: "{fact}: tidak",
    TestKind.ODD_BETWEEN: "{fact} gasal, dari {min} sampai {max}",
    TestKind.SHARE_AT_MOST: "{part} paling banyak {value} persen dari {whole}",
    TestKind.BAND: "{fact} menurut rentang {bands}",
    TestKind.LOOKUP: "{row} dan {column} menurut tabel {table}",
    TestKind.PATTERN: "{fact} berbentuk {value}",
}


def handbook(
    catalogue: Catalogue,
    dictionary: CompetenceDictionary,
    profiles: Iterable[SourcedProfile],
    *,
    asked: Collection[str],
) -> dict[str, str]:
    """Return the pages by file name: an index, a page per topic, competences, talent profiles.

    asked : the rules that the program asks by name; the others only inform
    """
    by_topic: dict[str, list[Rule]] = {}
    for rule in catalogue.rules:
        by_topic.setdefault(rule.topic, []).append(rule)
    topics = sorted(by_topic, key=list(_TOPICS).index)
    pages = {"README.md": _index(topics, by_topic, asked)}
    pages |= {f"{topic}.md": _topic_page(topic, by_topic[topic], asked) for topic in topics}
    pages["competences.md"] = _competence_page(dictionary)
    pages["talent-profiles.md"] = _profile_page(profiles)
    return pages


def _index(topics: list[str], by_topic: Mapping[str, list[Rule]], asked: Collection[str]) -> str:
    rules = [rule for topic in topics for rule in by_topic[topic]]
    n_barring = sum(map(_bars, rules))
    rows = [
        (
            f"[{_TOPICS[topic][0]}]({topic}.md)",
            _TOPICS[topic][1],
            len({rule.id for rule in by_topic[topic]}),
            sum(map(_bars, by_topic[topic])),
        )
        for topic in topics
    ]
    listed = [
        (
            f"[{rule.id}]({rule.topic}.md#{rule.id.lower()})",
            rule.statement_id,
            _term(rule),
            _certainty(rule),
        )
        for rule in sorted(rules, key=lambda rule: (rule.id, rule.effective_from or date.min))
    ]
    n_cases = sum(len(rule.cases) for rule in rules)
    return "\n".join(
        (
            "# Dasar hukum sebagai data",
            "",
            _MADE,
            "",
            "*The legal rules as dated data: each with its article, dates, certainty and worked cases.*",
            "",
            f"{len({rule.id for rule in rules})} aturan dalam {len(rules)} versi, dengan {n_cases} contoh"
            f" kerja yang sekaligus menjadi pengujian. {n_barring} versi dapat menahan; yang lain memberi"
            " keterangan atau tanda (“perlu dipastikan”) sampai instansi menegaskannya dengan surat.",
            "",
            f"{len({rule.id for rule in rules if rule.id in asked})} aturan ditanyakan oleh program dalam"
            " menilai kegiatan; yang lain dimuat sebagai keterangan dan tidak menahan apa pun.",
            "",
            "Suatu aturan hanya menahan bila pernyataannya berkepastian tinggi, tanggal berlakunya lengkap,"
            " dan dasarnya peraturan. Tanggal “sampai” adalah hari terakhir berlaku. Kegiatan dinilai"
            " menurut aturan yang berlaku pada harinya; aturan yang tidak berlaku pada hari itu adalah"
            " kesalahan, bukan nilai bawaan.",
            "",
            _table(("pokok", "topic", "aturan", "dapat menahan"), rows),
            "",
            "Lihat pula: [kamus kompetensi](competences.md) · [profil sumbu talenta](talent-profiles.md).",
            "",
            "## Semua aturan",
            "",
            _table(("aturan", "isi", "berlaku", "kepastian"), listed),
            "",
        )
    )


def _topic_page(topic: str, rules: list[Rule], asked: Collection[str]) -> str:
    name_id, name_en = _TOPICS[topic]
    parts = [f"# {name_id}", "", f"*{name_en}*", "", _MADE, "", "[Semua pokok](README.md)", ""]
    versions: dict[str, list[Rule]] = {}
    for rule in rules:
        versions.setdefault(rule.id, []).append(rule)
    for name, those in versions.items():
        parts += [f"## {name}", ""]
        for n, rule in enumerate(those, start=1):
            if len(those) > 1:
                parts += [f"### Versi {n} dari {len(those)}: {_term(rule)}", ""]
            parts += _rule(rule, is_asked=name in asked)
    return "\n".join(parts)


def _rule(rule: Rule, *, is_asked: bool) -> list[str]:
    facts = [
        ("dasar", rule.article),
        ("berlaku", ", ".join(part for part in (_term(rule), _DATING[rule.dating]) if part)),
        ("kepastian", _certainty(rule)),
        ("akibat", _effect(rule)),
        ("dalam program", "ditanyakan" if is_asked else "hanya keterangan; belum ditanyakan program"),
    ]
    if rule.published is not None:
        facts.append(("diumumkan", INDONESIAN.day(rule.published)))
    facts.append(("asal keterangan", ": ".join(part for part in (rule.basis, rule.source) if part)))
    if rule.note:
        facts.append(("catatan", rule.note))
    parts = [f"**{rule.statement_id}**", "", f"*{rule.statement_en}*", "", _table(("", ""), facts), ""]
    if rule.values:
        values = [(f"`{key}`", _value(value)) for key, value in rule.values.items()]
        parts += [_table(("nilai", "isi"), values), ""]
    if rule.test is not None:
        parts += [f"Pengujian: {_told(rule.test, rule.values)}.", ""]
    return [*parts, _table(("contoh", "data", "hasil"), map(_case, rule.cases)), ""]


def _case(case: Case) -> tuple[str, str, str]:
    facts = "; ".join(
        INDONESIAN.fact(name, plain(one, name)) for name, one in case.facts.items() if one is not None
    )
    if case.on is not None:
        facts = INDONESIAN.day(case.on)
    results = []
    if case.outcome is not None:
        results.append(_OUTCOME[case.outcome])
    if case.gives is not None:
        results.append(f"`{case.gives}`")
    if case.in_force is not None:
        results.append("berlaku" if case.in_force else "tidak berlaku")
    if case.gates is False:
        results.append("hanya menjadi tanda")
    return case.title, facts or "–", ", ".join(results)


def _told(test: RuleTest, values: Values) -> str:
    if test.kind is TestKind.ALL_OF:
        said = "; dan ".join(_told(part, values) for part in test.parts)
    else:
        said = _KIND[test.kind].format(**_settings(test, values))
    if "passing" in test.settings:
        said += f", memenuhi bila {_value(values[test.settings['passing']])}"
    if test.only_if:
        conditions = (
            f"{INDONESIAN.label(name)}: {' / '.join(_word(name, word) for word in words)}"
            for name, words in test.only_if.items()
        )
        said += f" (hanya bila {', '.join(conditions)})"
    if test.unless:
        lifts = (
            INDONESIAN.label(name) + (f" dari `{key}`" if key else "") for name, key in test.unless.items()
        )
        said += f" (kecuali ada {' atau '.join(lifts)})"
    return said


def _settings(test: RuleTest, values: Values) -> dict[str, str]:
    """Return each setting as words: facts by name, plain values as they are, others by key."""
    spec = SETTINGS[test.kind]
    said = {}
    for name, one in test.settings.items():
        if name in spec.facts + spec.optional_facts:
            said[name] = INDONESIAN.label(one)
        elif isinstance(values[one], str | int) and name != "scale":
            said[name] = _value(values[one])
        else:
            said[name] = f"`{one}`"
    said["lowest"] = said.get("than", said.get("value", ""))
    since = {
        "months_before": "{months_before} bulan sebelum {anchor}",
        "from": "sejak {from}",
        "anchor": "sejak {anchor}",
    }
    opens = next((words for name, words in since.items() if name in said), "")
    closes = "sampai sebelum {until}" if "until" in said else "selama {months_after} bulan"
    if test.kind is TestKind.OUTSIDE_WINDOW:
        said["window"] = f"{opens} {closes}".format(**said)
    return said


def _word(name: str, word: str) -> str:
    return {"true": "ya", "false": "tidak"}.get(word, INDONESIAN.word(name, word))


def _term(rule: Rule) -> str:
    """Return the days in force as people say them: both first and last day included."""
    start = "" if rule.effective_from is None else f"sejak {INDONESIAN.day(rule.effective_from)}"
    end = "" if rule.until is None else f"sampai {INDONESIAN.day(day_before(rule.until))}"
    return " ".join(part for part in (start, end) if part) or "tanpa tanggal"


def _certainty(rule: Rule) -> str:
    kind = "hukum" if rule.rule_class.value == "law" else "praktik"
    return f"{_CERTAINTY[rule.certainty]}, {kind}"


def _bars(rule: Rule) -> bool:
    return rule.may_gate and rule.effect is Effect.BAR and rule.test is not None


def _effect(rule: Rule) -> str:
    if rule.test is None:
        return "keterangan dan nilai; tidak diuji pada perorangan"
    if rule.effect is Effect.EVALUATE:
        return "wajib dievaluasi; tidak menahan"
    if rule.effect is Effect.WARN:
        return "perlu dijelaskan; tidak menahan"
    if _bars(rule):
        return "menahan"
    return "hanya menjadi tanda sampai ditegaskan instansi"


def _value(value: Value) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_value(one)}" for key, one in value.items())
    if isinstance(value, tuple):
        return ", ".join(f"({_value(one)})" if isinstance(one, Mapping) else _value(one) for one in value)
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return "–" if value is None else f"`{value}`"


def _competence_page(dictionary: CompetenceDictionary) -> str:
    parts = [
        "# Kamus kompetensi manajerial dan sosial kultural",
        "",
        "*Dictionary of managerial and socio-cultural competences, in own words*",
        "",
        _MADE,
        "",
        f"Dasar: {dictionary.article}. {dictionary.note}",
        "",
    ]
    for one in dictionary.competences:
        parts += _competence(one)
    rows = [(level.level, level.label.id, level.label.en) for level in dictionary.technical_levels]
    return "\n".join((*parts, "## Kompetensi teknis", "", _table(("level", "sebutan", "label"), rows), ""))


def _competence(one: CompetenceText) -> list[str]:
    rows = [
        (
            level.level,
            f"{level.label.id}<br>*{level.label.en}*",
            "<br>".join(sign.id for sign in level.signs),
            "<br>".join(sign.en for sign in level.signs),
        )
        for level in one.levels
    ]
    return [
        f"## {one.code} {one.name.id}",
        "",
        f"*{one.name.en}*",
        "",
        one.definition.id,
        "",
        f"*{one.definition.en}*",
        "",
        _table(("level", "sebutan", "penanda", "signs"), rows),
        "",
    ]


def _profile_page(profiles: Iterable[SourcedProfile]) -> str:
    parts = [
        "# Profil sumbu peta talenta",
        "",
        "*Profiles for the axes of the talent map*",
        "",
        _MADE,
        "",
        "Nomor kotak ada pada [TAL-BOX](talent.md#tal-box). Pada setiap profil label predikat menentukan"
        " sumbu kinerja, sehingga Baik tidak pernah terhitung di atas ekspektasi.",
        "",
    ]
    for one in profiles:
        axis = one.profile.potential
        sign = "paling sedikit" if axis.boundary_is_higher else "di atas"
        weights = "; ".join(f"{part.source.istilah} {part.weight}" for part in axis.parts)
        left_out = "; ".join(f"{name} {percent}" for name, percent in one.left_out.items())
        rows = [
            ("dasar", one.article),
            ("kepastian", _CERTAINTY[one.certainty]),
            ("sumbu potensial", weights),
            ("menengah", f"{sign} {axis.middle_from}"),
            ("tinggi", f"{sign} {axis.high_from}"),
            ("tidak ada dalam buku kerja", left_out or "–"),
            ("catatan", one.note),
        ]
        parts += [f"## {one.profile.code}", "", f"{one.name.id} · *{one.name.en}*", ""]
        parts += [_table(("", ""), rows), ""]
    return "\n".join(parts)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for row in rows:
        cells = (str(cell).replace("|", "\\|").replace("\n", " ") for cell in row)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)
