"""Profil jabatan lowong: what a post asks for that goes to open selection, and whom the event has for it."""

from collections import Counter

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.outcome import Reason
from selaras.core.placement.offer import PostTold, Worth
from selaras.core.rules import Finding
from selaras.documents import facts, office, sentences
from selaras.documents.content.placing.shown import NO_DECISION, Shown, shown
from selaras.documents.content.placing.staying import loss_words
from selaras.documents.docket import Docket
from selaras.documents.placing_sentences import INDONESIAN

_MOST_INSIDE = 5


def has_vacancies(docket: Docket) -> bool:
    return docket.offer is not None and any(one.goes_to_selection for one in docket.offer.posts)


def content(docket: Docket) -> office.Json:
    one = shown(docket)
    assert one is not None
    open_posts = [each for each in one.offer.posts if each.goes_to_selection]
    return {
        **office.paper(
            docket,
            title="Profil Jabatan Lowong untuk Seleksi Terbuka",
            subtitle=docket.case.event.title,
            is_result=True,
        ),
        "opening": (
            "Jabatan berikut tetap lowong dalam susunan yang diusulkan dan dapat diisi melalui seleksi "
            f"terbuka. {NO_DECISION}"
        ),
        "posts": [_profile(one, each) for each in open_posts],
        "not_a_ground": office.NOT_A_GROUND,
        "signature": office.chair_signature(docket),
    }


def _profile(one: Shown, told: PostTold) -> office.Json:
    post = one.posts[told.post]
    inside = _inside(one, told)
    return {
        "title": post.title,
        "identity": [
            ["Kode", post.code],
            ["Unit kerja", post.unit],
            ["Jenjang", post.level.istilah],
            ["Eselon", post.echelon],
            ["Kelas jabatan", _known(post.job_class)],
            ["Kelas tunjangan", _known(post.allowance_class)],
            ["Keadaan", _state(one, post)],
        ],
        "requirements": _requirements(post),
        "standard": [
            [
                one.cast.competences.get(each.competence, each.competence),
                str(each.level),
                "wajib" if each.mandatory else facts.NOTHING,
            ]
            for each in post.standard
        ],
        "permission": _permission(one.docket, post),
        "inside": inside,
        "inside_note": _inside_note(one, told, len(inside)),
        "closed": _closed(one, told),
    }


def _known(value: object) -> str:
    return facts.NOTHING if value is None else str(value)


def _state(one: Shown, post: c.Position) -> str:
    """Return how the post stands once the proposal is carried out."""
    holder = next((each for each in one.officials if each.position == post.code), None)
    if holder is not None:
        return f"menjadi lowong setelah {facts.bare_name(holder.name)} pindah"
    since = f" sejak {facts.long_date(post.state_since)}" if post.state_since else ""
    acting = f", {post.acting_name}" if post.acting_name else ""
    return f"{post.state.istilah}{since}{acting}"


def _requirements(post: c.Position) -> list[list[str]]:
    """Return what a candidate must bring along; what the post leaves open is said to be open."""
    education = post.min_education.istilah if post.min_education else "tidak ditentukan"
    fields = facts.listed(post.study_fields) if post.study_fields else "semua bidang ilmu"
    years = post.min_experience_years
    if years is None:
        experience = "tidak ditentukan"
    else:
        where = f" di bidang {facts.listed(post.experience_fields)}" if post.experience_fields else ""
        experience = f"paling sedikit {years} tahun{where}"
    rows = [
        ["Golongan", f"paling rendah {post.min_grade}" if post.min_grade else "tidak ditentukan"],
        ["Pendidikan", f"paling rendah {education}" if post.min_education else education],
        ["Bidang ilmu", fields],
        ["Pengalaman", experience],
    ]
    if post.special is not v.SpecialPost.NONE:
        rows.append(["Jabatan khusus", f"{post.special.istilah}; memerlukan persetujuan tersendiri"])
    return rows


def _permission(docket: Docket, post: c.Position) -> office.Json:
    """Return whether the open selection of this post, or of all, has its letter."""
    letters = [
        one
        for one in docket.case.permissions
        if one.kind is v.PermissionKind.OPEN_SELECTION_CONSENT and one.position in (None, post.code)
    ]
    granted = next((one for one in letters if one.state is v.PermissionState.GRANTED), None)
    name = v.PermissionKind.OPEN_SELECTION_CONSENT.istilah
    if granted is not None:
        number = f" nomor {granted.number}" if granted.number else ""
        on = f" tanggal {facts.long_date(granted.dated_on)}" if granted.dated_on else ""
        return {"is_there": True, "text": f"{name}: {granted.issuer}{number}{on}."}
    asked = next((one for one in letters if one.state is v.PermissionState.ASKED), None)
    if asked is not None:
        return {"is_there": False, "text": f"{name} sudah diajukan kepada {asked.issuer}, belum diterima."}
    refused = next((one for one in letters), None)
    if refused is not None:
        return {"is_there": False, "text": f"{name} ditolak oleh {refused.issuer}."}
    return {"is_there": False, "text": f"{name} belum ada. Seleksi belum dapat diumumkan."}


def _inside(one: Shown, told: PostTold) -> list[list[object]]:
    """Return the officials of the event who could lawfully take the post, best match first."""
    loss = one.offer.losses.loss
    allowed = sorted(
        (
            (row, worth)
            for (row, column), worth in one.offer.problem.worth.items()
            if column == told.post and one.offer.instance.open[row, column]
        ),
        key=lambda each: (-(each[1].match or 0), each[0]),
    )
    return [
        [
            str(n),
            [one.officials[row].name, one.officials[row].position_title],
            facts.percent(worth.match),
            _experience(worth),
            _loss(one, int(loss[row, told.post])),
        ]
        for n, (row, worth) in enumerate(allowed[:_MOST_INSIDE], start=1)
    ]


def _experience(worth: Worth) -> str:
    return facts.number(worth.experience, 0) if worth.experience is not None else facts.NOTHING


def _loss(one: Shown, hundredths: int) -> str:
    return "tidak mungkin dalam susunan yang sah" if hundredths < 0 else loss_words(one, hundredths)


def _inside_note(one: Shown, told: PostTold, n_shown: int) -> str:
    """Return how many could take the post, of how many."""
    allowed = int(one.offer.instance.open[:, told.post].sum())
    text = f"Dari {len(one.cast.people)} pejabat kegiatan ini, {allowed} boleh menduduki jabatan ini"
    return text + (f"; {n_shown} teratas ditampilkan." if allowed > n_shown else ".")


def _closed(one: Shown, told: PostTold) -> list[str]:
    """Return on which grounds the others may not, the most frequent first."""
    grounds: Counter[str] = Counter()
    firsts: dict[str, Finding | Reason] = {}
    for row in range(len(one.cast.people)):
        for reason in one.offer.problem.closed.get((row, told.post), ())[:1]:
            key = reason.rule if isinstance(reason, Finding) else reason.code
            firsts.setdefault(key, reason)
            grounds[key] += 1
    return [f"{count} orang {_ground(one, firsts[key])}" for key, count in grounds.most_common()]


def _ground(one: Shown, reason: Finding | Reason) -> str:
    if isinstance(reason, Finding):
        return f"tidak memenuhi aturan ini: {sentences.inside(reason.statement_id)} [{reason.article}]."
    return f"karena {sentences.inside(INDONESIAN.closing(reason, one.cast.competences))}."
