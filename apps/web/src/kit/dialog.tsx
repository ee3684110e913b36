import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

const FIRST_ASKED = 'input:checked, input:not([type=hidden]), select, textarea';

/** The first question gets the focus, or the one button; never the way out: Enter would close what was just opened. */
function askFirst(body: HTMLDivElement | null): void {
  const asked = body?.querySelector(FIRST_ASKED);
  const chosen = asked?.closest('[role=radiogroup]')?.querySelector('input:checked');
  const first = chosen ?? asked ?? body?.querySelector('button[type=submit]');
  first?.setAttribute('data-autofocus', 'true');
}

/** Ctrl+Enter sends a form from wherever one writes; Enter does where it makes no new line. */
function sendOnEnter(event: React.KeyboardEvent): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target instanceof Element ? event.target.closest('form') : null;
  const button = form?.querySelector<HTMLButtonElement>('button[type=submit]');
  if (!form || button?.disabled) return;
  event.preventDefault();
  form.requestSubmit();
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
        <Modal.Body ref={askFirst} onKeyDown={sendOnEnter}>
          {children}
        </Modal.Body>
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
