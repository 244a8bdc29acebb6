#!/usr/bin/env bash
# Where the CPU of a livestream's server goes, part by part, in microseconds for each delivered packet, beside the same parts of
# the floor in C: by samples of the clock (perf), for virtual machines mostly have no counters.
#   bench/profile.sh [-b BITRATE] [-t SECONDS] [VIEWERS]        # -b 1200k -t 20 300
# Needs linux-perf and permission to use it (root), a C compiler and libssl-dev.
set -euo pipefail
cd "$(dirname "$0")/.."
. bench/server.sh
bitrate=1200k seconds=20
while getopts b:t: option; do
  case $option in b) bitrate=$OPTARG ;; t) seconds=$OPTARG ;; *) exit 2 ;; esac
done
shift $((OPTIND - 1))
viewers=${1:-300} out=artifacts/profile
mkdir -p $out

# Names of compiled code go to /tmp/perf-PID.map, and the code itself must be where they say.
export DOTNET_PerfMapEnabled=1 DOTNET_EnableWriteXorExecute=0
build
start_server
livestream profile --viewers "$viewers" --bitrate "$bitrate" --join-rate 60 --no-gro --warm-up 10s --hold "$((seconds + 4))s" \
  --json $out/load.json >$out/load.log 2>&1 &
load=$!
started+=($load)
sleep $((viewers / 60 + 12))
attend perf record -q -e cpu-clock -F 2000 -g -p "$server" -o $out/server.data -- sleep "$seconds"
wait $load || { tail -n 20 $out/load.log >&2; exit 1; }

cc -O2 -o $out/floor bench/floor/floor.c -lcrypto
attend perf record -q -e cpu-clock -F 2000 -g -o $out/floor.data $out/floor "$viewers" 4 5 1032 108 >$out/floor.json
for program in server floor; do
  perf script -i $out/$program.data -F comm,ip,sym,dso 2>/dev/null >$out/$program.txt
done
rm -f "/tmp/perf-$server.map"
node bench/profile/parts.mjs $out
