"""Chained selects of regions as one form field, for every page that narrows by area.

    class UsulanFilterForm(forms.Form):
        wilayah = PilihWilayahField(label="Wilayah")

        def __init__(self, *args, pelaku, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["wilayah"].awal = pelaku.wilayah

    dipilih = form.cleaned_data["wilayah"]  # a Wilayah, or None when nothing was chosen
    if dipilih:
        awal, akhir = dipilih.rentang
        usulan = usulan.filter(desa_id__gte=awal, desa_id__lt=akhir)

The scope `awal` is set by the server and checked again in `clean`: a code outside it is refused as if it did not exist.
Levels above the scope are shown as plain text, those below as selects, down to `sampai`. Without JavaScript a select of
the next level appears after the form has been sent once; with htmx each change fetches the selects alone.

In the page: `{{ form.wilayah.as_field_group }}`, or `{{ form.wilayah }}` inside your own fieldset. The values travel as
`<name>_1` (province) to `<name>_4` (desa); a link may carry a whole code in one parameter, `<name>=1209201008`.
"""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from wilayah import kode as kode_wilayah
from wilayah.models import Tingkat, Wilayah, anak_per_induk, nama_jalur

LABEL_PILIHAN = {1: "Provinsi", 2: "Kabupaten/kota", 3: "Kecamatan", 4: "Desa/kelurahan"}


@dataclass(frozen=True, slots=True)
class Pilihan:
    """One select: its level, name, id, the chosen code and the options [(code, name)]."""

    tingkat: int
    nama: str
    id: str
    dipilih: str
    opsi: list[tuple[str, str]]

    @property
    def label(self) -> str:
        return LABEL_PILIHAN[self.tingkat]


def kode_sah(kode: str) -> bool:
    try:
        kode_wilayah.tingkat(kode)
    except ValueError:
        return False
    return True


def pilihan_berantai(kode: str, *, awal: str, sampai: int, nama: str, id_dasar: str) -> list[Pilihan]:
    """The selects for a chosen `kode` inside the scope `awal`, each level's options in one query for all levels.

    A level appears when the one above it is chosen. `kode` outside the scope counts as nothing chosen.
    """
    if not (kode_sah(kode) and kode_wilayah.memuat(awal, kode)):
        kode = awal
    dasar = kode_wilayah.tingkat(awal)
    # Codes from the scope down to the choice: each of them offers its children.
    induk = [awal, *(k for k in kode_wilayah.jalur(kode) if k != awal and kode_wilayah.memuat(awal, k) and k != "00")]
    induk = [k for k in induk if kode_wilayah.tingkat(k) < sampai]
    anak = anak_per_induk(induk)
    jalur = kode_wilayah.jalur(kode)
    hasil = []
    for tingkat, atas in enumerate(induk, start=dasar + 1):
        if not anak.get(atas):
            break
        dipilih = jalur[tingkat - 1] if kode != kode_wilayah.NEGARA and len(jalur) >= tingkat else ""
        opsi = [(w.kode, w.nama) for w in anak[atas]]
        hasil.append(Pilihan(tingkat, f"{nama}_{tingkat}", f"{id_dasar}_{tingkat}", dipilih, opsi))
    return hasil


def kode_terpilih(data, nama: str) -> str:
    """The deepest consistent choice in a sent form; '' when nothing was chosen.

    When a higher select was changed and a lower one still carries its old value, the lower one is dropped, not guessed.
    """
    kode = (data.get(nama) or "").strip()
    if kode:
        return kode_wilayah.tanpa_titik(kode)
    for tingkat in LABEL_PILIHAN:
        nilai = (data.get(f"{nama}_{tingkat}") or "").strip()
        if not nilai:
            if kode:
                break
            continue
        if kode and not nilai.startswith(kode):
            break
        kode = nilai
    return kode


class PilihWilayahWidget(forms.Widget):
    template_name = "wilayah/pilih.html"
    use_fieldset = True

    def __init__(
        self,
        attrs=None,
        *,
        awal: str = kode_wilayah.NEGARA,
        sampai: int = Tingkat.DESA,
        sebut_awal: bool = True,
        tuntas: bool = False,
    ) -> None:
        """`sebut_awal` False leaves out the names above the selects, where the page has said already whose area it is.

        `tuntas`: the choice goes down to `sampai`, so an empty select says "Pilih"; elsewhere it says "Semua".
        """
        super().__init__(attrs)
        self.awal = awal
        self.sampai = sampai
        self.sebut_awal = sebut_awal
        self.tuntas = tuntas

    def value_from_datadict(self, data, files, name) -> str:
        return kode_terpilih(data, name)

    def value_omitted_from_data(self, data, files, name) -> bool:
        return name not in data and not any(f"{name}_{tingkat}" in data for tingkat in LABEL_PILIHAN)

    def id_for_label(self, id_: str) -> str:
        return ""  # a group of selects: the legend names it, each select has its own label

    def get_context(self, name, value, attrs) -> dict:
        konteks = super().get_context(name, value, attrs)
        kode = value.kode if isinstance(value, Wilayah) else (value or "")
        konteks["rantai"] = konteks_rantai(
            kode,
            awal=self.awal,
            sampai=self.sampai,
            nama=name,
            id_dasar=konteks["widget"]["attrs"].get("id") or name,
            sebut_awal=self.sebut_awal,
            tuntas=self.tuntas,
        )
        return konteks


def konteks_rantai(
    kode: str, *, awal: str, sampai: int, nama: str, id_dasar: str, sebut_awal: bool = True, tuntas: bool = False
) -> dict:
    """What `wilayah/rantai.html` needs, for the widget and for the view that refreshes it."""
    return {
        "pilihan": pilihan_berantai(kode, awal=awal, sampai=sampai, nama=nama, id_dasar=id_dasar),
        "tetap": nama_jalur(awal) if sebut_awal and awal != kode_wilayah.NEGARA else [],
        "sebut_awal": sebut_awal,
        "tuntas": tuntas,
        "nama": nama,
        "id_dasar": id_dasar,
        "awal": awal,
        "sampai": int(sampai),
        "tujuan": reverse("wilayah:rantai"),
    }


class PilihWilayahField(forms.Field):
    """One region inside the scope `awal`, chosen by chained selects. Cleans to a `Wilayah` or None."""

    widget = PilihWilayahWidget
    default_error_messages = {"tidak_ada": "Wilayah ini tidak ada di daftar Anda. Pilih dari daftar yang tersedia."}

    def __init__(
        self, *, awal: str = kode_wilayah.NEGARA, sampai: int = Tingkat.DESA, tuntas: bool = False, required=False, **kwargs
    ) -> None:
        kwargs.setdefault("widget", PilihWilayahWidget(awal=awal, sampai=sampai, tuntas=tuntas))
        super().__init__(required=required, **kwargs)
        self.sampai = sampai
        self.awal = awal

    @property
    def awal(self) -> str:
        return self._awal

    @awal.setter
    def awal(self, kode: str) -> None:
        self._awal = kode
        self.widget.awal = kode

    def to_python(self, value) -> Wilayah | None:
        if not value:
            return None
        if isinstance(value, Wilayah):
            return value
        wilayah = None
        if kode_sah(value) and kode_wilayah.memuat(self.awal, value) and kode_wilayah.tingkat(value) <= self.sampai:
            wilayah = Wilayah.objects.berlaku().filter(kode=value).first()
        if wilayah is None:
            raise ValidationError(self.error_messages["tidak_ada"], code="tidak_ada")
        return wilayah
