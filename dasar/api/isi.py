"""What comes in: text that must be text, numbers of chosen rows. And what leaves masked."""

from rest_framework import exceptions, serializers
from rest_framework.negotiation import DefaultContentNegotiation

from dasar.models import Tujuan
from dasar.templatetags.siks import nama_samar, nik_samar


class AlamatKeliru(exceptions.ParseError):
    """A query parameter that cannot be read, such as a page key of another list."""


class JenisApaPun(DefaultContentNegotiation):
    """For downloads: the document has the type that it has, whatever the client says it accepts."""

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class TeksKetat(serializers.CharField):
    """Text that must come as text: a NIK sent as a number has perhaps already lost digits on its way."""

    default_error_messages = {"bukan_teks": "Kirim sebagai teks, di antara tanda kutip."}

    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("bukan_teks")
        return super().to_internal_value(data)


class NomorSamar(serializers.CharField):
    """A NIK or nomor KK as it leaves the portal: masked on the server."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs | {"read_only": True})

    def to_representation(self, value):
        return nik_samar(value)


class NamaSamar(serializers.CharField):
    """A mother's name as it leaves the portal: first letters only."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs | {"read_only": True})

    def to_representation(self, value):
        return nama_samar(value)


class BukaNomorSerializer(serializers.Serializer):
    """What for a record's numbers are shown in full; each opening is an event."""

    tujuan = serializers.ChoiceField(choices=Tujuan.choices)
    keterangan = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=300, help_text="Wajib bila tujuannya lainnya."
    )


class NomorTerbukaSerializer(serializers.Serializer):
    nik = serializers.CharField()
    nomor_kk = serializers.CharField()
    ibu_kandung = serializers.CharField()


def daftar_nomor(**kwargs) -> serializers.ListField:
    """Numbers of chosen rows, at most 5,000 in one request."""
    anak = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    return serializers.ListField(child=anak, allow_empty=False, max_length=5000, **kwargs)
