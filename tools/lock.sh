#!/usr/bin/env bash
# Compile the locks from pyproject.toml: exact, hashed, for every platform, and without any address.
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
  .uv/bin/uv --quiet pip compile --universal --generate-hashes --python-version 3.11 \
    --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$@" >/dev/null
}
compile pyproject.toml --output-file requirements.lock
compile pyproject.toml --group dev --constraints requirements.lock --output-file requirements-dev.lock
