#!/usr/bin/env bash
# How far one livestream goes on this machine, pictures and sound, server and test side by side: for each number of viewers
# the highest of the bitrates that loses nothing for good, and a line for each try.
#   bench/viewers.sh [-w] [-t HOLD] [-b 'BITRATE...'] [VIEWERS]...        # -t 60s -b '1200k 500k 250k' 1000 2000 3000
# (Frames of up to 250k are one packet, of up to 500k two.)
# -w watches the server meanwhile, which costs it some milliseconds every three seconds: to see why, not how much.
# Exits non-zero unless each number of viewers was carried at some bitrate: everybody joined, nothing was lost for good,
# all that was published was delivered, and the test itself kept up.
set -euo pipefail
cd "$(dirname "$0")/.."
. bench/server.sh
hold=60s bitrates='1200k 500k 250k' watches=''
while getopts wt:b: option; do
  case $option in w) watches=yes ;; t) hold=$OPTARG ;; b) bitrates=$OPTARG ;; *) exit 2 ;; esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || set -- 1000 2000 3000
command -v jq curl >/dev/null

overflows() { awk '/^Udp:/ && $2 ~ /[0-9]/ { print $6 }' /proc/net/snmp; }
since() { jq -nrc --argjson before "$1" --argjson after "$2" '$after | with_entries(.value -= ($before[.key] // 0)) | map_values(select(. > 0))'; }

# What the server does meanwhile: how busy its busiest shard is, the step of what it leaves out, the round trip that 1 % are
# above, and the budget that 10 % are below.
sample() {
  while sleep 3; do
    state '[(.shards | max_by(.busy) | .busy, .shedStep), ([.rooms[].peers[] | .roundTripMs // 0] | sort | .[length * 0.99 | floor]),
      ([.rooms[].peers[] | .budgetBitsPerSecond] | sort | .[length / 10 | floor]) / 1000] | @tsv' || true
  done >"$1"
}
worst() {
  awk '{ busy = $1 > busy ? $1 : busy; step = $2 > step ? $2 : step; trip = $3 > trip ? $3 : trip; budget = $4 }
    END { printf "at most %.2f busy, step %d, round trip p99 %.0f ms, budget p10 in the end %d kbit/s", busy, step, trip, budget }' "$1"
}

# A try: viewers, bitrate.
try() {
  local json=artifacts/viewers-$1-$2.json drops lost sampler ended=0
  drops=$(state .drops) lost=$(overflows)
  if [ -n "$watches" ]; then
    sample artifacts/viewers.tsv &
    sampler=$!
    started+=($sampler)
  fi
  livestream "viewers-$1-$2" --viewers "$1" --bitrate "$2" --join-rate 60 --warm-up 10s --hold "$hold" --json "$json" \
    --require "participants.joined >= $(($1 + 1))" --require 'participants.failed <= 0' --require 'delivery.lost <= 0' \
    --require 'delivery.offeredRatio >= 0.995' --require 'generator.receiveOverflows <= 0' >artifacts/viewers.log 2>&1 || ended=$?
  [ -z "$watches" ] || { kill "$sampler"; wait "$sampler"; } || true
  [ $ended -le 1 ] || { cat artifacts/viewers.log >&2; exit 1; }
  jq -r --arg viewers "$1" --arg bitrate "$2" --arg drops "$(since "$drops" "$(state .drops)")" --arg kernel "$(($(overflows) - lost))" \
    --arg worst "$([ -z "$watches" ] || worst artifacts/viewers.tsv)" '
    def n: . * 100 | round / 100;
    "\($viewers) at \($bitrate): " + (if all(.requirements[]; .met) then "carried" else "NOT carried" end)
    + "; joined \(.participants.joined), failed \(.participants.failed), refused for now \(.joins.refused)"
    + "; \(.delivery.offeredRatio * 1000 | floor / 10) % of \(.delivery.offered), lost \(.delivery.lost), repaired \(.delivery.recovered)"
    + "; \(.delivery.packetsPerSecond | round) packets/s, \(.delivery.bitsPerSecond / 1e6 | round) Mbit/s"
    + "; delay p50 \(.forwardingDelayMs.p50 | n), p99 \(.forwardingDelayMs.p99 | n), p99.9 \(.forwardingDelayMs.p999 | n) ms"
    + "; server \(.server.cpuCores | n) cores, \(.server.usPerDeliveredPacket | n) us a packet, \(.server.memoryKiBPerParticipant | round) KiB a viewer"
    + "; test \(.generator.cpuCores | n) cores, longest round \(.generator.longestRoundMs | round) ms, overflows \(.generator.receiveOverflows)"
    + (if $worst == "" then "" else " (\($worst))" end)
    + "; kernel full \($kernel), dropped \($drops)"' "$json"
  return $ended
}

build
start_server
status=0
for viewers in "$@"; do
  carried=no
  for bitrate in $bitrates; do
    if try "$viewers" "$bitrate"; then
      carried=yes
      break
    fi
  done
  [ $carried = yes ] || status=1
done
exit $status
