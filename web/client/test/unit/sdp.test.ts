import { describe, expect, it } from 'vitest';
import { withOpusParameters, withStartBitrate } from '../../src/links/sdp';

const audio = (mid: string, fmtp = 'minptime=10;useinbandfec=1') =>
  [`m=audio 9 UDP/TLS/RTP/SAVPF 111 63`, `a=mid:${mid}`, 'a=rtpmap:111 opus/48000/2', `a=fmtp:111 ${fmtp}`].join(
    '\r\n',
  );
const video = ['m=video 9 UDP/TLS/RTP/SAVPF 96', 'a=mid:1', 'a=rtpmap:96 VP8/90000', 'a=fmtp:96 max-fr=30'].join(
  '\r\n',
);
const sdp = `${['v=0', 's=-', audio('0'), video, audio('2')].join('\r\n')}\r\n`;

const lines = (text: string, start: string) => text.split('\r\n').filter((line) => line.startsWith(start));

describe('the parameters of Opus', () => {
  it('ask for pauses and repair in speech, for stereo in film sound', () => {
    expect(lines(withOpusParameters(sdp, new Set(['2'])), 'a=fmtp')).toEqual([
      'a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1',
      'a=fmtp:96 max-fr=30',
      'a=fmtp:111 minptime=10;useinbandfec=1;stereo=1',
    ]);
  });

  it('leave everything else as it was', () => {
    const rest = (text: string) => text.split('\r\n').filter((line) => !line.startsWith('a=fmtp:111'));
    expect(rest(withOpusParameters(sdp, new Set()))).toEqual(rest(sdp));
  });

  it('are added where there are none', () => {
    const bare = sdp.replace('a=fmtp:111 minptime=10;useinbandfec=1\r\n', '');
    expect(lines(withOpusParameters(bare, new Set()), 'a=fmtp:111')[0]).toBe('a=fmtp:111 usedtx=1;useinbandfec=1');
  });

  it('do not appear where there is no Opus', () => {
    const other = sdp.replaceAll('opus', 'G722');
    expect(withOpusParameters(other, new Set())).toBe(other);
  });

  it('may be set twice', () => {
    const once = withOpusParameters(sdp, new Set());
    expect(withOpusParameters(once, new Set())).toBe(once);
  });
});

describe('the start of congestion control', () => {
  it('is hinted at beside each picture codec, and nowhere else', () => {
    const video = 'm=video 9 X 96 97\r\na=rtpmap:96 VP8/90000\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n';
    const h264 = 'm=video 9 X 103\r\na=rtpmap:103 H264/90000\r\na=fmtp:103 packetization-mode=1\r\n';
    const audio = 'm=audio 9 X 111\r\na=rtpmap:111 opus/48000/2\r\n';
    const sdp = withStartBitrate(`v=0\r\n${audio}${video}${h264}`, 1_000);
    expect(sdp).toContain('a=rtpmap:96 VP8/90000\r\na=fmtp:96 x-google-start-bitrate=1000\r\n');
    expect(sdp).toContain('a=fmtp:103 packetization-mode=1;x-google-start-bitrate=1000\r\n');
    expect(sdp).toContain('a=fmtp:97 apt=96\r\n');
    expect(sdp).toContain(audio);
  });
});
