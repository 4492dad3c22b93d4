"""Settings of the office: those of the installation, and what pages in a browser need besides.

The command line does without: it starts faster and can do nothing that a page could.

SELARAS_LOCAL  1: pages are served on this machine alone, without https (a demo, one laptop)
SELARAS_DEMO   1: practice with invented events; only together with SELARAS_LOCAL
SELARAS_PROXY  1: a proxy of the office speaks https and says so
SELARAS_OIDC_… the office's own sign-in provider, where there is one: `outside.sign_in_provider`
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from selaras import settings as installation
from selaras.outside.sign_in_provider import providers_of
from selaras.settings import (
    ALLOWED_HOSTS,
    AUTH_USER_MODEL,
    DATABASES,
    DEBUG,
    DEFAULT_AUTO_FIELD,
    LANGUAGE_CODE,
    LANGUAGES,
    SECRET_KEY,
    TIME_ZONE,
    USE_I18N,
    USE_TZ,
)

__all__ = [
    "ALLOWED_HOSTS",
    "AUTH_USER_MODEL",
    "DATABASES",
    "DEBUG",
    "DEFAULT_AUTO_FIELD",
    "LANGUAGES",
    "LANGUAGE_CODE",
    "LOGGING",
    "SECRET_KEY",
    "TIME_ZONE",
    "USE_I18N",
    "USE_TZ",
]

IS_LOCAL = os.environ.get("SELARAS_LOCAL") == "1"
# Practice: anybody at this computer signs in as anybody of an invented office.
IS_DEMO = IS_LOCAL and os.environ.get("SELARAS_DEMO") == "1"
_OFFICE = Path(__file__).parent / "web" / "office"

INSTALLED_APPS = [
    *installation.INSTALLED_APPS,
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
]
MIDDLEWARE = [
    "selaras.web.guarding.Guarding",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "selaras.web.office.language.Language",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "selaras.web.office.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_OFFICE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["selaras.web.office.wording"],
        },
    }
]

STATIC_URL = "/statis/"
STATICFILES_DIRS = [_OFFICE / "static"]
# Static files are few and lie in the package: they are read once, at start, from where they lie.
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0 if IS_LOCAL else 3600

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("sign_in_name", "name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# A session ends with the browser, and after a working day in any case.
SESSION_COOKIE_AGE = 10 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "selaras_sesi" if IS_LOCAL else "__Host-selaras_sesi"
CSRF_COOKIE_NAME = "selaras_csrf" if IS_LOCAL else "__Host-selaras_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not IS_LOCAL
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "selaras.web.office.failures.csrf_failed"
if os.environ.get("SELARAS_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# A workbook of a province is a few megabytes; whatever is larger is refused before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 24 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 24 * 2**20

LOGIN_URL = "/akun/masuk/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in_name"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "selaras.web.office.sign_in.adapter.Adapter"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/akun/masuk/"
# A hall full of people signs in from one address; guessing is stopped by account, below and in `forms`.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,20/15m/key"}
ACCOUNT_FORMS = {
    "login": "selaras.web.office.sign_in.forms.SignInForm",
    "reauthenticate": "selaras.web.office.sign_in.forms.PasswordAgainForm",
    "change_password": "selaras.web.office.sign_in.forms.ChangePassword",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Selaras"
MFA_ADAPTER = "selaras.web.office.sign_in.adapter.SecondFactors"
MFA_FORMS = {
    "authenticate": "selaras.web.office.sign_in.forms.CodeForm",
    "reauthenticate": "selaras.web.office.sign_in.forms.CodeAgainForm",
    "activate_totp": "selaras.web.office.sign_in.forms.ActivateApp",
    "add_webauthn": "selaras.web.office.sign_in.forms.AddKey",
    "login_webauthn": "selaras.web.office.sign_in.forms.SignInKey",
    "authenticate_webauthn": "selaras.web.office.sign_in.forms.SecondKey",
    "reauthenticate_webauthn": "selaras.web.office.sign_in.forms.KeyAgain",
}
# The office's own provider says who somebody is; it makes no account, and nothing it tells is kept.
SOCIALACCOUNT_PROVIDERS = providers_of(os.environ)
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("SELARAS_PROXY") == "1" else 0

# Five wrong passwords for one name from one address: a quarter of an hour of rest. By both, because by
# name alone anybody could lock out the chair, and by address alone one person a whole office.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "selaras.web.office.sign_in.lockout.counted_as"
AXES_CLIENT_IP_CALLABLE = "selaras.web.office.sign_in.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "selaras.web.office.sign_in.lockout.locked_out"
AXES_SENSITIVE_PARAMETERS = ["login", "username", "ip_address", "csrfmiddlewaretoken", "next"]
# Sign-ins stand in our own log of security; this one would keep names and addresses a second time.
AXES_DISABLE_ACCESS_LOG = True

LOGGING = {
    **installation.LOGGING,
    "loggers": {
        **installation.LOGGING["loggers"],  # type: ignore[dict-item]
        # Both write sign-in names into their messages.
        "axes": {"handlers": ["nowhere"], "propagate": False},
        "allauth": {"handlers": ["nowhere"], "propagate": False},
    },
}
