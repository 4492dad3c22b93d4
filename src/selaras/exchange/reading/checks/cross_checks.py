"""References, doubles and facts that must fit together, column by column, before anything is built.

A row that refers to nothing is spoilt here, so that the core's checks never stumble over it again.
"""

from collections.abc import Mapping
from typing import Any

from selaras.core.errors import CoreError
from selaras.core.evidence.writing import log_name
from selaras.core.vocabulary import Method, PositionState, Verification
from selaras.exchange.problems import Report
from selaras.exchange.reading.cells import listed_nip
from selaras.exchange.reading.checks.names import check_examiners
from selaras.exchange.reading.closed_words import nearest
from selaras.exchange.reading.gathered import Gathered
from selaras.exchange.reading.rows import SheetRows
from selaras.exchange.sheets.column import Refers

_CODES: Mapping[Refers, tuple[str, str, str]] = {
    Refers.OFFICIAL: ("officials", "nip", "official_unknown"),
    Refers.POSITION: ("positions", "code", "position_unknown"),
    Refers.EXAMINER: ("examiners", "code", "examiner_unknown"),
    Refers.COMPONENT: ("components", "code", "component_unknown"),
    Refers.CRITERION: ("criteria", "code", "criterion_unknown"),
    Refers.CONVERSION: ("conversions", "code", "conversion_unknown"),
    Refers.COMPETENCE: ("competences", "code", "competence_unknown"),
}
_UNKNOWN = {
    "criteria": "criterion_unknown",
    "speaks_for": "competence_unknown",
    "officials": "official_unknown",
    "positions": "position_unknown",
    "unit": "unit_unknown",
}
# What makes two rows be about the same thing; the ledger would let the later supersede the earlier.
_IDENTITY: Mapping[str, tuple[str, ...]] = {
    "careers": ("nip", "title", "unit", "since"),
    "positions": ("code",),
    "competences": ("code",),
    "standards": ("code",),
    "technical_standards": ("position", "competence"),
    "examiners": ("code",),
    "conflicts": ("examiner", "nip", "kind"),
    "components": ("code",),
    "criteria": ("code",),
    "assignments": ("examiner", "method", "nip"),
    "attendances": ("nip", "method"),
    "reconfirmations": ("examiner", "nip", "method"),
    "feedback": ("nip", "group", "sheet"),
    "performances": ("nip", "year", "half"),
    "track_record": ("nip", "criterion", "item"),
    "assessments": ("nip", "report_number"),
    "permissions": ("kind", "issuer", "nip", "position", "rule", "number"),
}
_MOST_GUESSES = 20  # likeness is costly; after twenty the officer knows the pattern
_FEW_GUESSES = 3
_LONG_LIST = 500


def check_references(gathered: Gathered, report: Report) -> None:
    """Report every code that stands nowhere, every row that stands twice."""
    known = {kind: _known(gathered, kind) for kind in Refers}
    _check_doubles(gathered.tables["officials"], ("nip",), "nip_twice", report)
    for key, names in _IDENTITY.items():
        code = "code_twice" if names == ("code",) else "row_twice"
        _check_doubles(gathered.tables[key], names, code, report)
    for rows in gathered.marks.values():
        _check_doubles(rows, ("nip",), "row_twice", report)
    for kind in Refers:
        _check_kind(gathered, kind, known[kind], report)
    _check_lists(gathered, known, report)
    _check_names(gathered, report)


def _known(gathered: Gathered, kind: Refers) -> dict[Any, None]:
    key, name, _ = _CODES[kind]
    found = dict.fromkeys(one for one in gathered.tables[key].column(name) if one)
    if kind is Refers.COMPETENCE:
        found |= dict.fromkeys(one.code for one in gathered.competences)
    return found


