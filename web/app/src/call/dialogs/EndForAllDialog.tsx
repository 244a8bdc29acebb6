import { useMessages } from '../../hooks/useMessages';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { useCall, useRequest } from '../CallContext';

export function EndForAllDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useMessages();
  const { call } = useCall();
  const request = useRequest();
  const end = () => {
    onClose();
    request(call.host.endCall());
  };
  return (
    <Dialog
      title={t.endForAll.title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button variant="danger" data-testid="end-confirm" onClick={end}>
            {t.endForAll.confirm}
          </Button>
        </>
      }
    >
      <p>{t.endForAll.text}</p>
    </Dialog>
  );
}
