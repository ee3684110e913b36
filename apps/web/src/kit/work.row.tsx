import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WorkItemView } from '#domain/wire/work.js';
import { useMay } from '../session/session.context.js';
import { ClientCode, Label, useTerms } from './text.js';
import { workAddress } from './work.address.js';

/** Where the work is done, for the one who looks at it. */
export function useWorkAddress(): (item: WorkItemView) => string | null {
  const may = useMay();
  return (item) => workAddress(item, may);
}

/** Whom it is about: the client, the partner, how it stands. */
export function WorkAbout({ item }: { item: WorkItemView }) {
  const { t } = useTranslation();
  const terms = useTerms();
  return (
    <>
      {item.client ? (
        <div>
          <ClientCode of={item.client} />
        </div>
      ) : null}
      {item.handoff ? (
        <Text size="sm" c="dimmed">
          <Label of={item.handoff.partner} />
          {item.handoff.stage ? ` · ${terms.stage(item.handoff.stage)}` : ''} ·{' '}
          {t(`codes.handoff_state.${item.handoff.state}`)}
        </Text>
      ) : null}
    </>
  );
}
