import type { EdgeInfo, TrackKind } from '../wire.generated';
import { publicationOf, type RoomState } from './state';

/** What goes over the direct link with one participant: publication ids. */
export interface PeerPlan {
  readonly send: readonly string[];
  readonly receive: readonly string[];
}

/** What goes over the link with the server. */
export interface ServerPlan {
  /** Publications of ours that somebody receives this way. */
  readonly send: ReadonlySet<string>;
  /** How many publications of others come to us this way. */
  readonly receive: Readonly<Record<TrackKind, number>>;
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

export function serverPlan(state: RoomState): ServerPlan {
  const forwarded = state.edges.filter(({ via }) => via === 'forward');
  const sent = forwarded.filter(({ publisher }) => publisher === state.self);
  const received = forwarded.filter(({ subscriber }) => subscriber === state.self);
  const kinds = received.map(({ publication }) => publicationOf(state, publication)?.kind);
  const count = (kind: TrackKind) => kinds.filter((one) => one === kind).length;
  return {
    send: new Set(sent.map(({ publication }) => publication)),
    receive: { audio: count('audio'), video: count('video') },
  };
}

/**
 * A connection with the server is to be ready though nothing is forwarded: the room says so, or whoever joins next moves
 * the call there. Our place among those who make one, for all at once would keep each other waiting; null: it is not.
 */
export function standbyTurn({ room, participants, self }: RoomState): number | null {
  const linkable = participants.filter(({ audience }) => audience !== true);
  const isFull = room?.topology === 'auto' && room.meshUpTo !== undefined && linkable.length >= room.meshUpTo;
  return room?.topology === 'sfu' || isFull ? linkable.findIndex(({ id }) => id === self) : null;
}

/** The edges to us, by publication: one, or two while the publication moves from one way to another. */
export function edgesToUs({ edges, self }: RoomState): ReadonlyMap<string, readonly EdgeInfo[]> {
  const byPublication = new Map<string, EdgeInfo[]>();
  for (const edge of edges) {
    if (edge.subscriber !== self) continue;
    byPublication.set(edge.publication, [...(byPublication.get(edge.publication) ?? []), edge]);
  }
  return byPublication;
}
