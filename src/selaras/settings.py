"""Settings of the installation. Everything that differs between places comes from the environment.

SELARAS_DATABASE    path of the SQLite file (default: selaras.sqlite3 where the command runs)
DATABASE_URL        postgresql://user:password@host:port/name, or sqlite:///path; wins over the path
SELARAS_SECRET_KEY  key of the sessions; without it every start draws a fresh one
SELARAS_HOSTS       names by which the server is called, with commas (default: this machine only)
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.management.utils import get_random_secret_key

# With Django's defaults a reader that becomes a writer fails at once and, under
# fifty examiners, 18 % of the saves were lost. IMMEDIATE takes the write lock at
# BEGIN, WAL lets readers go on, FULL survives a power cut, secure_delete writes
# zeros over what is erased. `records` asserts these at start; whoever changes them changes that check too.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
    ),
}


def sqlite_database(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": dict(SQLITE_OPTIONS),
    }


def database_from_url(url: str) -> dict[str, Any]:
    """Return the Django database that a URL names.

    >>> database_from_url("postgresql://ani:r%40hasia@db:5433/selaras?sslmode=require")["HOST"]
    'db'
    >>> database_from_url("sqlite:////var/lib/selaras.sqlite3")["NAME"]
    '/var/lib/selaras.sqlite3'
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite_database(unquote(parts.path.removeprefix("/")))
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError(f"DATABASE_URL starts with {parts.scheme!r}: expected postgresql or sqlite")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        # A pooled connection may have died since the last request.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def database_from_environment() -> dict[str, Any]:
    if url := os.environ.get("DATABASE_URL"):
        return database_from_url(url)
    path = os.environ.get("SELARAS_DATABASE", "selaras.sqlite3")
    return sqlite_database(str(Path(path).absolute()))


DATABASES = {"default": database_from_environment()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "selaras.records",
]
# From the first migration: exchanging the user model later means rewriting every key to it.
AUTH_USER_MODEL = "records.Account"

SECRET_KEY = os.environ.get("SELARAS_SECRET_KEY") or get_random_secret_key()
DEBUG = False
ALLOWED_HOSTS = [
    name.strip()
    for name in os.environ.get("SELARAS_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
    if name.strip()
]
ROOT_URLCONF = "selaras.web.urls"
# No sessions, no cookies: what is served so far is signed by whoever sends it.
MIDDLEWARE = ["selaras.web.guarding.Guarding"]
# Bodies are limited where they are read; this is the last wall, a little higher.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20 + 4096
# Django's own log tells paths and messages of exceptions, and both may name people.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}, "nowhere": {"class": "logging.NullHandler"}},
    "loggers": {
        "django": {"handlers": ["nowhere"], "propagate": False},
        "django.request": {"handlers": ["nowhere"], "propagate": False},
        "django.security": {"handlers": ["nowhere"], "propagate": False},
        "django.server": {"handlers": ["nowhere"], "propagate": False},
        "selaras": {"handlers": ["stderr"], "level": "INFO"},
    },
}

USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
