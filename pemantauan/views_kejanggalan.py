"""What the job found odd: the list, one finding with the events behind it, the list as a file. For the auditor alone."""

from collections.abc import Iterable, Iterator

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from akun.akses import butuh_izin
from akun.models import Pengguna
from dasar.bacaan import UNDUH, kata_saringan
from dasar.ekspor import tulis_csv, tulis_xlsx
from dasar.halaman import potong
from dasar.jejak import catat
from dasar.templatetags.siks import waktu
from pemantauan import penelusuran
from pemantauan.forms import SaringKejanggalan
from pemantauan.kejadian import TELUSURI, nama_fungsi
from pemantauan.kejanggalan import J, ketentuan, pemakaian, peristiwa
from pemantauan.models import Kejanggalan, PemeriksaanKejanggalan
from usulan.models import DokumenMusyawarah
from wilayah.models import Wilayah

TABEL = "pemantauan_kejanggalan"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# More is not written into one file: the filter narrows it.
BARIS_MAKS = 50_000
KEPALA = ("JENIS", "SIAPA", "FUNGSI", "WILAYAH", "MULAI", "SAMPAI", "JUMLAH", "AMBANG", "KETERANGAN", "DITEMUKAN")
# What is counted, by kind.
_SATUAN = {
    J.KECEPATAN: "putusan",
    J.BERKAS: "pemakaian",
    J.ALAMAT: "akun",
    J.LUAR_JAM: "tindakan",
    J.BUKA: "nomor",
    J.BACA: "halaman",
}


def _bernama(temuan: QuerySet[Kejanggalan]) -> QuerySet[Kejanggalan]:
    """With the names of officer and area in the same statement."""
    return temuan.annotate(
        nama_oleh=Subquery(Pengguna.objects.filter(pk=OuterRef("pengguna")).values("nama")[:1]),
        nama_wilayah=Coalesce(Subquery(Wilayah.objects.filter(pk=OuterRef("wilayah")).values("nama")[:1]), "wilayah"),
    )


def _siapa(k: Kejanggalan) -> str:
    if k.pengguna is not None:
        return k.nama_oleh or f"Akun {k.pengguna}"
    return f"{len(k.rincian['akun'])} akun"


def _keterangan(k: Kejanggalan) -> str:
    """What else the look has counted, in words."""
    isi = k.rincian
    match k.jenis:
        case J.KECEPATAN | J.BACA:
            sekaligus = f", dalam {isi['permintaan']} permintaan" if isi["permintaan"] else ""
            return f"{isi['sehari']} {_SATUAN[J(k.jenis)]} sepanjang hari itu{sekaligus}"
        case J.BERKAS:
            return f"SHA-256 {isi['sha256']}"
        case J.ALAMAT:
            return f"Alamat {isi['alamat']}"
        case J.LUAR_JAM:
            return f"{isi['peristiwa']} peristiwa dalam jejak"
        case _:
            return f"{isi['orang']} orang yang berbeda"


def _lengkapi(baris: Iterable[Kejanggalan]) -> None:
    for k in baris:
        k.siapa, k.keterangan, k.satuan = _siapa(k), _keterangan(k), _SATUAN[J(k.jenis)]
        k.nama_fungsi = nama_fungsi(k.fungsi) if k.fungsi else ""
        k.url_oleh = reverse("pemantauan:petugas_rincian", args=[k.pengguna]) if k.pengguna is not None else ""


@butuh_izin("lihat_jejak")
@require_safe
def daftar(request: HttpRequest) -> HttpResponse:
    """The findings, the latest first, and by which rules and up to when the log was looked through."""
    saring = SaringKejanggalan(request.GET)
    baris = saring.saring(Kejanggalan.objects.terlihat_oleh(request.pelaku))
    halaman = potong(_bernama(baris), request, urut=("-id",))
    _lengkapi(halaman.baris)
    catat(request.pelaku, TELUSURI, TABEL, wilayah=saring.area or request.pelaku.wilayah, catatan=kata_saringan(saring))
    kini = {p.jenis: p for p in PemeriksaanKejanggalan.objects.all()}
    sejak = Kejanggalan.objects.terlihat_oleh(request.pelaku).filter(sampai__gte=saring.bawaan_sejak)
    jumlah = dict(sejak.values_list("jenis").annotate(n=Count("pk")).order_by())
    kueri = request.GET.copy()
    for nama in ("sesudah", "sebelum"):
        kueri.pop(nama, None)
    konteks = {
        "saring": saring,
        "halaman": halaman,
        "ringkas": [
            {
                "label": jenis.label,
                "nilai": jumlah.get(jenis.value, 0),
                "warna": "peringatan" if jumlah.get(jenis.value) else "",
                "url": f"?jenis={jenis.value}",
                "ket": "30 hari terakhir",
            }
            for jenis in J
        ],
        "diperiksa": min((p.diperiksa_sampai for p in kini.values()), default=None) if len(kini) == len(J) else None,
        "ketentuan": [(jenis.label, teks) for jenis, teks in ketentuan().items()],
        "kueri": kueri.urlencode(),
        "remah": [("Jejak", reverse("pemantauan:muka")), ("Kejanggalan", "")],
    }
    return render(request, "pemantauan/kejanggalan.html", konteks)


