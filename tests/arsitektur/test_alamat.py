"""Every URL × every function: the table of tests/arsitektur/alamat against what the portal answers.

The same answers show that whoever sees data of persons is in the log, and that no address shows a number in full: thousands of
pages are asked for once.
"""

import re
from collections import Counter

import pytest
from django.db.models import Max

from dasar.bacaan import BACAAN
from dasar.models import Jejak
from dtks.register.models import Individu
from pemantauan.kejadian import TELUSURI
from pemantauan.views_ekspor import UNDUH
from tests.arsitektur.alamat import BERKAS, GUGUS, gabung, nama_alamat, tabel
from usulan.models import Usulan

MEMBACA = (*BACAAN, TELUSURI, UNDUH)
SAMAR = re.compile(r"\d{4}•{8}\d{4}")
# The village's own draft, opened to be mended, holds what was typed.
ISIAN_SENDIRI = {"usulan:ubah"}
# Officers, by their administrators: no data of the register or of a proposal.
TENTANG_PETUGAS = {"akun", "admin"}


def test_setiap_alamat_punya_satu_baris_dan_setiap_baris_punya_alamat():
    baris = Counter(nama for berkas in BERKAS for nama in tabel(berkas))
    assert sorted(nama_alamat() - set(baris)) == [], "alamat tanpa baris di tests/arsitektur/alamat"
    assert sorted(set(baris) - nama_alamat()) == [], "baris tanpa alamat"
    assert [nama for nama, n in baris.items() if n > 1] == [], "alamat dengan dua baris"


def _isi(jawaban) -> str:
    if jawaban.streaming:
        jawaban.getvalue()  # a document's file is closed by reading it to its end
        return ""
    jenis = jawaban.headers.get("Content-Type", "")
    return jawaban.content.decode() if jenis.startswith(("text/", "application/json")) else ""


class _Temuan:
    """What is wrong, by rule."""

    def __init__(self) -> None:
        self.status, self.tanpa_peristiwa, self.tanpa_tanda, self.telanjang = [], [], [], []
        self.petugas = {nama for berkas in TENTANG_PETUGAS for nama in tabel(berkas)} | {
            n for n in tabel("api") if n.startswith("api-akun:")
        }

    def periksa_isi(self, nama: str, pribadi: bool, siapa: str, isi: str) -> None:
        if SAMAR.search(isi) and not pribadi and nama not in self.petugas:
            self.tanpa_tanda.append(f"{nama} sebagai {siapa}")
        if nama not in ISIAN_SENDIRI:
            nomor = {n for m in (Usulan, Individu) for baris in m.objects.values_list("nik", "nomor_kk") for n in baris}
            rapat = re.sub(r"(?<=\d{4}) (?=\d{4})", "", isi)
            self.telanjang += [f"{nama} sebagai {siapa}: {n}" for n in nomor if n in rapat]


@pytest.mark.django_db
@pytest.mark.parametrize("gugus", GUGUS, ids=len)
def test_setiap_fungsi_mendapat_jawaban_yang_dinyatakan_dan_setiap_bacaan_tercatat(gugus, dunia, para_klien, capsys):
    temuan, sel = _Temuan(), 0
    for nama, alamat in gabung(gugus).items():
        url = alamat.url(nama, dunia)
        for siapa, klien in para_klien.items():
            dibaca = siapa == alamat.pribadi
            terakhir = (Jejak.objects.aggregate(n=Max("pk"))["n"] or 0) if dibaca else 0
            jawaban = klien.get(url)
            isi, status = _isi(jawaban), jawaban.status_code
            sel += 1
            if status != alamat.harap(siapa):
                temuan.status.append(f"{nama} {url}: {siapa} mendapat {status}, seharusnya {alamat.harap(siapa)}")
            if dibaca and not Jejak.objects.filter(pk__gt=terakhir, langkah__in=MEMBACA).exclude(oleh=0).exists():
                temuan.tanpa_peristiwa.append(f"{nama} sebagai {siapa}: {status}")
            if dibaca or (status == 200 and not alamat.pribadi):
                temuan.periksa_isi(nama, bool(alamat.pribadi), siapa, isi)
    with capsys.disabled():
        print(f"\n{', '.join(gugus)}: {sel} sel alamat × fungsi", end="")
    if temuan.status:
        pytest.fail("\n".join(temuan.status), pytrace=False)
    assert temuan.tanpa_peristiwa == []
    assert temuan.tanpa_tanda == [], "halaman bernomor tersamar tanpa `pribadi` di tests/arsitektur/alamat"
    assert temuan.telanjang == []
