import type { RoomState } from './state';

/** What goes over the direct link with one participant: publication ids. */
export interface PeerPlan {
  readonly send: readonly string[];
  readonly receive: readonly string[];
}

/** The direct links that the plan wants, by the participant at the other end. Nothing else opens or closes a link. */
export function directLinks(state: RoomState): ReadonlyMap<string, PeerPlan> {
  const links = new Map<string, { send: string[]; receive: string[] }>();
  const link = (peer: string) => {
    const known = links.get(peer) ?? { send: [], receive: [] };
    links.set(peer, known);
    return known;
  };
  for (const edge of state.edges) {
    if (edge.via !== 'direct') continue;
    if (edge.publisher === state.self) link(edge.subscriber).send.push(edge.publication);
    else if (edge.subscriber === state.self) link(edge.publisher).receive.push(edge.publication);
  }
  return links;
}
