"""The settings, one page. Every name an operator may set is described in docs/settings.md."""

from __future__ import annotations

from datetime import timedelta

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from tracker import env

BASE_DIR = env.BASE_DIR

# --- the installation ---------------------------------------------------------------------------
PORT = env.port()
PUBLIC_BASE_URL = env.web_address("PUBLIC_BASE_URL", f"http://127.0.0.1:{PORT}")
DEBUG = env.flag("DEBUG", False)
SECRET_KEY = env.text("SECRET_KEY", env.DEFAULT_SECRET)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS", [])
PROXIES = env.number("PROXIES", 0)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
IS_LOCAL = PUBLIC_BASE_URL.split("//", 1)[1].split("/")[0].rsplit(":", 1)[0] in {
    "127.0.0.1",
    "localhost",
    "[::1]",
}
USE_HTTPS = PUBLIC_BASE_URL.startswith("https://")
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / ".data")

INSTALLED_APPS = [
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pghistory",
    "pgtrigger",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "knox",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "recommendations",
    "accounts",
    "tracker",
]

MIDDLEWARE = [
    "tracker.api.middleware.ProblemMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "tracker.web.compression.CompressionMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SessionLimitsMiddleware",
    "accounts.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tracker.web.middleware.TextMiddleware",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
ASGI_APPLICATION = "tracker.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "tracker" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tracker.context.page",
            ],
        },
    },
]
FORM_RENDERER = "tracker.forms.renderer.Renderer"

# --- PostgreSQL and Redis -----------------------------------------------------------------------
_servers = env.servers()
DATABASES = {"default": env.database(_servers["DATABASE_URL"])}
# A statement that takes longer is ended (tracker/statements.py); 0 for no limit.
WEB_STATEMENT_SECONDS = env.number("WEB_STATEMENT_SECONDS", 15)
WORKER_STATEMENT_SECONDS = env.number("WORKER_STATEMENT_SECONDS", 300)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# History is never changed: every table of events refuses it (accounts/history.py goes further).
PGHISTORY_APPEND_ONLY = True
# The moment of the change, not of its transaction, so that the log is in the order of events.
PGHISTORY_CREATED_AT_FUNCTION = "clock_timestamp()"
_cache_address, _broker_address = env.redis_addresses(_servers["REDIS_URL"])
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": _cache_address or "redis://127.0.0.1:6379/0",
        "KEY_PREFIX": "tracker",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 1.0},
    }
}

