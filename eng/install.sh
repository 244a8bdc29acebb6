#!/usr/bin/env bash
# Installs what a fresh Debian machine lacks for building and testing Plenum. Idempotent; needs root only if something
# is missing. The .NET 10 SDK, Node 20+, git and apt are taken for granted.
set -euo pipefail

packages=(
  chromium firefox-esr                    # end-to-end tests
  fonts-noto-cjk fonts-noto-color-emoji   # their screenshots
  libssl3                                 # DTLS and SRTP
  iproute2                                # networks of their own for tests of bad ones
)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

echo "installing: ${missing[*]}"
as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }
as_root apt-get -o DPkg::Lock::Timeout=300 update -qq
as_root env DEBIAN_FRONTEND=noninteractive \
  apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${missing[@]}"
