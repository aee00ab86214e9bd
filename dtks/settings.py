"""Settings of every process. What differs between installations comes from the environment: see .env.contoh."""

import datetime as dt

import csp.constants as csp
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured

from .lingkungan import BASE_DIR, DATA_DIR, MODE_CONTOH, alamat_server, env, kunci_rahasia, login_aplikasi

DATABASE_URL, REDIS_URL = alamat_server()
LOGIN_APLIKASI = login_aplikasi()

SECRET_KEY = kunci_rahasia()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# Keys of the fingerprints in the event log (dasar.subjek): the first writes, all are searched. Never drop one: what was
# read under it could no longer be found.
KUNCI_JEJAK = env.list("KUNCI_JEJAK", default=[SECRET_KEY, *SECRET_KEY_FALLBACKS])
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"] if MODE_CONTOH else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Password of every demonstration account; without the demonstration mode there is none.
SANDI_CONTOH = env.str("SANDI_CONTOH", default="Contoh-DTKS-2026") if MODE_CONTOH else ""
PORT = env.int("PORT", default=8000)
# Address to bind; a container needs 0.0.0.0, everybody else a reverse proxy in front.
HOST = env.str("HOST", default="127.0.0.1")
# Printed on documents and in their QR codes, so it never comes from a request's header.
ALAMAT_PORTAL = env.str("ALAMAT_PORTAL", default=f"http://127.0.0.1:{PORT}").rstrip("/")

INSTALLED_APPS = [
    "dasar",
    "wilayah",
    "akun",
    "dtks.register.apps.RegisterConfig",
    "usulan",
    "verval",
    "sanggahan",
    "penetapan",
    "penggunaan",
    "pemantauan",
    "akun.apps.AdminPortalConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
    "guardian",
    "django_otp",
    "axes",
    "import_export",
    "django_htmx",
    "csp",
]

# A session's end comes before authentication (and after the CSRF check), authentication before the actor, the actor before
# everything that asks who acts.
MIDDLEWARE = [
    "dasar.tengah.NomorPermintaanMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "dasar.tengah.KepalaKeamananMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "akun.tengah.SesiMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "akun.tengah.PerangkatMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "akun.tengah.PelakuMiddleware",
    "akun.pakta.PaktaMiddleware",
    "dasar.penolakan.PenolakanMiddleware",
    "akun.idempotensi.IdempotensiMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "dtks.urls"
WSGI_APPLICATION = "dtks.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dasar.konteks.portal",
                "akun.konteks.menu",
                "akun.konteks.sesi",
                "akun.konteks.kabar",
            ],
        },
    },
]

# --- database and queue --------------------------------------------------------------------------------------------------


