import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  DEATH_CAUSES,
  EXIT_CODES,
  LEAVING_TALKS,
  WITHDRAWAL_REASONS,
  type ExitCode,
} from '#domain/charter/exits.js';
import type { ClientView } from '#domain/wire/client.js';
import type { ExitRequest } from '#domain/wire/exit.js';
import { endStage } from '../api.leaving.js';
import { useChange, type Change } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { Choice, DayField } from '../kit/fields.js';
import { fieldId } from '../kit/field.id.js';
import { say } from '../kit/notice.js';
import { Section } from '../kit/section.js';
import { ProblemAlert } from '../kit/states.js';
import { ClientCode } from '../kit/text.js';

type Draft = Partial<ExitRequest>;

/** What a code asks for beside the day: the same that the rule asks (V8). */
const ASKS: Readonly<Partial<Record<ExitCode, 'withdrawal' | 'talk' | 'cause'>>> = {
  prov_withdrew: 'withdrawal',
  left: 'talk',
  left_early: 'talk',
  died: 'cause',
};

/** The stage ends without a next one: by which code, on which day, and what is asked for with it. Asked once more before it is done. */
export function ExitSection({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>({});
  const [sure, setSure] = useState(false);
  const end = useChange(
    (body: ExitRequest, key) => endStage(client.client, client.version, body, key),
    async () => {
      setSure(false);
      setDraft({});
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
      say(t('app.saved'));
    },
  );
  const { exit } = draft;
  return (
    <Section title={t('leaving.exit')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (exit) setSure(true);
        }}
      >
        <Stack gap="md">
          <Text>{t('leaving.exit_effect')}</Text>
          <ExitFields draft={draft} change={(part) => setDraft({ ...draft, ...part })} end={end} />
          <Group>
            <Button type="submit" variant="default" disabled={exit === undefined}>
              {t('leaving.end')}
            </Button>
          </Group>
        </Stack>
      </form>
      {sure && exit ? (
        <Dialog title={t('leaving.end')} onClose={() => setSure(false)}>
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              end.run({ ...draft, exit });
            }}
          >
            <Stack>
              <ProblemAlert problem={end.problem} />
              <Text>
                <ClientCode of={client.client} /> · {t(`codes.outcome.${exit}`)}
              </Text>
              <Text>{exit === 'died' ? t('leaving.died_effect') : t('leaving.end_effect')}</Text>
              <DialogActions
                submit={t('leaving.end')}
                onClose={() => setSure(false)}
                pending={end.pending}
                ending
              />
            </Stack>
          </form>
        </Dialog>
      ) : null}
    </Section>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  readonly change: (part: Draft) => void;
  readonly end: Change<ExitRequest>;
}

function ExitFields(props: FieldsProps) {
  const { t } = useTranslation();
  const { draft, change, end } = props;
  return (
    <>
      <NativeSelect
        id={fieldId('exit')}
        label={t('leaving.how')}
        value={draft.exit ?? ''}
        onChange={({ currentTarget }) => {
          const exit = EXIT_CODES.find((one) => one === currentTarget.value);
          end.reset();
          change({
            exit,
            withdrawal_reason: undefined,
            appeal_offered_on: undefined,
            leaving_talk: undefined,
            death_cause: undefined,
          });
        }}
        data={[
          { value: '', label: '—' },
          ...EXIT_CODES.map((value) => ({ value, label: t(`codes.outcome.${value}`) })),
        ]}
        error={end.errorOf('exit')}
      />
      <DayField
        field="exited_on"
        label={t('leaving.day')}
        value={draft.exited_on ?? ''}
        onChange={(day) => change({ exited_on: day === '' ? undefined : day })}
        error={end.errorOf('exited_on')}
      />
      <AskedFields {...props} />
    </>
  );
}

function AskedFields({ draft, change, end }: FieldsProps) {
  const { t } = useTranslation();
  const asks = draft.exit ? ASKS[draft.exit] : undefined;
  if (asks === 'talk')
    return (
      <Choice
        field="leaving_talk"
        label={t('leaving.talk')}
        value={draft.leaving_talk ?? null}
        onChange={(leaving_talk) => change({ leaving_talk })}
        options={LEAVING_TALKS.map((value) => ({ value, label: t(`codes.leaving_talk.${value}`) }))}
        error={end.errorOf('leaving_talk')}
      />
    );
  if (asks === 'cause')
    return (
      <Choice
        field="death_cause"
        label={t('leaving.cause')}
        value={draft.death_cause ?? null}
        onChange={(death_cause) => change({ death_cause })}
        options={DEATH_CAUSES.map((value) => ({ value, label: t(`codes.death_cause.${value}`) }))}
        error={end.errorOf('death_cause')}
      />
    );
  if (asks !== 'withdrawal') return null;
  return (
    <>
      <Choice
        field="withdrawal_reason"
        label={t('leaving.withdrawal')}
        value={draft.withdrawal_reason ?? null}
        onChange={(withdrawal_reason) => change({ withdrawal_reason })}
        options={WITHDRAWAL_REASONS.map((value) => ({ value, label: t(`codes.withdrawal_reason.${value}`) }))}
        error={end.errorOf('withdrawal_reason')}
      />
      <DayField
        field="appeal_offered_on"
        label={t('leaving.appeal')}
        value={draft.appeal_offered_on ?? ''}
        onChange={(day) => change({ appeal_offered_on: day === '' ? undefined : day })}
        error={end.errorOf('appeal_offered_on')}
      />
    </>
  );
}
