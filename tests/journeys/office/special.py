"""What is special about each event, read from its pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from selaras.core.vocabulary import Role
from tests.journeys.office.offices import Story
from tests.web.office.results import reading

Published = Mapping[str, Any]
Codes = Mapping[str, str]


def seen_of(story: Story, published: Published, codes: Codes) -> None:
    """Let the chair look at what was reported of this event; and every shown number be the published one."""
    _SPECIAL[story.key](story, published, codes)


def seen_after(story: Story, published: Published) -> None:
    """Let the secretariat look at what was reported of the time after the decree."""
    if story.key in _AFTERWARDS:
        _AFTERWARDS[story.key](story, published)


def _bengkulu_2021(story: Story, published: Published, codes: Codes) -> None:
    chair = story[Role.CHAIR]
    chair.opens(f"{story.root}peserta/")
    summary = published["summary"]
    counted = (summary["officials"], summary["participants"], summary["exempt"])
    assert counted == (39, 32, 7)
    chair.clicks_on("Dikecualikan (7)")
    rows = chair.page.locator("main tbody tr")
    assert rows.count() == 7
    assert all("April 2021" in told for told in rows.all_inner_texts())
    chair.opens(f"{story.root}peserta/")
    outside = [told for told in rows.all_inner_texts() if "Pemerintah Kabupaten" in told]
    assert len(outside) == 3, outside
    chair.opens(f"{story.root}rancangan/")
    told = chair.sees()
    assert re.search(r"Makalah dan wawancara\s+40%", told), told
    assert re.search(r"Rekam jejak dan capaian kinerja\s+60%", told), told
    chair.opens(f"{story.root}usulan/")
    assert "Jabatan untuk seleksi terbuka" in chair.sees()
    _everybody(story, published, codes, most=3)


def _metro_2021(story: Story, published: Published, codes: Codes) -> None:
    chair = story[Role.CHAIR]
    chair.opens(story.root)
    assert "11 – 13 September 2021" in chair.sees()
    having, lacking = (
        next(one for one in published["officials"] if (_points(one, "ASESMEN") is None) is is_lacking)
        for is_lacking in (False, True)
    )
    for one, weight in ((having, "30"), (lacking, "37,50")):
        chair.opens(f"{story.root}hasil/{codes[one['nip']]}/")
        row = chair.page.locator("[data-component='WAWANCARA']").first.inner_text()
        assert f"{weight}%" in row.replace(",00%", "%"), row
    chair.opens(f"{story.root}usulan/")
    assert "Jabatan untuk seleksi terbuka" in chair.sees()
    _everybody(story, published, codes, most=3)
    assert "09-surat-pengantar.pdf" in _dossier(story)


def _dossier(story: Story) -> str:
    """Let the secretariat look at what the reviewer's system asks for; return what stands there."""
    one = story[Role.SECRETARIAT]
    one.opens(f"{story.root}berkas/")
    return one.sees()


def _points(one: Mapping[str, Any], component: str) -> str | None:
    told: str | None = one["components"].get(component, {}).get("points")
    return told


def _bengkulu_2024(story: Story, published: Published, codes: Codes) -> None:
    chair = story[Role.CHAIR]
    assert published["summary"]["participants"] == 41
    chair.opens(f"{story.root}tenggat/")
    assert "22 Maret 2024" in chair.page.content()
    disclosed = next(one for one in published["officials"] if one["without_conflict"] is not None)
    chair.opens(f"{story.root}hasil/{codes[disclosed['nip']]}/")
    apart = chair.page.locator("main .strip.warn:visible").inner_text()
    assert "menyatakan hubungan dengan peserta" in apart
    assert reading.written(disclosed["without_conflict"]["score"]) in apart
    chair.opens(f"{story.root}pleno/")
    assert "Sebaran nilai" in chair.sees()
    _everybody(story, published, codes, most=3)


def _lampung_2020(story: Story, published: Published, codes: Codes) -> None:
    chair = story[Role.CHAIR]
    summary = published["summary"]
    assert (summary["passed"], summary["failed"], summary["passed_percent"]) == (31, 77, "28.7")
    chair.opens(f"{story.root}ringkasan/")
    assert "Belum boleh ditetapkan" in chair.sees()
    assert "1 menempuh prosedur penurunan jabatan" in chair.sees()
    lowered = next(one for one in published["officials"] if one["recommendation"]["kind"] == "demote")
    chair.opens(f"{story.root}hasil/{codes[lowered['nip']]}/")
    assert "demosi" in chair.sees().lower() or "penurunan" in chair.sees().lower(), chair.sees()
    failed = next(one for one in published["officials"] if one["recommendation"]["kind"] == "develop")
    chair.opens(f"{story.root}hasil/{codes[failed['nip']]}/")
    assert re.search("uji (kompetensi )?ulang", chair.sees()), chair.sees()
    _everybody(story, published, codes, most=3)


def _lampung_afterwards(story: Story, published: Published) -> None:
    one = story[Role.SECRETARIAT]
    one.opens(f"{story.root}pengembangan/")
    told = re.search(r"(\d+) pejabat mengembangkan diri, (\d+) di antaranya diuji ulang", one.sees())
    assert told is not None, one.sees()[:400]
    wanted = [each for each in published["officials"] if each["recommendation"]["kind"] == "develop"]
    assert int(told[2]) == len(wanted)
    one.clicks_on("Buat uji ulang dari kegiatan ini")
    assert one.page.locator("main form").count(), one.sees()


def _banten_2023(story: Story, published: Published, codes: Codes) -> None:
    chair = story[Role.CHAIR]
    chair.opens(f"{story.root}ringkasan/")
    assert "Belum boleh ditetapkan" in chair.sees()
    assert "persetujuan" in chair.sees().lower()
    chair.opens(f"{story.root}surat/")
    assert "PP 49/2008" in chair.sees()
    assert "pembentukan pansel" not in _dossier(story), "a body that assesses is no panel"
    extended = next(one for one in published["officials"] if one["recommendation"]["kind"] == "extend")
    chair.opens(f"{story.root}hasil/{codes[extended['nip']]}/")
    assert "perpanjang" in chair.sees().lower(), chair.sees()
    _everybody(story, published, codes, most=3)


def _everybody(story: Story, published: Published, codes: Codes, *, most: int) -> None:
    """Compare the pages of some people, the best, the last and who lies between, with what was published."""
    chair = story[Role.CHAIR]
    ranked = sorted(reading.ranked(published), key=lambda one: one["rank"])
    for one in ranked[:: max(1, (len(ranked) - 1) // (most - 1))][:most]:
        chair.opens(f"{story.root}hasil/{codes[one['nip']]}/")
        html = chair.page.content()
        assert reading.figures_in(html)["score"] == reading.written(one["score"])
        found = reading.values_in(html)
        for row, values in reading.of_one(published, one).items():
            if row in found or row in one["components"]:
                shown = {name: found[row][name] for name in values}
                assert shown == values, (one["name"], row)


_SPECIAL: Mapping[str, Callable[[Story, Published, Codes], None]] = {
    "bengkulu-2021": _bengkulu_2021,
    "metro-2021": _metro_2021,
    "bengkulu-2024": _bengkulu_2024,
    "lampung-2020": _lampung_2020,
    "banten-2023": _banten_2023,
}
_AFTERWARDS: Mapping[str, Callable[[Story, Published], None]] = {"lampung-2020": _lampung_afterwards}
