#!/usr/bin/env bash
# One publisher to many receivers: Plenum's engine beside the floor in C, in turn, in one run; prints each ratio and the
# median. Needs cc and OpenSSL's headers (libssl-dev).
#   bench/fanout.sh [rounds] [seconds]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5} seconds=${2:-3}
out=artifacts/fanout
mkdir -p "$out"
ulimit -n "$(ulimit -Hn)"

cc -O2 -o "$out/floor" bench/floor/floor.c -lcrypto
dotnet build bench/Plenum.FanOut -c Release --nologo --verbosity quiet
plenum=bench/Plenum.FanOut/bin/Release/net10.0/Plenum.FanOut

for receivers in 200 500; do
  : > "$out/$receivers.jsonl"
  for _ in $(seq "$rounds"); do
    "$out/floor" "$receivers" "$seconds" | tee -a "$out/$receivers.jsonl"
    "$plenum" "$receivers" "$seconds" | tee -a "$out/$receivers.jsonl"
  done
  node -e '
    const lines = require("fs").readFileSync(process.argv[1], "utf8").trim().split("\n").map(JSON.parse);
    const of = (program) => lines.filter((line) => line.program === program).map((line) => line.usPerPacket);
    const ratios = of("plenum").map((us, round) => us / of("floor")[round]).sort((a, b) => a - b);
    const bytes = Math.max(...lines.filter((line) => line.program === "plenum").map((line) => line.managedBytesPerPacket));
    const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
    console.log(`${process.argv[2]} receivers: ${median(of("plenum")).toFixed(3)} us, floor ${median(of("floor")).toFixed(3)} us, ` +
      `ratio median ${median(ratios).toFixed(2)} (${ratios[0].toFixed(2)} to ${ratios.at(-1).toFixed(2)}), ` +
      `at most ${bytes.toFixed(2)} managed bytes per packet`);
  ' "$out/$receivers.jsonl" "$receivers"
done
