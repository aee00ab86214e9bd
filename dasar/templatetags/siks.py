"""Template filters and tags of the portal: how a value of the domain looks on screen.

Masking happens here, on the server: a masked number never reaches the page, so it is neither in its source nor in a cache.
"""

import datetime as dt
import functools
import math
import re

from django import template
from django.forms.utils import flatatt
from django.template.base import render_value_in_context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from dasar import periode as bulan
from dasar.grafik import batang as hitung_batang
from dasar.grafik import garis as hitung_garis

register = template.Library()

SPRITE = "vendor/tabler-icons-3.51.0/ikon.svg"
ZONA = {7: "WIB", 8: "WITA", 9: "WIT"}


@register.simple_tag
@functools.cache
def ikon(nama: str, kelas: str = "") -> str:
    """An icon of the sprite, hidden from screen readers: the words beside it carry the meaning."""
    return format_html(
        '<svg class="s-ikon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f" {kelas}" if kelas else "",
        static(SPRITE),
        nama,
    )


@register.filter
def nik_samar(nomor: str | None) -> str:
    """First and last four digits of a NIK or nomor KK; shorter values are masked whole.

    Pasal 16 UU 27/2022: personal data is shown no further than the task needs.
    """
    teks = re.sub(r"\s", "", str(nomor or ""))
    if not teks:
        return "–"
    if len(teks) < 12:
        return "•" * len(teks)
    return teks[:4] + "•" * (len(teks) - 8) + teks[-4:]


@register.filter
def nama_samar(nama: str | None) -> str:
    """The first letter of each word: `S••• A•••••`. For a mother's name, which banks and registries ask for as a secret."""
    return " ".join(kata[0] + "•" * (len(kata) - 1) for kata in str(nama or "").split()) or "–"


@register.filter
def nik_penuh(nomor: str | None) -> str:
    """A NIK or nomor KK in groups a person can read out: `1209 0845 0790 0001`."""
    teks = str(nomor or "")
    return " ".join(teks[i : i + 4] for i in range(0, len(teks), 4)) or "–"


@register.filter
def angka(nilai) -> str:
    """1234567 → 1.234.567; decimals with a comma; empty values as a dash."""
    if nilai is None or nilai == "":
        return "–"
    if isinstance(nilai, int):
        return f"{nilai:,}".replace(",", ".")
    teks = f"{nilai:,}"
    return teks.replace(",", " ").replace(".", ",").replace(" ", ".")


@register.filter
def angka_atau_teks(nilai) -> str:
    """A whole number grouped like `angka`; anything else as it is (a strip of numbers may hold "4 hari")."""
    return angka(nilai) if nilai is None or isinstance(nilai, int) else nilai


@register.filter
def tanggal(nilai: dt.date | None) -> str:
    """14 November 2026; a moment is first brought to local time."""
    if not nilai:
        return "–"
    if isinstance(nilai, dt.datetime):
        nilai = _setempat(nilai)
    return f"{nilai.day} {bulan.BULAN[nilai.month - 1]} {nilai.year}"


@register.filter
def tanggal_singkat(nilai: dt.date | None) -> str:
    """14 Nov 2026, for narrow columns."""
    if not nilai:
        return "–"
    if isinstance(nilai, dt.datetime):
        nilai = _setempat(nilai)
    return f"{nilai.day} {bulan.BULAN[nilai.month - 1][:3]} {nilai.year}"


@register.filter
def waktu(nilai: dt.datetime | None) -> str:
    """14 November 2026 pukul 14.02 WIB."""
    if not nilai:
        return "–"
    lokal = _setempat(nilai)
    geser = lokal.utcoffset()
    zona = ZONA.get(geser.total_seconds() / 3600, "") if geser is not None else ""
    return f"{tanggal(lokal)} pukul {lokal:%H.%M} {zona}".rstrip()


def _setempat(nilai: dt.datetime) -> dt.datetime:
    return timezone.localtime(nilai) if timezone.is_aware(nilai) else nilai


@register.filter
def periode(nilai: int | None) -> str:
    """202611 → November 2026."""
    return bulan.nama(nilai) if nilai else "–"


@register.simple_tag
def versi(sebut: dict | None, bulan_saja: int | None) -> str:
    """The determination that opened or closed a version: `sebut` {periode, nomor_sk, url}, or the month when it is not known.

    Here and not in a template: a page of the register has two for every row.
    """
    if sebut:
        return format_html(
            '{}<span class="kecil"><a class="govuk-link" href="{}">{}</a></span>',
            periode(sebut["periode"]),
            sebut["url"],
            sebut["nomor_sk"],
        )
    return periode(bulan_saja) if bulan_saja else "Masih berlaku"


@register.filter
def wilayah_titik(kode: str | None) -> str:
    """1209201008 → 12.09.20.1008, the way Kemendagri prints a code; `00` (the nation) stays."""
    teks = str(kode or "")
    return ".".join(b for b in (teks[:2], teks[2:4], teks[4:6], teks[6:]) if b)


@register.filter
def ukuran_berkas(bita: int | None) -> str:
    """512 → 512 B, 204800 → 200 KB, 1600000 → 1,5 MB."""
    if bita is None:
        return "–"
    if bita < 1024:
        return f"{bita} B"
    if bita < 1024 * 1024:
        return f"{math.ceil(bita / 1024)} KB"
    return f"{bita / 1024 / 1024:.1f} MB".replace(".", ",")


@register.filter
def sisa_hari(batas: dt.date | None) -> int | None:
    """Days from today to the deadline; negative once it has passed; None without a deadline."""
    if not batas:
        return None
    if isinstance(batas, dt.datetime):
        batas = _setempat(batas).date()
    return (batas - timezone.localdate()).days


