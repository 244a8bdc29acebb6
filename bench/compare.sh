#!/usr/bin/env bash
# The same load on one server after the other, round by round: CPU per delivered packet of Plenum, Janus, whatever else
# speaks WHIP and WHEP, and the floor in C. Prints the table that stands in the README.
#   bench/compare.sh [-r ROUNDS] [-t SECONDS] [-n NAMESPACE] [-s NAME,PID,WHIP,WHEP]... [CASE]...
# A case is one of load_of's, below; without, those of the bars. WHIP and WHEP are URLs with {room}, {id} and {publisher} for what
# differs; such a server runs in the network namespace that is named by -n. Without -n one is made, and removed.
# Needs root for the namespace, and what bench/compare/install.sh installs.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=5 seconds=10 namespace='' servers=()
while getopts r:t:n:s: option; do
  case $option in
    r) rounds=$OPTARG ;; t) seconds=$OPTARG ;; n) namespace=$OPTARG ;; s) servers+=("$OPTARG") ;; *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
cases=("$@")
[ ${#cases[@]} -gt 0 ] || cases=(livestream-1.2 livestream-2.5 livestream-vp8 meeting-16 meeting-25)

# Whatever ends this ends what it started: a program in the foreground would keep a signal waiting, so none is there.
attended=''
attend() {
  "$@" &
  attended=$!
  wait "$attended"
}
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Libnice, which Janus is made with, uses no loopback device: the servers' address is on a veth. The clients of the load
# test have 127.64.0.0/10, which libnice must find on the device that it is bound to. All of it stays in the namespace.
if [ -z "${IN_NAMESPACE:-}" ]; then
  if [ -z "$namespace" ]; then
    namespace=plenum-compare-$$
    ip netns add "$namespace"
    made=$namespace
  fi
  finish() {
    [ -z "$attended" ] || { kill "$attended" && wait "$attended"; } 2>/dev/null || true
    [ -z "${made:-}" ] || ip netns del "$made"
  }
  trap finish EXIT
  inside() { ip netns exec "$namespace" "$@"; }
  inside ip link set lo up
  if ! inside ip link show media0 &>/dev/null; then
    inside ip link add media0 type veth peer name media1
    inside ip link set media1 up
    inside ip address add 10.99.0.1/24 dev media0
    inside ip link set media0 up
    inside ip route add local 127.64.0.0/10 dev media0
  fi
  extra=()
  for server in "${servers[@]}"; do extra+=(-s "$server"); done
  IN_NAMESPACE=1 attend ip netns exec "$namespace" "$0" -r "$rounds" -t "$seconds" "${extra[@]}" "${cases[@]}"
  exit
fi

out=artifacts/compare
plenum=src/Plenum.Server/bin/Release/net10.0/Plenum.Server
started=()
stop() {
  for pid in "${started[@]}" $attended; do kill "$pid" 2>/dev/null || true; done
  wait
}
trap stop EXIT
mkdir -p "$out"
ulimit -n "$(ulimit -Hn)"
[ -n "${NO_BUILD:-}" ] || attend dotnet build -c Release --nologo --verbosity quiet src/Plenum.Server
cc -O2 -o "$out/floor" bench/floor/floor.c -lcrypto

# What a process says when it can be used: the URL behind a word in its output.
ready() {
  for _ in $(seq 100); do
    grep -oPm1 "(?<=$2: )\S+" "$1" && return
    sleep 0.2
  done
  cat "$1" >&2
  return 1
}

"$plenum" serve --dev --urls http://127.0.0.1:0 --Plenum:Media:Address=10.99.0.1 --Plenum:Media:Port=0 \
  --Plenum:Rooms:Defaults:MaxAudience=5000 > "$out/plenum.log" 2>&1 &
plenum_pid=$!
started+=($plenum_pid)
url=$(ready "$out/plenum.log" 'Plenum is ready')
servers=("plenum,$plenum_pid,$url/whip/{room}?identity={id},$url/whep/{room}?exclude={id}" "${servers[@]}")

bench/compare/janus.sh "$PWD/$out/janus" 10.99.0.1 8088
janus -F "$out/janus" > "$out/janus.log" 2>&1 &
janus_pid=$!
started+=($janus_pid)
sleep 2
node bench/compare/adapter.mjs http://127.0.0.1:8088/janus 0 > "$out/adapter.log" 2>&1 &
started+=($!)
url=$(ready "$out/adapter.log" 'adapter is ready')
servers+=("janus,$janus_pid,$url/whip/{room}?identity={id},$url/whep/{room}?exclude={id}")

# Sizes on the wire less the tag: 12 bytes of header, 16 of extensions, 4 of VP8's descriptor, a fifth (a tenth) of a frame.
floor_of() {
  case $1 in
    livestream-1.2 | livestream-spread) echo 500 2 5 1032 108 ;;
    livestream-2.5) echo 500 2 10 1074 108 ;;
  esac
}
load_of() {
  case $1 in
    livestream-1.2) echo livestream --viewers 500 --bitrate 1200k ;;
    livestream-2.5) echo livestream --viewers 500 --bitrate 2500k ;;
    livestream-spread) echo livestream --viewers 500 --bitrate 1200k --spread 3ms ;;
    livestream-vp8) echo livestream --viewers 500 --video vp8 --audio opus --spread 3ms ;;
    meeting-16) echo meeting --participants 16 --bitrate 1200k ;;
    meeting-25) echo meeting --participants 25 --bitrate 1200k ;;
    *) echo "There is no case $1" >&2; return 2 ;;
  esac
}

# One load on one server: NAME,PID,WHIP,WHEP, the room, the file for the figures, and the load test's options.
# Receiving as plain sockets do: what the kernel cuts a message up for is the sender's to pay, as on a network card.
load() {
  IFS=, read -r _ pid whip whep <<< "$1"
  attend "$plenum" loadtest "${@:4}" --whip "$whip" --whep "$whep" --room "$2" --join-rate 60 --no-gro --server-pid "$pid" \
    --json "$3" > "$out/loadtest.log" 2>&1 || { tail -n 20 "$out/loadtest.log" >&2; exit 1; }
}

# A process that has just started compiles, fills its pools and its caches. None is measured before it has run for a while.
for server in "${servers[@]}"; do
  load "$server" warm-up "$out/warm-up.json" livestream --viewers 100 --hold 15s
done
for case in "${cases[@]}"; do
  wanted=$(load_of "$case")
  read -ra wanted <<< "$wanted"
  rm -f "$out/$case".*.json
  for round in $(seq "$rounds"); do
    for server in "${servers[@]}"; do
      load "$server" "${case//./-}-$round" "$out/$case.$round.${server%%,*}.json" "${wanted[@]}" --hold "${seconds}s"
    done
    sizes=$(floor_of "$case")
    # shellcheck disable=SC2086
    [ -z "$sizes" ] || attend "$out/floor" $sizes > "$out/$case.$round.floor.json"
    echo "$case: round $round of $rounds" >&2
  done
done
node bench/compare/table.mjs "$out" "${cases[@]}"