# --- the worker (reliability: Redis only wakes, PostgreSQL knows) --------------------------------
CELERY_BROKER_URL = _broker_address or "redis://127.0.0.1:6379/0"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# However long Redis is away: a worker waits for it.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_keepalive": True,
    "socket_connect_timeout": 0.5,
    "health_check_interval": 25,
    "global_keyprefix": "tracker:",
}
CELERY_IMPORTS = ["tracker.making", "tracker.watch"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = 120
CELERY_TASK_TIME_LIMIT = 180
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TIMEZONE = "UTC"
REMINDER_TICK_SECONDS = env.number("REMINDER_TICK_SECONDS", 30, least=1)
REMINDER_SWEEP_SECONDS = 300
# Longer than the mail server's 30 s, a database outage of a minute, and a margin.
MAIL_LEASE_SECONDS = env.number("MAIL_LEASE_SECONDS", 300, least=3)
MAIL_TRY_AGAIN_SECONDS = env.number("MAIL_TRY_AGAIN_SECONDS", 60, least=1)
# Longer than any task may take.
DOCUMENT_LEASE_SECONDS = env.number("DOCUMENT_LEASE_SECONDS", 240, least=3)
WORKER_SILENCE_SECONDS = env.number("WORKER_SILENCE_SECONDS", 300, least=2)
CELERY_BEAT_SCHEDULER = "tracker.clock:Clock"
CELERY_BEAT_SCHEDULE = {
    "dispatch": {
        "task": "tracker.dispatch",
        "schedule": REMINDER_TICK_SECONDS,
        "options": {"expires": max(REMINDER_TICK_SECONDS - 5, 1)},
    },
    "plan": {
        "task": "tracker.plan",
        "schedule": REMINDER_SWEEP_SECONDS,
        "options": {"expires": max(REMINDER_SWEEP_SECONDS - 10, 1)},
    },
    "make_documents": {
        "task": "tracker.make_documents",
        "schedule": REMINDER_TICK_SECONDS,
        "options": {"expires": max(REMINDER_TICK_SECONDS - 5, 1)},
    },
    "sweep_files": {"task": "tracker.sweep_files", "schedule": timedelta(days=1)},
    "sweep_uploads": {"task": "tracker.sweep_uploads", "schedule": timedelta(hours=1)},
    "sweep_keys": {"task": "tracker.sweep_keys", "schedule": timedelta(days=1)},
}

# --- mail ---------------------------------------------------------------------------------------
MAIL_DIR = DATA_DIR / "mail"
_mail = env.mail(env.text("EMAIL_URL"))
EMAIL_BACKEND = _mail.pop("EMAIL_BACKEND")
EMAIL_HOST = _mail.get("EMAIL_HOST", "localhost")
EMAIL_PORT = _mail.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = _mail.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = env.number("EMAIL_TIMEOUT", 30, least=1)
EMAIL_FILE_PATH = MAIL_DIR
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "NAP Tracker <tracker@localhost>")
REPLY_TO_EMAIL = env.text("REPLY_TO_EMAIL", DEFAULT_FROM_EMAIL)

# --- people -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "accounts.passwords.PasswordRule"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "tracker:work"
LOGOUT_REDIRECT_URL = "tracker:start"
ACCOUNT_ADAPTER = "tracker.accountmail.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {
    "login": "tracker.forms.account.SignInForm",
    "reset_password": "tracker.forms.account.ForgottenPasswordForm",
    "reset_password_from_key": "tracker.forms.account.NewPasswordForm",
    "user_token": "tracker.forms.account.ResetLinkForm",
    "change_password": "tracker.forms.account.ChangePasswordForm",
    "reauthenticate": "tracker.forms.account.PasswordAgainForm",
}
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
# The key of a failed sign-in is account and address together (tracker/accountmail.py). A ministry
# may have one address for all its people.
_TRIES, _WHILE = env.window(env.rate("THROTTLE_SIGN_IN", "5/15min"))
ACCOUNT_RATE_LIMITS = {
    "login_failed": f"{_TRIES}/{_WHILE}s/key,{6 * _TRIES}/{_WHILE}s/ip",
    "login_failed_account": "100/15m/key",
    "change_email": "5/15m/user",
    # Mail programs and calendar services ask for many people from few addresses.
    "mail_link": "120/m/ip",
    "calendar_feed": "120/m/ip",
    # Documents that are made for whoever asks first; those that are there cost nothing.
    "document": "10/m/ip",
}
MFA_ADAPTER = "accounts.mfa.MFAAdapter"
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp"]
MFA_TOTP_ISSUER = "NAP Tracker"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Addresses are proven by the invitation, not by the library's own list of them.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "tracker.forms.second_factor.CodeForm",
    "reauthenticate": "tracker.forms.second_factor.CodeAgainForm",
    "activate_totp": "tracker.forms.second_factor.TurnOnForm",
    "deactivate_totp": "tracker.forms.second_factor.TurnOffForm",
}
MFA_REQUIRED_ROLES = env.words(
    "MFA_REQUIRED_ROLES", [] if IS_LOCAL else ["reviewer", "co_chair", "administrator"]
)
KNOX_TOKEN_MODEL = "accounts.ApiToken"
# Our own token model takes the place of the library's: its migrations would leave an empty table.
MIGRATION_MODULES = {"knox": None}
REST_KNOX = {"TOKEN_TTL": timedelta(days=90), "AUTO_REFRESH": False}

