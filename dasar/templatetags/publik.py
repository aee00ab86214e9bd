"""Filters of the public pages: dates and numbers in the language that the visitor chose."""

import datetime as dt

from django import template
from django.utils import timezone, translation
from django.utils.dateformat import format as format_tanggal

from dasar import periode as bulan
from dasar.templatetags.siks import angka

register = template.Library()


@register.filter
def nama_bulan(periode: int | None) -> str:
    """202611 → November 2026, the month in the language of the page."""
    return format_tanggal(bulan.tanggal_pertama(periode), "F Y") if periode else "–"


@register.filter
def hari(nilai: dt.date | dt.datetime | None) -> str:
    """14 November 2026; a moment is first brought to local time."""
    if not nilai:
        return "–"
    if isinstance(nilai, dt.datetime):
        nilai = timezone.localtime(nilai)
    return format_tanggal(nilai, "j F Y")


@register.filter
def bilangan(nilai) -> str:
    """1234567 → 1.234.567, in English 1,234,567; nothing as a dash."""
    teks = angka(nilai)
    return teks.translate(str.maketrans(".,", ",.")) if translation.get_language() == "en" else teks
