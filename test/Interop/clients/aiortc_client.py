"""aiortc: sends its own test tracks, or echoes ours, and counts decoded frames."""
import asyncio
import json
import os
import sys
import tempfile
import urllib.parse
import urllib.request

from aiortc import RTCPeerConnection, RTCSessionDescription
from aiortc.contrib.media import MediaRelay
from aiortc.mediastreams import AudioStreamTrack, VideoStreamTrack

URL, PROFILE, ROLE = sys.argv[1:4]
SECONDS = int(sys.argv[4]) if len(sys.argv) > 4 else 10
FOLDER = os.path.join(tempfile.gettempdir(), "plenum-interop")
result = {"location": "", "video": 0, "audio": 0, "messages": 0}
relay = MediaRelay()
tasks = []


def post(path, body=""):
    return send(URL + path, "POST", body)


def send(url, method, body=""):
    headers = {"Content-Type": "application/sdp"}
    request = urllib.request.Request(url, data=body.encode(), headers=headers, method=method)
    with urllib.request.urlopen(request) as response:
        return response.read().decode(), response.headers.get("Location")


async def count(track):
    while True:
        await track.recv()
        result[track.kind] += 1


def send_pings(channel):
    async def pings():
        while True:
            channel.send("ping")
            await asyncio.sleep(0.1)

    tasks.append(asyncio.ensure_future(pings()))


def count_message(_):
    result["messages"] += 1


async def offer_and_send(pc):
    pc.addTrack(AudioStreamTrack())
    pc.addTrack(VideoStreamTrack())
    pc.on("track", lambda track: tasks.append(asyncio.ensure_future(count(track))))
    channel = pc.createDataChannel("echo")
    channel.on("open", lambda: send_pings(channel))
    channel.on("message", count_message)
    await pc.setLocalDescription(await pc.createOffer())
    answer, result["location"] = post("/sessions?profile=" + PROFILE, pc.localDescription.sdp)
    await pc.setRemoteDescription(RTCSessionDescription(answer, "answer"))


async def exchange(pc):
    """WHIP or WHEP: one way, and no data."""
    direction = "sendonly" if ROLE == "publish" else "recvonly"
    for kind, track in ("audio", AudioStreamTrack), ("video", VideoStreamTrack):
        pc.addTransceiver(track() if ROLE == "publish" else kind, direction)
    pc.on("track", lambda track: tasks.append(asyncio.ensure_future(count(track))))
    await pc.setLocalDescription(await pc.createOffer())
    answer, result["location"] = post("", pc.localDescription.sdp)
    await pc.setRemoteDescription(RTCSessionDescription(answer, "answer"))


async def answer_and_echo(pc):
    def echo(track):
        pc.addTrack(relay.subscribe(track))
        tasks.append(asyncio.ensure_future(count(relay.subscribe(track))))

    def echo_messages(channel):
        @channel.on("message")
        def on_message(message):
            count_message(message)
            channel.send(message)

    pc.on("track", echo)
    pc.on("datachannel", echo_messages)
    path = f"/calls?profile={PROFILE}&folder={urllib.parse.quote(FOLDER)}"
    offer, result["location"] = post(path)
    await pc.setRemoteDescription(RTCSessionDescription(offer, "offer"))
    await pc.setLocalDescription(await pc.createAnswer())
    post(result["location"], pc.localDescription.sdp)


async def main():
    pc = RTCPeerConnection()
    roles = {"call": answer_and_echo, "session": offer_and_send}
    await roles.get(ROLE, exchange)(pc)
    await asyncio.sleep(SECONDS)
    if ROLE not in roles:
        send(urllib.parse.urljoin(URL, result["location"]), "DELETE")
    print(json.dumps(result), flush=True)
    os._exit(0)


asyncio.run(main())
