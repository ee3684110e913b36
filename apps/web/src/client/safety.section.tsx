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
import { ProblemAlert } from '../kit/states.js';
import { useChange } from '../kit/change.hook.js';
import { useRenewal } from '../kit/renewal.hook.js';
import { SafetyFacts } from '../kit/safety.facts.js';
import { Section } from '../kit/section.js';
import { Instant } from '../kit/text.js';
import { clientKey, isLive } from './client.parts.js';

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
