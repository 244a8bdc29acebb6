#!/usr/bin/env bash
# What bench/compare.sh needs on Debian, beside .NET and Node: Janus, a C compiler with OpenSSL's headers, ip.
set -euo pipefail
apt-get install --yes --no-install-recommends janus gcc libc6-dev libssl-dev iproute2
# Debian starts it as a service; the comparison starts its own.
systemctl disable --now janus 2>/dev/null || true
