"""Questions to the log, and its events made readable: who, in which function and area, did what, to what, why."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from django.urls import reverse

from akun.models import Pengguna
from dasar.jejak import SISTEM, Pelaku
from dasar.models import Ekspor, Jejak
from dasar.pembukaan import BUKA
from dasar.penolakan import DITOLAK
from dasar.subjek import semua_sidik
from dasar.templatetags.siks import nik_samar
from dtks.register.kunci import buka
from dtks.register.models import Individu, Kepesertaan
from pemantauan.kejadian import BACAAN, CARI_DCI, ISIAN_DITOLAK, TELUSURI, nama_fungsi, nama_tabel, sebutan, warna
from penetapan.models import Penetapan
from usulan.linimasa import TABEL as USULAN
from usulan.models import Usulan
from usulan.nomor import nomor_tanda_terima
from wilayah.models import Wilayah

# Who looked at somebody: what counts in "siapa melihat siapa".
MEMBACA = (*BACAAN, BUKA, CARI_DCI, ISIAN_DITOLAK)
# Addresses whose number is that of a proposal: a refused attempt on one of them was aimed at it.
_ALAMAT_USULAN = (
    "usulan:rincian", "usulan:ubah", "usulan:survei_ubah", "usulan:batalkan", "usulan:tanda_terima", "usulan:foto_rumah",
    "usulan:buka_nomor", "verval:putusan", "api-usulan:usulan-detail", "api-usulan:usulan-nomor",
    "api-usulan:usulan-foto-rumah", "api-usulan:usulan-survei",
)  # fmt: skip

# How dasar.penolakan writes it: the answer, the method, the name of the address, and the sentence if there was one.
_DITOLAK = re.compile(r"(\d{3}) ([A-Z]+) ([\w:-]+)(: .*)?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Baris:
    """One line of a story. `nomor` of an event, 0 for what stands in the register; addresses may be ''."""

    waktu: object
    judul: str
    warna: str
    nomor: int = 0
    oleh: str = ""
    url_oleh: str = ""
    fungsi: str = ""
    wilayah: str = ""
    objek: str = ""
    url_objek: str = ""
    alasan: str = ""
    catatan: str = ""


# The words of the reasons of an event, in the order of the list of reasons; null when they are no codes.
_KATA_ALASAN = RawSQL(
    "(select string_agg(trim(a.teks || '. ' || a.tindakan), ' ' order by a.kode) from usulan_kodealasan a"
    " where a.kode = any(string_to_array(dasar_jejak.alasan, ',')))",
    [],
    output_field=TextField(),
)


def dengan_nama(jejak: QuerySet[Jejak]) -> QuerySet[Jejak]:
    """Events with the names of officer (`nama_oleh`) and area (`nama_wilayah`) and the words of the reasons
    (`kata_alasan`), in the same statement; for pages, not for counts."""
    return jejak.annotate(
        nama_oleh=Subquery(Pengguna.objects.filter(pk=OuterRef("oleh")).values("nama")[:1]),
        nama_wilayah=Subquery(Wilayah.objects.filter(pk=OuterRef("wilayah")).values("nama")[:1]),
        kata_alasan=_KATA_ALASAN,
    )


def baca(jejak: Iterable[Jejak]) -> list[Baris]:
    """Events of `dengan_nama` as lines."""
    return [_baris(j) for j in jejak]


def _baris(j: Jejak) -> Baris:
    objek, url, catatan = _objek(j)
    sistem = j.oleh == SISTEM.pengguna_id
    return Baris(
        waktu=j.pada,
        judul=sebutan(j.tabel, j.langkah),
        warna=warna(j),
        nomor=j.pk,
        oleh="" if sistem else j.nama_oleh or f"Akun {j.oleh}",
        url_oleh="" if sistem else reverse("pemantauan:petugas_rincian", args=[j.oleh]),
        fungsi=nama_fungsi(j.fungsi),
        wilayah=j.nama_wilayah or "",
        objek=objek,
        url_objek=url,
        alasan=j.kata_alasan or j.alasan,
        catatan=catatan,
    )


def _objek(j: Jejak) -> tuple[str, str, str]:
    """The object of an event in words, the page about it, and what is left to say in the note."""
    if j.tabel in ("dtks_individu", "dtks_keluarga") and (kunci := j.catatan):
        if nik := buka("nik", kunci):
            return f"NIK {nik_samar(nik)}", reverse("pemantauan:orang", args=[kunci]), ""
        if nomor_kk := buka("kk", kunci):
            return f"KK {nik_samar(nomor_kk)}", "", ""
    if j.langkah == DITOLAK and (cocok := _DITOLAK.match(j.catatan)):
        status, cara, alamat, pesan = cocok.groups()
        catatan = f"{'Membuka' if cara in ('GET', 'HEAD') else 'Mengirim ke'} {alamat}, dijawab {status}{pesan or ''}"
        if alamat in _ALAMAT_USULAN and j.objek is not None:
            nomor = nomor_tanda_terima(j.objek)
            return nomor, alamat_objek("usulan", nomor), catatan
        return "" if j.objek is None else f"Nomor {j.objek}", "", catatan
    if j.objek is None or j.objek < 0:
        return nama_tabel(j.tabel).capitalize() if j.tabel else "", "", j.catatan
    if j.tabel == USULAN:
        return nomor_tanda_terima(j.objek), alamat_objek("usulan", nomor_tanda_terima(j.objek)), j.catatan
    if j.tabel == "akun_pengguna":
        return f"Akun {j.objek}", reverse("pemantauan:petugas_rincian", args=[j.objek]), j.catatan
    jenis = {"usulan_musyawarah": "musyawarah", "verval_batch": "berkas"}.get(j.tabel)
    if jenis:
        return f"{nama_tabel(j.tabel).capitalize()} {j.objek}", alamat_objek(jenis, str(j.objek)), j.catatan
    return f"{nama_tabel(j.tabel).capitalize()} {j.objek}" if j.tabel else f"Nomor {j.objek}", "", j.catatan


def alamat_objek(jenis: str, nomor: str) -> str:
    return f"{reverse('pemantauan:objek')}?{urlencode({'jenis': jenis, 'nomor': nomor})}"


# --- one person ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Orang:
    """One person as the portal knows it: what the determinations wrote into the register, proposals, and by what the log
    is searched. `register`: rows of `_isi_register`, the latest first."""

    nik: str
    register: list[dict]
    usulan: list[Usulan]

    @property
    def nama(self) -> str:
        dikenal = [b["teks_nama"] for b in self.register if b["teks_nama"]] + [u.nama for u in self.usulan]
        return dikenal[0] if dikenal else ""

    @property
    def sidik(self) -> list[int]:
        """Of the NIK and of every family card that carried it: a family's page shows its members."""
        kk = {b["teks_nomor_kk"] for b in self.register} | {u.nomor_kk for u in self.usulan}
        return semua_sidik(self.nik, *sorted(kk))

    @property
    def jejak(self) -> QuerySet[Jejak]:
        """Everything that the log holds about the person: events that name it, and all events of its proposals."""
        tentang = Q(subjek__in=self.sidik)
        nomor = [u.pk for u in self.usulan]
        if nomor:
            tentang |= Q(tabel=USULAN, objek__in=nomor) | sasaran_usulan(nomor)
        return Jejak.objects.filter(tentang)


