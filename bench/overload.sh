#!/usr/bin/env bash
# 150 % of what a real server can do, for a while: what is left out, what is not, who is refused, and how it comes back.
#   bench/overload.sh [-v VIEWERS] [-b BITRATE] [-t SECONDS]        # 500 1200k 300
# A livestream is joined; then the server is put on one processor with a busy neighbour, which gets heavier until the server
# is at its limit with this livestream, and then half as heavy again. Exits non-zero when a sound was lost, nobody new was
# refused, nothing was left out, or the server is not what it was within three minutes after.
set -euo pipefail
cd "$(dirname "$0")/.."
. bench/server.sh
viewers=500 bitrate=1200k seconds=300
while getopts v:b:t: option; do
  case $option in v) viewers=$OPTARG ;; b) bitrate=$OPTARG ;; t) seconds=$OPTARG ;; *) exit 2 ;; esac
done
command -v jq curl taskset >/dev/null
last=$(($(nproc) - 1))
offer=$(printf '%s\r\n' v=0 'o=- 1 1 IN IP4 127.0.0.1' s=- 't=0 0' 'a=group:BUNDLE 0' 'm=audio 9 UDP/TLS/RTP/SAVPF 111' \
  'c=IN IP4 0.0.0.0' a=mid:0 a=recvonly a=rtcp-mux a=ice-ufrag:newc a=ice-pwd:0123456789012345678901 a=setup:actpass \
  "a=fingerprint:sha-256 $(printf '00:%.0s' {1..31})00" 'a=rtpmap:111 opus/48000/2')

# What follows the name in /proc/PID/stat: its fields from the third on.
stat_of() { sed 's/.*) //' "/proc/$1/stat" | cut -d' ' -f"$(($2 - 2))"; }
ticks() { echo $(($(stat_of "$server" 14) + $(stat_of "$server" 15))); }
calculate() { awk "BEGIN { printf \"$1\", $2 }"; }
say() { printf '%4d s  %s\n' $((SECONDS - begun)) "$*"; }

# One line whenever the server does something else than when it was looked at last.
doing='' step=0 most=0
look() {
  local now
  now=$(state '.shards[0] | "\(.shedStep) leaves out \(.sheds), \(if .refusesJoins then "refuses" else "takes" end) joins"') || now="$step does not answer"
  step=${now%% *}
  most=$((step > most ? step : most))
  [ "$now" = "$doing" ] || say "step $now"
  doing=$now
}

# Somebody new: what the server says, and when to come again.
refused=0 taken=0
knock() {
  local answer
  answer=$(curl -s -D - -o /dev/null --max-time 5 -H 'Content-Type: application/sdp' --data-binary "$offer" "$url/whep/overload" | tr -d '\r') || true
  case $answer in
    HTTP*' 201 '*)
      taken=$((taken + 1))
      curl -s -o /dev/null --max-time 5 -X DELETE "$url$(sed -n 's/^[Ll]ocation: //p' <<<"$answer")" || true
      ;;
    HTTP*' 503 '*) grep -qi '^retry-after: [0-9]' <<<"$answer" && refused=$((refused + 1)) ;;
    *) say "somebody new got no answer" ;;
  esac
}

build
begun=$SECONDS
start_server --Plenum:Media:Shards=1
memory_before=$(memory_mib)
$program loadtest livestream --whip "$url/whip/{room}?identity={id}" --whep "$url/whep/{room}" --room overload --viewers "$viewers" \
  --bitrate "$bitrate" --join-rate 60 --warm-up 15s --server-pid "$server" --hold 30m --json artifacts/overload.json >artifacts/overload.log 2>&1 &
test=$!
started+=($test)
until [ "$(state .peers)" -gt "$viewers" ]; do
  kill -0 $test
  sleep 1
done
# What is measured must be all of it: joins are work, too, and what they had it leave out comes back first.
for try in $(seq 60); do
  sleep 1
  look
  case $doing in '0 '*' takes joins') break ;; esac
  [ "$try" -lt 60 ] || { echo "This machine does not carry $viewers viewers at $bitrate, or is busy otherwise: try -v $((viewers / 2))" >&2; exit 3; }