def _check_kind(gathered: Gathered, kind: Refers, known: Mapping[Any, None], report: Report) -> None:
    """Report every code of one kind that stands nowhere.

    Where the list itself holds as many wrong codes as are missed elsewhere, the missed ones are most
    likely those: they are spoilt in silence, and told when the list is mended and they still miss.
    """
    strangers = [
        (rows, column, n, value)
        for rows in (*gathered.tables.values(), *gathered.marks.values())
        for column in rows.table.columns
        if column.refers is kind
        for n, value in enumerate(rows.column(column.field))
        if value is not None and value not in known
    ]
    code = _CODES[kind][2]
    is_consequence = _is_consequence(gathered, kind, {value for *_, value in strangers})
    choices = list(known)
    n_guesses = _MOST_GUESSES if len(choices) <= _LONG_LIST else _FEW_GUESSES
    for guesses, (rows, column, n, value) in enumerate(strangers):
        if not is_consequence:
            like = nearest(str(value), choices) if guesses < n_guesses else ""
            report.error(rows.place(column.field, n), code, found=value, nearest=like)
        rows.spoil(n)


def _is_consequence(gathered: Gathered, kind: Refers, missed: set[Any]) -> bool:
    """Return whether the list itself holds as many wrong codes as are missed elsewhere."""
    key, name, _ = _CODES[kind]
    listed = gathered.tables[key]
    return len(missed) <= len({*listed.unreadable.get(name, ()), *listed.doubles})


def _check_lists(gathered: Gathered, known: Mapping[Refers, dict[Any, None]], report: Report) -> None:
    components = gathered.tables["components"]
    for n, codes in enumerate(components.column("criteria")):
        for code in codes or ():
            if code not in known[Refers.CRITERION]:
                _tell_unknown(components, "criteria", n, code, known[Refers.CRITERION], report)
    criteria = gathered.tables["criteria"]
    for n, texts in enumerate(criteria.column("speaks_for")):
        for text in texts or ():
            code, sign, _ = text.partition(":")
            if sign and code.strip() not in known[Refers.COMPETENCE]:
                _tell_unknown(criteria, "speaks_for", n, code.strip(), known[Refers.COMPETENCE], report)
    _check_move_rules(gathered, known, report)
    track = gathered.tables["track_record"]
    method_by_code = dict(zip(criteria.column("code"), criteria.column("method"), strict=True))
    for n, code in enumerate(track.column("criterion")):
        method = method_by_code.get(code)
        if method is not None and method is not Method.TRACK_RECORD:
            report.error(track.place("criterion", n), "criterion_of_other_method", found=code)
            track.spoil(n)


def _check_move_rules(gathered: Gathered, known: Mapping[Refers, dict[Any, None]], report: Report) -> None:
    """Report officials, posts and units of the policy of moves that stand nowhere."""
    rules = gathered.tables["move_rules"]
    for name, kind in (("officials", Refers.OFFICIAL), ("positions", Refers.POSITION)):
        strangers = [
            (n, code)
            for n, listed in enumerate(rules.column(name))
            for code in listed or ()
            if (listed_nip(code) if kind is Refers.OFFICIAL else code) not in known[kind]
        ]
        is_consequence = _is_consequence(gathered, kind, {code for _, code in strangers})
        for n, code in strangers:
            if is_consequence:
                rules.spoil(n)
            else:
                _tell_unknown(rules, name, n, code, known[kind], report)
    units = dict.fromkeys(gathered.tables["positions"].column("unit"))
    for n, unit in enumerate(rules.column("unit")):
        # A unit that could not be read may be the one that is missed.
        if unit is not None and unit not in units and None not in units:
            _tell_unknown(rules, "unit", n, unit, units, report)


def _tell_unknown(
    rows: SheetRows, name: str, n: int, code: str, known: Mapping[Any, None], report: Report
) -> None:
    report.error(rows.place(name, n), _UNKNOWN[name], found=code, nearest=nearest(code, list(known)))
    rows.spoil(n)


