"""Settings of the test suite: servers of its own, in a temporary directory that goes when the run ends, however it ends.

The first process of a run starts them; xdist's workers inherit the addresses through the environment.
"""

import os
import tempfile
from pathlib import Path

from . import tertanam

if "DTKS_UJI" not in os.environ:
    _data = Path(tempfile.mkdtemp(prefix="dtks-uji-"))
    _data.chmod(0o711)
    _server = tertanam.mulai(_data, uji=True)
    os.environ |= {
        "DTKS_UJI": str(_data),
        "DATA_DIR": str(_data),
        # The owner, who makes the test databases; the tests themselves work as dtks_aplikasi (tests/basis_data.py).
        "DATABASE_URL": _server.database_url,
        "REDIS_URL": _server.redis_url,
        "MODE_CONTOH": "1",
        # What the caller's shell or .env says about an installation is not about the tests.
        "DATABASE_REPLICA_URL": "",
        "DEBUG": "0",
        "HTTPS": "0",
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "SECRET_KEY": "kunci-uji-tidak-rahasia-" + "x" * 40,
    }
    for _sisa in ("SECURE_SSL_REDIRECT", "HSTS_SECONDS", "HSTS_SUBDOMAINS", "CSRF_TRUSTED_ORIGINS", "BEHIND_PROXY", "PORT"):
        os.environ.pop(_sisa, None)

from .settings import *  # noqa: E402, F403
from .settings import CACHES, LOGGING, STATIC_ROOT, STORAGES  # noqa: E402

MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="berkas-", dir=os.environ["DTKS_UJI"]))
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Signing in is not what most tests are about; Argon2 itself has its test.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "django.contrib.auth.hashers.Argon2PasswordHasher"]
# Workers of one run share the server, not their counts.
CACHES = CACHES | {"default": CACHES["default"] | {"KEY_PREFIX": f"uji-{os.getpid()}"}}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
LOGGING = LOGGING | {"root": {"handlers": ["konsol"], "level": "WARNING"}}
