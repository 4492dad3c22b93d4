"""Invented officials: NIP, grade, studies, a career that led to the post, and what they can do.

What a person can do is a number 0..100 per competence. It is known only here; panels, staff and
assessors see it with their own severity and error.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from examples.making.chance import Chance, working_day
from examples.making.fields import FIELDS, TECHNICAL, Field
from examples.making.names import Names
from examples.making.posts import GENERAL, Post
from selaras.core import vocabulary as v
from selaras.core.calendar_days import add_months, add_years
from selaras.core.casefile import Letter, Official, PostHeld, Sanction

CLEAN = Sanction(level=v.SanctionLevel.NONE, until=None)
# Most are appointed with the intake of the turn of the year.
MONTHS = (3, 3, 3, 12, 12, 1, 4)


@dataclass(frozen=True, slots=True)
class Person:
    official: Official
    career: tuple[PostHeld, ...]
    profile: Mapping[str, float]
    main: Field

    @property
    def nip(self) -> v.Nip:
        return self.official.nip

    @property
    def overall(self) -> float:
        return sum(self.profile[code] for code in GENERAL) / len(GENERAL)

    def changed(self, **changes: object) -> "Person":
        return replace(self, official=replace(self.official, **changes))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Crowd:
    """What people of one event have in common."""

    region: str  # for the units where careers passed: "Provinsi Bengkulu"
    agency: str
    day: date  # ages and data are true on this day
    ages: tuple[int, int]
    mean: float  # of what they can do
    spread: float
    strangers: float  # share whose present post lies outside their own field


class People:
    """Makes people, one after the other, from one chance."""

    def __init__(self, crowd: Crowd, names: Names, chance: Chance) -> None:
        self._crowd = crowd
        self._names = names
        self._chance = chance
        self._serials: set[str] = set()

    def plain_name(self, *, is_woman: bool = False) -> str:
        return "".join(reversed(self._names.plain(is_woman=is_woman)))

    def make(self, post: Post, *, since: date, gift: float | None = None) -> Person:
        """Return a person in a post since a day; ``gift`` is the own distance from the mean."""
        chance, crowd = self._chance, self._crowd
        is_woman = chance.happens(0.24)
        born_on = self._birth(post)
        main = self._main_field(post)
        study = chance.one_of([s for s in main.study if s in post.field.study] or main.study)
        education = _education(chance, post.level)
        nip = self._nip(born_on, is_woman)
        return Person(
            official=Official(
                nip=nip,
                name=self._names.titled(is_woman=is_woman, study=study, education=education),
                born_on=born_on,
                grade=_grade(chance, post),
                education=education,
                field_of_study=study,
                home_agency=crowd.agency,
                is_from_outside=False,
                home_consent=None,
                position=v.PositionCode(post.code),
                position_title=post.title,
                unit=post.unit,
                level=post.level,
                in_position_since=since,
                job_class=post.job_class,
                allowance_class=f"TPP {post.job_class}",
                experience_fields=tuple(dict.fromkeys((main.name, post.field.name))),
                sanction=CLEAN,
                wealth_report_filed=True,
                tax_return_filed=True,
                data_confirmed_on=working_day(add_months(crowd.day, -1)),
            ),
            career=self._career(nip, post, since, main, born_on),
            profile=self._profile(main, chance.normal(crowd.spread) if gift is None else gift),
            main=main,
        )

    def _birth(self, post: Post) -> date:
        youngest, oldest = self._crowd.ages
        day = self._crowd.day
        return self._chance.day(add_years(day, -oldest), add_years(day, -youngest))

    def _main_field(self, post: Post) -> Field:
        chance = self._chance
        if not chance.happens(self._crowd.strangers):
            return post.field
        # A neighbour's field: the experience is recognised, what the post asks is partly other.
        own = set(post.field.study)
        near = [one for one in post.field.related if own & set(FIELDS[one].study)]
        return FIELDS[chance.one_of(near)] if near else post.field

    def _nip(self, born_on: date, is_woman: bool) -> v.Nip:
        while True:
            year = born_on.year + self._chance.between(23, 27)
            month = self._chance.one_of(MONTHS)
            serial = self._chance.between(1, 9)
            nip = f"{born_on:%Y%m%d}{year}{month:02d}{2 if is_woman else 1}{serial:03d}"
            if nip not in self._serials:
                self._serials.add(nip)
                return v.Nip(nip)

    def _profile(self, main: Field, gift: float) -> dict[str, float]:
        """Everybody has own strengths; the own field's techniques are among them."""
        chance, mean = self._chance, self._crowd.mean
        found = {code: mean + gift + chance.normal(5.0) for code in GENERAL}
        for code in TECHNICAL:
            own = (9.0, 6.0, 3.0)[main.technical.index(code)] if code in main.technical else -7.0
            found[code] = mean + gift + own + chance.normal(4.0)
        return found

    def _career(
        self, nip: v.Nip, post: Post, since: date, main: Field, born_on: date
    ) -> tuple[PostHeld, ...]:
        """Return the posts from the first supervisor's to the present one, oldest first."""
        chance = self._chance
        steps = [PostHeld(
            nip=nip, title=post.title, unit=post.unit, level=post.level,
            field=post.field.name, since=since, until=None,
        )]  # fmt: skip
        second = FIELDS[chance.one_of(main.related)]
        plan: list[tuple[v.Level, Field]] = []
        if post.level is v.Level.JPT_PRATAMA:
            plan = [(v.Level.ADMINISTRATOR, main), (v.Level.ADMINISTRATOR, main),
                    (v.Level.ADMINISTRATOR, second)]  # fmt: skip
        if post.level is v.Level.ADMINISTRATOR:
            plan = [(v.Level.ADMINISTRATOR, second)]
        plan += [(v.Level.PENGAWAS, main), (v.Level.PENGAWAS, second)]
        end = since
        for number, (level, field) in enumerate(plan):
            start = working_day(add_months(end, -chance.between(26, 46)))
            if start < add_years(born_on, 30):
                break
            steps.append(self._step(nip, level, field, start, end, is_first=not number))
            end = start
        return tuple(reversed(steps))

    def _step(
        self, nip: v.Nip, level: v.Level, field: Field, since: date, until: date, *, is_first: bool
    ) -> PostHeld:
        title = field.section if level is v.Level.PENGAWAS else field.bureau
        if level is v.Level.ADMINISTRATOR and is_first:
            # The last step before the present post is usually a secretary's.
            is_bureau = field.unit.startswith("Biro")
            title = f"Kepala Bagian Tata Usaha {field.unit}" if is_bureau else "Sekretaris"
        return PostHeld(
            nip=nip, title=title, unit=f"{field.unit} {self._crowd.region}", level=level,
            field=field.name, since=since, until=until,
        )  # fmt: skip


