import '../care.css';
import { Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RehabilitationProgramme } from '#domain/wire/programme.js';
import { closeProgramme, listProgrammes } from '../api.programmes.js';
import { useChange } from '../kit/change.hook.js';
import { Page } from '../kit/page.js';
import { Section } from '../kit/section.js';
import { EmptyState, Loaded, ProblemAlert } from '../kit/states.js';
import { Bdi, isolated } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { ProgrammeForm } from './programme.form.js';
import { PROGRAMMES_KEY, useSaved } from './programme.hook.js';

/** The programmes of the house, each with its phases, and the form for another. */
export function ProgrammesPage() {
  const { t } = useTranslation();
  const may = useMay();
  const query = useQuery({ queryKey: PROGRAMMES_KEY, queryFn: listProgrammes });
  return (
    <Page title={t('programme.all')}>
      <Loaded query={query}>
        {(programmes) => (
          <Stack gap="lg">
            {programmes.length === 0 ? (
              <EmptyState title={t('programme.none_yet')}>{t('programme.none_yet_words')}</EmptyState>
            ) : (
              <Section title={t('programme.all')}>
                <Stack gap="sm">
                  {programmes.map((one) => (
                    <Programme key={one.id} of={one} />
                  ))}
                </Stack>
              </Section>
            )}
            {may('programme.add') ? <ProgrammeForm /> : null}
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function Programme({ of }: { of: RehabilitationProgramme }) {
  const { t } = useTranslation();
  const may = useMay();
  const saved = useSaved(() => undefined);
  const close = useChange((_: null, key) => closeProgramme(of.id, of.version, key), saved);
  return (
    <Card withBorder component="article" aria-label={isolated(of.title)}>
      <ProblemAlert problem={close.problem} />
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={2}>
          <Text fw={600}>
            <Bdi>{of.title}</Bdi>
          </Text>
          <Text size="sm" c="dimmed">
            {t(`codes.programme_kind.${of.kind}`)} · {t('programme.following', { count: of.following })}
          </Text>
          <ol className="phases">
            {of.phases.map(({ title, days }) => (
              <li key={title}>
                <Bdi>{title}</Bdi> · {t('programme.days', { days })}
              </li>
            ))}
          </ol>
        </Stack>
        {of.closed_at ? (
          <Badge variant="default">{t('programme.closed')}</Badge>
        ) : may('programme.close') ? (
          <Button size="compact-md" variant="default" loading={close.pending} onClick={() => close.run(null)}>
            {t('programme.close')}
          </Button>
        ) : null}
      </Group>
    </Card>
  );
}
