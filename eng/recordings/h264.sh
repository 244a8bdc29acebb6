#!/usr/bin/env bash
# Encodes the recorded VP8 again as H.264, for browsers that have no encoder for it (Debian's Chromium): x264 as an
# encoder for calls is set up (constrained baseline, no B-frames, no look-ahead), one access unit a frame.
#   eng/recordings/h264.sh        needs gstreamer1.0-plugins-{bad,good,ugly}
set -euo pipefail
recordings=$(dirname "$0")/../../src/Plenum.LoadTest/Recordings
units=$(mktemp -d)
trap 'rm -r "$units"' EXIT
# IVF's clock of 90 kHz is taken for the frame rate otherwise, and the encoder would spend next to nothing on a frame.
gst-launch-1.0 -q filesrc location="$recordings/vp8.ivf" ! ivfparse ! vp8dec ! videoconvert \
  ! capssetter caps="video/x-raw,framerate=30/1" \
  ! x264enc tune=zerolatency speed-preset=veryfast bitrate=1000 key-int-max=9999 byte-stream=true \
  ! "video/x-h264,profile=constrained-baseline,stream-format=byte-stream,alignment=au" \
  ! multifilesink location="$units/%05d"
node - "$recordings" "$units" <<'END'
const { readFileSync, readdirSync, writeFileSync } = require("node:fs");
const [, , recordings, units] = process.argv;
const source = readFileSync(`${recordings}/vp8.ivf`);
const header = Buffer.from(source.subarray(0, 32));
header.write("H264", 8, "latin1");
const parts = [header];
let at = 32;
for (const name of readdirSync(units).sort()) {
  const unit = readFileSync(`${units}/${name}`);
  // The times are those of the frames that it was made from.
  const about = Buffer.from(source.subarray(at, at + 12));
  at += 12 + about.readUInt32LE(0);
  about.writeUInt32LE(unit.length, 0);
  parts.push(about, unit);
}
writeFileSync(`${recordings}/h264.ivf`, Buffer.concat(parts));
console.log(`h264.ivf: ${parts.length / 2 | 0} frames`);
END
