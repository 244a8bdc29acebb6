// WHIP and WHEP on one side, Janus's HTTP API and its videoroom plugin on the other, so that one load generator drives
// any server. A publisher's offer goes to Janus as it is. A subscriber's cannot: Janus's videoroom only makes offers to
// subscribers, so the player's offer becomes the answer to Janus, and Janus's offer the answer to the player.
//   node adapter.mjs JANUS_URL PORT
//   POST /whip/{room}?identity=ID   POST /whep/{room}?publisher=ID | ?exclude=ID   DELETE of the Location   PATCH: ignored
import { createServer } from "node:http";
import { randomUUID } from "node:crypto";
import { answerForJanus, answerForPlayer, sectionsOf, withCandidate } from "./sdp.mjs";

const [janusUrl, port] = process.argv.slice(2);
const waiting = new Map();
const rooms = new Map();
const handles = new Map();
const session = (await command(janusUrl, { janus: "create" })).data.id;
const sessionUrl = `${janusUrl}/${session}`;
poll();

createServer(async (request, response) => {
  const url = new URL(request.url, "http://adapter");
  const [, kind, name] = url.pathname.split("/");
  try {
    if (request.method === "POST" && (kind === "whip" || kind === "whep")) {
      const offer = await bodyOf(request);
      const room = await roomOf(name);
      const open = kind === "whip" ? publish : subscribe;
      const { handle, answer } = await open(room, url.searchParams, offer);
      handles.set(`${handle}`, room);
      response.writeHead(201, { "Content-Type": "application/sdp", Location: `/session/${handle}`, ETag: '"1"' });
      response.end(answer);
    } else if (request.method === "DELETE" && kind === "session") {
      await leave(name);
      response.writeHead(200).end();
    } else {
      response.writeHead(request.method === "PATCH" ? 204 : 404).end();
    }
  } catch (error) {
    console.error(error);
    response.writeHead(500).end(error.message);
  }
}).listen(Number(port), "127.0.0.1", function () {
  console.log(`adapter is ready: http://127.0.0.1:${this.address().port}`);
});

/** Makes a room once. Rates are the senders' own; all that a browser's congestion control needs is on. */
function roomOf(name) {
  if (!rooms.has(name)) {
    const made = attach().then(async (handle) => {
      const reply = await command(`${sessionUrl}/${handle}`, {
        janus: "message",
        body: {
          request: "create", room: name, publishers: 100, bitrate: 0, fir_freq: 0,
          audiocodec: "opus", videocodec: "vp8,h264", transport_wide_cc_ext: true,
        },
      });
      check(reply.plugindata.data);
      return { name, publishers: new Map() };
    });
    rooms.set(name, made);
  }
  return rooms.get(name);
}

async function publish(room, query, offer) {
  const handle = await attach();
  const id = query.get("identity") ?? randomUUID();
  const event = await ask(handle, { request: "joinandconfigure", ptype: "publisher", room: room.name, id }, withCandidate(offer), "offer");
  const flows = new Promise((resolve) => waiting.set(`up-${handle}`, resolve));
  room.publishers.set(id, { handle, flows, media: sectionsOf(offer) });
  return { handle, answer: event.jsep.sdp };
}

/** The nth audio section shows the nth publisher's sound, the nth video section its picture. */
async function subscribe(room, query, offer) {
  const sections = sectionsOf(offer);
  const shown = await publishersOf(room, query, Math.max(...["audio", "video"].map((kind) => countOf(sections, kind))));
  const places = { audio: 0, video: 0 };
  const streams = sections.map(({ kind }) => {
    const [feed, { media }] = shown[places[kind]++];
    return { feed, mid: media.find((section) => section.kind === kind).mid };
  });
  // Janus knows a feed only once its media is connected.
  await Promise.all(shown.map(([, publisher]) => publisher.flows));
  const handle = await attach();
  const attached = await ask(handle, { request: "join", ptype: "subscriber", room: room.name, streams });
  await ask(handle, { request: "start" }, answerForJanus(offer, attached.jsep.sdp), "answer");
  return { handle, answer: answerForPlayer(offer, attached.jsep.sdp) };
}

/** Who is to be seen. A meeting's participants come one after the other, and Janus shows only who is there. */
async function publishersOf(room, query, count) {
  for (let wait = 0; wait < 200; wait++) {
    const shown = [...room.publishers].filter(([id]) =>
      query.has("publisher") ? id === query.get("publisher") : id !== query.get("exclude"));
    if (shown.length >= count) return shown;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`There are not ${count} publishers`);
}

function countOf(sections, kind) {
  return sections.filter((section) => section.kind === kind).length;
}

async function leave(handle) {
  const room = handles.get(handle);
  handles.delete(handle);
  for (const [id, publisher] of room?.publishers ?? []) {
    if (`${publisher.handle}` === handle) room.publishers.delete(id);
  }
  await command(`${sessionUrl}/${handle}`, { janus: "detach" });
}

async function attach() {
  return (await command(sessionUrl, { janus: "attach", plugin: "janus.plugin.videoroom" })).data.id;
}

/** Sends a message to the plugin and waits for the event that answers it. */
async function ask(handle, body, sdp, type) {
  const transaction = randomUUID();
  const heard = new Promise((resolve) => waiting.set(transaction, resolve));
  await command(`${sessionUrl}/${handle}`, { janus: "message", body, ...(sdp && { jsep: { type, sdp } }) }, transaction);
  const event = await heard;
  waiting.delete(transaction);
  check(event.plugindata.data);
  return event;
}

async function command(url, message, transaction = randomUUID()) {
  const response = await fetch(url, { method: "POST", body: JSON.stringify({ ...message, transaction }) });
  const reply = await response.json();
  if (reply.janus === "error") throw new Error(reply.error.reason);
  return reply;
}

/** Janus tells what happened by long polls, which keep the session alive, too. */
async function poll() {
  while (true) {
    const events = await (await fetch(`${sessionUrl}?maxev=100`)).json();
    for (const event of [events].flat())
      waiting.get(event.janus === "webrtcup" ? `up-${event.sender}` : event.transaction)?.(event);
  }
}

function check(data) {
  if (data.error) throw new Error(`Janus: ${data.error}`);
}

async function bodyOf(request) {
  let body = "";
  for await (const part of request.setEncoding("utf8")) body += part;
  return body;
}
