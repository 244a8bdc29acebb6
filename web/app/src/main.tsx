import { connect, createLocalMedia } from '@plenum/client';
import { mount } from './mount';

mount({
  createLocalMedia,
  connect: (options) => connect(new URL('/rtc', location.origin), options),
});
