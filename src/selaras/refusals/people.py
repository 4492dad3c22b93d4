"""Refusals of accounts, roles, invitations and recovery, in words."""

from collections.abc import Mapping

# code: (Indonesian, English); facts of the error may be named in braces.
OF_PEOPLE: Mapping[str, tuple[str, str]] = {
    "link_unknown": (
        "Kode ini tidak dikenali. Periksa huruf dan angkanya, atau mintalah tautan baru kepada sekretariat.",
        "This code is not known. Check its letters and digits, or ask the secretariat for a new link.",
    ),
    "link_used": (
        "Tautan ini sudah dipakai dan hanya berlaku satu kali. Bila bukan Anda yang memakainya, beri tahu "
        "sekretariat sekarang juga.",
        "This link was used already; it works once. If it was not you, tell the secretariat at once.",
    ),
    "link_withdrawn": (
        "Tautan ini sudah ditarik. Mintalah tautan baru kepada sekretariat.",
        "This link was withdrawn. Ask the secretariat for a new one.",
    ),
    "link_expired": (
        "Masa berlaku tautan ini sudah habis. Mintalah tautan baru kepada sekretariat.",
        "This link has expired. Ask the secretariat for a new one.",
    ),
    "link_of_another_agency": (
        "Undangan ini dari instansi lain, sedangkan satu akun hanya untuk satu instansi. Keluar dahulu, lalu "
        "buatlah akun baru dengan tautan ini.",
        "This invitation comes from another agency, and an account belongs to one agency. Sign out first, "
        "then make a new account with this link.",
    ),
    "sign_in_name_wrong": (
        "Nama masuk terdiri atas 3 sampai 60 huruf kecil, angka, titik, atau tanda hubung, dan diawali "
        "huruf. NIP tidak dapat dijadikan nama masuk.",
        "A sign-in name has 3 to 60 small letters, digits, points or hyphens and begins with a letter. A NIP "
        "cannot be one.",
    ),
    "sign_in_name_taken": (
        "Nama masuk ini sudah dipakai. Pilih yang lain.",
        "This sign-in name is taken. Choose another one.",
    ),
    "person_without_name": ("Tulis nama orangnya.", "Write the person's name."),
    "account_unknown": (
        "Akun ini tidak ada di instansi Anda, atau sudah tidak aktif.",
        "There is no such account in your agency, or it is no longer active.",
    ),
    "emergency_without_reason": (
        "Tulis keadaan daruratnya dalam satu kalimat; auditor membacanya.",
        "Say in a sentence what the emergency is; the auditor reads it.",
    ),
    "emergency_there_already": (
        "Di kegiatan ini sudah ada akses darurat yang menunggu atau masih berlaku.",
        "In this event an emergency access waits, or still lasts.",
    ),
    "emergency_not_waiting": (
        "Akses darurat ini tidak ada, sudah berakhir, atau menunggu lebih dari satu jam.",
        "This emergency access is not there, has ended, or waited for more than an hour.",
    ),
    "emergency_needs_another": (
        "Yang menyetujui bukan yang mengajukan dan bukan yang dibantu.",
        "Whoever agrees is neither who asked nor who is helped.",
    ),
    "emergency_wall": (
        "Orang ini menilai, dinilai, menelaah, memutuskan, atau mengaudit di kegiatan ini; ia tidak dapat "
        "menggantikan sekretariat, juga dalam keadaan darurat.",
        "This person marks, is marked, reviews, decides or audits in this event, and cannot stand in for the "
        "secretariat, not even in an emergency.",
    ),
    "outside_identity_taken": (
        "Identitas ini sudah tersambung dengan akun lain. Beri tahu sekretariat bila itu bukan akun Anda.",
        "This identity is tied to another account already. Tell the secretariat if that is not yours.",
    ),
    "outside_identity_of_another": (
        "NIP pada penyedia identitas bukan NIP akun ini. Keluar dari penyedia identitas, lalu masuk sebagai "
        "diri sendiri.",
        "The NIP that the provider tells is not the one of this account. Sign out there, and in as yourself.",
    ),
    "email_wrong": (
        "Alamat surel tidak lengkap. Contoh: ani.wijaya@contoh.go.id.",
        "The mail address is not complete. An example: ani.wijaya@contoh.go.id.",
    ),
    "email_taken": (
        "Alamat surel ini sudah dipakai akun lain di instansi Anda.",
        "Another account of your agency has this mail address already.",
    ),
    "agency_code_wrong": (
        "Kode instansi terdiri atas 2 sampai 40 huruf kecil, angka, atau tanda hubung.",
        "The agency's code has 2 to 40 small letters, digits or hyphens.",
    ),
    "agency_has_people": (
        "Instansi {code} sudah mempunyai akun. Orang lain masuk melalui undangan dari instansi itu.",
        "The agency {code} has accounts already. Others come in by its invitations.",
    ),
    "access_table_wrong": (
        "Sel {cell} pada tabel kewenangan (access.yaml) tidak terbaca.",
        "The cell {cell} of the table of permissions (access.yaml) cannot be read.",
    ),
    "membership_unknown": (
        "Peran ini tidak ditemukan atau sudah berakhir.",
        "This role is not there, or has ended already.",
    ),
    "own_role_not_ended": (
        "Peran sendiri tidak dapat diakhiri sendiri: mintalah kepada rekan yang berwenang.",
        "Nobody ends an own role: ask a colleague who may.",
    ),
    "own_role_not_given": (
        "Tidak seorang pun memberi peran kepada dirinya sendiri: mintalah kepada rekan yang berwenang.",
        "Nobody gives a role to himself: ask a colleague who may.",
    ),
    "role_there_already": (
        "Orang ini sudah memegang peran {role} di sini.",
        "This person holds the role {role} here already.",
    ),
    "role_needs_event": (
        "Peran {role} hanya diberikan untuk satu kegiatan. Undang dari halaman kegiatannya.",
        "The role {role} is given for one event only. Invite from the pages of that event.",
    ),
    "admin_is_of_the_agency": (
        "Pengelola sistem berperan untuk seluruh instansi, bukan untuk satu kegiatan.",
        "A system administrator is of the whole agency, not of one event.",
    ),
    "holder_unknown": (
        "Kode {holder} tidak ada di kegiatan ini. Pilih dari daftar penguji atau peserta.",
        "The code {holder} is not of this event. Choose from the list of examiners or participants.",
    ),
    "holder_taken": (
        "Kode {holder} sudah dipegang orang lain di kegiatan ini. Akhiri dahulu peran yang lama.",
        "The code {holder} is held by somebody else in this event. End the former role first.",
    ),
    "official_has_another_account": (
        "Pejabat dengan kode {holder} sudah mempunyai akun lain. Undang akun itu, atau pulihkan bila "
        "pemiliknya tidak dapat masuk.",
        "The official with the code {holder} has another account. Give the role to that one, or recover it "
        "if its owner cannot sign in.",
    ),
    "wall_admin_alone": (
        "Pengelola sistem tidak memegang peran lain: yang menjaga peladen tidak ikut menentukan isinya.",
        "A system administrator holds no other role: who keeps the server has no part in what is in it.",
    ),
    "wall_examiner_is_tested": (
        "Penguji tidak boleh menjadi peserta pada kegiatan yang sama.",
        "An examiner is never a participant of the same event.",
    ),
    "wall_secretariat_is_chair": (
        "Sekretariat dan ketua pansel harus dua orang: langkah penting memerlukan persetujuan keduanya.",
        "Secretariat and chair must be two people: important steps need the agreement of both.",
    ),
    "wall_reviewer_apart": (
        "Penelaah tidak boleh menjadi sekretariat, ketua, penguji, atau PPK dari yang ditelaahnya.",
        "A reviewer is never secretariat, chair, examiner or deciding officer of what is reviewed.",
    ),
    "wall_deciding_officer_judges": (
        "Pejabat Pembina Kepegawaian tidak boleh menjadi penguji atau asesor.",
        "The deciding officer (PPK) is never an examiner or an assessor.",
    ),
    "invitation_waits": (
        "Undangan ini menunggu persetujuan orang kedua dari kantor. Sesudah disetujui, orang kedua itu "
        "menyerahkan tautan baru kepada Anda.",
        "This invitation waits for a second person of the office, who agrees and then hands you a new link.",
    ),
    "invitation_needs_another": (
        "Peran ini diberikan oleh dua orang: yang mengajukan, dan orang lain yang menyetujui. Yang menerima "
        "peran bukan salah satu dari keduanya.",
        "This role is given by two people: one asks, another agrees. Whoever gets it is neither of them.",
    ),
    "recovery_waits_already": (
        "Pemulihan akun ini sudah diajukan dan menunggu persetujuan orang kedua.",
        "The recovery of this account was asked already and waits for a second person.",
    ),
    "recovery_needs_another": (
        "Pemulihan akun harus disetujui orang lain, bukan yang mengajukannya.",
        "A recovery needs the agreement of somebody other than who asked.",
    ),
    "recovery_of_own_account": (
        "Pemulihan akun sendiri diajukan dan disetujui oleh dua rekan lain.",
        "The recovery of one's own account is asked and agreed by two colleagues.",
    ),
    "recovery_beyond_event": (
        "Akun ini juga berperan di luar kegiatan ini. Pemulihannya diajukan oleh sekretariat atau pengelola "
        "sistem instansi.",
        "This account also has a part outside this event. The agency's secretariat or system administrator "
        "asks its recovery.",
    ),
    "serve_local_only": (
        "Dengan --local halaman hanya dilayani di komputer ini sendiri; alamat {host} terbuka bagi yang "
        "lain.",
        "With --local pages are served on this computer alone; the address {host} is open to others.",
    ),
    "serve_port_taken": (
        "Porta {port} sedang dipakai, mungkin oleh Selaras di jendela lain. Tutup yang itu "
        "(Ctrl+C), atau pilih porta lain dengan --port.",
        "Port {port} is in use, perhaps by a Selaras in another window. End that one (Ctrl+C), "
        "or choose another port with --port.",
    ),
    "demo_without_examples": (
        "Buku kerja contoh {name} tidak terbaca di folder {folder}. Jalankan dari folder program, atau "
        "sebutkan foldernya dengan --examples.",
        "The example workbook {name} cannot be read in {folder}. Run it from the program's folder, or "
        "name the folder with --examples.",
    ),
    "serve_without_tls": (
        "Belum ada https untuk {host}, sehingga kata sandi akan terkirim terbuka. Isi SELARAS_TLS_CERT dan "
        "SELARAS_TLS_KEY, atau pasang proksi https dengan SELARAS_PROXY=1; untuk komputer ini saja: --local.",
        "There is no https for {host}, and passwords would travel in the open. Give SELARAS_TLS_CERT and "
        "SELARAS_TLS_KEY, or put an https proxy in front with SELARAS_PROXY=1; for this computer alone: "
        "--local.",
    ),
}
