"""What was signed and passed on, by area: counts and letters, no names (Pasal 7(1)-(2); Kepmensos 73/HUK/2024: pemantauan)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from akun.akses import boleh, butuh_izin
from akun.fungsi import F
from dasar import periode as bulan
from dasar.halaman import potong
from dasar.samar import Samar
from penetapan.forms import BulanForm
from penetapan.ringkasan import TAHAP_PENERUSAN, diteruskan_pada, per_wilayah, rentang_bulan, samarkan, terlihat
from penetapan.views.wilayah import area_terpilih
from usulan.alur import S
from verval.alur import SB
from verval.models import Batch

LABEL = {
    S.DITERUSKAN: ("Menunggu penilaian", "info"),
    S.DIKEMBALIKAN_KAB: ("Dikembalikan", "peringatan"),
    S.LOLOS: ("Menunggu penetapan", "sukses"),
    S.DITETAPKAN: ("Ditetapkan", "sukses"),
}
PANJANG_KABUPATEN = 4


@butuh_izin("pantau_wilayah")
@require_safe
def penerusan(request: HttpRequest) -> HttpResponse:
    """Counts per stage below the area, and the letters behind them, for one month."""
    formulir = BulanForm(request.GET)
    periode = (formulir.cleaned_data["periode"] if formulir.is_valid() else None) or bulan.periode_kini()
    area = area_terpilih(request)
    if not terlihat(request.pelaku, area.kode):
        raise Http404
    baris = per_wilayah(diteruskan_pada(request.pelaku, periode, area.kode), area.kode, "status")
    total = {tahap: sum(b.isi.get(tahap, 0) for b in baris) for tahap in LABEL}
    samar = request.pelaku.fungsi == F.KL
    samarkan(baris, request.pelaku)
    baris.sort(key=lambda b: not b.jumlah)  # the rest keeps its order; on a phone the empty ones would hide the others
    for b in baris:
        b.angka = [(label, b.isi.get(tahap, 0)) for tahap, (label, _) in LABEL.items()]
    surat = None
    if len(area.kode) <= PANJANG_KABUPATEN:
        surat = potong(
            Batch.objects.terlihat_oleh(request.pelaku, area.kode)
            .filter(status=SB.DISAHKAN, **rentang_bulan("disahkan_pada", periode))
            .select_related("wilayah"),
            request,
            urut=("-id",),
        )
        for s in surat.baris if samar else ():
            s.jumlah = Samar(s.jumlah)
    konteks = {
        "area": area,
        "samar": samar,
        "periode": periode,
        "formulir": BulanForm({"periode": periode}),
        "ringkas": [
            {"label": label, "nilai": n, "warna": warna if n else ""}
            for label, warna, n in (
                (label, warna, Samar(total[tahap]) if samar else total[tahap]) for tahap, (label, warna) in LABEL.items()
            )
        ],
        "kepala": [LABEL[t][0] for t in TAHAP_PENERUSAN],
        "baris": baris,
        "tanpa": sum(not b.jumlah for b in baris),
        "surat": surat,
        "boleh_surat": boleh(request, "lihat_usulan"),
        "remah": area.remah("Penerusan", reverse("penetapan:penerusan"), f"periode={periode}"),
    }
    return render(request, "penetapan/penerusan.html", konteks)
