"""What stands in a cell, and what a NIP says."""

from selaras.exchange.wording.words import Words

CELLS: dict[str, Words] = {
    "cell_empty": Words(
        "{heading} terisi",
        "Isi sel ini; {heading} wajib ada.",
        "{heading} filled in",
        "Fill in this cell; {heading} is required.",
    ),
    "date_in_text": Words(
        "Teks pada {heading}",
        "Excel telah mengubah isian menjadi tanggal. Ubah format sel menjadi Teks, lalu ketik ulang.",
        "Text in {heading}",
        "The spreadsheet turned the entry into a date. Set the cell to Text and type it again.",
    ),
    "code_with_blank": Words(
        "Kode tanpa spasi",
        "Hapus spasi dari kode ini, di sini dan di lembar lain yang memakainya.",
        "A code without blanks",
        "Take the blanks out of this code, here and wherever it is used.",
    ),
    "error_value": Words(
        "Nilai pada {heading}",
        "Sel ini memuat pesan galat Excel. Ketik nilainya.",
        "A value in {heading}",
        "This cell holds a spreadsheet error. Type the value.",
    ),
    "nip_is_number": Words(
        "NIP sebagai teks, 18 angka",
        "Sel ini berisi bilangan, sehingga tiga angka terakhir NIP sudah hilang dan tidak"
        " dapat dipulihkan. Ubah format sel menjadi Teks, lalu ketik ulang NIP dari "
        "dokumen asalnya.",
        "NIP as text, 18 digits",
        "The cell holds a number, so the last three digits of the NIP are lost for good. "
        "Set the cell to Text and type the NIP again from its source.",
    ),
    "nip_not_digits": Words(
        "NIP terdiri atas 18 angka",
        "Hapus huruf dan tanda lain dari NIP.",
        "A NIP of 18 digits",
        "Take letters and other signs out of the NIP.",
    ),
    "nip_not_18": Words(
        "NIP terdiri atas 18 angka; di sini {length}",
        "Periksa angka yang kurang atau lebih pada dokumen asalnya.",
        "A NIP of 18 digits; here {length}",
        "Check for a missing or extra digit in the source.",
    ),
    "nip_birth_wrong": Words(
        "Delapan angka pertama NIP adalah tanggal lahir",
        "Periksa delapan angka pertama NIP.",
        "The first eight digits of the NIP are the birth date",
        "Check the first eight digits of the NIP.",
    ),
    "nip_birth_differs": Words(
        "Tanggal lahir {expected} menurut NIP",
        "Periksa tanggal lahir dan NIP; salah satunya keliru.",
        "Birth date {expected} according to the NIP",
        "Check birth date and NIP; one of them is wrong.",
    ),
    "nip_month_wrong": Words(
        "Angka ke-9 sampai ke-14 NIP adalah tahun dan bulan pengangkatan",
        "Periksa enam angka itu pada dokumen asalnya.",
        "Digits 9 to 14 of the NIP are year and month of appointment",
        "Check those six digits in the source.",
    ),
    "nip_appointed_too_young": Words(
        "Pengangkatan CPNS pada usia paling muda 18 tahun",
        "Menurut NIP pengangkatan terjadi pada usia {age} tahun. Periksa NIP.",
        "Appointment at the age of 18 or later",
        "The NIP says appointed at {age}. Check the NIP.",
    ),
    "nip_appointment_differs": Words(
        "TMT CPNS bulan {expected} menurut NIP",
        "Periksa TMT CPNS dan NIP; salah satunya keliru.",
        "Appointment month {expected} according to the NIP",
        "Check the appointment date and the NIP; one of them is wrong.",
    ),
    "nip_sex_wrong": Words(
        "Angka ke-15 NIP adalah 1 (laki-laki) atau 2 (perempuan)",
        "Periksa angka ke-15 NIP.",
        "Digit 15 of the NIP is 1 (male) or 2 (female)",
        "Check digit 15 of the NIP.",
    ),
    "nip_sex_differs": Words(
        "Jenis kelamin {expected} menurut NIP",
        "Periksa jenis kelamin dan NIP; salah satunya keliru.",
        "Sex {expected} according to the NIP",
        "Check sex and NIP; one of them is wrong.",
    ),
    "nip_serial_wrong": Words(
        "Tiga angka terakhir NIP adalah nomor urut mulai dari 001",
        "Nomor urut 000 tidak pernah diberikan; biasanya akibat NIP tersimpan sebagai "
        "bilangan. Ketik ulang NIP sebagai teks.",
        "The last three digits of the NIP are a serial from 001",
        "Serial 000 is never given; usually the NIP was once stored as a number. Type it again as text.",
    ),
    "nip_twice": Words(
        "Setiap NIP satu kali",
        "NIP ini sudah ada pada {other}. Hapus salah satu baris atau betulkan NIP-nya.",
        "Every NIP once",
        "This NIP already stands in {other}. Delete one row or correct the NIP.",
    ),
    "post_before_appointment": Words(
        "Jabatan dimulai setelah pengangkatan CPNS ({expected})",
        "Periksa TMT jabatan dan NIP.",
        "A post that begins after appointment ({expected})",
        "Check the date of the post and the NIP.",
    ),
    "word_with_blank": Words(
        "Satu kata tanpa spasi pada {heading}",
        "Hapus spasi dari isian ini.",
        "One word without blanks in {heading}",
        "Take the blanks out of this cell.",
    ),
}
