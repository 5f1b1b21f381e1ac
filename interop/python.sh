#!/usr/bin/env bash
# Python's own mail libraries; the checks are in clients.py.
set -euo pipefail
timeout 300 python3 "$HERE/clients.py"
