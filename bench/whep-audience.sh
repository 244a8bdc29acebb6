#!/usr/bin/env bash
# One encoder by WHIP and many players by WHEP against a server of its own, over loopback.
#   bench/whep-audience.sh [receivers] [seconds]
# Exits non-zero if any packet was lost for good, or a player saw what a decoder must never see.
set -euo pipefail
cd "$(dirname "$0")/.."
receivers=${1:-100} seconds=${2:-60}
dotnet build -c Release -v quiet --nologo src/Plenum.Server
dotnet build -c Release -v quiet --nologo bench/Plenum.WhepAudience

log=$(mktemp)
ASPNETCORE_ENVIRONMENT=Development DOTNET_GCgen0size=0x400000 src/Plenum.Server/bin/Release/net10.0/Plenum.Server \
  serve --dev --urls http://127.0.0.1:0 --Plenum:Media:Address=127.0.0.1 --Plenum:Media:Port=0 >"$log" &
server=$!
trap 'kill $server; rm -f "$log"' EXIT
until url=$(grep -oP '(?<=Plenum is ready: )\S+' "$log"); do
  kill -0 $server
  sleep 0.2
done
bench/Plenum.WhepAudience/bin/Release/net10.0/Plenum.WhepAudience "$url" "$receivers" "$seconds"
curl -s "$url/debug/state" | head -40
