#!/usr/bin/env bash
# How many joins a second one core carries: viewers come at a rate, each by signalling, ICE, DTLS and its first packet, stay a
# moment and leave. The server has one processor, the test another; a line for each rate, with what each join cost both.
#   bench/joins.sh [-t HOLD] [-s STAY] [RATE]...                          # -t 30s -s 2s 100 200 300
# Exits non-zero unless every rate was kept, nobody was refused or lost, and 99 of 100 were connected within a second.
set -euo pipefail
cd "$(dirname "$0")/.."
. bench/server.sh
hold=30s stay=2s
while getopts t:s: option; do
  case $option in t) hold=$OPTARG ;; s) stay=$OPTARG ;; *) exit 2 ;; esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || set -- 100 200 300
command -v jq curl taskset >/dev/null

# Pictures of one packet and no sound: what is measured is the coming and going.
# The test's processor is to be enough for its joins, whatever its pauses: its heap is larger than a server's may be.
churn() {
  attend env DOTNET_GCGen0MaxBudget=400000 taskset -c 1 $program loadtest churn "$url" --server-pid "$server" --video constant --audio none --bitrate 100k \
    --fps 10 --stay "$stay" --join-rate 20 "$@"
}

build
start_server --Plenum:Media:Shards=1 --Plenum:Signaling:MaxSocketsPerAddress=100000
taskset -a -c -p 0 "$server" >/dev/null
churn --room warm-up --churn-rate 50 --warm-up 1s --hold 20s >/dev/null

failed=0
printf 'rate\tjoins/s\tp50 ms\tp99 ms\tfirst packet p99\trefused\tfailed\tserver ms\tKiB\ttest ms\tKiB\tserver cores\n'
for rate in "$@"; do
  churn --room "churn-$rate" --churn-rate "$rate" --warm-up 5s --hold "$hold" --json artifacts/joins.json --require "joins.perSecond >= $((rate * 98 / 100))" \
    --require 'joins.timeMs.p99 <= 1000' --require 'firstPacketMs.p99 <= 1000' --require 'joins.refused <= 0' \
    --require 'participants.failed <= 0' >/dev/null || failed=1
  jq -r --arg rate "$rate" 'def r: . * 100 | round / 100; [$rate, (.joins.perSecond | r), .joins.timeMs.p50, .joins.timeMs.p99, .firstPacketMs.p99, .joins.refused,
    .participants.failed, (.server.cpuMsPerJoin | r), (.server.allocatedKiBPerJoin | round), (.generator.cpuMsPerJoin | r),
    (.generator.allocatedKiBPerJoin | round), (.server.cpuCores | r)] | @tsv' artifacts/joins.json
done
exit $failed
