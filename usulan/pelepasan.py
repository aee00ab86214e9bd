"""A self-registration that fell off a deliberation's list before the forum's word went on waits again; nothing is lost."""

from django.db.models import Exists, OuterRef, QuerySet

from dasar.alur import jalankan
from dasar.jejak import Pelaku
from usulan.alur import S
from usulan.alur_mandiri import LEPASKAN
from usulan.models import Pendaftaran, Usulan


def lepaskan_pendaftaran(usulan: QuerySet[Usulan], *, oleh: Pelaku) -> int:
    """Let the registrations behind these withdrawn proposals wait again, where no proposal of theirs is left. Returns how many.

    Their last day stays what it was: when it is over, they go up to the kabupaten/kota the same night.
    """
    asal = set(usulan.filter(pendaftaran__isnull=False).values_list("pendaftaran", flat=True))
    if not asal:
        return 0
    masih = Usulan.objects.filter(pendaftaran=OuterRef("pk")).exclude(status=S.DIBATALKAN)
    return jalankan(Pendaftaran.objects.filter(~Exists(masih), pk__in=asal), LEPASKAN, oleh=oleh)
