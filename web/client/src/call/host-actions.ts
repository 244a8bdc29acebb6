import type { RequestBody } from '../signaling/request-queue';
import type { HostActions } from './types';

export function hostActions(request: (body: RequestBody) => Promise<void>): HostActions {
  return {
    muteTrack: (publication) => request({ type: 'muteTrack', publication }),
    askToUnmute: (participant, source) => request({ type: 'askToUnmute', participant, source }),
    lowerHand: (participant) => request({ type: 'lowerHand', participant }),
    remove: (participant, options = {}) => request({ type: 'remove', participant, ban: options.ban ?? false }),
    setRole: (participant, role) => request({ type: 'setRole', participant, role }),
    handOver: (participant) => request({ type: 'handOver', participant }),
    lock: (locked) => request({ type: 'lock', locked }),
    setWaitingRoom: (enabled) => request({ type: 'setWaitingRoom', enabled }),
    admit: (participant) => request({ type: 'admit', participant }),
    deny: (participant) => request({ type: 'deny', participant }),
    setRoomMetadata: (metadata) => request({ type: 'setRoomMetadata', metadata }),
    setTopology: (topology) => request({ type: 'setTopology', topology }),
    endCall: () => request({ type: 'endRoom' }),
  };
}
