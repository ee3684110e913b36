import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A question in a window of its own: closed by Escape, the focus goes back to where it came from. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Modal.Root opened onClose={onClose} size="lg">
      <Modal.Overlay />
      <Modal.Content>
        <Group justify="space-between" p="md">
          <Modal.Title fz="xl" fw={600}>
            {title}
          </Modal.Title>
          <Modal.CloseButton size="lg" aria-label={t('app.close')} />
        </Group>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** The end of a form in a dialog: the way out, and the one primary button. */
export function DialogActions(props: {
  submit: string;
  onClose: () => void;
  pending: boolean;
  disabled?: boolean;
  /** The button ends something. */
  ending?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={props.onClose}>
        {t('app.cancel')}
      </Button>
      <Button
        type="submit"
        loading={props.pending}
        disabled={props.disabled ?? false}
        {...(props.ending ? { color: 'red' } : {})}
      >
        {props.submit}
      </Button>
    </Group>
  );
}
