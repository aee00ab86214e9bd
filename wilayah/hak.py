"""Rights that a function receives on its one area. akun grants and withdraws them through django-guardian.

They live on `Wilayah` because the object of every grant is a region: "may this person do it *here*?" (security.md, 3).
Which function holds which right is said in akun, not here.
"""

HAK_WILAYAH = [
    ("kelola_musyawarah", "Mengelola musyawarah desa/kelurahan"),
    ("ajukan_usulan", "Mengajukan usulan hasil musyawarah"),
    ("lihat_usulan", "Melihat usulan"),
    ("periksa_kelengkapan", "Memeriksa kelengkapan usulan"),
    ("putuskan_usulan", "Memutus kelayakan usulan"),
    ("susun_batch", "Menyusun batch usulan"),
    ("sahkan_batch", "Mengesahkan batch usulan"),
    ("pantau_wilayah", "Memantau capaian wilayah"),
    ("nilai_integritas", "Menilai integritas data"),
    ("tetapkan_dtks", "Menetapkan DTKS"),
    ("lihat_register", "Melihat register"),
    ("kelola_pengguna", "Mengelola petugas kabupaten/kota"),
    ("kelola_pengguna_pusat", "Mengelola petugas provinsi, pusat, dan pimpinan kabupaten/kota"),
    ("lihat_petugas", "Melihat penugasan petugas"),
    ("lihat_jejak", "Melihat jejak peristiwa"),
    ("kelola_rujukan", "Mengelola data rujukan"),
    ("buka_data_pribadi", "Membuka NIK, nomor KK, dan nama ibu satu orang secara lengkap"),
    ("ekspor_data", "Mengekspor data perorangan"),
    ("ajukan_sanggahan", "Menyanggah, menanggapi sanggahan, dan mengundurkan diri"),
    ("periksa_sanggahan", "Memeriksa sanggahan dan menugaskan kunjungan"),
    ("kunjungi_sanggahan", "Mengunjungi keluarga yang disanggah"),
    ("putuskan_sanggahan", "Memutus sanggahan"),
    ("putuskan_keberatan", "Memutus keberatan"),
    ("lihat_sanggahan", "Melihat sanggahan, tanpa penyanggahnya"),
    ("pantau_sanggahan", "Memantau sanggahan yang lewat batas waktu"),
    ("usul_mandiri", "Mendaftar mandiri dan meminta koreksi data sendiri"),
    ("lihat_data_saya", "Melihat data sendiri"),
]
