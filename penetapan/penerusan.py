"""From the district to the Minister through the province, without a hand in between (Pasal 7(1)-(2) Permensos 3/2021).

Kepmensos 73/HUK/2024 gives the province monitoring, so forwarding is a step of the system: the province sees it pass.
"""

from django.db.models import QuerySet

from dasar.alur import jalankan
from dasar.jejak import SISTEM
from usulan.alur import TERUSKAN
from usulan.models import Usulan


def teruskan(usulan: QuerySet[Usulan]) -> int:
    """Forward signed proposals. Called by the signature itself (settings.SETELAH_PENGESAHAN), in its transaction."""
    return jalankan(usulan, TERUSKAN, oleh=SISTEM)
