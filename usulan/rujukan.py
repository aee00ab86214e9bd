"""Reference data that the portal starts with: programmes and reason codes (domain.md 4.12, berdasarkan praktik).

Administrators change them afterwards; loading again only adds what is missing.
"""

PROGRAM = [
    # kode, nama, sebutan lain, per keluarga
    ("NONBANSOS", "Masuk DTKS tanpa bantuan", "NON BANSOS,NON-BANSOS,NON", True),
    ("PKH", "Program Keluarga Harapan", "PKH", True),
    ("BPNT", "Bantuan Pangan Non Tunai (Sembako)", "BPNT,SEMBAKO,BPNT/SEMBAKO", True),
    ("PBI", "Penerima Bantuan Iuran Jaminan Kesehatan", "PBI,PBI-JK,PBI JK,PBIJK", False),
]

ALASAN = [
    ("C01", "C", "Berita acara tidak ada atau tidak ditandatangani", "Unggah berita acara yang sudah ditandatangani."),
    ("C02", "C", "Daftar hadir tidak ada", "Unggah daftar hadir musyawarah."),
    ("C03", "C", "Foto kegiatan tidak ada atau tidak sesuai", "Unggah foto kegiatan musyawarah."),
    ("C04", "C", "Bukti publikasi tidak ada", "Unggah bukti bahwa hasil musyawarah diumumkan."),
    ("C05", "C", "Musyawarah lebih dari tiga bulan yang lalu", "Adakan musyawarah baru dan usulkan kembali."),
    ("C06", "C", "Nama tidak tercantum dalam berita acara", "Cocokkan nama dengan berita acara."),
    ("C07", "C", "Foto KTP atau KK tidak terbaca", "Foto ulang dengan cahaya cukup."),
    ("C08", "C", "Foto rumah tidak ada atau bukan rumahnya", "Unggah foto tampak depan rumah."),
    ("C10", "C", "Isian belum lengkap", "Lengkapi isian yang kosong."),
    ("N01", "N", "Bentuk NIK tidak benar", "Periksa NIK pada KTP atau KK."),
    ("N02", "N", "NIK tidak padan dengan data kependudukan", "Bawa KTP dan KK ke Dinas Dukcapil."),
    ("N03", "N", "Nama berbeda dari data kependudukan", "Tulis nama persis seperti pada KTP."),
    ("N04", "N", "Nomor KK berbeda dari data kependudukan", "Tulis nomor KK dari kartu keluarga terbaru."),
    ("N05", "N", "NIK sudah terdaftar dalam DTKS", "Pilih usulan bantuan, bukan usulan masuk DTKS."),
    ("N07", "N", "Tercatat sebagai anggota keluarga lain", "Perjelas keanggotaan keluarga pada KK terbaru."),
    ("N08", "N", "Tercatat meninggal di data kependudukan", "Pastikan ke Dinas Dukcapil; bila benar, usulkan penonaktifan."),
    ("N09", "N", "Alamat atau wilayah berbeda", "Sesuaikan alamat dengan KTP atau urus pindah."),
    ("E01", "E", "Hasil verifikasi: tidak memenuhi kriteria", "Dapat disanggah dengan bukti baru."),
    ("E02", "E", "Pekerjaan ASN, TNI, Polri, pensiunan, BUMN/BUMD, atau pejabat", "Dapat disanggah dengan bukti pekerjaan."),
    ("E03", "E", "Perangkat desa", "Dapat disanggah dengan bukti pekerjaan."),
    ("E08", "E", "Memiliki mobil", "Dapat disanggah dengan bukti kepemilikan."),
    ("E09", "E", "SDM Kesejahteraan Sosial", "Dapat disanggah dengan bukti pekerjaan."),
    ("E10", "E", "Sudah menerima program yang tumpang tindih", "Hentikan program yang lain lebih dulu."),
    ("E11", "E", "Sudah pindah", "Usulkan dari desa/kelurahan tempat tinggal sekarang."),
    ("E12", "E", "Sudah meninggal", "Usulkan penonaktifan dengan surat kematian."),
    ("E13", "E", "Tidak ditemukan saat kunjungan", "Pastikan alamat, lalu usulkan kembali."),
    ("IA", "I", "Data tidak individual atau tidak tunggal", "Periksa NIK dan hapus data ganda."),
    ("IB", "I", "NIK, nama, atau alamat tidak sesuai data kependudukan", "Perbaiki menurut data Dukcapil."),
    ("IC", "I", "Keluarga bukan himpunan perorangan yang utuh", "Periksa susunan anggota keluarga."),
    ("ID", "I", "Anggota tumpang tindih dengan keluarga lain", "Perjelas keanggotaan keluarga."),
    ("IE", "I", "Atribut tidak lengkap", "Lengkapi isian yang kosong."),
    ("M01", "M", "Forum menilai sudah mampu", ""),
    ("M02", "M", "Forum tidak mengenal yang bersangkutan", ""),
    ("M03", "M", "Forum mendahulukan keluarga lain", ""),
    ("M04", "M", "Sudah meninggal atau pindah", ""),
    ("B01", "B", "Salah isi", ""),
    ("B02", "B", "Dibatalkan atas permintaan yang bersangkutan", ""),
    ("B03", "B", "Data ganda", ""),
    ("D01", "D", "Isian keluarga belum lengkap atau tidak terbaca", "Lengkapi isiannya, lalu kirim lagi."),
    (
        "D02",
        "D",
        "Foto rumah tidak jelas atau bukan rumahnya",
        "Foto ulang tampak depan rumah dengan cahaya cukup, lalu kirim lagi.",
    ),
    ("D03", "D", "NIK atau nomor KK tidak cocok dengan KTP atau KK", "Tulis persis seperti pada KTP dan KK, lalu kirim lagi."),
    ("D04", "D", "Tidak tinggal di desa/kelurahan ini", "Daftarkan dari desa/kelurahan tempat tinggalnya."),
    ("D05", "D", "Sudah terdaftar atau sedang diusulkan", "Tunggu hasil usulan yang sedang berjalan."),
    ("D06", "D", "Musyawarah tidak dapat diadakan dalam batas waktu", "Dinas sosial memverifikasi langsung."),
    ("D07", "D", "Yang diusulkan tidak bersedia", ""),
    ("D08", "D", "Melewati batas waktu tanpa musyawarah", "Dinas sosial memverifikasi langsung."),
    ("D09", "D", "Kementerian Sosial memverifikasi sendiri sebagai pengecualian", ""),
    ("R01", "R", "Bukti belum cukup", "Ajukan lagi dengan foto KTP, KK, atau surat yang mendukung."),
    ("R02", "R", "Data yang tercatat sudah sesuai bukti", ""),
    (
        "R03",
        "R",
        "Data kependudukan harus diperbaiki lebih dulu",
        "Urus ke Dinas Dukcapil, lalu ajukan lagi dengan KK terbaru.",
    ),
    ("R04", "R", "Bukan data yang dicatat DTKS", ""),
]


def muat_rujukan(model_program, model_alasan) -> tuple[int, int]:
    """Add missing programmes and reason codes. Returns how many of each were added.

    The models come as arguments so that a migration can pass its historical ones.
    """
    program = [model_program(kode=k, nama=n, sinonim=s, per_keluarga=p) for k, n, s, p in PROGRAM]
    alasan = [model_alasan(kode=k, kelompok=g, teks=t, tindakan=a) for k, g, t, a in ALASAN]
    ada = model_program.objects.count(), model_alasan.objects.count()
    model_program.objects.bulk_create(program, ignore_conflicts=True)
    model_alasan.objects.bulk_create(alasan, ignore_conflicts=True)
    return model_program.objects.count() - ada[0], model_alasan.objects.count() - ada[1]
