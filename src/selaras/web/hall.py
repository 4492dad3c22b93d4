"""Gunicorn's settings for one hall; each name here is one of gunicorn's own.

SELARAS_BIND      address and port to listen on (default: 127.0.0.1:8000)
SELARAS_TLS_CERT  certificate of the address that the tablets call, and
SELARAS_TLS_KEY   its key; without them a proxy in front must speak https
SELARAS_WORKERS   server processes, on PostgreSQL only (default: 1)
"""

import os

wsgi_app = "selaras.wsgi:application()"
bind = os.environ.get("SELARAS_BIND", "127.0.0.1:8000")
certfile = os.environ.get("SELARAS_TLS_CERT") or None
keyfile = os.environ.get("SELARAS_TLS_KEY") or None

# Threads wait for the one writer's commit, so there are as many as tablets may save at one moment.
worker_class = "gthread"
workers = int(os.environ.get("SELARAS_WORKERS", "1"))
threads = 32
# Each process makes its own writer and holds its own lock: nothing may be loaded before the fork.
preload_app = False

keepalive = 75
timeout = 60
graceful_timeout = 10
limit_request_line = 4094
limit_request_fields = 40
limit_request_field_size = 4096
# No access log: what goes on in a hall is told by the ledger, and by nothing else.
accesslog = None
errorlog = "-"
loglevel = "warning"
control_socket_disable = True
