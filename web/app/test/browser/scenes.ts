import type { Page } from 'puppeteer-core';

/** A page or state of the application: the query of dev.html, and what is done on the page then. */
export interface SceneSpec {
  readonly name: string;
  readonly query: string;
  readonly act?: (page: Page) => Promise<void>;
}

const testId = (id: string) => `[data-testid="${id}"]`;

const click = (id: string) => async (page: Page) => {
  await page.locator(testId(id)).click();
};

const settings = (tab: string) => async (page: Page) => {
  await click('open-more')(page);
  await click('open-settings')(page);
  await page.locator(`[data-tab="${tab}"]`).click();
};

export const scenes: readonly SceneSpec[] = [
  { name: 'start', query: 'path=/' },
  { name: 'pre-join', query: 'path=/r/tide?name=Robin' },
  { name: 'pre-join without permission', query: 'path=/r/tide&fail=permissionDenied' },
  { name: 'connecting', query: 'stay' },
  { name: 'waiting room', query: 'waiting' },
  { name: 'left', query: 'end=left' },
  { name: 'room full', query: 'refuse=roomFull' },
  { name: 'unknown error', query: 'refuse=internal' },
  { name: 'alone', query: 'people=1' },
  { name: 'five people', query: 'people=5' },
  { name: 'eight people', query: 'people=8' },
  { name: 'shared screen', query: 'people=5&screen=p2' },
  { name: 'presenting', query: 'people=2', act: (page) => page.keyboard.press('s') },
  { name: 'reconnecting', query: 'people=3&reconnecting' },
  { name: 'sound held back', query: 'people=3&blocked' },
  { name: 'overloaded', query: 'people=5&sheds=sidePictures' },
  {
    name: 'notices',
    query: 'people=3&notices',
    act: async (page) => void (await page.waitForSelector(testId('notice'))),
  },
  { name: 'chat', query: 'people=3&chat', act: click('open-chat') },
  { name: 'empty chat', query: 'people=3', act: click('open-chat') },
  { name: 'participants with people waiting', query: 'people=6&knock', act: click('open-participants') },
  { name: 'more', query: 'people=3', act: click('open-more') },
  { name: 'audio settings', query: 'people=2', act: settings('audio') },
  { name: 'video settings', query: 'people=2', act: settings('video') },
  { name: 'general settings', query: 'people=2', act: settings('general') },
  { name: 'shortcuts', query: 'people=2', act: (page) => page.keyboard.press('?') },
  { name: 'statistics', query: 'people=3', act: (page) => page.keyboard.press('i') },
];
