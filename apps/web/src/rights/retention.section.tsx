import { Button, Group, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { proposeErasure, readRetention } from '../api.rights.js';
import { useChange } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { Section } from '../kit/section.js';
import { EmptyState, Loaded, ProblemAlert } from '../kit/states.js';
import { Code } from '../kit/text.js';
import { useMay } from '../session/session.context.js';

/** Records whose time is over. Nothing goes by itself. */
export function Retention() {
  const { t } = useTranslation();
  const may = useMay();
  const dates = useDates();
  const queries = useQueryClient();
  const read = useQuery({ queryKey: ['retention'], queryFn: readRetention });
  const propose = useChange(
    (client: string, key) => proposeErasure(client, key),
    () => queries.invalidateQueries({ queryKey: ['retention'] }),
  );
  return (
    <Section title={t('rights.retention')}>
      <Text>{t('rights.retention_words')}</Text>
      <ProblemAlert problem={propose.problem} />
      <Loaded query={read}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('rights.nothing')}>{t('rights.nothing_words')}</EmptyState>
          ) : (
            items.map((due) => (
              <Group key={due.client} className="object">
                <Code>{due.client}</Code>
                <Text size="sm">
                  {t('rights.kept_until')} {dates.day(due.kept_until_on)}
                </Text>
                {may('retention.propose') ? (
                  <Button size="compact-md" variant="default" onClick={() => propose.run(due.client)}>
                    {t('rights.propose')}
                  </Button>
                ) : null}
              </Group>
            ))
          )
        }
      </Loaded>
    </Section>
  );
}
