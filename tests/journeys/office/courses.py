"""What comes after the result in each of the five events: its letters, its decree, and a day too early."""

from dataclasses import dataclass

from selaras.core.vocabulary import PermissionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A letter by its kind, issuer, number and day, the day as a form takes it."""

    kind: PermissionKind
    issuer: str
    number: str
    dated_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The way from the frozen result to the decree, as the law of its day had it.

    letters : on file before the decisions; late : only once a decree was refused for want of it
    barred_on, article : a day on which the decree is refused, and by which article
    is_announced : participants see their results before the decree
    """

    verdict: Posted
    decree: str
    decree_on: str
    barred_on: str
    article: str
    letters: tuple[Posted, ...] = ()
    late: tuple[Posted, ...] = ()
    is_announced: bool = False


def _verdict(number: str, dated_on: str) -> Posted:
    return Posted(kind=PermissionKind.RESULT, issuer="KASN", number=number, dated_on=dated_on)


COURSES = {
    # Elected and inaugurated on 25 February 2021: six months without moves.
    "bengkulu-2021": Course(
        verdict=_verdict("B-3302/KASN/09/2021", "2021-09-20"),
        letters=(
            Posted(
                kind=PermissionKind.OPEN_SELECTION_CONSENT,
                issuer="KASN",
                number="B-3303/KASN/09/2021",
                dated_on="2021-09-21",
            ),
        ),
        decree="821/100/BKD/2021",
        decree_on="2021-10-01",
        barred_on="2021-08-24",
        article="Ps 162(3)",
    ),
    "metro-2021": Course(
        letters=(
            Posted(
                kind=PermissionKind.GOVERNOR,
                issuer="Gubernur Lampung",
                number="800/2210/VI.04/2021",
                dated_on="2021-09-27",
            ),
        ),
        verdict=_verdict("B-3544/KASN/10/2021", "2021-10-11"),
        decree="821/311/BKPSDM/2021",
        decree_on="2021-11-12",
        barred_on="2021-08-25",
        article="Ps 162(3)",
        is_announced=True,
    ),
    # An incumbent and an election: free before 22 March 2024.
    "bengkulu-2024": Course(
        verdict=_verdict("B-611/JP.00.00/02/2024", "2024-02-26"),
        letters=(
            Posted(
                kind=PermissionKind.PERTEK,
                issuer="BKN",
                number="PT-2210/B-AK.02/2024",
                dated_on="2024-03-04",
            ),
        ),
        decree="821/207/BKD/2024",
        decree_on="2024-03-15",
        barred_on="2024-03-22",
        article="Ps 71(2)",
        is_announced=True,
    ),
    "lampung-2020": Course(
        verdict=_verdict("B-3901/KASN/12/2020", "2020-12-21"),
        late=(
            Posted(
                kind=PermissionKind.PERFORMANCE_TEAM,
                issuer="Tim Penilai Kinerja",
                number="800/912/TPK/2021",
                dated_on="2021-01-08",
            ),
        ),
        decree="821/23/VI.04/2021",
        decree_on="2021-01-15",
        barred_on="2021-01-15",
        article="PP 11/2017 Ps 191",
    ),
    # Under an acting governor: the minister has to consent.
    "banten-2023": Course(
        verdict=_verdict("B-402/JP.00.00/01/2023", "2023-01-30"),
        letters=(
            Posted(
                kind=PermissionKind.PERTEK,
                issuer="BKN",
                number="PT-118/B-AK.02/2023",
                dated_on="2023-02-06",
            ),
        ),
        late=(
            Posted(
                kind=PermissionKind.MINISTER_CONSENT,
                issuer="Menteri Dalam Negeri",
                number="100.2.2.6/512/OTDA",
                dated_on="2023-02-13",
            ),
        ),
        decree="821.2/44/BKD/2023",
        decree_on="2023-02-20",
        barred_on="2023-02-20",
        article="PP 49/2008",
    ),
}
