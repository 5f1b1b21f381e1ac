#!/usr/bin/env bash
# Our OAuth provider by a library of other people, and its tokens in mail programs; the checks are in oauth.py.
set -euo pipefail
# Debian's Python, since Debian has the library for that one only.
timeout 300 /usr/bin/python3 "$HERE/oauth.py"
