"""Every URL × every function: the table of tests/arsitektur/alamat against what the portal answers."""

from collections import Counter

import pytest

from tests.arsitektur.alamat import BERKAS, GUGUS, gabung, nama_alamat, tabel


def test_setiap_alamat_punya_satu_baris_dan_setiap_baris_punya_alamat():
    baris = Counter(nama for berkas in BERKAS for nama in tabel(berkas))
    assert sorted(nama_alamat() - set(baris)) == [], "alamat tanpa baris di tests/arsitektur/alamat"
    assert sorted(set(baris) - nama_alamat()) == [], "baris tanpa alamat"
    assert [nama for nama, n in baris.items() if n > 1] == [], "alamat dengan dua baris"


@pytest.mark.django_db
@pytest.mark.parametrize("gugus", GUGUS, ids=len)
def test_setiap_fungsi_mendapat_jawaban_yang_dinyatakan(gugus, dunia, para_klien, capsys):
    salah, sel = [], 0
    for nama, alamat in gabung(gugus).items():
        url = alamat.url(nama, dunia)
        for siapa, klien in para_klien.items():
            jawaban = klien.get(url)
            if jawaban.streaming:
                jawaban.getvalue()  # a document's file is closed by reading it to its end
            status = jawaban.status_code
            sel += 1
            if status != alamat.harap(siapa):
                salah.append(f"{nama} {url}: {siapa} mendapat {status}, seharusnya {alamat.harap(siapa)}")
    with capsys.disabled():
        print(f"\n{', '.join(gugus)}: {sel} sel alamat × fungsi", end="")
    if salah:
        pytest.fail("\n".join(salah), pytrace=False)
