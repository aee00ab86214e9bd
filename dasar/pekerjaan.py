"""Jobs: long work goes to the worker as a row with progress, one active per kind and key, always ended.

    @pekerjaan("impor_usulan")
    def _impor(kerja: Pekerjaan, lapor: Lapor, oleh: Pelaku) -> dict: ...

A handler runs one act and returns what the page needs to go on (`hasil`, JSON: at least `url`). It must be safe to run
again from the start: a worker may be killed at any moment and `pulihkan` queues the row anew.
"""

import datetime as dt
import logging
from collections.abc import Callable

from celery import current_app, shared_task
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from dasar.galat import Ditolak
from dasar.jangkauan import dalam_jangkauan
from dasar.jejak import Pelaku, nomor_permintaan
from dasar.models import Pekerjaan

log = logging.getLogger(__name__)

# A running job beats at every report; one silent for longer than this has lost its worker.
HILANG_SETELAH = dt.timedelta(minutes=10)
BELUM_DIAMBIL_SETELAH = dt.timedelta(minutes=1)
PERCOBAAN_MAKS = 3

Lapor = Callable[[int, str], None]
_PENANGAN: dict[str, Callable[[Pekerjaan, Lapor, Pelaku], dict]] = {}


def pekerjaan(jenis: str) -> Callable:
    """Register the handler of one kind of job; done in an app's `tasks.py`, which Celery's autodiscovery imports."""

    def daftarkan(penangan: Callable[[Pekerjaan, Lapor, Pelaku], dict]) -> Callable:
        _PENANGAN[jenis] = penangan
        return penangan

    return daftarkan


def antrekan(jenis: str, kunci: str, argumen: dict, *, oleh: Pelaku) -> Pekerjaan:
    """Queue a job after the current transaction commits; the same kind and key gives the one already under way."""
    try:
        with transaction.atomic():
            kerja = Pekerjaan.objects.create(
                jenis=jenis,
                kunci=kunci,
                argumen=argumen,
                pengguna=oleh.pengguna_id,
                fungsi=oleh.fungsi,
                wilayah=oleh.wilayah,
                bagian=oleh.bagian,
            )
    except IntegrityError:
        # The latest, whatever its state: it may have ended since it stood in the way.
        return Pekerjaan.objects.filter(jenis=jenis, kunci=kunci).latest("pk")
    transaction.on_commit(lambda: _kirim(kerja.pk))
    return kerja


def _kirim(nomor: int) -> None:
    try:
        kerjakan.delay(nomor)
    except kerjakan.OperationalError:
        # The queue is down: the row stands and `pulihkan` sends it when the queue is back.
        log.warning("antrean tidak terjangkau; pekerjaan %s menunggu pemulihan", nomor)


@shared_task(name="dasar.kerjakan", ignore_result=True)
def kerjakan(nomor: int) -> None:
    """What the queue carries: the number of a row."""
    jalankan_pekerjaan(nomor)


def jalankan_pekerjaan(nomor: int) -> None:
    """Run one queued job to its end. A refusal ends it as `gagal` with its sentence; a defect also, and is raised."""
    ambil = Pekerjaan.objects.filter(pk=nomor, status="antre").update(
        status="berjalan", mulai_pada=timezone.now(), detak_pada=timezone.now(), percobaan=F("percobaan") + 1
    )
    if not ambil:
        return
    kerja = Pekerjaan.objects.get(pk=nomor)
    bagian = {nama: tuple(isi) for nama, isi in kerja.bagian.items()}
    oleh = Pelaku(kerja.pengguna, kerja.fungsi, kerja.wilayah, **bagian)
    tanda = nomor_permintaan.set(f"pekerjaan-{nomor}")
    try:
        with _pelapor(kerja) as lapor, dalam_jangkauan(oleh):
            if kerja.jenis not in _PENANGAN:
                # A worker has its tasks loaded; whoever runs a job elsewhere (eagerly, from a command) loads them here.
                current_app.loader.import_default_modules()
            hasil = _PENANGAN[kerja.jenis](kerja, lapor, oleh)
    except Ditolak as galat:
        _akhiri(kerja, "gagal", galat.pesan, {"kode": galat.kode, "rincian": galat.rincian})
    except Exception:
        _akhiri(
            kerja,
            "gagal",
            f"Terjadi kesalahan di sistem. Tidak ada yang berubah. Sebutkan nomor pekerjaan-{nomor} kepada petugas bantuan.",
            {},
        )
        raise
    else:
        _akhiri(kerja, "selesai", "", hasil or {})
    finally:
        nomor_permintaan.reset(tanda)


def _akhiri(kerja: Pekerjaan, status: str, pesan: str, hasil: dict) -> None:
    isi = {"status": status, "hasil": hasil, "selesai_pada": timezone.now(), "pesan": pesan[:300]}
    if status == "selesai":
        isi["kemajuan"] = 100
    Pekerjaan.objects.filter(pk=kerja.pk).update(**isi)


class _pelapor:
    """Reports progress on a connection of its own: the act's transaction is still open while the page asks."""

    def __init__(self, kerja: Pekerjaan) -> None:
        self.nomor = kerja.pk
        self.koneksi = None

    def __enter__(self) -> Lapor:
        self.koneksi = connection.get_new_connection(connection.get_connection_params())
        self.koneksi.autocommit = True
        return self.lapor

    def lapor(self, persen: int, pesan: str) -> None:
        with self.koneksi.cursor() as kursor:
            kursor.execute(
                "update dasar_pekerjaan set kemajuan = %s, pesan = %s, detak_pada = now() where id = %s",
                [max(0, min(99, persen)), pesan[:300], self.nomor],
            )

    def __exit__(self, *_: object) -> None:
        self.koneksi.close()


def pulihkan() -> int:
    """Queue again what the queue lost and what a dead worker left; give up after three tries. Returns how many."""
    kini = timezone.now()
    Pekerjaan.objects.filter(status="berjalan", detak_pada__lt=kini - HILANG_SETELAH, percobaan__gte=PERCOBAAN_MAKS).update(
        status="gagal",
        selesai_pada=kini,
        pesan="Pekerjaan terputus berkali-kali. Tidak ada yang berubah; ulangi dari halamannya.",
    )
    Pekerjaan.objects.filter(status="berjalan", detak_pada__lt=kini - HILANG_SETELAH).update(
        status="antre", dibuat_pada=kini - BELUM_DIAMBIL_SETELAH
    )
    nomor = list(
        Pekerjaan.objects.filter(status="antre", dibuat_pada__lte=kini - BELUM_DIAMBIL_SETELAH).values_list("pk", flat=True)
    )
    for pk in nomor:
        _kirim(pk)
    return len(nomor)


@shared_task(name="dasar.pulihkan_pekerjaan", ignore_result=True)
def pulihkan_pekerjaan() -> None:
    """Every minute, by beat."""
    pulihkan()