done
before=$(ticks)
sleep 5
whole=$(calculate %.2f "($(ticks) - $before) / 500")
part=$(calculate %.2f "$whole < 0.95 ? $whole : 0.95")
memory_loaded=$(memory_mib)
overflows=$(state '.shards[0].receiveOverflows')
most=0
say "$viewers viewers at $bitrate take $whole cores"

# A busy neighbour on the same processor. CFS: a step of niceness is a weight of 1.25. The server does with less than it took
# (longer batches cost less a packet), so its limit is looked for: the share at which it refuses joins.
allowed=$(taskset -cp "$server" | sed 's/.*: //')
taskset -c "$last" bash -c 'while :; do :; done' &
neighbour=$!
started+=($neighbour)
taskset -acp "$last" "$server" >/dev/null
[ "$last" = 0 ] || taskset -acp 0-$((last - 1)) $test >/dev/null
nice=$(($(stat_of "$server" 19) + $(calculate %.0f "log($part / (1 - $part)) / log(1.25)")))
while [ $nice -ge -18 ]; do
  renice -n $nice -p $neighbour >/dev/null
  before=$(ticks)
  sleep 5
  look
  case $doing in *' takes joins') nice=$((nice - 1)) ;; *) break ;; esac
done
[ $nice -ge -18 ] || { echo "The server carries this with $(calculate %.2f "($(ticks) - $before) / 500") cores: try more viewers" >&2; exit 3; }
limit=$(calculate %.2f "($(ticks) - $before) / 500")
renice -n $((nice - 2)) -p $neighbour >/dev/null
say "with $limit cores it is at its limit; from now on it has two thirds of that"

over=$SECONDS before=$(ticks) knocks=$SECONDS
while [ $((SECONDS - over)) -lt "$seconds" ]; do
  sleep 1
  look
  [ "$SECONDS" -lt "$knocks" ] || { knock; knocks=$((SECONDS + 5)); }
done
had=$(calculate %.2f "($(ticks) - $before) / 100 / ($SECONDS - $over)")
kill $neighbour
taskset -acp "$allowed" "$server" >/dev/null
say "overload ends: the server had $had cores; somebody new was refused $refused times and taken $taken times; step $most was the highest"

over=$SECONDS normal=''
while [ -z "$normal" ] && [ $((SECONDS - over)) -lt 180 ]; do
  sleep 1
  look
  case $doing in '0 '*' takes joins') normal=$((SECONDS - over)) ;; esac
done
sleep 5
overflows=$(($(state '.shards[0].receiveOverflows') - overflows))
kill $test
wait $test || true
sleep 10
memory_after=$(memory_mib)
say "back to normal after ${normal:-more than 180} s; memory $memory_before MiB before, $memory_loaded loaded, $memory_after when all had left"
jq -r --arg viewers "$viewers" --arg overflows "$overflows" '
  "sound: \(.delivery.sound.delivered) of \(.delivery.sound.offered) came, \(.delivery.sound.lost) lost, \(.delivery.sound.mostLostByOne) at most by one of \($viewers), \(.delivery.sound.silentStreams) silent\n"
  + "pictures: \(.delivery.pictures.delivered) of \(.delivery.pictures.offered) came, \(.delivery.pictures.lost) lost, \(.delivery.pictures.silentStreams) silent\n"
  + "datagrams that found a buffer full: \($overflows) at the server, \(.generator.receiveOverflows) at the test\n"
  + "participants: \(.participants.joined) joined, \(.participants.failed) failed; \(.joins.failures)"' artifacts/overload.json
[ -n "$normal" ] && [ "$refused" -gt 0 ] && [ "$most" -gt 0 ] &&
  jq -e '.delivery.sound.lost == 0 and .delivery.sound.delivered >= .delivery.sound.offered * 0.999 and .delivery.sound.silentStreams == 0 and .participants.failed == 0' artifacts/overload.json >/dev/null
