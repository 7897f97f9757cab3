"""Every setting, all from the environment. `docs/settings.md` explains each to an administrator.

A municipality's own choices (words, colours, terms, closing days) are rows, not settings.
"""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

HERE = Path(__file__).resolve().parent.parent


def _flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on", "ja"}


def _words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def _origin_of(address: str) -> list[str]:
    return ["/".join(address.split("/")[:3])] if address else []


# ── Where things are kept ──────────────────────────────────────────────────────────────────────────────────────────
DATA = Path(os.environ.get("WIJKWERK_DATA", "var")).absolute()
MEDIA_ROOT = DATA / "files"
MAIL_FOLDER = DATA / "mail"


def _secret_key() -> str:
    """The key from the environment, or one that is made once and kept beside the data."""
    if given := os.environ.get("SECRET_KEY"):
        return given
    kept = DATA / "secret-key"
    try:
        return kept.read_text().strip()
    except FileNotFoundError:
        DATA.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(50))
        except FileExistsError:
            pass
        return kept.read_text().strip()


SECRET_KEY = _secret_key()
DEBUG = _flag("DEBUG")
EXAMPLE = _flag("WIJKWERK_EXAMPLE")  # shows the example sign-ins and the mail folder
PORT = int(os.environ.get("PORT", "8000"))
BASE_URL = os.environ.get("BASE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
SECURE = BASE_URL.startswith("https://")
ALLOWED_HOSTS = _words("ALLOWED_HOSTS", "127.0.0.1,localhost,.localhost,[::1]")

# ── Database ───────────────────────────────────────────────────────────────────────────────────────────────────────
DATABASES: dict[str, dict[str, Any]] = {
    "default": dict(
        dj_database_url.parse(
            os.environ.get("DATABASE_URL") or f"sqlite:///{DATA / 'wijkwerk.sqlite3'}",
            conn_max_age=None,
            conn_health_checks=True,
        )
    )
}
_default = DATABASES["default"]
if _default["ENGINE"] == "django.db.backends.sqlite3":
    _default["ENGINE"] = "wijkwerk.config.sqlite"  # writers queue instead of sleeping
    Path(_default["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    _default.setdefault("OPTIONS", {}).update(
        transaction_mode="IMMEDIATE",
        timeout=20,
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;",
    )
    # A file, also under test: threads that write at once must meet the same database that users have.
    _default["TEST"] = {"NAME": os.environ.get("WIJKWERK_TEST_SQLITE") or str(DATA / "test.sqlite3")}
elif _default["ENGINE"] == "django.db.backends.postgresql":
    _default.setdefault("OPTIONS", {}).update(server_side_binding=True, prepare_threshold=5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Counts how often somebody tried to sign in, the same for all processes and nodes. Hot paths do not use it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "sign_in_attempts",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# ── The house ──────────────────────────────────────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "wijkwerk.config",
    "wijkwerk.web",
    "wijkwerk.api",
    "wijkwerk.domain.insights",
    "wijkwerk.domain.meetings",
    "wijkwerk.domain.budgets",
    "wijkwerk.domain.plans",
    "wijkwerk.domain.workshop",
    "wijkwerk.domain.inspections",
    "wijkwerk.domain.signals",
    "wijkwerk.domain.facilities",
    "wijkwerk.domain.thread",
    "wijkwerk.domain.people",
    "wijkwerk.domain.areas",
    "wijkwerk.foundation.privacy",
    "wijkwerk.foundation.journal",
    "wijkwerk.foundation.outbox",
    "wijkwerk.foundation.files",
    "wijkwerk.foundation.search",
    "wijkwerk.foundation.later",
    "wijkwerk.foundation.access",
    "wijkwerk.foundation.tenancy",
    "wijkwerk.foundation.kit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "django_tasks",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads at random, so that the size tells nothing about a secret
    "wijkwerk.api.door.DoorMiddleware",  # machines go no further: what follows is for people
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wijkwerk.foundation.tenancy.middleware.MunicipalityMiddleware",
    "wijkwerk.domain.people.middleware.ActorMiddleware",
    "wijkwerk.foundation.kit.middleware.NoNullMiddleware",
]
ROOT_URLCONF = "wijkwerk.config.urls"
WSGI_APPLICATION = "wijkwerk.config.wsgi.application"
APPEND_SLASH = True
_loaders: list[Any] = ["django.template.loaders.app_directories.Loader"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    _loaders if DEBUG else [("django.template.loaders.cached.Loader", _loaders)],
                )
            ],
            "builtins": ["template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "wijkwerk.web.context.page",
            ],
        },
    }
]
FORM_RENDERER = "wijkwerk.foundation.kit.forms.Renderer"

# ── Work that happens later ────────────────────────────────────────────────────────────────────────────────────────
TASKS = {"default": {"BACKEND": "wijkwerk.foundation.later.backend.LeaseBackend"}}

# ── Language and time ──────────────────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

