import { Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  BREAK_GLASS_VERDICTS,
  CLIENT_TOLD,
  type BreakGlassField,
  type BreakGlassVerdict,
  type ClientTold,
} from '#domain/charter/identity.js';
import type { BreakGlassDecision, BreakGlassReviewRequest, BreakGlassView } from '#domain/wire/identity.js';
import { decideOpening, reviewOpening } from '../api.identity.js';
import { Writing } from '../handoff/move.frame.js';
import { useChange } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { Choice } from '../kit/fields.js';
import { ProblemAlert } from '../kit/states.js';
import { ClientCode } from '../kit/text.js';
import { FieldTicks, MinutesField } from './glass.dialogs.js';
import { OpenedBy, OpenedWhat } from './opening.words.js';

interface SecondProps {
  readonly opening: BreakGlassView;
  readonly onClose: () => void;
}

function useSettled(onClose: () => void): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    onClose();
    await queries.invalidateQueries({ queryKey: ['openings'] });
  };
}

function About({ opening }: { opening: BreakGlassView }) {
  return (
    <div className="object">
      {opening.client ? (
        <Text fw={600}>
          <ClientCode of={opening.client} />
        </Text>
      ) : null}
      <Text>
        <OpenedBy opening={opening} />
      </Text>
      <OpenedWhat opening={opening} />
    </div>
  );
}

/** The second person grants it, or less of it, or says no. */
export function DecideOpeningDialog({ opening, onClose }: SecondProps) {
  const { t } = useTranslation();
  const settled = useSettled(onClose);
  const [fields, setFields] = useState<BreakGlassField[]>(opening.fields);
  const [minutes, setMinutes] = useState(`${opening.minutes}`);
  const decide = useChange((body: BreakGlassDecision, key) => decideOpening(opening, body, key), settled);
  return (
    <Dialog title={t('glass.to_decide')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          decide.run({ open: true, fields, minutes: Number(minutes) });
        }}
      >
        <Stack>
          <ProblemAlert problem={decide.problem} />
          <About opening={opening} />
          <Text>{t('glass.grant_effect')}</Text>
          <FieldTicks
            value={fields}
            onChange={setFields}
            offered={opening.fields}
            error={decide.errorOf('fields')}
          />
          <MinutesField value={minutes} onChange={setMinutes} error={decide.errorOf('minutes')} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('app.cancel')}
            </Button>
            <Button
              color="red"
              variant="outline"
              loading={decide.pending}
              onClick={() => decide.run({ open: false })}
            >
              {t('glass.refuse')}
            </Button>
            <Button type="submit" loading={decide.pending} disabled={fields.length === 0}>
              {t('glass.grant')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** Whether it was right, and whether the client knows. */
export function ReviewOpeningDialog({ opening, onClose }: SecondProps) {
  const { t } = useTranslation();
  const settled = useSettled(onClose);
  const [verdict, setVerdict] = useState<BreakGlassVerdict | null>(null);
  const [told, setTold] = useState<ClientTold | null>(null);
  const [words, setWords] = useState('');
  const review = useChange(
    (body: BreakGlassReviewRequest, key) => reviewOpening(opening, body, key),
    settled,
  );
  return (
    <Dialog title={t('glass.review')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const note = words.trim();
          if (verdict && told)
            review.run({ verdict, client_told: told, ...(note === '' ? {} : { words: note }) });
        }}
      >
        <Stack>
          <ProblemAlert problem={review.problem} />
          <About opening={opening} />
          <Text>{t('glass.review_effect')}</Text>
          <Choice
            field="verdict"
            label={t('glass.verdict')}
            value={verdict}
            onChange={setVerdict}
            options={BREAK_GLASS_VERDICTS.map((value) => ({
              value,
              label: t(`codes.break_glass_verdict.${value}`),
            }))}
            error={review.errorOf('verdict')}
          />
          <Choice
            field="client_told"
            label={t('glass.told')}
            value={told}
            onChange={setTold}
            options={CLIENT_TOLD.map((value) => ({ value, label: t(`codes.client_told.${value}`) }))}
            error={review.errorOf('client_told')}
          />
          <Writing
            field="words"
            label={t('glass.note')}
            value={words}
            onChange={setWords}
            error={review.errorOf('words')}
          />
          <DialogActions
            submit={t('glass.review')}
            onClose={onClose}
            pending={review.pending}
            disabled={verdict === null || told === null}
          />
        </Stack>
      </form>
    </Dialog>
  );
}
