"""The monthly determination (Pasal 12 Permensos 3/2021): what passed becomes the register of the month."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Count
from django.utils.module_loading import import_string

from dasar import periode as bulan
from dasar.alur import jalankan, pastikan_boleh
from dasar.galat import Ditolak
from dasar.jejak import NEGARA, Pelaku, atas_nama
from dasar.models import SegelJejak
from dasar.verifikasi import kode_baru
from dtks.register import pencatatan
from dtks.register.segel import rantai
from penetapan.alur import LAMPIRKAN, TETAPKAN_BULAN
from penetapan.kriteria import SIAPKAN, sql_semua
from penetapan.models import Penetapan, RekapPenetapan
from usulan.alur import TETAPKAN, URUNGKAN, S
from usulan.kabar import kabarkan
from usulan.models import Usulan

# What may have changed since the assessment: the register itself. Matching and completeness cannot.
HURUF_ULANG = "acd"


@dataclass(frozen=True, slots=True)
class Rencana:
    """What a determination would do: counts per kind, what waits earlier in the pipeline, and what stands against it."""

    periode: int
    halangan: str
    per_jenis: dict[str, int] = field(default_factory=dict)
    menunggu: dict[str, int] = field(default_factory=dict)

    @property
    def jumlah(self) -> int:
        return sum(self.per_jenis.values())


def halangan_periode(periode: int) -> str:
    """Why this month cannot be determined now, as a sentence; '' when it can."""
    if periode > bulan.periode_kini():
        return f"{bulan.nama(periode)} belum tiba. Penetapan dilakukan paling cepat pada bulannya."
    terakhir = Penetapan.objects.order_by("-periode").first()
    if terakhir is None:
        return ""
    if periode <= terakhir.periode:
        sudah = Penetapan.objects.filter(periode=periode).first()
        if sudah:
            return f"{bulan.nama(periode)} sudah ditetapkan dengan {sudah.nomor_sk}. Lihat hasilnya pada daftar penetapan."
        return (
            f"{bulan.nama(periode)} lebih awal dari penetapan terakhir, {bulan.nama(terakhir.periode)}. Pilih bulan sesudahnya."
        )
    seharusnya = bulan.berikut(terakhir.periode)
    if periode != seharusnya:
        return f"{bulan.nama(seharusnya)} belum ditetapkan. Tetapkan bulan itu lebih dulu."
    return ""


def rencanakan(periode: int) -> Rencana:
    """The dry run: what would enter, change and leave, and what still waits where. Writes nothing."""
    return Rencana(
        periode, halangan_periode(periode), _hitung(["jenis"], status=S.LOLOS),
        _hitung(["status"], status__in=[S.DIAJUKAN, S.LENGKAP, S.LAYAK, S.DIBUNDEL, S.DITERUSKAN, S.DIKEMBALIKAN_KAB]),
    )  # fmt: skip


def _hitung(kolom: list[str], **saring) -> dict[str, int]:
    return dict(Usulan.objects.filter(**saring).values_list(*kolom).annotate(n=Count("pk")).order_by(*kolom))


@transaction.atomic
def tetapkan(periode: int, *, nomor_sk: str, oleh: Pelaku) -> Penetapan:
    """Determine the register of a month from everything that passed the assessment; a month without change too.

    One transaction: conflicts that arose since the assessment go back to the kabupaten/kota, the rest is written as
    versions of the month, every proposal moves with its event, counts and seal are kept with the decree. Raises Ditolak
    for a month already determined, in the future, or out of turn, and for a decree number already used.
    """
    pastikan_boleh(TETAPKAN_BULAN, oleh)
    if not nomor_sk.strip():
        raise Ditolak("Tulis nomor keputusan penetapan.", "nomor-kosong")
    # Two determinations at once: the second waits here, then is told that the month is done.
    with connection.cursor() as kursor:
        kursor.execute("select pg_advisory_xact_lock(hashtext('penetapan'))")
    halangan = halangan_periode(periode)
    if halangan:
        raise Ditolak(halangan, "bulan-tidak-dapat-ditetapkan")
    penetapan = buka(periode, nomor_sk, oleh=oleh)
    urungkan_bertentangan(oleh)
    pencatatan.siapkan()
    jumlah = _kumpulkan()
    tutup(penetapan, jumlah, oleh=oleh)
    jalankan(
        Usulan.objects.extra(where=["usulan_usulan.id in (select id from dinilai)"]),
        TETAPKAN,
        oleh=oleh,
        ditetapkan_periode=periode,
    )
    for setelah in settings.SETELAH_PENETAPAN:
        import_string(setelah)(penetapan)
    return penetapan


def buka(periode: int, nomor_sk: str, *, oleh: Pelaku, catatan: str = "") -> Penetapan:
    """Write the determination's own row; its counts and seal follow by `tutup` in the same transaction."""
    try:
        with atas_nama(oleh, TETAPKAN_BULAN.nama):
            return Penetapan.objects.create(
                wilayah_id=NEGARA,
                periode=periode,
                nomor_sk=nomor_sk.strip(),
                ditetapkan_oleh_id=oleh.pengguna_id,
                kode_verifikasi=kode_baru(),
                catatan=catatan,
            )
    except IntegrityError as galat:
        if "nomor_sk" in str(galat):
            raise Ditolak(f"Nomor keputusan {nomor_sk} sudah dipakai. Periksa nomornya.", "nomor-terpakai") from galat
        raise


