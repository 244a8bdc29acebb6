#!/usr/bin/env bash
# Installs the foreign stacks of the interop tests and builds what must be built. Idempotent; needs root only if a
# package is missing. Node, the .NET SDK and the browsers come from eng/install.sh.
set -euo pipefail
cd "$(dirname "$0")"

packages=(
  python3-aiortc
  python3-gi gir1.2-gst-plugins-base-1.0 gir1.2-gst-plugins-bad-1.0 gstreamer1.0-tools
  gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-nice
  golang-go golang-github-pion-webrtc.v3-dev
  coturn
)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing: ${missing[*]}"
  as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }
  as_root apt-get -o DPkg::Lock::Timeout=300 update -qq
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${missing[@]}"
fi

npm ci --no-audit --no-fund --silent
npm --prefix ../E2E ci --no-audit --no-fund --silent
dotnet build EchoServer --nologo --verbosity quiet

# Debian ships Go libraries as sources for the GOPATH. The /v3 of pion's import path is only understood for code that
# lies in a GOPATH itself and has a go.mod.
if [ ! -x clients/pion/pion-client ] || [ clients/pion/main.go -nt clients/pion/pion-client ]; then
  gopath=$(mktemp -d)
  trap 'rm -rf "$gopath"' EXIT
  mkdir -p "$gopath/src/pion-client"
  cp clients/pion/main.go clients/pion/go.mod "$gopath/src/pion-client"
  output=$PWD/clients/pion/pion-client
  (cd "$gopath/src/pion-client" && GO111MODULE=off GOPATH="$gopath:/usr/share/gocode" go build -o "$output" .)
fi