def _basis_data(url: str) -> dict:
    basis = env.db_url_config(url)
    if basis["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured("DATABASE_URL harus postgres://…: portal ini hanya berjalan di atas PostgreSQL 16+.")
    basis["ENGINE"] = "dasar.basis_data"
    # JIT costs the short statements of pages more than it gives the long ones (measured).
    basis["OPTIONS"] = {**basis.get("OPTIONS", {}), "options": "-c jit=off", "application_name": "dtks"}
    return basis | {"CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=600), "CONN_HEALTH_CHECKS": True}


DATABASES = {"default": _basis_data(DATABASE_URL)}
if _replika := env.str("DATABASE_REPLICA_URL", default=""):
    DATABASES["replika"] = _basis_data(_replika) | {"TEST": {"MIRROR": "default"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# The statements in front of every page are prepared once per connection. 0 behind a pooler that lends a connection for one
# transaction: what one client prepared the next would not find.
PERNYATAAN_TETAP = env.bool("PERNYATAAN_TETAP", default=True)

# One count for all processes; without the server each counts for itself until it is back (dasar.tembolok).
CACHES = {
    "default": {
        "BACKEND": "dasar.tembolok.TembolokBersama",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "dtks-tembolok",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    },
    # Pieces of public pages that depend on nothing but the language: rendered once per process, gone with the process.
    "template_fragments": {
        "BACKEND": f"django.core.cache.backends.{'dummy.DummyCache' if DEBUG else 'locmem.LocMemCache'}",
        "LOCATION": "potongan",
    },
    # What the database lets nobody change, so that every process may remember it; for a minute, should the database be another
    # one by then (`make demo`, a restored backup).
    "tetap": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "tetap", "TIMEOUT": 60},
}

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A page that queues a job must answer even when the queue is gone; the job is a row and is found again.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 6 * 3600,
    "socket_connect_timeout": 3,
    "socket_timeout": 10,
    "global_keyprefix": "dtks:",
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1}
CELERY_TASK_IGNORE_RESULT = True
# A worker that is killed gives its job back instead of losing it; jobs are written to be run twice.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Jakarta"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "pulihkan-pekerjaan": {"task": "dasar.pulihkan_pekerjaan", "schedule": 60},
    "segel-jejak": {"task": "dasar.segel_jejak", "schedule": 300},
    "jaga-penugasan": {"task": "akun.jaga_penugasan", "schedule": crontab(hour=0, minute=5)},
    "periksa-kelayakan": {"task": "akun.periksa_kelayakan", "schedule": crontab(hour=2, minute=0)},
    "hitung-waktu-jawab": {"task": "penetapan.hitung_waktu_jawab", "schedule": crontab(hour=3, minute=20)},
    "buang-sesi-dan-draf": {"task": "akun.buang_sesi_dan_draf", "schedule": 3600},
    "ingatkan-laporan-penggunaan": {"task": "penggunaan.ingatkan_laporan", "schedule": crontab(hour=7, minute=0)},
    "kirim-kabar": {"task": "penggunaan.kirim_kabar", "schedule": 30},
    "kirim-laporan-bulanan": {"task": "penggunaan.kirim_laporan", "schedule": crontab(hour=6, minute=30)},
    # Urgent notices soon, everything else once a day (07:00): one mail or message per person.
    "sampaikan-segera": {"task": "akun.sampaikan_kabar", "schedule": 600, "kwargs": {"segera": True}},
    "sampaikan-harian": {"task": "akun.sampaikan_kabar", "schedule": crontab(hour=7, minute=0), "kwargs": {"segera": False}},
    "hapus-pendaftaran": {"task": "akun.hapus_pendaftaran", "schedule": crontab(hour=1, minute=0)},
    "eskalasi-pendaftaran": {"task": "akun.eskalasi_pendaftaran", "schedule": crontab(hour=0, minute=25)},
    "jaga-sanggahan": {"task": "sanggahan.jaga", "schedule": crontab(hour=0, minute=20)},
    "hapus-bukti-sanggahan": {"task": "sanggahan.hapus_bukti", "schedule": crontab(hour=3, minute=30)},
    "hapus-ekspor": {"task": "dasar.hapus_ekspor", "schedule": 3600},
    "alihkan-pendaftaran": {"task": "usulan.alihkan_pendaftaran", "schedule": crontab(hour=0, minute=20)},
    "lipat-rekap": {"task": "pemantauan.lipat_rekap", "schedule": 60},
    "hitung-berkala": {"task": "pemantauan.hitung_berkala", "schedule": 300},
    "periksa-kejanggalan": {"task": "pemantauan.periksa_kejanggalan", "schedule": 3600},
}

# --- who signs in --------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "akun.Pengguna"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "akun.backends.AkunBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None  # guardian: no anonymous user row, hence nothing an anonymous visitor could be granted
GUARDIAN_MONKEY_PATCH_USER = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "nama", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "akun.aturan_sandi.PanjangMaksimumValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "akun.aturan_sandi.KataKonteksValidator"},
]
# Guessing (akun.penahan): django-axes counts, the limits per account and per address stand there.
AXES_HANDLER = "akun.penahan.PenahanHandler"
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "akun.penahan.sidik_akun"
AXES_CLIENT_IP_CALLABLE = "akun.penahan.alamat_sah"
AXES_LOCKOUT_CALLABLE = "akun.penahan.jawaban_semula"
AXES_SENSITIVE_PARAMETERS = ["akun", "sandi", "kode", "segel", "next", "csrfmiddlewaretoken"]
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # the event log has it
# Who reset an officer's password leaves the code app to a colleague for so many hours at least, and the other way round; the
# database holds the floor of 24 (akun.mata_kedua).
SETEL_ULANG_JEDA_JAM = env.int("SETEL_ULANG_JEDA_JAM", default=24)
LOGIN_URL = "/masuk/"
LOGIN_REDIRECT_URL = "/beranda/"
LOGOUT_REDIRECT_URL = "/"