def _check_doubles(rows: SheetRows, names: tuple[str, ...], code: str, report: Report) -> None:
    first: dict[tuple[Any, ...], int] = {}
    for n, identity in enumerate(zip(*(rows.column(name) for name in names), strict=True)):
        if n in rows.bad or identity[0] is None:
            continue
        other = first.setdefault(identity, n)
        if other != n:
            at = str(rows.place(names[0], other))
            found = " / ".join(str(one) for one in identity if one is not None)
            report.error(rows.place(names[0], n), code, found=found, other=at)
            rows.doubles.add(n)
            rows.spoil(n)


def _check_names(gathered: Gathered, report: Report) -> None:
    """Warn where the name beside a NIP is another person's: rows are easily swapped by sorting."""
    officials = gathered.tables["officials"]
    names = dict(zip(officials.column("nip"), officials.column("name"), strict=True))
    for rows in (*gathered.tables.values(), *gathered.marks.values()):
        shown = rows.values.get("name_shown")
        if shown is None:
            continue
        for n, (nip, name) in enumerate(zip(rows.column("nip"), shown, strict=True)):
            expected = names.get(nip)
            if name and expected and name != expected and name.casefold() != expected.casefold():
                place = rows.place("name_shown", n)
                report.warning(place, "name_differs", found=name, expected=expected)


def check_facts(gathered: Gathered, report: Report) -> None:
    """Report facts of one sheet that contradict each other or another sheet's."""
    _check_periods(gathered, report)
    _check_people(gathered, report)
    _check_posts(gathered, report)
    check_examiners(gathered, report)
    _check_keys(gathered, report)
    for key in ("performances", "track_record"):
        rows = gathered.tables[key]
        if "verifier" in rows.index_by_field or not gathered.has_structure_errors:
            _check_verified(rows, report)
    performances = gathered.tables["performances"]
    pairs = zip(performances.column("achievement"), performances.column("predicate"), strict=True)
    for n, (achievement, predicate) in enumerate(pairs):
        if achievement is None and predicate is None and n not in performances.bad:
            report.error(performances.place("achievement", n), "performance_empty")
            performances.spoil(n)
    for key in ("officials", "positions", "examiners", "components", "conversions", "criteria"):
        rows = gathered.tables[key]
        if rows.heading_row and not rows.rows:
            report.error(rows.heading(), "nobody_listed")


def _check_periods(gathered: Gathered, report: Report) -> None:
    careers = gathered.tables["careers"]
    for n, (since, until) in enumerate(zip(careers.column("since"), careers.column("until"), strict=True)):
        if since is not None and until is not None and until < since:
            place = careers.place("until", n)
            report.error(place, "ends_before_it_begins", found=until, expected=since)
            careers.spoil(n)
    form = gathered.forms.get("event")
    if form is None:
        return
    starts, ends = form.values.get("event.starts_on"), form.values.get("event.ends_on")
    if starts and ends and ends < starts:
        report.error(form.place("event.ends_on"), "ends_before_it_begins", found=ends, expected=starts)
        form.is_good = False
    elif starts:
        outside = [
            one
            for one in form.values.get("event.scoring_days") or ()
            if not starts <= one <= (ends or starts)
        ]
        if outside:
            report.error(form.place("event.scoring_days"), "scoring_day_outside", found=outside[0])
    if form.values.get("event.follows.key"):
        for name in ("event.follows.title", "event.follows.held_on"):
            if not form.values.get(name):
                report.error(form.place(name), "follows_incomplete")
                form.is_good = False