@register.filter
def mutlak(nilai: int) -> int:
    return abs(nilai)


@register.simple_tag(takes_context=True)
def ganti_kueri(context, **ubahan) -> str:
    """The page's query string with some parameters changed, None or '' removes one: `?status=diajukan`.

    A changed filter starts again at the first page, so the paging keys fall away unless given.
    """
    kueri = context["request"].GET.copy()
    for kunci in ("sesudah", "sebelum"):
        kueri.pop(kunci, None)
    for kunci, nilai in ubahan.items():
        if nilai is None or nilai == "":
            kueri.pop(kunci, None)
        else:
            kueri[kunci] = str(nilai)
    teks = kueri.urlencode()
    return f"?{teks}" if teks else "?"


@register.simple_tag
def atribut(widget: dict, kelas: str = "") -> str:
    """The attributes of a form widget with the design system's class and, where the field is wrong, its error class.

    Used by templates/django/forms/widgets: Django passes the attributes, only the class is joined.
    """
    attrs = dict(widget["attrs"])
    bagian = [kelas, str(attrs.pop("class", "") or "")]
    if kelas and attrs.get("aria-invalid") == "true":
        bagian.insert(1, f"{kelas}--error")
    semua = " ".join(b for b in bagian if b)
    if semua:
        attrs["class"] = semua
    return flatatt({k: v for k, v in attrs.items() if v is not None})


@register.simple_tag
def galat_isian(formulir=None, formset=None, pesan=None) -> list[dict]:
    """Everything wrong with a form, a formset or both, in reading order: [{"tujuan": "#id_nik" or "", "teks": "…"}].

    `pesan` adds a refusal that belongs to no field (`Ditolak.pesan`). What a component was not given arrives as ''.
    """
    butir = [{"tujuan": "", "teks": str(pesan)}] if pesan else []
    if formset and formset.is_bound:
        butir += [{"tujuan": "", "teks": teks} for teks in formset.non_form_errors()]
        for satu in formset.forms:
            butir += _galat_satu(satu)
    if formulir and formulir.is_bound:
        butir += _galat_satu(formulir)
    return butir


def _galat_satu(formulir) -> list[dict]:
    butir = [{"tujuan": "", "teks": teks} for teks in formulir.non_field_errors()]
    for isian in formulir:
        if isian.is_hidden:
            # a hidden field has no place on the page to jump to, but its fault must not vanish
            butir += [{"tujuan": "", "teks": teks} for teks in isian.errors]
        else:
            butir += [{"tujuan": f"#{_id_pertama(isian)}", "teks": _sebut(isian, teks)} for teks in isian.errors]
    return butir


def _sebut(isian, teks: str) -> str:
    """Django's own sentences ("Bidang ini tidak boleh kosong.") do not say which field: in the summary its name goes first."""
    bawaan = {str(p) for kelas in type(isian.field).__mro__ for p in getattr(kelas, "default_error_messages", {}).values()}
    return f"{isian.label}: {teks}" if teks in bawaan else teks


def _id_pertama(isian) -> str:
    """The id of the first control: a group (radios, a date in three boxes) has no control under its own id."""
    return f"{isian.auto_id}_0" if isian.use_fieldset else isian.id_for_label or isian.auto_id


@register.simple_tag
def saringan_terpasang(formulir) -> dict:
    """What narrows the list now: {"ada": any field holds a value, "lain": labels of those after the first, the search box}."""
    terisi = [isian.value() not in (None, "", [], False) for isian in formulir]
    lain = [isian.label for isian, isi in zip(formulir, terisi, strict=True) if isi][terisi[:1].count(True) :]
    return {"ada": any(terisi), "lain": lain}


@register.simple_tag
def sel_angka(nama: str, sel) -> str:
    """One cell of komponen/tabel_angka.html: `sel` with nilai, url, tanda, angka, under the column `nama`.

    Here and not in the template: a table of counts has hundreds of them, and each would cost a dozen nodes.
    """
    kelas = (
        ("num" if sel.angka else "") + (" s-nol" if sel.nilai == 0 else "") + (f" s-{sel.tanda} s-tanda" if sel.tanda else "")
    )
    teks = angka_atau_teks(sel.nilai)
    if sel.url:
        teks = format_html('<a class="govuk-link" href="{}">{}</a>', sel.url, teks)
    return format_html('<td class="{}" data-label="{}">{}</td>', kelas.strip(), nama, teks)


@register.simple_tag(takes_context=True)
def baris_definisi(context, butir) -> str:
    """The rows of komponen/definisi.html. Here and not in the template: a page has a dozen, each of a dozen nodes."""
    return format_html_join(
        "",
        '<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{}</dt>'
        '<dd class="govuk-summary-list__value">{}</dd>{}</div>',
        (
            (b[0], "–" if b[1] is None or b[1] == "" else mark_safe(render_value_in_context(b[1], context)), _tautan(*b))
            for b in butir or ()
        ),
    )


def _tautan(label, nilai, url="", teks="") -> str:
    """What can be done with one row, if anything."""
    if not url:
        return ""
    return format_html(
        '<dd class="govuk-summary-list__actions"><a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden">'
        " {}</span></a></dd>",
        url,
        teks or "Ubah",
        str(label).lower(),
    )


@register.filter
def batang(baris) -> list[dict]:
    """Rows for komponen/grafik_batang.html; see dasar.grafik.batang."""
    return hitung_batang(baris)


@register.simple_tag
def garis(label, deret) -> dict:
    """Geometry for komponen/grafik_garis.html; see dasar.grafik.garis."""
    return hitung_garis(label, deret)
