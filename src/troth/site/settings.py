"""Django's settings, from the environment and nothing else."""

import sys
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.conf import locale

from troth.site.database import database_settings
from troth.site.env import read_env
from troth.site.files import file_storages
from troth.site.hosts import allowed_hosts
from troth.site.mail import mail_settings
from troth.site.secret import push_key, secret_key

ENV = read_env()
TESTING = "pytest" in sys.modules
HERE = Path(__file__).resolve().parent.parent

TROTH_STATE = ENV.troth_state
TROTH_RUN = TROTH_STATE / "run"
BASE_URL = ENV.base_url
EXAMPLE = ENV.troth_example
SIGNUP = ENV.troth_signup
REDIS_URL = ENV.redis_url
HOST_NAME = ENV.troth_host_name
MAIL_IN_HOST, MAIL_IN_PORT = ENV.mail_in_host, ENV.mail_in_port
MAIL_HOOK, MAIL_HOOK_KEY = ENV.mail_hook, ENV.mail_hook_key
TRANSLATE_URL, TRANSLATE_KEY = ENV.translate_url, ENV.translate_key

DEBUG = ENV.debug
SECRET_KEY = ENV.secret_key or secret_key(TROTH_STATE, keep=TROTH_STATE.is_dir() and not TESTING)
WEB_PUSH, WEB_PUSH_CONTACT = ENV.web_push, ENV.web_push_contact
WEB_PUSH_KEY = push_key(TROTH_STATE, keep=TROTH_STATE.is_dir() and not TESTING) if WEB_PUSH else ""
ALLOWED_HOSTS = allowed_hosts(ENV.allowed_hosts, base_url=BASE_URL)
SECURE = BASE_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "troth.foundation.web",
    "troth.ledger",
    "troth.people",
    "troth.organisations",
    "troth.partnerships",
    "troth.agreements",
    "troth.charter",
    "troth.goals",
    "troth.complement",
    "troth.discussions",
    "troth.resources",
    "troth.statements",
    "troth.commitments",
    "troth.kickoff",
    "troth.decisions",
    "troth.slips",
    "troth.adjustments",
    "troth.outreach",
    "troth.checkins",
    "troth.trust",
    "troth.inclusion",
    "troth.notices",
    "troth.search",
    "troth.pages",
    "troth.site",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "troth.foundation.web.headers.Headers",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "troth.people.middleware.Preferences",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "troth.ledger.middleware.Once",
]

ROOT_URLCONF = "troth.site.urls"
WSGI_APPLICATION = "troth.site.wsgi.application"
FORM_RENDERER = "django.forms.renderers.Jinja2"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "troth.foundation.web.jinja.environment",
            "context_processors": ["troth.pages.context.page", "troth.people.context.door"],
        },
    },
]

DATABASES = {"default": database_settings(ENV.database_url, state=TROTH_STATE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Shared by all workers: a code of an authenticator app must not be used twice. JSON, because a pickle is code.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": ENV.redis_url,
        "OPTIONS": {"serializer": "troth.people.kept.Json"},
    }
    if ENV.redis_url
    else {"BACKEND": "troth.people.kept.KeptRows"}
}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/come-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/come-in/"

SESSION_ENGINE = "troth.people.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_NAME = "__Host-troth" if SECURE else "troth"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-troth-form" if SECURE else "troth-form"
CSRF_FAILURE_VIEW = "troth.pages.views.refusals.forged"
CSRF_TRUSTED_ORIGINS = [BASE_URL] if SECURE else []
LANGUAGE_COOKIE_NAME = "troth-language"
MESSAGE_STORAGE = "troth.foundation.web.messages.Messages"

SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
USE_X_FORWARDED_HOST = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["default"],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
MEDIA_ROOT = ENV.files_path
FILES_QUOTA = ENV.files_quota * 1024**3

# Two languages that exist for testing: one lengthened and accented, one written from right to left.
locale.LANG_INFO.update(
    qps={"bidi": False, "code": "qps", "name": "Pseudo", "name_local": "[Þšéûðô]"},
    qpr={
        "bidi": True,
        "code": "qpr",
        "name": "Pseudo, right to left",
        "name_local": "\u202eoduesP\u202c",
    },
)
LANGUAGE_CODE = "en-gb"
# Pages show each by its own name; what is said in it stands in `locale`, complete.
LANGUAGES = [
    ("en-gb", "English"),
    ("fr", "French"),
    ("es", "Spanish"),
    ("de", "German"),
    ("sw", "Swahili"),
    ("ar", "Arabic"),
    *([("qps", "Pseudo"), ("qpr", "Pseudo RTL")] if TESTING or DEBUG else []),
]
LANGUAGES_BIDI = ["ar", "he", "fa", "ur", "qpr"]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = TROTH_STATE / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
    **file_storages(ENV.files_url),
}
WHITENOISE_USE_FINDERS = TESTING or DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600

globals().update(
    mail_settings(ENV.mail_url, sender=ENV.mail_from, example=EXAMPLE, base_url=BASE_URL)
)

ACCOUNT_ADAPTER = "troth.people.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
# `password1` keeps the field on the password page; our own sign-up form leaves it out.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT = ACCOUNT_LOGIN_BY_CODE_FORMAT
ACCOUNT_PASSWORD_RESET_BY_CODE_CODE_FORMAT = ACCOUNT_LOGIN_BY_CODE_FORMAT
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
# Tries are counted by troth.people.actions.limits, in one statement; allauth's counting is not needed beside it.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_FORMS = {
    "login": "troth.people.forms.entrance.PasswordEntrance",
    "request_login_code": "troth.people.forms.entrance.AskForCode",
    "confirm_login_code": "troth.people.forms.entrance.LoginCode",
    "signup": "troth.people.forms.entrance.SignUp",
    "confirm_email_verification_code": "troth.people.forms.entrance.AddressCode",
    "reset_password": "troth.people.forms.entrance.Forgotten",
    "confirm_password_reset_code": "troth.people.forms.entrance.ResetCode",
    "reset_password_from_key": "troth.people.forms.entrance.NewPassword",
    "change_password": "troth.people.forms.entrance.ChangePassword",
    "set_password": "troth.people.forms.entrance.SetPassword",
    "add_email": "troth.people.forms.entrance.OtherAddress",
    "reauthenticate": "troth.people.forms.entrance.PasswordProof",
}
MFA_ADAPTER = "troth.people.adapter.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
# One step of half a minute to either side: the clocks of telephones are not exact.
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = False
MFA_FORMS = {
    "authenticate": "troth.people.forms.factors.Authenticate",
    "reauthenticate": "troth.people.forms.factors.Reauthenticate",
    "activate_totp": "troth.people.forms.factors.ActivateApp",
    "deactivate_totp": "troth.people.forms.factors.DeactivateApp",
    "generate_recovery_codes": "troth.people.forms.factors.NewCodes",
    "authenticate_webauthn": "troth.people.forms.factors.AuthenticateByPasskey",
    "login_webauthn": "troth.people.forms.factors.ComeInByPasskey",
    "reauthenticate_webauthn": "troth.people.forms.factors.ReauthenticateByPasskey",
    "add_webauthn": "troth.people.forms.factors.AddPasskey",
    "edit_webauthn": "troth.people.forms.factors.RenamePasskey",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"tokens": {"()": "troth.foundation.web.quiet.WithoutTokens"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["tokens"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"troth": {"level": "INFO"}},
}
# W004: addresses are unique whatever their capitals, by a constraint that the check does not read.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
