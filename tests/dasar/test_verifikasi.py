"""Codes on documents."""

import re

import pytest

from dasar.verifikasi import kode_baru, rapikan_kode


def test_kode_tidak_berulang_dan_tanpa_huruf_yang_mirip():
    kode = {kode_baru() for _ in range(5000)}
    assert len(kode) == 5000
    assert all(re.fullmatch(r"[2-9A-HJKMNP-TV-Z]{4}(-[2-9A-HJKMNP-TV-Z]{4}){2}", k) for k in kode)
    assert not set("".join(kode)) & set("01ILOU")


@pytest.mark.parametrize("ketik", ["{}", " {} ", "{:l}", "{:t}", "{:s}"])
def test_kode_yang_diketik_ulang_dirapikan(ketik):
    kode = kode_baru()
    bentuk = {
        "{}": kode,
        " {} ": f" {kode} ",
        "{:l}": kode.lower(),
        "{:t}": kode.replace("-", ""),
        "{:s}": kode.replace("-", " "),
    }
    assert rapikan_kode(bentuk[ketik]) == kode


def test_kode_yang_terlalu_pendek_tidak_dikarang_menjadi_kode():
    assert rapikan_kode("abc") == "ABC"
    assert rapikan_kode("") == ""
