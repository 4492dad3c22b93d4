#!/usr/bin/env bash
# Lay .venv with the locked packages: `set_up.sh base` for using, `set_up.sh dev` for developing.
# Called by the Makefile, which knows by a stamp file when there is nothing to do.
set -euo pipefail
cd "$(dirname "$0")/.."

which=${1:?base or dev}
python=${PYTHON:-python3}
case $which in
  base) lock=requirements.lock ;;
  dev) lock=requirements-dev.lock ;;
  *) echo "set_up.sh: expected base or dev, got $which" >&2; exit 2 ;;
esac

missing() { # what it is for, the Debian packages
  printf '\nSelaras needs %s. Install it with:\n\n    sudo apt-get install --yes %s\n\n' "$1" "$2" >&2
  exit 1
}
command -v "$python" >/dev/null || missing "Python 3.11 or newer" "python3 python3-venv"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
  || missing "Python 3.11 or newer ($("$python" --version) is here; name another with PYTHON=...)" "python3 python3-venv"
"$python" -c 'import ensurepip, venv' 2>/dev/null || missing "Python's virtual environments" "python3-venv"
[ "$which" = base ] || command -v git >/dev/null || missing "git" "git"

milliseconds() { local t=${EPOCHREALTIME/[.,]/}; echo $((t / 1000)); }
seconds() { printf '%d.%d s' $(($1 / 1000)) $(($1 % 1000 / 100)); }
started=$(milliseconds)

# pip fetches uv, uv fetches the rest: a tenth of the time that pip alone takes.
[ -x .uv/bin/pip ] || "$python" -m venv .uv
before=$(milliseconds)
.uv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
downloading=$(($(milliseconds) - before))

# An office behind a gateway of its own has that certificate in the system's store.
[ -e /etc/ssl/certs/ca-certificates.crt ] && export UV_SYSTEM_CERTS=true
uv() { UV_PYTHON_DOWNLOADS=never .uv/bin/uv --quiet "$@"; }
[ -x .venv/bin/python ] || uv venv --python "$(command -v "$python")" .venv
before=$(milliseconds)
uv pip install --python .venv/bin/python --require-hashes -r "$lock"
downloading=$((downloading + $(milliseconds) - before))
# The build back end is inside uv: nothing is fetched for the package itself.
uv pip install --python .venv/bin/python --offline --no-deps --editable .

# Where PYTHONDONTWRITEBYTECODE is set, every start would compile Django anew: half a second each time.
# A third of all files are the packages' own tests, which nobody runs here.
.venv/bin/python -m compileall -q -j 0 -x '/tests?/' .venv/lib src >/dev/null || true

# The kernels of the measurement are compiled once, here, so that nobody waits for it later. A compiler uses
# one core, so there are two; they share no kernel.
warm() { .venv/bin/python -m selaras.core.measurement.warming "$1" >/dev/null; }
warm marginal &
other=$!
warm posterior
wait "$other"

all=$(($(milliseconds) - started))
echo "Set up ($which): downloading and unpacking $(seconds $downloading), all the rest $(seconds $((all - downloading)))"