# --- what the apps tell each other ---------------------------------------------------------------------------------------

# By path, as validators are: a lower app is told by a higher one without importing it.
ISI_BERANDA = [
    "usulan.beranda.isi",
    "verval.beranda.isi",
    "sanggahan.beranda.isi",
    "penetapan.beranda.isi",
    "akun.beranda_petugas.isi",
]
ISI_MENU = [
    "usulan.beranda.menu",
    "verval.beranda.menu",
    "sanggahan.beranda.menu",
    "penetapan.beranda.menu",
    "dtks.register.beranda.menu",
    "penggunaan.beranda.menu",
    "pemantauan.beranda.menu",
    "akun.menu.menu",
]
SEBUTAN_PENETAPAN = "penetapan.ringkasan.sebutan"
SETELAH_PENGESAHAN = ["penetapan.penerusan.teruskan"]
# Numbers that the public page "Lacak" knows (usulan.lacak.Pelacak), by the app that gives them out.
PELACAK = [
    "usulan.lacak.USULAN",
    "usulan.lacak_mandiri.PENDAFTARAN",
    "usulan.lacak_mandiri.KOREKSI",
    "sanggahan.lacak.SANGGAHAN",
]
SETELAH_PENETAPAN = [
    "akun.kelayakan.setelah_penetapan",
    "penetapan.pemberitahuan.setelah_penetapan",
    "penggunaan.kabar.setelah_penetapan",
]
# Self-registration (usulan.mandiri): days that the village has to table one, days more that it gets when the applicant mends
# after them, days after which the ministry may verify what the kabupaten/kota left lying, and how many open registrations
# for other families a citizen may have (berdasarkan praktik: no source names a number).
MANDIRI_HARI = env.int("MANDIRI_HARI", default=30)
MANDIRI_HARI_PERBAIKAN = env.int("MANDIRI_HARI_PERBAIKAN", default=7)
MANDIRI_HARI_KABUPATEN = env.int("MANDIRI_HARI_KABUPATEN", default=30)
MANDIRI_ORANG_LAIN_MAKS = env.int("MANDIRI_ORANG_LAIN_MAKS", default=3)
KOREKSI_TERBUKA_MAKS = env.int("KOREKSI_TERBUKA_MAKS", default=5)
# The programmes that an assignment may be narrowed to (akun.bagian).
DAFTAR_PROGRAM = "dtks.register.program.daftar"
# From which number on the auditor is shown something as odd (pemantauan.kejanggalan; docs/panduan-auditor.md). No source names
# a number: they mark what to look at and decide nothing.
KEJANGGALAN = {
    # Verdicts of one officer within so many minutes: more than anybody reads.
    "putusan": env.int("JANGGAL_PUTUSAN", default=100),
    "putusan_menit": env.int("JANGGAL_PUTUSAN_MENIT", default=10),
    # Accounts, or deliberations and families, that one file was used by.
    "berkas": env.int("JANGGAL_BERKAS", default=2),
    # Officers' accounts that signed in from one address in one day.
    "alamat": env.int("JANGGAL_ALAMAT", default=4),
    # Acts of one officer in one night, and when a night begins and ends, in the hour of the officer's own area.
    "luar_jam": env.int("JANGGAL_LUAR_JAM", default=5),
    "malam_mulai": env.int("JANGGAL_MALAM_MULAI", default=22),
    "malam_selesai": env.int("JANGGAL_MALAM_SELESAI", default=5),
    # Numbers opened in full by one officer in one day.
    "buka": env.int("JANGGAL_BUKA", default=30),
    # Pages of personal data that one officer read within so many minutes.
    "baca": env.int("JANGGAL_BACA", default=240),
    "baca_menit": env.int("JANGGAL_BACA_MENIT", default=60),
}
# Which of these NIK stand in the register: an officer of a kab/kota may not (akun.kelayakan).
CEK_TERDAFTAR = "dtks.register.pencarian.terdaftar"
# The civil registry's adapter; none without an agreement with Dukcapil, except for the fictitious persons of the example.
PEMADAN = env.str("PEMADAN", default="penetapan.pemadanan.PemadanContoh" if MODE_CONTOH else "")

# --- public pages --------------------------------------------------------------------------------------------------------

