"""Ask this machine's own server whether it serves; exit code 0 says so. The container asks it."""

import http.client
import os
import ssl
import sys

name = os.environ.get("SELARAS_HOSTS", "localhost").split(",")[0].strip()
port = int(os.environ.get("SELARAS_HEALTH_PORT", "8443"))
if os.environ.get("SELARAS_TLS_CERT"):
    # The certificate is of the name that browsers call; here the address is this very container.
    call: http.client.HTTPConnection = http.client.HTTPSConnection(
        "127.0.0.1", port, timeout=5, context=ssl._create_unverified_context()
    )
else:
    call = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
call.request("GET", "/api/tablet/v1/health", headers={"Host": name})
sys.exit(call.getresponse().status != 200)
