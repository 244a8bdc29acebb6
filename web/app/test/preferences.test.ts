import { describe, expect, it } from 'vitest';
import { PreferenceStore } from '../src/preferences/PreferenceStore';
import { defaults, parsePreferences } from '../src/preferences/preferences';

function memory(initial: string | null = null) {
  let stored = initial;
  return {
    getItem: () => stored,
    setItem: (_: string, value: string) => {
      stored = value;
    },
  };
}

describe('preferences', () => {
  it.each([
    null,
    '',
    'nonsense',
    '[]',
    '42',
    'null',
    '{"language":"xx","name":7,"audioProcessing":"loud","mirror":"no"}',
  ])('stored as %j are the defaults', (json) => {
    expect(parsePreferences(json)).toEqual(defaults);
  });

  it('come back as they were left', () => {
    const storage = memory();
    new PreferenceStore(storage).change({ name: 'Ada', language: 'zh-CN', cameraOn: false, resolution: '720p' });
    expect(new PreferenceStore(storage).getSnapshot()).toEqual({
      ...defaults,
      name: 'Ada',
      language: 'zh-CN',
      cameraOn: false,
      resolution: '720p',
    });
  });

  it('tell who watches of a change', () => {
    const store = new PreferenceStore(null);
    let told = 0;
    store.subscribe(() => told++);
    store.change({ name: 'Ada' });
    expect(told).toBe(1);
  });

  it('work where storage is forbidden', () => {
    const forbidden = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    const store = new PreferenceStore({ getItem: forbidden, setItem: forbidden });
    store.change({ name: 'Ada' });
    expect(store.getSnapshot().name).toBe('Ada');
  });
});
