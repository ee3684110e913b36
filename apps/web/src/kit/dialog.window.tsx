import { Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DialogProps } from './dialog.js';

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

/** The window itself, which is loaded with the first question. */
export function DialogWindow({ title, onClose, children }: DialogProps) {
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
