import { Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientView, SafetyScreen } from '#domain/wire/client.js';
import { readClient, screenSafety } from '../api.js';
import { SafetyFields } from '../clients/safety.fields.js';
import { EMPTY_SAFETY } from '../clients/walk-in.form.js';
import type { SafetyDraft } from '../clients/walk-in.form.js';
import { useMay } from '../session/session.context.js';
import { ProblemAlert } from '../kit/states.js';
import { useChange } from '../kit/change.hook.js';
import { Conflict } from '../kit/conflict.dialog.js';
import { KeptFrame, KeptLine, useKeptForm } from '../kit/kept.form.js';
import { SafetyFacts } from '../kit/safety.facts.js';
import { Section } from '../kit/section.js';
import { Instant } from '../kit/text.js';
import { clientKey, isLive } from './client.parts.js';
import { say } from '../kit/notice.js';

/** What could hurt the client, as it was asked last; and the form to ask again. */
export function SafetySection({
  client,
  editing,
  onEdit,
}: {
  client: ClientView;
  editing: boolean;
  onEdit: (editing: boolean) => void;
}) {
  const { t } = useTranslation();
  const may = useMay();
  const canScreen = isLive(client) && may('safety.screen');
  const writes = editing && canScreen;
  return (
    <Section
      title={t('safety.title')}
      actions={
        canScreen && !editing ? (
          <Button variant="default" onClick={() => onEdit(true)}>
            {t('safety.edit')}
          </Button>
        ) : null
      }
    >
      {writes ? <SafetyForm client={client} onClose={() => onEdit(false)} /> : null}
      {!writes && client.safety ? (
        <>
          <SafetyFacts safety={client.safety} />
          <Text size="sm" c="dimmed" mt="xs">
            {t('safety.screened')}: <Instant at={client.safety.screened_at} />
          </Text>
        </>
      ) : null}
      {!writes && !client.safety ? <Text>{t('safety.empty')}</Text> : null}
    </Section>
  );
}

function draftOf({ safety }: Pick<ClientView, 'safety'>): SafetyDraft {
  if (!safety) return EMPTY_SAFETY;
  const { screened_at: _screened, version: _version, ...screen } = safety;
  return screen;
}

/** What is written, and the answers it was begun on. */
interface Written {
  readonly base: SafetyDraft;
  readonly draft: SafetyDraft;
}

/** What is written on a screen, kept while it is written, and sent on the version it was begun on. */
function useSafetyForm(client: ClientView, onClose: () => void) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [{ base, draft }, setWritten] = useState<Written>(() => ({
    base: draftOf(client),
    draft: draftOf(client),
  }));
  const [version, setVersion] = useState(client.version);
  const kept = useKeptForm<Written>(
    `client/${client.client}/safety`,
    { base, draft },
    {
      version,
      onContinue: (before, on) => {
        setWritten(before);
        setVersion(on ?? version);
      },
    },
  );
  const save = useChange(
    (body: SafetyScreen, key) => screenSafety(client.client, body, version, key),
    async () => {
      kept.done();
      // Said once the page shows it: what is opened next must start from the new version.
      await queries.invalidateQueries({ queryKey: clientKey(client.client) });
      void queries.invalidateQueries({ queryKey: ['timeline', client.client] });
      say(t('app.saved'));
      onClose();
    },
  );
  return {
    written: { base, draft },
    write: (next: SafetyDraft) => setWritten({ base, draft: next }),
    kept,
    save,
    /** The answers were chosen over those that somebody else has given meanwhile. */
    take: (values: SafetyDraft, now: { values: SafetyDraft; version: number }) => {
      setWritten({ base: now.values, draft: values });
      setVersion(now.version);
      save.reset();
    },
  };
}

function SafetyForm({ client, onClose }: { client: ClientView; onClose: () => void }) {
  const { t } = useTranslation();
  const words = useSafetyWords();
  const { written, write, kept, save, take } = useSafetyForm(client, onClose);
  const { base, draft } = written;
  const { suicide_risk } = draft;
  return (
    <KeptFrame kept={kept}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (suicide_risk) save.run({ ...draft, suicide_risk });
        }}
      >
        <Stack gap="md">
          <ProblemAlert problem={save.problem} />
          <SafetyFields value={draft} onChange={write} errorOf={save.errorOf} prefix="" />
          <Group>
            <Button type="submit" loading={save.pending} disabled={suicide_risk === null}>
              {t('safety.save')}
            </Button>
            <Button
              variant="default"
              onClick={() => {
                kept.done();
                onClose();
              }}
            >
              {t('app.cancel')}
            </Button>
            <KeptLine kept={kept} />
          </Group>
        </Stack>
      </form>
      <Conflict
        problem={save.problem}
        base={base}
        yours={draft}
        fields={words}
        read={async () => {
          const now = await readClient(client.client);
          return { values: draftOf(now), version: now.version };
        }}
        onTake={take}
        onClose={save.reset}
      />
    </KeptFrame>
  );
}

const QUESTIONS = [
  'suicide_risk',
  'overdose_within_12_months',
  'withdrawal_seizures_or_delirium',
  'weeks_of_pregnancy',
  'violence_risk',
  'infectious_tuberculosis',
  'allergies',
  'medicines',
] as const satisfies readonly (keyof SafetyDraft)[];

/** Every question with the words of an answer, for choosing between two. */
function useSafetyWords() {
  const { t } = useTranslation();
  return QUESTIONS.map((field) => ({
    field,
    label: t(`safety.${field}`),
    word: (value: SafetyDraft[keyof SafetyDraft]) => {
      if (value === null) return t('app.unknown');
      if (typeof value === 'boolean') return value ? t('app.yes') : t('app.no');
      if (field === 'suicide_risk') return t(`codes.suicide_risk.${value as SafetyScreen['suicide_risk']}`);
      return String(value);
    },
  }));
}
