/** Every word of the page, Indonesian first. */

/** @type {Record<string, [string, string]>} */
export const WORDS = {
  skip: ["Langsung ke isi", "Skip to content"],
  brand: ["Verifikasi berkas bukti", "Verification of evidence"],
  other: ["English", "Bahasa Indonesia"],
  page: ["Verifikasi berkas bukti Selaras", "Verification of Selaras evidence"],
  title: ["Periksa keutuhan berkas bukti", "Check that the evidence is intact"],
  lead: [
    "Letakkan berkas bukti (bukti.zip) di sini. Semua diperiksa di komputer ini saja; tidak ada yang dikirim ke mana pun.",
    "Drop the evidence (bukti.zip) here. Everything is checked on this computer; nothing is sent anywhere.",
  ],
  drop: ["Letakkan bukti.zip di sini", "Drop bukti.zip here"],
  choose: ["Pilih berkas bukti", "Choose the evidence"],
  dragging: ["Lepaskan untuk memeriksa", "Let go to check"],
  optional: ["Tidak wajib, tetapi memperkuat pemeriksaan", "Optional, and makes the check stronger"],
  policy: ["Kebijakan (policy.json)", "Policy (policy.json)"],
  policyHelp: [
    "Berkas yang Anda terima sebelum kegiatan. Dengannya terbukti bahwa kunci dan saksi yang dipercaya tidak diganti kemudian.",
    "The file that you received before the event. It proves that the trusted keys and witnesses were not exchanged later.",
  ],
  policyChoose: ["Pilih policy.json", "Choose policy.json"],
  policyNone: ["Belum dipilih", "None chosen"],
  paper: ["Kode buku induk pada kertas", "Ledger code on paper"],
  paperHelp: [
    "Ketik kode dari berita acara yang ditandatangani. Spasi, tanda hubung, dan huruf besar atau kecil tidak berpengaruh.",
    "Type the code from the signed minutes. Blanks, hyphens and case do not matter.",
  ],
  again: ["Periksa ulang", "Check again"],
  print: ["Cetak hasil pemeriksaan", "Print this result"],
  another: ["Periksa berkas lain", "Check another file"],
  checking: ["Sedang memeriksa …", "Checking …"],
  step: ["{name} ({n} dari {of})", "{name} ({n} of {of})"],
  chosen: ["{name}, {size}", "{name}, {size}"],
  aboutTitle: ["Tentang halaman ini", "About this page"],
  aboutOne: [
    "Halaman ini satu berkas yang berdiri sendiri. Boleh disimpan, dibawa dengan diska lepas, dan dibuka tanpa jaringan.",
    "This page is one file that stands alone. It may be kept, carried on a stick and opened without any network.",
  ],
  aboutTwo: [
    "Ditulis terpisah dari program Selaras, menurut dokumen bentuk berkas. Jika keduanya memberi jawaban yang sama, keduanya saling menguatkan.",
    "It was written apart from the Selaras program, from the document of the format. Where both answer alike, each confirms the other.",
  ],
  holds: ["Semua sesuai", "Everything holds"],
  holdsInPart: ["Utuh, dengan catatan", "Intact, with remarks"],
  fails: ["Tidak sesuai", "Something does not hold"],
  unreadable: ["Tidak dapat dibaca", "Unreadable"],
  holdsTold: [
    "Berkas utuh: {checks} pemeriksaan sesuai, dan {n} angka dihitung ulang dengan hasil yang sama.",
    "The evidence is intact: {checks} checks hold, and {n} numbers computed anew are the same.",
  ],
  holdsPlain: ["Berkas utuh: {checks} pemeriksaan sesuai.", "The evidence is intact: {checks} checks hold."],
  counted: [
    "{holds} dari {all} pemeriksaan sesuai; {open} tidak dapat dibuktikan untuk kegiatan ini.",
    "{holds} of {all} checks hold; {open} cannot be proved for this event.",
  ],
  recounted: ["{n} angka dihitung ulang dengan hasil yang sama.", "{n} numbers computed anew are the same."],
  notOriginal: [
    "Berkas ini bukan berkas bukti asli: {because} Tidak ada yang diubah atau dikirim. Mintalah salinan asli langsung dari pembuatnya.",
    "This file is no original evidence: {because} Nothing was changed or sent. Ask whoever made it for an original copy.",
  ],
  packedAnew: [
    "Berkas ini pernah dibungkus ulang, jadi bukan berkas asli; isinya belum diperiksa. Mintalah salinan asli langsung dari pembuatnya.",
    "This file was packed anew, so it is not the original; what it holds was not looked at. Ask whoever made it for an original copy.",
  ],
  notReached: [
    "{n} pemeriksaan berikutnya tidak dilakukan: setelah satu tidak sesuai, yang sesudahnya tidak lagi bermakna.",
    "The next {n} checks were not made: after one that does not hold, those behind it mean nothing.",
  ],
  stale: [
    "Kebijakan atau kode berubah setelah pemeriksaan ini, jadi hasil di bawah belum memperhitungkannya. Tekan “Periksa ulang”.",
    "The policy or the code has changed since, and the result below does not know of it. Press “Check again”.",
  ],
  reasonCode: ["Kode sebab: {code}", "Reason code: {code}"],
  broken: [
    "Pemeriksaan tidak dapat diselesaikan di peramban ini. Ini bukan pernyataan tentang berkasnya. Silakan coba peramban lain yang lebih baru.",
    "The check could not be completed in this browser. This says nothing about the file. Please try another, newer browser.",
  ],
  brokenTitle: ["Belum dapat disimpulkan", "No answer yet"],
  checksTitle: ["Pemeriksaan", "Checks"],
  notHereTitle: ["Tidak dihitung ulang di halaman ini", "Not computed anew on this page"],
  notHereTold: [
    "Angka berikut diambil sebagaimana diumumkan. Program Selaras menghitung ulang sebagian di antaranya dengan perintah selaras verify.",
    "These numbers were taken as published. The Selaras program computes some of them anew with the command selaras verify.",
  ],
  placementTitle: ["Usulan penempatan", "Proposed placement"],
  slatesTold: [
    "{slates} usulan sah dan sesuai jumlahnya; {proved} di antaranya terbukti tidak dapat dilampaui.",
    "{slates} slates are lawful and add up; for {proved} the numbers prove that none is better.",
  ],
  pairsTold: [
    "Untuk {pairs_not_recomputed_here} pasangan pejabat dan jabatan, syarat hukum, pengalaman, dan perkiraan kesesuaian diambil sebagaimana tertulis.",
    "Of {pairs_not_recomputed_here} pairs of official and post, gates of law, experience and expected matches were taken as told.",
  ],
  drawsTold: [
    "Kedudukan {draws_not_recomputed_here} usulan dalam tarikan ulang (berapa kali terpilih, sesal) diambil sebagaimana tertulis.",
    "The standing of {draws_not_recomputed_here} slates in the draws (how often chosen, regret) was taken as told.",
  ],
  warningsTitle: ["Perlu diketahui", "To be known"],
  codeTitle: ["Kode buku induk", "Ledger code"],
  codeTold: [
    "Bandingkan dengan kode pada berita acara yang ditandatangani. Satu huruf berbeda berarti buku induk yang lain.",
    "Compare it with the code on the signed minutes. One different letter means another ledger.",
  ],
  devicesTitle: ["Perangkat yang terdaftar", "Enrolled devices"],
  devicesTold: [
    "Bandingkan sidik dengan berita acara serah terima tablet.",
    "Compare the fingerprints with the hand-over minutes of the tablets.",
  ],
  fingerprint: ["Sidik", "Fingerprint"],
  holder: ["Pemegang", "Holder"],
  role: ["Peran", "Role"],
  fileTitle: ["Berkas yang diperiksa", "The file that was checked"],
  fileName: ["Nama", "Name"],
  fileDigest: ["SHA-256", "SHA-256"],
  ledger: ["Buku induk", "Ledger"],
  entries: ["Catatan", "Entries"],
  grade: ["Jenjang", "Grade"],
  erased: ["Dimusnahkan", "Destroyed"],
  erasedTold: ["{n} catatan tentang {people}", "{n} entries about {people}"],
  checkedAt: ["Diperiksa", "Checked"],
};

