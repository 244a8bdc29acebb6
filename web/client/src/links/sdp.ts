/**
 * Sets what our Opus encoder does. Its parameters are what the other side says it wants to receive (RFC 7587, section
 * 7), so they are written into the remote description as we apply it; our own description is never touched.
 */
export function withOpusParameters(sdp: string, stereoMids: ReadonlySet<string>): string {
  const [session = '', ...media] = sdp.split(/^(?=m=)/m);
  const sections = media.map((section) => {
    if (!section.startsWith('m=audio')) return section;
    const mid = /^a=mid:(\S+)/m.exec(section)?.[1] ?? '';
    // Silence costs nothing with DTX; FEC repairs single losses. Film sound wants neither pauses nor mono.
    const wanted: FormatParameters = stereoMids.has(mid)
      ? { stereo: '1', useinbandfec: '1' }
      : { usedtx: '1', useinbandfec: '1' };
    const payloadType = /^a=rtpmap:(\d+) opus\/48000/im.exec(section)?.[1];
    return payloadType === undefined ? section : withFormat(section, payloadType, wanted);
  });
  return session + sections.join('');
}

/**
 * Tells Chromium's congestion control where to begin (it would take the best part of a minute from its own 300 kbit/s to
 * the largest layer). A hint in the remote description; other browsers skip it.
 */
export function withStartBitrate(sdp: string, kilobits: number): string {
  const [session = '', ...media] = sdp.split(/^(?=m=)/m);
  const sections = media.map((section) => {
    if (!section.startsWith('m=video')) return section;
    const payloadTypes = [...section.matchAll(/^a=rtpmap:(\d+) (?:VP8|VP9|H264|AV1)\//gim)].map(
      ([, type = '']) => type,
    );
    return payloadTypes.reduce(
      (text, type) => withFormat(text, type, { 'x-google-start-bitrate': `${kilobits}` }),
      section,
    );
  });
  return session + sections.join('');
}

type FormatParameters = Readonly<Record<string, string>>;

function withFormat(section: string, payloadType: string, wanted: FormatParameters): string {
  // In multiline mode `.` and `$` both stop before the carriage return, which therefore stays where it is.
  const line = new RegExp(`^a=fmtp:${payloadType} (.*)$`, 'm');
  const present = line.exec(section)?.[1];
  if (present !== undefined) {
    return section.replace(line, () => `a=fmtp:${payloadType} ${format({ ...parse(present), ...wanted })}`);
  }
  const rtpmap = new RegExp(`^a=rtpmap:${payloadType} .*$`, 'm');
  return section.replace(rtpmap, `$&\r\na=fmtp:${payloadType} ${format(wanted)}`);
}

function parse(parameters: string): FormatParameters {
  const pairs = parameters.split(';').map((pair) => pair.trim().split('='));
  return Object.fromEntries(pairs.map(([key = '', value = '']) => [key, value]));
}

function format(parameters: FormatParameters): string {
  return Object.entries(parameters)
    .map(([key, value]) => `${key}=${value}`)
    .join(';');
}