# How often one network, and how often about one subject: {name: (times, seconds)}; see dasar.pembatas. A village office and
# the customers of one telephone company share an address, hence the wide limits by address.
BATAS_PUBLIK = {
    "cek-alamat": (120, 600),
    "cek-tanpa-hitungan": (20, 600),
    "cek-subjek": (12, 3600),
    "cek-desa": (240, 3600),
    "lacak-alamat": (120, 600),
    "lacak-tanpa-hitungan": (20, 600),
    "lacak-subjek": (12, 3600),
    # Persons of other villages in refused family forms of one officer (usulan.isian_asing).
    "isian-orang-luar": (30, 3600),
}
# --- objections: days and limits (domain.md 4.8; sources disagree between 14 and 30 days, so neither decides anything) --------

SANGGAHAN_HARI_JAWAB = env.int("SANGGAHAN_HARI_JAWAB", default=7)
SANGGAHAN_HARI_INGAT = env.int("SANGGAHAN_HARI_INGAT", default=14)
SANGGAHAN_HARI_ESKALASI = env.int("SANGGAHAN_HARI_ESKALASI", default=30)
SANGGAHAN_HARI_KEBERATAN = env.int("SANGGAHAN_HARI_KEBERATAN", default=90)
SANGGAHAN_TERBUKA_MAKS = env.int("SANGGAHAN_TERBUKA_MAKS", default=5)
SANGGAHAN_CARI_PER_JAM = env.int("SANGGAHAN_CARI_PER_JAM", default=20)
# Photos and identity papers are erased so many days after the end of the case.
SANGGAHAN_HARI_BUKTI = env.int("SANGGAHAN_HARI_BUKTI", default=730)
# Strict parity with the system in use: what was not decided in time becomes a proposal, marked as made by time-out.
SANGGAHAN_LEWAT_TIDAK_LAYAK = env.bool("SANGGAHAN_LEWAT_TIDAK_LAYAK", default=False)

# --- transport, cookies, content policy ----------------------------------------------------------------------------------

HTTPS = env.bool("HTTPS", default=not (MODE_CONTOH or DEBUG))
SESSION_ENGINE = "akun.penyimpan_sesi"
# A session ends after so long without a request, and so long after sign-in in any case. The cookie itself lives as long as
# the browser: it is the server that ends a session, and an ended one still says whose form arrived too late.
SESI_DIAM_MENIT = env.int("SESI_DIAM_MENIT", default=30)
SESI_UMUR_JAM = env.int("SESI_UMUR_JAM", default=12)
SESSION_COOKIE_AGE = SESI_UMUR_JAM * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    # A browser takes a cookie of such a name from this host only, over TLS only, for all paths.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sesi", "__Host-csrf"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# One refused form must not cost another tab its token.
CSRF_FAILURE_VIEW = "dasar.kesalahan.csrf_ditolak"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=HTTPS)
# The orchestrator asks the container itself, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^sehat/$", r"^siap/$"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31536000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.bool("HSTS_SUBDOMAINS", default=HTTPS)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [csp.SELF],
        "script-src": [csp.SELF],
        "style-src": [csp.SELF],
        "img-src": [csp.SELF],
        "object-src": [csp.NONE],
        "base-uri": [csp.NONE],
        "form-action": [csp.SELF],
        "frame-ancestors": [csp.NONE],
    }
}

# --- files ---------------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
# Documents of people: no URL leads here. A view checks the scope and hands the file out.
MEDIA_URL = ""
MEDIA_ROOT = DATA_DIR / "berkas"
# Internal address under which the reverse proxy serves MEDIA_ROOT itself; empty: the portal streams the file.
SENDFILE_AWALAN = env.str("SENDFILE_AWALAN", default="")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if DEBUG:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20  # everything but the files of a form
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
UKURAN_UNGGAHAN_MAKS = env.int("UKURAN_UNGGAHAN_MAKS", default=25 * 2**20)  # bytes of one file

# --- mail ----------------------------------------------------------------------------------------------------------------

# Invitations and notices. EMAIL_URL as smtp+tls://user:password@host:587; the example mode writes files instead of sending.
if EMAIL_URL := env.str("EMAIL_URL", default=""):
    vars().update(env.email_url_config(EMAIL_URL))
