"""Who a session belongs to (AUTHENTICATION_BACKENDS): Django's own backend, its account fetched by a fixed statement."""

from django.contrib.auth.backends import ModelBackend

from akun.models import Pengguna
from dasar.kueri_tetap import KueriTetap

_AKUN = KueriTetap(lambda nomor: Pengguna.objects.filter(pk=nomor), -1)


class AkunBackend(ModelBackend):
    def get_user(self, user_id: int) -> Pengguna | None:
        """The account, while it may sign in; asked for on every page."""
        akun = next(iter(_AKUN(user_id)), None)
        return akun if akun is not None and self.user_can_authenticate(akun) else None
