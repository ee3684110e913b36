import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BreakGlassView } from '#domain/wire/identity.js';
import { listOpeningsOf } from '../api.identity.js';
import { OpenedBy, OpenedWhat, OpenedWhen } from '../glass/opening.words.js';
import { TellClient } from '../glass/tell.client.js';
import { Section } from '../kit/section.js';
import { Loaded } from '../kit/states.js';

/** Who opened the record by breaking the glass: shown to the client when they ask. Not there where nobody has. */
export function OpeningsSection({ code }: { code: string }) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: ['openings', 'of', code], queryFn: () => listOpeningsOf(code) });
  if (query.data?.items.length === 0) return null;
  return (
    <Section title={t('glass.account')}>
      <Text size="sm" c="dimmed">
        {t('glass.account_hint')}
      </Text>
      <Loaded query={query}>
        {({ items }) => (
          <Stack gap="sm" mt="xs">
            {items.map((opening) => (
              <Opening key={opening.opening} opening={opening} />
            ))}
          </Stack>
        )}
      </Loaded>
    </Section>
  );
}

function Opening({ opening }: { opening: BreakGlassView }) {
  const { t } = useTranslation();
  return (
    <div>
      <Text fw={600}>
        <OpenedBy opening={opening} /> · {t(`codes.break_glass_state.${opening.state}`)}
      </Text>
      <Text size="sm">
        <OpenedWhen opening={opening} />
      </Text>
      <OpenedWhat opening={opening} />
      {opening.client_told ? <Text size="sm">{t(`codes.client_told.${opening.client_told}`)}</Text> : null}
      <TellClient opening={opening} />
    </div>
  );
}