def orang_dari(nik: str, pelaku: Pelaku) -> Orang:
    """Two queries: the register, and the proposals."""
    register = _isi_register(Individu.objects.terlihat_oleh(pelaku).filter(nik=nik), F("nama"), F("nomor_kk"), Value(""))
    peserta = _isi_register(Kepesertaan.objects.terlihat_oleh(pelaku).filter(nik=nik), Value(""), Value(""), F("program_id"))
    return Orang(
        nik,
        sorted(register.union(peserta, all=True), key=lambda b: (b["dari"], b["teks_apa"] == ""), reverse=True),
        list(Usulan.objects.terlihat_oleh(pelaku).filter(nik=nik).order_by("-id")),
    )


def _isi_register(versi: QuerySet, nama, nomor_kk, apa) -> QuerySet:
    """Versions with area and the decrees that opened and closed them; `apa` is '' for the person itself, else a programme."""
    keputusan = {
        f"{isi}_{kolom}": Subquery(Penetapan.objects.filter(pk=OuterRef(kolom)).values(isi)[:1])
        for kolom in ("dibuka", "ditutup")
        for isi in ("ditetapkan_pada", "nomor_sk")
    }
    teks = {"nama": nama, "nomor_kk": nomor_kk, "apa": apa}
    return versi.order_by().values(
        "dari",
        tempat=F("wilayah__nama"),
        **{f"teks_{k}": Cast(v, TextField()) for k, v in teks.items()},
        **keputusan,
    )


