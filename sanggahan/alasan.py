"""Why somebody objects, and why it was decided so (domain.md 4.8, from the lists in use; berdasarkan praktik)."""

from django.db.models import TextChoices

from usulan.models import Usulan


class AlasanSanggah(TextChoices):
    """What is objected to a recipient."""

    MAMPU = "SG1", "Sudah mampu"
    MENINGGAL = "SG2", "Meninggal dunia"
    PINDAH = "SG3", "Sudah pindah dari desa/kelurahan ini"
    PEKERJAAN = "SG4", "ASN, TNI, Polri, pensiunan, atau pegawai BUMN/BUMD"
    PERANGKAT = "SG5", "Perangkat desa/kelurahan"
    GANDA = "SG6", "Menerima ganda"
    TIDAK_DIKENAL = "SG7", "Tidak dikenal atau tidak ditemukan"
    ASET = "SG8", "Punya aset seperti mobil atau rumah lain"
    LAINNYA = "SG9", "Alasan lain"


class AlasanTolakAwal(TextChoices):
    """Why an objection goes no further."""

    LUAR_DESA = "SA1", "Orang yang disanggah tidak tinggal di desa/kelurahan ini"
    TANPA_BUKTI = "SA2", "Bukti tidak menunjukkan hal yang disanggah"
    GANDA = "SA3", "Hal yang sama sudah disanggah dan diputus"


class AlasanBantah(TextChoices):
    """Why an objection is not proven."""

    MEMENUHI = "ST1", "Keluarga ini masih memenuhi kriteria"
    TIDAK_CUKUP = "ST2", "Bukti dan hasil kunjungan tidak cukup"
    BUKAN_ORANGNYA = "ST3", "Yang dimaksud orang lain"


class AlasanUlang(TextChoices):
    """Why the house is to be visited again."""

    FOTO = "SU1", "Foto tidak jelas atau bukan rumahnya"
    JAWABAN = "SU2", "Jawaban tidak sesuai dengan foto"
    TIDAK_BERTEMU = "SU3", "Keluarga belum ditemui"


class AlasanKeberatan(TextChoices):
    """What an appeal rests on, as the head finds it."""

    BUKTI_BARU = "KB1", "Ada bukti baru"
    KELIRU = "KB2", "Putusan pertama keliru menilai keadaan"
    PROSEDUR = "KB3", "Keluarga tidak didengar sebagaimana mestinya"
    TETAP = "KB4", "Putusan pertama sudah tepat"


LEWAT = "SL1"
MENYERAH = "SC1"

TEKS: dict[str, str] = {
    **{k: v for satu in (AlasanSanggah, AlasanTolakAwal, AlasanBantah, AlasanUlang, AlasanKeberatan) for k, v in satu.choices},
    LEWAT: "Batas waktu pemeriksaan lewat",
    MENYERAH: "Keberatan diterima",
}

# The ground for ending that each reason amounts to.
SEBAB: dict[str, str] = {
    "SG1": Usulan.Sebab.MAMPU,
    "SG2": Usulan.Sebab.MENINGGAL,
    "SG3": Usulan.Sebab.PINDAH,
    "SG4": Usulan.Sebab.PEKERJAAN,
    "SG5": Usulan.Sebab.PEKERJAAN,
    "SG6": Usulan.Sebab.GANDA,
    "SG7": Usulan.Sebab.TIDAK_DITEMUKAN,
    "SG8": Usulan.Sebab.MAMPU,
    "SG9": Usulan.Sebab.MAMPU,
}


def kata(kode: str) -> str:
    """Codes joined by commas, in words."""
    return "; ".join(TEKS.get(k, k) for k in kode.split(",") if k)