@butuh_izin("lihat_jejak")
@require_safe
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding: who, what, when, against which threshold, and the events or uses behind it."""
    k = get_object_or_404(_bernama(Kejanggalan.objects.terlihat_oleh(request.pelaku)), pk=pk)
    _lengkapi([k])
    catat(request.pelaku, TELUSURI, TABEL, k.pk, k.wilayah)
    halaman = potong(penelusuran.dengan_nama(peristiwa(k)), request, urut=("-id",))
    akun = {p.pk: p for p in Pengguna.objects.filter(pk__in=k.rincian.get("akun", []))}
    konteks = {
        "k": k,
        "data": [
            ("Siapa", k.siapa),
            ("Fungsi", k.nama_fungsi),
            ("Wilayah", k.nama_wilayah),
            ("Masa", f"{waktu(k.mulai)} sampai {waktu(k.sampai)}"),
            ("Jumlah", f"{k.jumlah} {k.satuan} (ambang {k.ambang})"),
            ("Keterangan", k.keterangan),
            ("Ditemukan", waktu(k.ditemukan_pada)),
        ],
        "ketentuan": ketentuan()[J(k.jenis)],
        "akun": [(str(akun.get(n) or f"Akun {n}"), reverse("pemantauan:petugas_rincian", args=[n]))
                 for n in k.rincian.get("akun", [])],
        "pemakaian": _pemakaian(k),
        "halaman": halaman,
        "baris": penelusuran.baca(halaman.baris),
        "remah": [("Jejak", reverse("pemantauan:muka")), ("Kejanggalan", reverse("pemantauan:kejanggalan")), (k.get_jenis_display(), "")],
    }  # fmt: skip
    return render(request, "pemantauan/kejanggalan_rincian.html", konteks)


def _pemakaian(k: Kejanggalan) -> list[dict]:
    jenis = dict(DokumenMusyawarah.Jenis.choices)
    return [
        b
        | {
            "sebagai": jenis.get(b["jenis"], "Foto rumah" if b["survei"] else "Berkas lain"),
            "url_oleh": reverse("pemantauan:petugas_rincian", args=[b["akun"]]),
            "url": reverse("usulan:musyawarah_rincian", args=[b["musyawarah"]]) if b["musyawarah"] else "",
        }
        for b in pemakaian(k)
    ]


@butuh_izin("lihat_jejak")
@require_safe
def unduh(request: HttpRequest, bentuk: str) -> HttpResponse:
    """The list as the filter narrowed it, as CSV or XLSX. It names officers, no citizen."""
    saring = SaringKejanggalan(request.GET)
    baris = _bernama(saring.saring(Kejanggalan.objects.terlihat_oleh(request.pelaku))).order_by("-id")[:BARIS_MAKS]
    catat(request.pelaku, UNDUH, TABEL, wilayah=saring.area or request.pelaku.wilayah, catatan=kata_saringan(saring))
    pembuka = [f"Kejanggalan dalam jejak, diunduh {waktu(timezone.now())} oleh {request.pelaku.nama}. Tanda untuk diperiksa."]
    nama = f"kejanggalan-{timezone.localdate():%Y%m%d}.{bentuk}"
    if bentuk == "csv":
        jawaban = StreamingHttpResponse(
            tulis_csv(KEPALA, list(_sel(baris)), pembuka=pembuka), content_type="text/csv; charset=utf-8"
        )
    else:
        jawaban = HttpResponse(content_type=XLSX)
        tulis_xlsx(jawaban, KEPALA, _sel(baris), pembuka=pembuka)
    jawaban["Content-Disposition"] = f'attachment; filename="{nama}"'
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


def _sel(baris: QuerySet[Kejanggalan]) -> Iterator[tuple]:
    for k in baris.iterator(chunk_size=2000):
        _lengkapi([k])
        yield (
            k.get_jenis_display(), k.siapa, k.nama_fungsi, k.nama_wilayah, waktu(k.mulai), waktu(k.sampai), k.jumlah, k.ambang,
            k.keterangan, waktu(k.ditemukan_pada),
        )  # fmt: skip
