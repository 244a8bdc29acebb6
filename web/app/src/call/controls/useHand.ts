import { useCall, useRequest, useSelf } from '../CallContext';

export function useHand(): { readonly allowed: boolean; readonly raised: boolean; readonly toggle: () => void } {
  const { call } = useCall();
  const request = useRequest();
  const self = useSelf();
  const raised = (self?.handRaisedAt ?? null) !== null;
  return {
    allowed: self?.grants.includes('react') ?? false,
    raised,
    toggle: () => request(call.raiseHand(!raised)),
  };
}
