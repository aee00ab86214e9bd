"""What the work list says to a function for which nothing waits, or for which the portal has nothing to do yet."""

from akun.fungsi import F

KOSONG: dict[str, str] = {
    F.WARGA: "Tidak ada yang menunggu. Untuk diusulkan ke DTKS, datanglah ke kantor desa/kelurahan Anda; usulan dibahas dalam "
    "musyawarah.",
    F.PENGISI_DESA: "Tidak ada yang menunggu. Setelah musyawarah berlangsung, catat musyawarah itu di sini beserta nama-nama "
    "yang diusulkan.",
    F.PEMANTAU_KECAMATAN: "Tidak ada yang menunggu. Kemajuan desa/kelurahan di kecamatan Anda dapat dilihat dari menu.",
    F.PENGISI_KABUPATEN: "Tidak ada usulan yang menunggu pemeriksaan. Usulan muncul di sini begitu desa/kelurahan mengajukannya.",
    F.VERIFIKATOR: "Tidak ada usulan yang menunggu putusan. Usulan muncul di sini setelah dinyatakan lengkap.",
    F.KEPALA: "Tidak ada berkas yang menunggu pengesahan Anda.",
    F.ADMIN_KABUPATEN: "Tidak ada yang menunggu. Petugas di kabupaten/kota Anda diundang, diperpanjang, dan diganti dari menu Petugas.",
    F.PEMANTAU_PROVINSI: "Tidak ada yang menunggu. Hasil kabupaten/kota di provinsi Anda dapat dilihat dari menu.",
    F.KL: "Tidak ada pekerjaan untuk fungsi Anda di portal ini sekarang. Angka gabungan yang sudah ditetapkan dapat dilihat dari menu.",
    F.PEKERJA_INFORMASI: "Tidak ada usulan yang menunggu penilaian. Usulan muncul di sini setelah kabupaten/kota mengesahkannya.",
    F.MANAJEMEN: "Tidak ada bulan yang menunggu penetapan.",
    F.PETUGAS_TEKNIS: "Tidak ada yang menunggu. Register DTKS dapat dilihat dari menu.",
    F.PENGEMBANG: "Tidak ada pekerjaan untuk fungsi Anda di portal ini. Pengembang tidak melihat data individual.",
    F.AUDITOR: "Tidak ada yang menunggu. Usulan, register, dan jejaknya dapat diperiksa dari menu; fungsi Anda tidak mengubah apa pun.",
    F.PERGURUAN_TINGGI: "Belum ada perkara penjaminan kualitas yang ditugaskan kepada Anda. Perkara akan muncul di sini.",
    F.PUSDATIN: "Tidak ada yang menunggu. Petugas dan data rujukan (program, kode alasan, jadwal) dikelola dari menu.",
}
