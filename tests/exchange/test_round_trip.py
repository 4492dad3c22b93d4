"""What is written is read back as the same case file, to the last letter."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.errors import CoreError
from selaras.core.scheme import DiscrepancyRule, MeasurementPolicy, ThresholdKind
from selaras.core.scheme_checks import DIXON_LEVELS, FEWEST_DRAWS, MOST_DRAWS
from selaras.exchange.reading.cleaning import cleaned
from selaras.exchange.workbook_reader import read_workbook
from selaras.exchange.workbook_writer import write_workbook
from tests.core.building import small_case
from tests.exchange.full_case import full_case
from tests.exchange.reference import DEFAULTS

ODD = ["=1+1", "+62", "-", "@SUM", "'kutip", "TAB", "Ya", "#N/A", "1E5", "00123", "<b>&amp;", "Ni Wayan Ésti"]
texts = st.one_of(
    st.sampled_from(ODD),
    st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30)
    .map(cleaned)
    .filter(lambda text: bool(text) and ";" not in text),
)
items = texts.filter(lambda text: ";" not in text)
hundredths = st.decimals("0", "100", places=2)
days = st.dates(date(2015, 1, 1), date(2023, 12, 31))
spreads = st.decimals("0.01", "99", places=2)
policies = st.builds(
    MeasurementPolicy,
    thresholds=st.sampled_from(ThresholdKind),
    halo=st.booleans(),
    draws=st.integers(FEWEST_DRAWS, MOST_DRAWS),
    halo_sd=spreads,
    halo_sd_where_prior_decides=spreads,
    ability_sd=spreads,
    contrast_sd=spreads,
)


@st.composite
def cases(draw: st.DrawFn) -> c.CaseFile:
    """Return the full case with other words, numbers and days in it."""
    case = full_case()
    officials = tuple(
        replace(
            one,
            name=f"{one.name} {draw(texts)}",
            field_of_study=draw(texts),
            unit=draw(texts),
            experience_fields=tuple(draw(st.lists(items, max_size=3, unique=True))),
            job_class=draw(st.none() | st.integers(1, 17)),
            wealth_report_filed=draw(st.booleans()),
            data_confirmed_on=draw(st.none() | days),
        )
        for one in case.officials
    )
    positions = tuple(
        replace(
            one,
            title=draw(texts),
            special=draw(st.sampled_from(v.SpecialPost)),
            min_experience_years=draw(st.none() | st.integers(0, 40)),
            is_in_play=draw(st.booleans()),
        )
        for one in case.positions
    )
    sheets = tuple(
        replace(
            one,
            paper_sheet=draw(st.none() | texts),
            ratings=tuple(
                replace(r, mark=draw(st.decimals("1", "5", places=2)))
                if r.mark is not None and r.criterion != "W2"
                else r
                for r in one.ratings
            ),
        )
        for one in case.rating_sheets
    )
    policy = draw(st.none() | policies)
    event = replace(
        case.event, title=draw(texts), venue=draw(texts), planned_decree_on=draw(st.none() | days)
    )
    return replace(
        case,
        event=event,
        officials=officials,
        positions=positions,
        rating_sheets=sheets,
        performances=tuple(
            replace(one, achievement=draw(hundredths), source=draw(texts)) for one in case.performances
        ),
        scheme=replace(
            case.scheme,
            most_missing_share=Decimal(60),
            discrepancy=DiscrepancyRule(
                distance_points=draw(st.none() | hundredths),
                dixon_percent=draw(st.sampled_from((None, *DIXON_LEVELS))),
                residual=None if policy is None else draw(st.none() | spreads),
            ),
            measurement=policy,
        ),
        reconfirmations=tuple(
            replace(one, changed=draw(st.booleans()), reason=draw(texts), dated_on=draw(st.none() | days))
            for one in case.reconfirmations
        ),
    )


class Drawn:
    """Holds a case without showing it: whole, it is longer than a failure may tell."""

    def __init__(self, case: c.CaseFile) -> None:
        self.case = case


def written(case: c.CaseFile) -> bytes:
    out = BytesIO()
    write_workbook(case, out, DEFAULTS)
    return out.getvalue()


@given(cases().map(Drawn))
@settings(max_examples=12, deadline=None, phases=(Phase.explicit, Phase.generate))
def test_what_is_written_is_read_back_the_same(drawn: Drawn) -> None:
    case = drawn.case

    reading = read_workbook(written(case), DEFAULTS)

    assert [(str(one.place), one.code, one.found) for one in reading.errors] == []
    assert reading.case == case


def test_an_event_without_marks_is_read_back_the_same() -> None:
    case = replace(small_case(), rating_sheets=(), attendances=(), performances=())

    assert read_workbook(written(case), DEFAULTS).case == case


def test_the_same_case_gives_the_same_bytes() -> None:
    assert written(full_case()) == written(full_case())


def test_no_text_becomes_a_formula_or_a_link() -> None:
    case = full_case()
    odd = replace(case.officials[0], name='=HYPERLINK("http://x","y")', unit="http://contoh")
    raw = written(replace(case, officials=(odd, *case.officials[1:])))

    reading = read_workbook(raw, DEFAULTS)

    assert reading.case is not None
    assert reading.case.officials[0] == odd


def test_a_listed_thing_that_would_fall_apart_is_refused() -> None:
    case = full_case()
    odd = replace(case.officials[0], experience_fields=("Hukum; Politik",))

    with pytest.raises(CoreError) as refused:
        written(replace(case, officials=(odd, *case.officials[1:])))

    assert refused.value.code == "list_item_with_semicolon"
