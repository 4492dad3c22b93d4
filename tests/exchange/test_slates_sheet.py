"""The proposed placement as sheets: one line per official, numbers as numbers, closed pairs empty."""

from functools import cache
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from selaras.exchange.results_workbook import write_results
from tests.documents.building_offers import Offered, offered

WHY = "Alasan Penempatan"


@cache
def event() -> Offered:
    return offered(7, 2)


def written(*, why: bool = True) -> bytes:
    one, out = event(), BytesIO()
    told = [f"=Alasan {n}" for n in range(7)] if why else []
    write_results(one.case, one.results, out, offer=one.offer, why=told)
    return out.getvalue()


@cache
def book() -> Workbook:
    return load_workbook(BytesIO(written()))


def lines(name: str) -> list[dict[str, object]]:
    sheet = book()[name]
    heads = [str(cell.value) for cell in sheet[4]]
    return [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=5, values_only=True)]


def test_the_sheets_follow_the_matches_and_are_absent_without_an_offer():
    one, out = event(), BytesIO()
    write_results(one.case, one.results, out)

    names = book().sheetnames
    at = names.index("Kesesuaian Jabatan")
    assert names[at + 1 : at + 4] == ["Usulan Penempatan", WHY, "Matriks Penempatan"]
    assert "Usulan Penempatan" not in load_workbook(out).sheetnames


def test_every_official_has_a_line_with_from_to_kind_and_numbers():
    one = event().offer
    posts = {each.code: each.title for each in event().case.positions}

    for seat, line in zip(one.seats, lines("Usulan Penempatan"), strict=True):
        assert line["Jabatan usulan"] == posts[one.problem.positions[seat.post]]
        assert line["Jenis"] == seat.kind.istilah
        assert line["Kesesuaian usulan (%)"] == float(seat.worth.match)
        assert line["Nilai penempatan"] == seat.worth.value / 100
        margin = line["Selisih pilihan terdekat (poin)"]
        assert margin == (None if seat.margin is None else seat.margin / 100)


def test_reasons_are_text_and_never_a_formula():
    told = [line["Alasan"] for line in lines(WHY)]

    assert told == [f"=Alasan {n}" for n in range(7)]
    assert all(cell.data_type == "s" for cell in book()[WHY]["D"][4:])
    assert [line["NIP"] for line in lines(WHY)] == [line["NIP"] for line in lines("Usulan Penempatan")]


def test_the_matrix_shows_each_loss_and_nothing_where_a_gate_is_closed():
    offer = event().offer

    for row, line in enumerate(book()["Matriks Penempatan"].iter_rows(min_row=5, values_only=True)):
        for column, value in enumerate(line[2:]):
            lost = int(offer.losses.loss[row, column])
            if not offer.instance.open[row, column]:
                assert value is None
            elif lost < 0:
                assert value == "×"
            else:
                assert value == lost / 100


def test_it_says_that_this_is_no_decision():
    assert "Rekomendasi panel, bukan keputusan." in str(book()["Usulan Penempatan"]["A2"].value)


def test_the_same_offer_gives_the_same_workbook():
    assert written() == written()


def test_without_sentences_there_is_no_sheet_for_them():
    assert WHY not in load_workbook(BytesIO(written(why=False))).sheetnames