def _check_people(gathered: Gathered, report: Report) -> None:
    rows = gathered.tables["officials"]
    column = rows.column
    for n in range(len(rows.rows)):
        if column("sanction.until")[n] is not None and column("sanction.level")[n] == "none":
            report.error(rows.place("sanction.level", n), "sanction_without_level")
            rows.wrong.add(n)
        consent = [column(f"home_consent.{name}")[n] for name in ("number", "dated_on", "issuer")]
        if any(consent) and not all(consent):
            empty = ("number", "dated_on", "issuer")[[bool(one) for one in consent].index(False)]
            report.error(rows.place(f"home_consent.{empty}", n), "consent_incomplete")
            rows.wrong.add(n)
        told = [column(name)[n] for name in ("position_title", "unit", "level")]
        if column("position")[n] is None and not all(told) and n not in rows.bad:
            outside = column("is_from_outside")[n]
            names = ("position_title", "unit", "level")
            empty = names[[bool(one) for one in told].index(False)] if outside else "position"
            report.error(rows.place(empty, n), "post_incomplete")
            rows.spoil(n)


def _check_posts(gathered: Gathered, report: Report) -> None:
    officials, posts = gathered.tables["officials"], gathered.tables["positions"]
    holder: dict[Any, int] = {}
    for n, code in enumerate(officials.column("position")):
        if code is None or n in officials.bad:
            continue
        other = holder.setdefault(code, n)
        if other != n:
            at = str(officials.place("position", other))
            report.error(officials.place("position", n), "position_held_twice", found=code, other=at)
            officials.wrong.add(n)
    everyone = {code for code in officials.column("position") if code is not None}
    columns = zip(
        *(posts.column(name) for name in ("code", "state", "acting_name", "state_since")), strict=True
    )
    for n, (code, state, acting, since) in enumerate(columns):
        if n in posts.bad:
            continue
        if state is PositionState.VACANT and code in holder:
            at = str(officials.place("position", holder[code]))
            report.error(posts.place("state", n), "position_vacant_but_held", found=state.istilah, other=at)
        elif state is PositionState.FILLED and code is not None and code not in everyone:
            report.warning(posts.place("state", n), "position_without_holder", found=code)
        elif state is PositionState.ACTING and not (acting and since):
            missing = "state_since" if acting else "acting_name"
            report.error(posts.place(missing, n), "acting_incomplete")
    _spoil_holders(officials, posts)


def _spoil_holders(officials: SheetRows, posts: SheetRows) -> None:
    """Spoil in silence who would take title, unit or level from a post that cannot be read."""
    codes = posts.column("code")
    lost = {codes[n] for n in posts.bad} - {codes[n] for n in posts.good()} - {None}
    told = zip(*(officials.column(name) for name in ("position_title", "unit", "level")), strict=True)
    for n, (code, own) in enumerate(zip(officials.column("position"), told, strict=True)):
        if code in lost and not all(own):
            officials.spoil(n)


def _check_keys(gathered: Gathered, report: Report) -> None:
    """Report keys that no ledger could be named after."""
    form = gathered.forms.get("event")
    if form is None:
        return
    for name in ("agency.code", "event.key"):
        key = form.values.get(name)
        if not key:
            continue
        try:
            log_name(agency=str(key), event=str(key))
        except CoreError:
            report.error(form.place(name), "key_not_plain", found=key)
            form.is_good = False


def _check_verified(rows: SheetRows, report: Report) -> None:
    """Report what is called verified by nobody; the source is required of every record."""
    for n, (state, verifier) in enumerate(
        zip(rows.column("verification"), rows.column("verifier"), strict=True)
    ):
        if state is Verification.VERIFIED and not verifier and n not in rows.bad:
            report.error(rows.place("verifier", n), "verified_by_nobody")
            rows.wrong.add(n)


def check_scales(gathered: Gathered, report: Report) -> None:
    """Report scales that are upside down."""
    rows = gathered.tables["criteria"]
    for n, (lowest, highest) in enumerate(zip(rows.column("lowest"), rows.column("highest"), strict=True)):
        if lowest is not None and highest is not None and highest <= lowest:
            place = rows.place("highest", n)
            report.error(place, "scale_reversed", found=highest, lowest=lowest)
            rows.spoil(n)