def from_regency(person: Person, *, regency: str, head: str, letter: Letter) -> Person:
    """Return the same person as a head of office of a regency, sent with its consent."""
    office = person.official
    return person.changed(
        home_agency=f"Pemerintah Kabupaten {regency}",
        is_from_outside=True,
        home_consent=replace(letter, issuer=head),
        position=None,
        position_title=f"{office.position_title} Kabupaten {regency}",
        unit=f"{office.unit} Kabupaten {regency}",
    )


def _education(chance: Chance, level: v.Level) -> v.Education:
    doctor, master = {
        v.Level.JPT_PRATAMA: (0.12, 0.85),
        v.Level.ADMINISTRATOR: (0.03, 0.7),
        v.Level.PENGAWAS: (0.0, 0.4),
    }[level]
    drawn = chance.unit()
    if drawn < doctor:
        return v.Education.S3
    return v.Education.S2 if drawn < master else v.Education.S1


def _grade(chance: Chance, post: Post) -> str:
    if post.level is v.Level.JPT_PRATAMA:
        return chance.one_of(("IV/c", "IV/c", "IV/d") if post.echelon == "II.a" else ("IV/b", "IV/c"))
    if post.level is v.Level.ADMINISTRATOR:
        return chance.one_of(("III/d", "IV/a", "IV/a", "IV/b"))
    return chance.one_of(("III/b", "III/c", "III/c", "III/d"))
