"""Whoever sees data of persons is in the log, on every address of the portal; and no address shows a number in full."""

import re

import pytest
from django.db.models import Max

from dasar.bacaan import BACAAN
from dasar.models import Jejak
from dtks.register.models import Individu
from pemantauan.kejadian import TELUSURI
from pemantauan.views_ekspor import UNDUH
from tests.arsitektur.alamat import GUGUS, gabung, tabel
from usulan.models import Usulan

MEMBACA = (*BACAAN, TELUSURI, UNDUH)
SAMAR = re.compile(r"\d{4}•{8}\d{4}")
# The village's own draft, opened to be mended, holds what was typed.
ISIAN_SENDIRI = {"usulan:ubah"}
# Officers, by their administrators: no data of the register or of a proposal.
TENTANG_PETUGAS = {"akun", "admin"}


def _isi(jawaban) -> str:
    if jawaban.streaming:
        jawaban.getvalue()
        return ""
    jenis = jawaban.headers.get("Content-Type", "")
    return jawaban.content.decode() if jenis.startswith(("text/", "application/json")) else ""


@pytest.mark.django_db
@pytest.mark.parametrize("gugus", GUGUS, ids=len)
def test_setiap_halaman_berisi_data_orang_meninggalkan_peristiwa_baca(gugus, dunia, para_klien):
    tanpa_peristiwa, tanpa_tanda, telanjang = [], [], []
    petugas = {nama for berkas in TENTANG_PETUGAS for nama in tabel(berkas)}
    for nama, alamat in gabung(gugus).items():
        url = alamat.url(nama, dunia)
        penanya = [alamat.pribadi] if alamat.pribadi else [s for s in para_klien if alamat.harap(s) == 200]
        for siapa in penanya:
            terakhir = Jejak.objects.aggregate(n=Max("pk"))["n"] or 0
            jawaban = para_klien[siapa].get(url)
            isi = _isi(jawaban)
            if alamat.pribadi and not Jejak.objects.filter(pk__gt=terakhir, langkah__in=MEMBACA).exclude(oleh=0).exists():
                tanpa_peristiwa.append(f"{nama} sebagai {siapa}: {jawaban.status_code}")
            if SAMAR.search(isi) and not alamat.pribadi and nama not in petugas:
                tanpa_tanda.append(f"{nama} sebagai {siapa}")
            if nama not in ISIAN_SENDIRI:
                nomor = {n for m in (Usulan, Individu) for baris in m.objects.values_list("nik", "nomor_kk") for n in baris}
                rapat = re.sub(r"(?<=\d{4}) (?=\d{4})", "", isi)
                telanjang += [f"{nama} sebagai {siapa}: {n}" for n in nomor if n in rapat]
    assert tanpa_peristiwa == []
    assert tanpa_tanda == [], "halaman bernomor tersamar tanpa `pribadi` di tests/arsitektur/alamat"
    assert telanjang == []
