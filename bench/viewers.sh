#!/usr/bin/env bash
# How far one livestream goes on this machine, pictures and sound, server and test side by side: for each number of viewers
# the highest of the bitrates that loses nothing for good, and a line for each try.
#   bench/viewers.sh [-t HOLD] [-b 'BITRATE...'] [VIEWERS]...        # -t 60s -b '1200k 600k 300k' 1000 2000 3000
# Exits non-zero unless each number of viewers was carried at some bitrate: everybody joined, nothing was lost for good,
# all that was published was delivered, and the test itself kept up.
set -euo pipefail
cd "$(dirname "$0")/.."
. bench/server.sh
hold=60s bitrates='1200k 600k 300k'
while getopts t:b: option; do
  case $option in t) hold=$OPTARG ;; b) bitrates=$OPTARG ;; *) exit 2 ;; esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || set -- 1000 2000 3000
command -v jq curl >/dev/null

overflows() { awk '/^Udp:/ && $2 ~ /[0-9]/ { print $6 }' /proc/net/snmp; }
since() { jq -nrc --argjson before "$1" --argjson after "$2" '$after | with_entries(.value -= ($before[.key] // 0)) | map_values(select(. > 0))'; }

# A try: viewers, bitrate.
try() {
  local json=artifacts/viewers-$1-$2.json drops lost before
  drops=$(state .drops) lost=$(overflows)
  livestream "viewers-$1-$2" --viewers "$1" --bitrate "$2" --join-rate 60 --warm-up 10s --hold "$hold" --json "$json" \
    --require "participants.joined >= $(($1 + 1))" --require 'participants.failed <= 0' --require 'delivery.lost <= 0' \
    --require 'delivery.offeredRatio >= 0.995' --require 'generator.receiveOverflows <= 0' >artifacts/viewers.log 2>&1
  local ended=$?
  [ $ended -le 1 ] || { cat artifacts/viewers.log >&2; exit 1; }
  before=$drops
  jq -r --arg viewers "$1" --arg bitrate "$2" --arg drops "$(since "$before" "$(state .drops)")" --arg kernel "$(($(overflows) - lost))" '
    def n: . * 100 | round / 100;
    "\($viewers) at \($bitrate): " + (if all(.requirements[]; .met) then "carried" else "NOT carried" end)
    + "; joined \(.participants.joined), failed \(.participants.failed), refused for now \(.joins.refused)"
    + "; \(.delivery.offeredRatio * 1000 | floor / 10) % of \(.delivery.offered), lost \(.delivery.lost), repaired \(.delivery.recovered)"
    + "; \(.delivery.packetsPerSecond | round) packets/s, \(.delivery.bitsPerSecond / 1e6 | round) Mbit/s"
    + "; delay p50 \(.forwardingDelayMs.p50 | n), p99 \(.forwardingDelayMs.p99 | n), p99.9 \(.forwardingDelayMs.p999 | n) ms"
    + "; server \(.server.cpuCores | n) cores, \(.server.usPerDeliveredPacket | n) us a packet, \(.server.memoryKiBPerParticipant | round) KiB a viewer"
    + "; test \(.generator.cpuCores | n) cores, longest round \(.generator.longestRoundMs | round) ms, overflows \(.generator.receiveOverflows)"
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
