#!/usr/bin/env bash
# How far one livestream goes on this machine: 1 publisher to VIEWERS, pictures and sound, server and test side by side.
#   bench/viewers.sh [viewers] [bitrate] [hold]        # 3000 300k 60s
# Exits non-zero unless everybody joined, nothing was lost for good and all that was published was delivered.
set -euo pipefail
cd "$(dirname "$0")/.."
viewers=${1:-3000} bitrate=${2:-300k} hold=${3:-60s}
[ -n "${NO_BUILD:-}" ] || dotnet build -c Release -v quiet --nologo src/Plenum.Server
mkdir -p artifacts
program=src/Plenum.Server/bin/Release/net10.0/Plenum.Server

log=$(mktemp)
ASPNETCORE_ENVIRONMENT=Development $program serve --dev --urls http://127.0.0.1:0 --Plenum:Media:Address=127.0.0.1 \
  --Plenum:Media:Port=0 --Plenum:Rooms:Defaults:MaxAudience=10000 >"$log" &
server=$!
trap 'kill $server; rm -f "$log"' EXIT
until url=$(grep -oP '(?<=Plenum is ready: )\S+' "$log"); do
  kill -0 $server
  sleep 0.2
done
$program loadtest livestream --whip "$url/whip/{room}?identity={id}" --whep "$url/whep/{room}" --viewers "$viewers" \
  --bitrate "$bitrate" --join-rate 100 --warm-up 20s --hold "$hold" --server-pid $server --json artifacts/viewers.json \
  --require "participants.joined >= $((viewers + 1))" --require 'participants.failed <= 0' \
  --require 'delivery.lost <= 0' --require 'delivery.offeredRatio >= 0.99' --require 'generator.receiveOverflows <= 0'