/** What this page says otherwise than the command does. @type {Record<string, [string, string]>} */
export const OWN_SENTENCES = {
  policy_from_bundle: [
    "kebijakan diambil dari berkas ini sendiri: pembuat berkas yang menentukan siapa yang dipercaya. Sertakan policy.json yang Anda terima sebelum kegiatan, lalu periksa ulang.",
    "the policy is the bundle's own: whoever made the bundle chose whom to believe. Add the policy.json that you received before the event and check again.",
  ],
};

/** @type {Record<string, [string, string]>} */
export const CHECK_NAMES = {
  zip: ["Bentuk berkas", "Form of the file"],
  digests: ["Sidik tiap isi berkas", "Digest of every file inside"],
  keys: ["Kebijakan dan kunci", "Policy and keys"],
  signatures: ["Tanda tangan tiap catatan", "Signature of every entry"],
  chains: ["Urutan catatan tiap perangkat", "Chain of every device"],
  roots: ["Akar pada tiap titik periksa", "Root at every checkpoint"],
  quorum: ["Tanda tangan para saksi", "Signatures of the witnesses"],
  commitments: ["Isi tiap catatan", "Content of every entry"],
  life: ["Jalannya kegiatan", "The event's life"],
  numbers: ["Hitung ulang angka hasil", "Numbers of the result, computed anew"],
  placement: ["Usulan penempatan", "Proposed placement"],
  files: ["Dokumen hasil dan naskah", "Result document and papers"],
  paper: ["Kode pada kertas", "Code on paper"],
};