elif MODE_CONTOH:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "surel"
EMAIL_TIMEOUT = 10  # a page waits for it
DEFAULT_FROM_EMAIL = env.str("EMAIL_DARI", default="Portal DTKS <portal@localhost>")

# --- citizens: accounts, notices, messages ---------------------------------------------------------------------------------

# Gateway for SMS or WhatsApp (docs/gerbang-pesan.md) and the key that both sides know; without them e-mail only.
GERBANG_PESAN_URL = env.str("GERBANG_PESAN_URL", default="")
GERBANG_PESAN_KUNCI = env.str("GERBANG_PESAN_KUNCI", default="")
# Days within which a registration should be decided, days after which one that was begun and not sent is erased, and days
# after which a refused one is (domain.md 10.5: one year).
PENDAFTARAN_HARI = env.int("PENDAFTARAN_HARI", default=7)
PENDAFTARAN_LEWAT_HARI = env.int("PENDAFTARAN_LEWAT_HARI", default=7)
PENDAFTARAN_DITOLAK_HARI = env.int("PENDAFTARAN_DITOLAK_HARI", default=365)

# --- language and time ---------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # a year or a code is no quantity: templates ask for separators where they count

# --- API -----------------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    # The token first: whoever sends one means it, and its challenge makes an unknown caller's answer a 401.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "akun.token_api.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    # Closed by default: a view answers what its `izin` names, or says openly that it asks for nothing.
    "DEFAULT_PERMISSION_CLASSES": ["akun.izin_api.Berizin"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_PAGINATION_CLASS": "dasar.api.halaman.HalamanKunci",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "dasar.api.masalah.galat_masalah",
    "DEFAULT_THROTTLE_CLASSES": ["akun.token_api.PembatasToken"],
    "DEFAULT_THROTTLE_RATES": {"publik": "60/min", "token": "600/min", "dci": "60/min"},
    # Whose address a throttle counts: without a proxy of ours, X-Forwarded-For is whatever the caller writes.
    "NUM_PROXIES": 1 if env.bool("BEHIND_PROXY", default=False) else 0,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Portal DTKS",
    "DESCRIPTION": (
        "Setiap tindakan dan daftar yang ada di layar portal. Masuk dengan sesi (kirim X-CSRFToken untuk setiap perubahan)"
        " atau token. Galat dijawab sebagai application/problem+json (RFC 9457). NIK dan nomor KK disamarkan."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "dasar.api.skema.tambah_masalah"],
    "ENUM_NAME_OVERRIDES": {
        "StatusPendaftaran": "usulan.alur_mandiri.SP",
        "StatusKoreksi": "usulan.alur_mandiri.SR",
        "StatusUsulan": "usulan.alur.S",
        "StatusMusyawarah": "usulan.alur.SM",
        "StatusBatch": "verval.alur.SB",
        "StatusSanggahan": "sanggahan.alur.SS",
        "AlasanSanggah": "sanggahan.alasan.AlasanSanggah",
        "StatusKeberatan": "sanggahan.alur.SK",
        "JenisKeluar": "sanggahan.models.Sanggahan.Hasil",
        "StatusPenetapan": "penetapan.alur.SP",
        "StatusImpor": "usulan.models.Impor.Status",
        "StatusBarisImpor": "usulan.models.BarisImpor.Status",
        "StatusPekerjaan": "dasar.models.Pekerjaan.Status",
        "JenisUsulan": "usulan.models.Usulan.Jenis",
        "SebabKeluar": "usulan.models.Usulan.Sebab",
        "SaluranUsulan": "usulan.models.Usulan.Saluran",
        "CaraVerval": "usulan.models.Usulan.Cara",
        "JenisMusyawarah": "usulan.models.Musyawarah.Jenis",
        "JenisDokumen": "usulan.models.DokumenMusyawarah.Jenis",
        "JenisWilayah": "wilayah.models.Jenis",
        "JenisKelamin": "dtks.register.models.Individu.JenisKelamin",
        "HalanganPetugas": "akun.models.JenisHalangan",
        "KelompokAlasan": "usulan.models.KodeAlasan.Kelompok",
    },
}
IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

# --- log: one JSON object a line, personal numbers masked ----------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "dasar.catatan.BarisJson"}},
    "handlers": {"konsol": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["konsol"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": ["konsol"], "level": "INFO", "propagate": False},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "pikepdf": {"level": "WARNING"},
    },
}
