import { useState } from 'react';
import { useMessages } from '../../hooks/useMessages';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Switch } from '../../ui/Switch';
import { useCall, useRequest } from '../CallContext';

export interface RemoveDialogProps {
  readonly participant: string;
  readonly name: string;
  readonly onClose: () => void;
}

export function RemoveDialog({ participant, name, onClose }: RemoveDialogProps) {
  const t = useMessages();
  const { call } = useCall();
  const request = useRequest();
  const [ban, setBan] = useState(false);
  const remove = () => {
    onClose();
    request(call.host.remove(participant, { ban }));
  };
  return (
    <Dialog
      title={t.participants.removeTitle(name)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button variant="danger" data-testid="remove-confirm" onClick={remove}>
            {t.participants.removeConfirm}
          </Button>
        </>
      }
    >
      <p>{t.participants.removeText}</p>
      <Switch label={t.participants.removeBan} checked={ban} onChange={setBan} />
    </Dialog>
  );
}