SESSION_COOKIE_AGE = 24 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = USE_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if USE_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if USE_HTTPS else "csrf"
CSRF_TRUSTED_ORIGINS = [PUBLIC_BASE_URL]
# In the session: a cookie of their own would be one more that other hosts could set.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "tracker.web.views.errors.csrf_failure"

# --- languages: English is the source; the six official languages of the United Nations ---------
LANGUAGE_CODE = "en"
ALL_LANGUAGES = [
    ("ar", _("Arabic")),
    ("zh-hans", _("Chinese")),
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
]
_offered = env.words("LANGUAGES_OFFERED", [code for code, _name in ALL_LANGUAGES])
LANGUAGES = [pair for pair in ALL_LANGUAGES if pair[0] in _offered or pair[0] == "en"]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- files --------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.folder("STATIC_ROOT", DATA_DIR / "static")
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
EVIDENCE_DIR = env.folder("EVIDENCE_DIR", DATA_DIR / "evidence")
MAX_UPLOAD_MB = env.number("MAX_UPLOAD_MB", 20, least=1)
EVIDENCE_QUOTA_MB = env.number("EVIDENCE_QUOTA_MB", 2000, least=1)
EVIDENCE_QUOTA_PERSON_MB = env.number("EVIDENCE_QUOTA_PERSON_MB", 1000, least=1)
CLAMD_URL = env.scanner(env.text("CLAMD_URL"))
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": EVIDENCE_DIR},
    },
    "evidence": env.evidence_storage(
        folder=EVIDENCE_DIR,
        bucket=env.text("EVIDENCE_S3_BUCKET"),
        address=env.text("EVIDENCE_S3_ENDPOINT_URL"),
        region=env.text("EVIDENCE_S3_REGION"),
        key_id=env.text("EVIDENCE_S3_ACCESS_KEY_ID"),
        secret=env.text("EVIDENCE_S3_SECRET_ACCESS_KEY"),
    ),
    "staticfiles": {"BACKEND": "tracker.web.compression.StaticStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

# --- headers ------------------------------------------------------------------------------------
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if USE_HTTPS else 0
SECURE_SSL_REDIRECT = USE_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if USE_HTTPS else None
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- REST ---------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "tracker.api.authentication.TokenAuthentication",
        "tracker.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["tracker.api.parsers.StrictJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "tracker.api.pagination.Cursor",
    "DEFAULT_FILTER_BACKENDS": ["tracker.api.filtering.StrictFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "tracker.api.throttles.AnonymousThrottle",
        "tracker.api.throttles.ActorThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anonymous": env.rate("THROTTLE_ANONYMOUS", "120/min"),
        "actor": env.rate("THROTTLE_ACTOR", "1200/min"),
        "exports": env.rate("THROTTLE_EXPORTS", "60/hour"),
    },
    "EXCEPTION_HANDLER": "tracker.api.problems.handler",
    "COERCE_DECIMAL_TO_STRING": True,
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "NAP Tracker API",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVERS": [{"url": PUBLIC_BASE_URL}],
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "StatusEnum": "tracker.enums.Status",
        "ElementStateEnum": "tracker.enums.ElementState",
        "EvidenceKindEnum": "recommendations.enums.EvidenceKind",
        "MeasurementStatusEnum": "tracker.indicator_enums.MeasurementStatus",
        "PlanKindEnum": "tracker.plan_enums.PlanKind",
        "DocumentKindEnum": "tracker.document_enums.DocumentKind",
        "DocumentFormatEnum": "tracker.document_enums.DocumentFormat",
        "PlanStatusEnum": "tracker.plan_enums.PlanStatus",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "tracker.api.illustrations.illustrate",
    ],
}

# --- logs ---------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "tracker.logs.OneLine",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
}
