#!/usr/bin/env bash
# Writes Janus's configuration into a folder: what its own documentation advises (the comments of Debian's janus.jcfg),
# the rest as Debian has it.
#   janus.sh FOLDER ADDRESS HTTP_PORT
set -euo pipefail
folder=$1 address=$2 port=$3
mkdir -p "$folder"
library=/usr/lib/x86_64-linux-gnu/janus
all_but() { find "$library/$1" -name '*.so' -printf '%f\n' | grep -v "$2" | paste -sd,; }

# event_loops: "provision the correct value according to the available resources (e.g., CPUs available)" instead of a
# thread for each viewer. ICE-lite, as on a server with a public address. No events about media that stops. Errors only:
# what it says about packets that are too old, when it has too much to do, would be charged to it as well.
# Transport-wide feedback is on by default, to publishers and from viewers.
cat > "$folder/janus.jcfg" <<EOF
general: { configs_folder = "$folder", plugins_folder = "$library/plugins", transports_folder = "$library/transports", debug_level = 2, event_loops = $(nproc) }
media: { no_media_timer = 0, slowlink_threshold = 0 }
nat: { ice_lite = true, ice_enforce_list = "$address" }
plugins: { disable = "$(all_but plugins videoroom)" }
transports: { disable = "$(all_but transports http)" }
loggers: { disable = "$(all_but loggers none)" }
EOF
echo 'general: { string_ids = true }' > "$folder/janus.plugin.videoroom.jcfg"
cat > "$folder/janus.transport.http.jcfg" <<EOF
general: { json = "compact", base_path = "/janus", http = true, port = $port, ip = "127.0.0.1", https = false }
admin: { admin_http = false }
EOF
