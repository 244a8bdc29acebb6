// A player's offer and Janus's offer, each turned into the answer to the other.

const transport = /^a=(ice-ufrag|ice-pwd|ice-options|fingerprint|candidate|end-of-candidates)/;

/** What the media sections are and are called. */
export function sectionsOf(sdp) {
  return splitSections(sdp).map((lines) => ({
    kind: /^m=(\w+)/.exec(lines[0])[1],
    mid: lines.find((line) => line.startsWith("a=mid:")).slice(6),
  }));
}

/** What Janus hears: its own sections accepted, at the player's address, with the player connecting by DTLS. */
export function answerForJanus(player, janus) {
  return withCandidate(exchange(janus, player, "active", "recvonly"));
}

/** Who has no candidates is found by its checks; but Janus only begins to listen once it has heard of some. */
export function withCandidate(sdp) {
  const candidate = "a=candidate:1 1 udp 2130706431 127.0.0.1 9999 typ host\r\na=end-of-candidates\r\n";
  return /^a=candidate/m.test(sdp) ? sdp : sdp.replaceAll(/^a=mid:.*\r\n/gm, (mid) => mid + candidate);
}

/** What the player hears: its sections, filled with Janus's formats and sources. */
export function answerForPlayer(player, janus) {
  return exchange(player, janus, "passive", "sendonly");
}

/**
 * The answer to one offer, with the transport of the other. Formats and sources are Janus's, whose numbers are
 * Chromium's; header extensions are those that both name alike, without mids, which are not the same on both sides.
 */
function exchange(offer, other, setup, direction) {
  const sections = splitSections(offer);
  const others = splitSections(other);
  if (sections.length !== others.length) throw new Error("Janus does not offer what the player asks for");
  const about = [...headOf(other), ...others[0]].filter((line) => transport.test(line));
  const head = [
    "v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0",
    ...headOf(other).filter((line) => line === "a=ice-lite"),
    ...headOf(offer).filter((line) => line.startsWith("a=group:BUNDLE")),
  ];
  const answers = sections.map((section, index) => {
    const media = direction === "sendonly" ? others[index] : section;
    return [
      media[0], "c=IN IP4 127.0.0.1", section.find((line) => line.startsWith("a=mid:")),
      `a=${direction}`, "a=rtcp-mux", "a=rtcp-rsize", `a=setup:${setup}`, ...about,
      ...media.filter((line) => /^a=(rtpmap|rtcp-fb|fmtp):/.test(line)),
      ...section.filter((line) => /^a=extmap:(?!.*sdes:mid)/.test(line) && others[index].includes(line)),
      ...others[index].filter((line) => direction === "sendonly" && /^a=(ssrc|msid)/.test(line)),
    ];
  });
  return [...head, ...answers.flat(), ""].join("\r\n");
}

function headOf(sdp) {
  return linesOf(sdp.split(/^m=/m)[0]);
}

function splitSections(sdp) {
  return sdp.split(/^(?=m=)/m).slice(1).map(linesOf);
}

function linesOf(text) {
  return text.split(/\r?\n/).filter((line) => line !== "");
}
