"""Telling those whom a determination concerns, as far as they have an account; the village's list for the RT has the others.

Nobody should learn at the counter of a hospital that his participation has ended (domain.md 4.7): an end is urgent.
"""

from django.db.models import QuerySet

from akun.alur import AKTIF
from akun.fungsi import F
from akun.models import Penugasan
from akun.pemberitahuan import beri_tahu_nik
from dasar.jejak import NEGARA, Pelaku
from dasar.periode import nama
from penetapan.models import Penetapan
from usulan.alur import TETAPKAN, S
from usulan.kabar import Penerima, kabarkan
from usulan.models import Usulan

ALAMAT = "/data-saya/"
_KELUAR = (Usulan.Jenis.PENGHENTIAN, Usulan.Jenis.PENONAKTIFAN)


def setelah_penetapan(penetapan: Penetapan) -> None:
    """Called by each determination (settings.SETELAH_PENETAPAN), inside its transaction: five statements for any number."""
    berakun = Penugasan.objects.filter(fungsi=F.WARGA, status=AKTIF).values("nik")
    usulan = Usulan.objects.filter(status=S.DITETAPKAN, ditetapkan_periode=penetapan.periode, nik__in=berakun)
    bulan = nama(penetapan.periode)
    masuk = f"Usulan atas nama Anda diterima dan ditetapkan untuk {bulan}."
    beri_tahu_nik(_nik(usulan.exclude(jenis__in=_KELUAR)), "penetapan", masuk, ALAMAT)
    keluar = (
        f"Kepesertaan Anda dihentikan mulai {bulan}. Bila keberatan atau ada keadaan darurat, segera ke kantor desa/kelurahan."
    )
    beri_tahu_nik(_nik(usulan.filter(jenis__in=_KELUAR)), "penghentian", keluar, ALAMAT)
    semua = Usulan.objects.filter(ditetapkan_periode=penetapan.periode)
    oleh = Pelaku(penetapan.ditetapkan_oleh_id, F.MANAJEMEN, NEGARA)
    kabarkan(semua, TETAPKAN, oleh=oleh, siapa=Penerima(yang_diusulkan=False))


def _nik(usulan: QuerySet[Usulan]) -> list[str]:
    return list(usulan.order_by().values_list("nik", flat=True).distinct())
