"""Names without titles, to notice one person on two sheets; namesakes exist, so mostly a warning."""

from selaras.exchange.problems import Report
from selaras.exchange.reading.gathered import Gathered

_TITLES = frozenset(("prof", "dr", "drs", "dra", "drg", "drh", "ir", "h", "hj", "kh", "apt", "ns"))


def bare_name(name: str) -> str:
    """Return a name as it is compared: no titles before or behind it, no capitals.

    >>> bare_name("Prof. Dr. H. Bagus Wirawan, S.H., M.Si."), bare_name("BAGUS WIRAWAN M.Si")
    ('bagus wirawan', 'bagus wirawan')
    >>> bare_name("M. Yusuf"), bare_name("Dr.")
    ('m. yusuf', 'dr.')
    """
    words = name.casefold().split(",", 1)[0].split()
    first = 0
    while first < len(words) - 1 and all(one in _TITLES for one in words[first].rstrip(".").split(".")):
        first += 1
    kept = words[first:]
    # Behind a name only words with a dot inside are titles: S.Sos, M.Si., Ph.D.
    while len(kept) > 1 and "." in kept[-1].rstrip("."):
        kept.pop()
    return " ".join(kept)


def check_examiners(gathered: Gathered, report: Report) -> None:
    """Report an examiner who is tested, and one who stands twice."""
    officials, panel = gathered.tables["officials"], gathered.tables["examiners"]
    names = [str(name) for name in panel.column("name") if name]
    wanted = {bare_name(name) for name in names}
    as_written: dict[str, int] = {}
    bare: dict[str, int] = {}
    for n, name in enumerate(officials.column("name")):
        if name and (plain := bare_name(str(name))) in wanted:
            as_written.setdefault(str(name).casefold(), n)
            bare.setdefault(plain, n)
    first: dict[str, int] = {}
    for n, name in enumerate(panel.column("name")):
        if not name:
            continue
        plain = bare_name(str(name))
        place = panel.place("name", n)
        if (other := as_written.get(str(name).casefold())) is not None:
            at = str(officials.place("name", other))
            report.error(place, "examiner_is_official", found=name, other=at)
        elif (other := bare.get(plain)) is not None:
            at = str(officials.place("name", other))
            report.warning(place, "examiner_like_official", found=name, other=at)
        if (earlier := first.setdefault(plain, n)) != n:
            report.warning(place, "examiner_twice", found=name, other=str(panel.place("name", earlier)))
