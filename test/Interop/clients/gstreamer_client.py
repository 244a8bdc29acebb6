"""GStreamer's webrtcbin: sends test pictures and sound, counts decoded buffers that come back."""
import json
import os
import sys
import urllib.parse
import urllib.request

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstSdp", "1.0")
gi.require_version("GstWebRTC", "1.0")
from gi.repository import GLib, Gst, GstSdp, GstWebRTC  # noqa: E402

URL, PROFILE, ROLE = sys.argv[1:4]
SECONDS = int(sys.argv[4]) if len(sys.argv) > 4 else 10
IS_SESSION = ROLE == "session"
BIN = "webrtcbin name=webrtc bundle-policy=max-bundle"
VP8 = """vp8enc deadline=1 keyframe-max-dist=30
  ! rtpvp8pay picture-id-mode=2 ! application/x-rtp,media=video,encoding-name=VP8,payload=96"""
H264 = """openh264enc gop-size=60 bitrate=2500000 ! video/x-h264,profile=constrained-baseline
  ! rtph264pay config-interval=-1 aggregate-mode=zero-latency
  ! application/x-rtp,media=video,encoding-name=H264,payload=96"""
SOURCES = f"""
videotestsrc is-live=true ! video/x-raw,width=320,height=240,framerate=30/1 ! {H264 if PROFILE == "h264" else VP8} ! webrtc.
audiotestsrc is-live=true ! audio/x-raw,rate=48000 ! opusenc
  ! rtpopuspay ! application/x-rtp,media=audio,encoding-name=OPUS,payload=97 ! webrtc.
"""
RECEIVED = (
    "application/x-rtp,media=audio,encoding-name=OPUS,payload=97,clock-rate=48000,encoding-params=(string)2",
    "application/x-rtp,media=video,encoding-name=VP8,payload=96,clock-rate=90000",
)
result = {"location": "", "video": 0, "audio": 0, "messages": 0}

Gst.init(None)
pipeline = Gst.Pipeline.new() if ROLE == "watch" else Gst.parse_launch(BIN + SOURCES)
if ROLE == "watch":
    # A single element would be parsed as itself, without a pipeline around it.
    pipeline.add(Gst.parse_launch(BIN))
webrtc = pipeline.get_by_name("webrtc")
loop = GLib.MainLoop()


def send_offer():
    offer = webrtc.get_property("local-description").sdp.as_text()
    url = f"{URL}/sessions?profile={PROFILE}" if IS_SESSION else URL
    headers = {"Content-Type": "application/sdp"}
    request = urllib.request.Request(url, data=offer.encode(), headers=headers, method="POST")
    with urllib.request.urlopen(request) as response:
        answer = response.read()
        result["location"] = response.headers.get("Location")
    _, message = GstSdp.SDPMessage.new()
    GstSdp.sdp_message_parse_buffer(answer, message)
    description = GstWebRTC.WebRTCSessionDescription.new(GstWebRTC.WebRTCSDPType.ANSWER, message)
    webrtc.emit("set-remote-description", description, None)


def on_offer(promise, *_):
    # The reply owns the description: both must live until it is set.
    reply = promise.get_reply()
    webrtc.emit("set-local-description", reply.get_value("offer"), None)


def on_gathering(*_):
    if webrtc.get_property("ice-gathering-state") == GstWebRTC.WebRTCICEGatheringState.COMPLETE:
        GLib.idle_add(send_offer)


def on_negotiation_needed(_):
    webrtc.emit("create-offer", None, Gst.Promise.new_with_change_func(on_offer))


def on_pad(_, pad):
    if pad.get_direction() != Gst.PadDirection.SRC:
        return
    kind = pad.get_current_caps().get_structure(0).get_string("media")
    chain = "rtpvp8depay ! vp8dec" if kind == "video" else "rtpopusdepay ! opusdec"
    branch = Gst.parse_bin_from_description(f"queue ! {chain} ! fakesink name=sink signal-handoffs=true sync=false", True)

    def count(*_):
        result[kind] += 1

    branch.get_by_name("sink").connect("handoff", count)
    pipeline.add(branch)
    branch.sync_state_with_parent()
    pad.link(branch.get_static_pad("sink"))


def open_channel():
    channel = webrtc.emit("create-data-channel", "echo", None)

    def on_open(_):
        GLib.timeout_add(100, lambda: channel.emit("send-string", "ping") or True)

    def on_message(*_):
        result["messages"] += 1

    channel.connect("on-open", on_open)
    channel.connect("on-message-string", on_message)
    return channel


def set_directions():
    """WHIP and WHEP go one way."""
    if ROLE == "watch":
        for caps in RECEIVED:
            webrtc.emit("add-transceiver", GstWebRTC.WebRTCRTPTransceiverDirection.RECVONLY, Gst.Caps.from_string(caps))
    elif ROLE == "publish":
        for index in range(2):
            transceiver = webrtc.emit("get-transceiver", index)
            transceiver.set_property("direction", GstWebRTC.WebRTCRTPTransceiverDirection.SENDONLY)


def finish():
    if not IS_SESSION:
        urllib.request.urlopen(urllib.request.Request(urllib.parse.urljoin(URL, result["location"]), method="DELETE"))
    print(json.dumps(result), flush=True)
    os._exit(0)


webrtc.connect("pad-added", on_pad)
webrtc.connect("notify::ice-gathering-state", on_gathering)
pipeline.set_state(Gst.State.READY)
keep = open_channel() if IS_SESSION else set_directions()
webrtc.connect("on-negotiation-needed", on_negotiation_needed)
pipeline.set_state(Gst.State.PLAYING)
if ROLE == "watch":
    # Nothing is linked to it, so nothing tells it that there is something to negotiate.
    GLib.idle_add(on_negotiation_needed, webrtc)
GLib.timeout_add_seconds(SECONDS + 2, finish)
loop.run()
