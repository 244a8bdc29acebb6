/** A piece of a message: text, or a link that may be followed. */
export interface TextPiece {
  readonly text: string;
  readonly href: string | null;
}

const link = /https?:\/\/[^\s<>"]+/g;
const trailing = /[.,;:!?)\]}'"，。；：！？）】」』]+$/;

/** Finds http and https links; nothing else may become one. */
export function splitLinks(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(link)) {
    const url = match[0].replace(trailing, '');
    if (!URL.canParse(url)) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), href: null });
    pieces.push({ text: url, href: url });
    end = match.index + url.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), href: null });
  return pieces;
}