/** @type {Record<string, [string, string]>} */
export const OUTCOMES = {
  holds: ["sesuai", "holds"],
  fails: ["tidak sesuai", "does not hold"],
  "not-provable": ["tidak dapat dibuktikan", "not provable"],
};

/** Why a check says nothing, where it does. @type {Record<string, [string, string]>} */
export const NOT_PROVABLE = {
  signatures: [
    "Semua catatan berasal dari impor; tidak ada perangkat yang menandatanganinya.",
    "All entries were imported; no device signed them.",
  ],
  chains: [
    "Hanya terbukti pada berkas yang memuat semua catatan dan ditandatangani perangkat.",
    "Provable only where all entries are shown and devices signed them.",
  ],
  quorum: ["Kebijakan tidak meminta tanda tangan saksi.", "The policy asks for no witness."],
  life: [
    "Buku induk impor tidak membuktikan siapa yang menilai dan bahwa dua orang menyetujui.",
    "An imported ledger does not prove who marked and that two people agreed.",
  ],
  numbers: ["Tidak ada angka yang dapat dihitung ulang dari berkas ini.", "No number can be computed anew from this file."],
  files: ["Hanya berkas jenjang R1 memuat dokumen hasil dan naskah.", "Only a file of grade R1 holds the result and papers."],
};

/** @type {Record<string, [string, string]>} */
export const FORMULAS = {
  law: ["status menurut aturan dan laporan asesmen yang berlaku", "standing by the rules and report that counts"],
  form: ["nilai penguji", "examiners' points"],
  component: ["nilai komponen", "points of components"],
  share: ["bobot efektif", "effective weights"],
  root: ["nilai akhir", "score"],
  rank: ["peringkat", "rank"],
  category: ["kategori", "category"],
  level: ["tingkat kompetensi", "levels of competences"],
  match: ["kesesuaian jabatan", "job-person match"],
  axis: ["sumbu peta talenta", "axes of the talent map"],
  box: ["kotak peta talenta", "box of the talent map"],
  recommendation: ["rekomendasi", "recommendation"],
  alternative: ["jabatan alternatif", "alternative posts"],
  margin: ["rentang ketelitian", "margins"],
  summary: ["ringkasan", "summary"],
};

/** @type {Record<string, [string, string]>} */
export const GRADES = {
  R1: ["R1, lengkap", "R1, everything"],
  R2: ["R2, tanpa nama penguji dan catatan", "R2, without examiners' names and notes"],
  R3: ["R3, untuk satu peserta", "R3, for one participant"],
};

/** @type {Record<string, [string, string]>} */
export const ROLES = {
  PG: ["Penguji", "Examiner"],
  KP: ["Ketua pansel", "Chair"],
  SK: ["Sekretariat", "Secretariat"],
  AS: ["Asesor", "Assessor"],
  SA: ["Pengelola sistem", "System administrator"],
};
