import { Button, Group } from '@mantine/core';
import { Suspense, lazy } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

const DialogWindow = lazy(async () => ({ default: (await import('./dialog.window.js')).DialogWindow }));

/** A question in a window of its own: closed by Escape, the focus goes back to where it came from. */
export function Dialog(props: DialogProps) {
  return (
    <Suspense fallback={null}>
      <DialogWindow {...props} />
    </Suspense>
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