def urungkan_bertentangan(oleh: Pelaku) -> int:
    """Lock what passed; send back what the register no longer admits, with the evidence. Returns how many went back."""
    with connection.cursor() as kursor:
        kursor.execute("select count(*) from (select id from usulan_usulan where status = %s for update) t", [S.LOLOS.value])
        kursor.execute("drop table if exists dinilai")
        kursor.execute(SIAPKAN, {"status": S.LOLOS.value, "awal": "0", "akhir": "~"})
        kursor.execute(
            "create index on dinilai (nik); create index on dinilai (nomor_kk); create index on dinilai (id); analyze dinilai"
        )
        kursor.execute(
            f"create temporary table bertentangan on commit drop as select distinct id from ({sql_semua(HURUF_ULANG)}) t(id, h, b)"
        )
    baris = Usulan.objects.extra(where=["usulan_usulan.id in (select id from bertentangan)"])
    kabarkan(baris, URUNGKAN, oleh=oleh)
    jumlah = jalankan(
        baris,
        URUNGKAN,
        oleh=oleh,
        alasan="IA",
        catatan="Sejak penilaian, data orang ini dalam DTKS berubah. Periksa kembali keadaannya.",
    )
    with connection.cursor() as kursor:
        kursor.execute("delete from dinilai where id in (select id from bertentangan)")
        kursor.execute("drop table bertentangan")
    return jumlah


def _kumpulkan() -> int:
    """Fill `perubahan` from the proposals in `dinilai`, with the survey of each family. Returns how many."""
    kolom = [k for k in pencatatan.KOLOM_PERUBAHAN if k != "kriteria"]
    jawaban, jawaban_mandiri = (
        " || ".join(f"case when {s}.sk{n} then 'Y' when not {s}.sk{n} then 'T' else '-' end" for n in range(10)) for s in "sm"
    )
    with connection.cursor() as kursor:
        kursor.execute(
            f"""insert into perubahan ({", ".join(kolom)}, kriteria)
                select {", ".join("u." + k for k in kolom)}, case when u.musyawarah_id is null then {jawaban_mandiri} else {jawaban} end
                  from dinilai d
                  join usulan_usulan u on u.id = d.id
                  left join usulan_survei s on s.musyawarah_id = u.musyawarah_id and s.nomor_kk = u.nomor_kk
                  left join usulan_survei m on m.pendaftaran_id = u.pendaftaran_id and m.nomor_kk = u.nomor_kk"""
        )
        return kursor.rowcount


def tutup(penetapan: Penetapan, jumlah: int, *, oleh: Pelaku) -> None:
    """Write `perubahan` into the register and keep the counts, the seal of the month and its chain with the decree."""
    hasil = pencatatan.terapkan(penetapan.pk, penetapan.periode)
    sebelum = Penetapan.objects.filter(periode__lt=penetapan.periode).order_by("-periode").first()
    _catat_rekap(penetapan, sebelum, hasil.rekap)
    segel = SegelJejak.objects.order_by("-sampai_id").first()
    penetapan.jumlah_usulan = jumlah
    penetapan.jumlah_masuk, penetapan.jumlah_keluar = hasil.masuk, hasil.keluar
    penetapan.jumlah_aktif = (sebelum.jumlah_aktif if sebelum else 0) + hasil.masuk - hasil.keluar
    penetapan.akar = rantai(sebelum.akar if sebelum else b"", hasil.akar)
    penetapan.akar_jejak = segel.rantai if segel else None
    with atas_nama(oleh, LAMPIRKAN.nama):
        penetapan.save(update_fields=["jumlah_usulan", "jumlah_masuk", "jumlah_keluar", "jumlah_aktif", "akar", "akar_jejak"])


def _catat_rekap(penetapan: Penetapan, sebelum: Penetapan | None, perubahan: list[tuple[str, str, int, int]]) -> None:
    """Counts per kabupaten and object: last month's standing plus what entered minus what left."""
    aktif = {(r.wilayah_id, r.objek): r.aktif for r in RekapPenetapan.objects.filter(penetapan=sebelum)} if sebelum else {}
    gerak = {(kab, objek): (masuk, keluar) for kab, objek, masuk, keluar in perubahan}
    RekapPenetapan.objects.bulk_create(
        RekapPenetapan(
            penetapan=penetapan, wilayah_id=kunci[0], objek=kunci[1], masuk=masuk, keluar=keluar,
            aktif=aktif.get(kunci, 0) + masuk - keluar,
        )
        for kunci in sorted(aktif.keys() | gerak.keys())
        for masuk, keluar in [gerak.get(kunci, (0, 0))]
    )  # fmt: skip
