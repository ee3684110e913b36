import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientView, SafetyScreen } from '#domain/wire/client.js';
import { screenSafety } from '../api.js';
import { SafetyFields } from '../clients/safety.fields.js';
import { EMPTY_SAFETY } from '../clients/walk-in.form.js';
import type { SafetyDraft } from '../clients/walk-in.form.js';
import { useMay } from '../session/session.context.js';
import { ProblemAlert } from '../shell/states.js';
import { useChange } from '../ui/change.hook.js';
import { useRenewal } from '../ui/renewal.hook.js';
import { Bdi, Facts, Instant, RiskBadge } from '../ui/text.js';
import { Section, clientKey, isLive } from './client.parts.js';

const ANSWERS = [
  'overdose_within_12_months',
  'withdrawal_seizures_or_delirium',
  'violence_risk',
  'infectious_tuberculosis',
] as const;

export function SafetySection({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const { turn, renew } = useRenewal(client.version);
  const canScreen = isLive(client) && may('safety.screen');
  return (
    <Section
      title={t('safety.title')}
      actions={
        canScreen && !editing ? (
          <Button variant="default" onClick={() => setEditing(true)}>
            {t('safety.edit')}
          </Button>
        ) : null
      }
    >
      {editing ? (
        <SafetyForm key={turn} client={client} onClose={() => setEditing(false)} onFresh={renew} />
      ) : null}
      {!editing && client.safety ? (
        <>
          <SafetyFacts safety={client.safety} />
          <Text size="sm" c="dimmed" mt="xs">
            {t('safety.screened')}: <Instant at={client.safety.screened_at} />
          </Text>
        </>
      ) : null}
      {!editing && !client.safety ? <Text>{t('safety.empty')}</Text> : null}
    </Section>
  );
}

/** The answers of a screen in words; also what a packet shows of it. */
export function SafetyFacts({ safety }: { safety: SafetyScreen }) {
  const { t } = useTranslation();
  const answer = (value: boolean | null): string =>
    value === null ? t('app.unknown') : value ? t('app.yes') : t('app.no');
  return (
    <Facts
      items={[
        { term: t('safety.suicide_risk'), value: <RiskBadge risk={safety.suicide_risk} /> },
        ...ANSWERS.map((question) => ({ term: t(`safety.${question}`), value: answer(safety[question]) })),
        { term: t('safety.weeks_of_pregnancy'), value: safety.weeks_of_pregnancy ?? t('app.unknown') },
        {
          term: t('safety.allergies'),
          value: safety.allergies ? <Bdi>{safety.allergies}</Bdi> : t('app.unknown'),
        },
        {
          term: t('safety.medicines'),
          value: safety.medicines ? <Bdi>{safety.medicines}</Bdi> : t('app.unknown'),
        },
      ]}
    />
  );
}

function draftOf(client: ClientView): SafetyDraft {
  if (!client.safety) return EMPTY_SAFETY;
  const { screened_at: _screened, version: _version, ...screen } = client.safety;
  return screen;
}

interface SafetyFormProps {
  readonly client: ClientView;
  readonly onClose: () => void;
  /** Throw away what is typed on the version seen and start from what is recorded. */
  readonly onFresh: (seen: number) => void;
}

function SafetyForm({ client, onClose, onFresh }: SafetyFormProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(client));
  const [version] = useState(client.version);
  const save = useChange(
    (body: SafetyScreen, key) => screenSafety(client.client, body, version, key),
    async () => {
      // Said once the page shows it: what is opened next must start from the new version.
      await queries.invalidateQueries({ queryKey: clientKey(client.client) });
      notifications.show({ message: t('app.saved'), withCloseButton: false });
      onClose();
    },
  );
  const { suicide_risk } = draft;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (suicide_risk) save.run({ ...draft, suicide_risk });
      }}
    >
      <Stack gap="md">
        <ProblemAlert problem={save.problem}>
          {save.problem?.code === 'version.stale' ? (
            <Button
              mt="sm"
              variant="default"
              onClick={() => {
                onFresh(version);
                void queries.invalidateQueries({ queryKey: clientKey(client.client) });
              }}
            >
              {t('problem.load_current')}
            </Button>
          ) : null}
        </ProblemAlert>
        <SafetyFields value={draft} onChange={setDraft} errorOf={save.errorOf} prefix="" />
        <Group>
          <Button type="submit" loading={save.pending} disabled={suicide_risk === null}>
            {t('safety.save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
