# shellcheck shell=bash
# Sourced by the scripts here: a server of one's own, what it says of itself, and an end for all that was started.
program=src/Plenum.Server/bin/Release/net10.0/Plenum.Server
started=()
server='' url='' log=''

# A program in the foreground would keep a signal waiting, so none is there.
attend() {
  "$@" &
  started+=($!)
  wait $!
}

finish() {
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait
  [ -z "$log" ] || rm -f "$log"
}

build() {
  ulimit -n "$(ulimit -Hn)"
  [ -n "${NO_BUILD:-}" ] || attend dotnet build -c Release -v quiet --nologo src/Plenum.Server
  mkdir -p artifacts
}

# Starts a server and warms it up: one that has just started compiles, and would refuse what it takes a minute later.
start_server() {
  log=$(mktemp)
  ASPNETCORE_ENVIRONMENT=Development $program serve --dev --urls http://127.0.0.1:0 --Plenum:Media:Address=127.0.0.1 \
    --Plenum:Media:Port=0 --Plenum:Rooms:Defaults:MaxAudience=10000 "$@" >"$log" &
  server=$!
  started+=($server)
  until url=$(grep -oP '(?<=Plenum is ready: )\S+' "$log"); do
    kill -0 $server
    sleep 0.2
  done
  livestream warm-up --viewers 50 --join-rate 25 --hold 15s >/dev/null
}

# One livestream: its room, and the load test's options.
livestream() {
  attend $program loadtest livestream --whip "$url/whip/{room}?identity={id}" --whep "$url/whep/{room}" --room "$1" \
    --server-pid "$server" "${@:2}"
}

# What the server says of itself, by a jq program.
state() { curl -sf --max-time 5 "$url/debug/state" | jq -r "$1"; }
memory_mib() { awk '/^Pss:/ { printf "%d", $2 / 1024 }' "/proc/$server/smaps_rollup"; }

trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