# ── Style and scripts ──────────────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", str(DATA / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "wijkwerk.web.static_files.Storage"},
}
WHITENOISE_USE_FINDERS = DEBUG

# ── Letters ────────────────────────────────────────────────────────────────────────────────────────────────────────
EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "wijkwerk.foundation.outbox.folder.FolderBackend")
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20

# ── Sources outside, each only used where a municipality switches it on ────────────────────────────────────────────
LOCATION_SERVICE = os.environ.get("LOCATION_SERVICE", "https://api.pdok.nl/bzk/locatieserver/search/v3_1")
AREAS_SOURCE = os.environ.get("AREAS_SOURCE", "https://service.pdok.nl/cbs/wijkenbuurten/{year}/wfs/v1_0")
FIGURES_SOURCE = os.environ.get("FIGURES_SOURCE", "https://opendata.cbs.nl/ODataFeed/odata")
BACKGROUND_MAP = os.environ.get(
    "BACKGROUND_MAP", "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/standaard/EPSG:3857/{z}/{x}/{y}.png"
)
PHOTO_SCANNER = os.environ.get("PHOTO_SCANNER", "")
CLAMD_ADDRESS = os.environ.get("CLAMD_ADDRESS", "/run/clamav/clamd.ctl")

# ── Signing in ─────────────────────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["wijkwerk.domain.people.sessions.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "wijkwerk.domain.people.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "wijkwerk.domain.people.sign_in.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "wijkwerk.domain.people.sign_in.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account is only made by invitation, which proves the address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no letters to addresses that we do not know
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser, or after SESSION_COOKIE_AGE
ACCOUNT_FORMS = {
    "login": "wijkwerk.domain.people.forms.sign_in.SignInForm",
    "reset_password": "wijkwerk.domain.people.forms.sign_in.ForgottenPasswordForm",
    "reset_password_from_key": "wijkwerk.domain.people.forms.sign_in.NewPasswordForm",
    "change_password": "wijkwerk.domain.people.forms.sign_in.ChangePasswordForm",
    "set_password": "wijkwerk.domain.people.forms.sign_in.FirstPasswordForm",
    "reauthenticate": "wijkwerk.domain.people.forms.sign_in.OnceMoreForm",
}
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
MFA_ADAPTER = "wijkwerk.domain.people.sign_in.MFAAdapter"
MFA_FORMS = {
    "authenticate": "wijkwerk.domain.people.forms.sign_in.CodeForm",
    "reauthenticate": "wijkwerk.domain.people.forms.sign_in.CodeOnceMoreForm",
    "activate_totp": "wijkwerk.domain.people.forms.sign_in.ActivateAppForm",
    "add_webauthn": "wijkwerk.domain.people.forms.passkeys.AddPasskeyForm",
    "edit_webauthn": "wijkwerk.domain.people.forms.passkeys.NamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Wijkwerk"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
OIDC_SECOND_FACTOR = _flag("OIDC_SECOND_FACTOR")  # the provider asks for one always, also where it does not say so
if os.environ.get("OIDC_ISSUER"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "gemeente",
                "name": os.environ.get("OIDC_NAME", "de gemeente"),
                "client_id": os.environ["OIDC_CLIENT_ID"],
                "secret": os.environ.get("OIDC_CLIENT_SECRET", ""),
                "settings": {
                    "server_url": os.environ["OIDC_ISSUER"],
                    "oauth_pkce_enabled": True,
                    # A provider that does not say that it checked an address is believed for these domains.
                    **({"verified_email": _trusted} if (_trusted := _words("OIDC_TRUSTED_DOMAINS")) else {}),
                },
            }
        ]
    }

# ── Safety ─────────────────────────────────────────────────────────────────────────────────────────────────────────
SESSION_ENGINE = "wijkwerk.domain.people.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "wijkwerk.web.views.standing.csrf_failure"
CSRF_TRUSTED_ORIGINS = _words("CSRF_TRUSTED_ORIGINS", BASE_URL)
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_SSL_REDIRECT = False  # the proxy in front does this
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _flag("BEHIND_PROXY") else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _flag("BEHIND_PROXY") else 0  # whose address is counted as who tries to sign in
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_tiles = "/".join(BACKGROUND_MAP.split("/")[:3])
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # an address has one account, whatever its capitals: a constraint says so
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *([_tiles] if _flag("BACKGROUND_MAP_ON") else [])],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *_origin_of(os.environ.get("OIDC_ISSUER", "")), *_words("OIDC_FORM_ORIGINS")],
        "frame-ancestors": [NONE],
        "worker-src": [SELF],
        "manifest-src": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# ── The log: facts, no persons ─────────────────────────────────────────────────────────────────────────────────────
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_secrets": {"()": "wijkwerk.foundation.kit.logs.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["no_secrets"]}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
    "loggers": {"wijkwerk": {"level": os.environ.get("LOG_LEVEL", "INFO")}},
}
