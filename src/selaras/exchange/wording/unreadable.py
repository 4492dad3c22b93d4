"""Files that cannot be read at all: what is the matter, and what to do."""

from selaras.exchange.wording.words import Words

UNREADABLE: dict[str, Words] = {
    "workbook_not_found": Words(
        "Berkas {path} tidak dapat dibaca.",
        "Periksa nama berkas dan hak aksesnya.",
        "The file {path} cannot be read.",
        "Check its name and your rights to it.",
    ),
    "workbook_empty": Words(
        "Berkas ini kosong (nol bita).",
        "Salinannya mungkin gagal; salin atau unduh kembali buku kerjanya.",
        "The file is empty (no bytes).",
        "The copy may have failed; copy or download the workbook again.",
    ),
    "workbook_too_large": Words(
        "Berkas ini lebih besar daripada {megabytes} MB.",
        "Hapus gambar dan lembar yang tidak berasal dari templat.",
        "The file is larger than {megabytes} MB.",
        "Remove pictures and sheets that are not of the template.",
    ),
    "workbook_not_a_spreadsheet": Words(
        "Berkas ini bukan buku kerja Excel (.xlsx).",
        "Buka dengan Excel atau LibreOffice, lalu simpan sebagai Excel Workbook (.xlsx).",
        "The file is no Excel workbook (.xlsx).",
        "Open it in a spreadsheet program and save it as Excel Workbook (.xlsx).",
    ),
    "workbook_old_format": Words(
        "Berkas ini berformat lama (.xls).",
        "Buka dengan Excel atau LibreOffice, lalu simpan sebagai Excel Workbook (.xlsx).",
        "The file has the old format (.xls).",
        "Open it in a spreadsheet program and save it as Excel Workbook (.xlsx).",
    ),
    "workbook_encrypted": Words(
        "Berkas ini dikunci dengan kata sandi.",
        "Buka dengan kata sandinya, hapus kata sandi, lalu simpan kembali.",
        "The file is locked with a password.",
        "Open it with the password, remove the password and save it again.",
    ),
    "workbook_macro": Words(
        "Berkas ini memuat makro, dan makro tidak pernah dijalankan atau diterima.",
        "Simpan sebagai Excel Workbook (.xlsx) tanpa makro.",
        "The file holds macros, which are never run or accepted.",
        "Save it as Excel Workbook (.xlsx) without macros.",
    ),
    "workbook_bomb": Words(
        "Berkas ini mengembang menjadi {megabytes} MB saat dibuka; buku kerja yang wajar tidak demikian.",
        "Buat buku kerja baru dari templat dan salin isinya.",
        "The file swells to {megabytes} MB when opened, as no reasonable workbook does.",
        "Make a new workbook from the template and copy the content.",
    ),
    "workbook_far_cell": Words(
        "Lembar {sheet} mempunyai isian jauh di luar tabel (sampai baris {rows}, kolom ke-{columns}).",
        "Hapus baris dan kolom kosong di luar tabel, lalu simpan kembali.",
        "Sheet {sheet} holds something far outside the table (down to row {rows}, column number {columns}).",
        "Delete the empty rows and columns outside the table and save again.",
    ),
    "workbook_damaged": Words(
        "Berkas ini rusak atau terpotong ({detail}).",
        "Salin atau unduh kembali; bila tetap rusak, buka dan simpan ulang dengan Excel atau LibreOffice.",
        "The file is damaged or cut short ({detail}).",
        "Copy or download it again; if that fails, open and save it anew in a spreadsheet program.",
    ),
}