def sasaran_usulan(nomor: list[int]) -> Q:
    """Refused attempts at the pages of these proposals."""
    nama = Q()
    for alamat in _ALAMAT_USULAN:
        nama |= Q(catatan__endswith=f" {alamat}")
    return Q(langkah=DITOLAK, tabel="", objek__in=nomor) & nama


def versi_register(orang: Orang) -> list[Baris]:
    """What the determinations wrote about a person, as lines of its story."""
    baris = []
    for b in orang.register:
        apa = f"program {b['teks_apa']}" if b["teks_apa"] else "data orang"
        for kolom, kata, corak in (("dibuka", "mulai berlaku", "sukses"), ("ditutup", "berakhir", "netral")):
            pada, sk = b[f"ditetapkan_pada_{kolom}"], b[f"nomor_sk_{kolom}"]
            if pada:
                baris.append(
                    Baris(
                        pada,
                        f"Register: {apa} {kata}",
                        corak,
                        objek=f"Keputusan {sk}",
                        url_objek=alamat_objek("penetapan", sk),
                        wilayah=b["tempat"],
                    )
                )
    return baris


def ekspor_memuat(orang: Orang) -> list[Baris]:
    """The files that left the portal with this person in them."""
    semua = Ekspor.objects.filter(isi__subjek__overlap=semua_sidik(orang.nik)).order_by("-id")
    return [
        Baris(
            e.selesai_pada,
            "Termuat dalam berkas ekspor",
            "peringatan",
            oleh=e.nama_pengguna,
            url_oleh=reverse("pemantauan:petugas_rincian", args=[e.pengguna]),
            fungsi=nama_fungsi(e.fungsi),
            objek=e.kode,
            url_objek=reverse("ekspor:rincian", args=[e.pk]),
            catatan=f"{'Nomor lengkap' if e.penuh else 'Nomor disamarkan'}. {e.get_tujuan_display()}",
        )
        for e in semua
    ]


def gabung(baris: list[Baris], lain: list[Baris], *, awal: bool, akhir: bool) -> list[Baris]:
    """One page of events (newest first) with what else happened in its time; the first page reaches up to now, the last
    down to the beginning."""
    if baris:
        atas, bawah = baris[0].waktu, baris[-1].waktu
        lain = [b for b in lain if (awal or b.waktu <= atas) and (akhir or b.waktu > bawah)]
    return sorted([*baris, *lain], key=lambda b: b.waktu, reverse=True)


def pembaca(orang: Orang) -> list[dict]:
    """Who looked at this person: officer, function, how often, how often in full, when last."""
    baris = (
        Jejak.objects.filter(Q(subjek__in=orang.sidik) | Q(tabel=USULAN, objek__in=[u.pk for u in orang.usulan]))
        .filter(ke=None, langkah__in=[*MEMBACA, TELUSURI])
        .values("oleh", "fungsi")
        .annotate(
            kali=Count("pk"),
            penuh=Count("pk", filter=Q(langkah=BUKA)),
            terakhir=Max("pada"),
            nama=Subquery(Pengguna.objects.filter(pk=OuterRef("oleh")).values("nama")[:1]),
        )
        .order_by("-terakhir")[:100]
    )
    return [
        b
        | {
            "nama": b["nama"] or f"Akun {b['oleh']}",
            "fungsi": nama_fungsi(b["fungsi"]),
            "url": reverse("pemantauan:petugas_rincian", args=[b["oleh"]]),
        }
        for b in baris
    ]
