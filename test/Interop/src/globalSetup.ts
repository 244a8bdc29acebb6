import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Ten seconds of Opus and VP8 as RTP packets, which our client role plays. */
export const recordings = join(tmpdir(), 'plenum-interop');

const pipelines = {
  'audio.rtp':
    'audiotestsrc num-buffers=500 samplesperbuffer=960 ! audio/x-raw,rate=48000 ! opusenc ! rtpopuspay pt=111',
  'video.rtp':
    'videotestsrc num-buffers=300 ! video/x-raw,width=320,height=240,framerate=30/1' +
    ' ! vp8enc deadline=1 keyframe-max-dist=30 target-bitrate=300000 ! rtpvp8pay mtu=1100 picture-id-mode=2 pt=96',
};

export default function setup(): void {
  mkdirSync(recordings, { recursive: true });
  for (const [name, pipeline] of Object.entries(pipelines)) {
    const path = join(recordings, name);
    if (existsSync(path)) continue;
    const description = `${pipeline} ! rtpstreampay ! filesink location=${path}`;
    const result = spawnSync('gst-launch-1.0', ['-q', ...description.split(' ')], { encoding: 'utf8' });
    if (result.status !== 0) throw new Error(`gst-launch-1.0: ${result.stderr}`);
  }
}
