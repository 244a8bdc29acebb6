/** https://wicg.github.io/document-picture-in-picture/ */
interface DocumentPictureInPicture {
  requestWindow(options: { readonly width: number; readonly height: number }): Promise<Window>;
}

declare global {
  interface Window {
    readonly documentPictureInPicture?: DocumentPictureInPicture;
  }
}

export function supportsDocumentPip(): boolean {
  return window.documentPictureInPicture !== undefined;
}

/** Opens the window with the page's styles, language and theme. */
export async function openPipWindow(): Promise<Window> {
  const api = window.documentPictureInPicture;
  if (!api) throw new DOMException('No document picture-in-picture', 'NotSupportedError');
  const view = await api.requestWindow({ width: 400, height: 300 });
  for (const sheet of document.querySelectorAll('link[rel="stylesheet"], style')) {
    view.document.head.append(view.document.importNode(sheet, true));
  }
  view.document.documentElement.lang = document.documentElement.lang;
  view.document.documentElement.dataset['theme'] = document.documentElement.dataset['theme'];
  view.document.title = document.title;
  return view;
}

/** The picture that is large now, or the first there is, by the older interface of video elements. */
export async function toggleVideoPip(): Promise<void> {
  if (document.pictureInPictureElement) {
    await document.exitPictureInPicture();
    return;
  }
  const videos = [...document.querySelectorAll<HTMLVideoElement>('[data-testid="tile"] video')];
  const shown = videos.filter((video) => video.videoWidth > 0);
  const large = shown.find((video) => video.closest('[data-large="true"]'));
  const other = shown.find((video) => video.closest('[data-self="false"]'));
  await (large ?? other ?? shown[0])?.requestPictureInPicture();
}
