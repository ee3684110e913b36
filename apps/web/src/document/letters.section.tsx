import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LETTER_REVOKE_REASONS, type LetterRevokeReason } from '#domain/charter/document.js';
import type { LetterView } from '#domain/wire/document.js';
import { listLetters, openLetter, revokeLetter } from '../api.documents.js';
import { useChange } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { Choice } from '../kit/fields.js';
import { later } from '../kit/later.js';
import { saveFile } from '../kit/save.file.js';
import { Section } from '../kit/section.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { Label, LANGUAGE_NAMES } from '../kit/text.js';
import { useMay } from '../session/session.context.js';

const GiveDialog = later(async () => (await import('./give.dialog.js')).GiveDialog);

/** Letters that the house gave out: to whom, under which code, and whether each stands. */
export function LettersSection({ code }: { code: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const [giving, setGiving] = useState(false);
  const letters = useQuery({ queryKey: ['letters', code], queryFn: () => listLetters(code) });
  return (
    <Section
      title={t('documents.letters')}
      actions={
        may('letter.give') ? (
          <Button variant="default" onClick={() => setGiving(true)}>
            {t('documents.give')}
          </Button>
        ) : null
      }
    >
      <Loaded query={letters}>
        {(items) =>
          items.length === 0 ? (
            <Text>{t('documents.no_letters')}</Text>
          ) : (
            <Stack gap="md">
              {items.map((letter) => (
                <Letter key={letter.letter} code={code} letter={letter} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      {giving ? <GiveDialog code={code} onClose={() => setGiving(false)} /> : null}
    </Section>
  );
}

function Letter({ code, letter }: { code: string; letter: LetterView }) {
  const { t } = useTranslation();
  const dates = useDates();
  const may = useMay();
  const [revoking, setRevoking] = useState(false);
  const open = useChange(
    () => openLetter(letter.letter),
    (file) => saveFile(file, 'paper.pdf'),
  );
  return (
    <Stack gap="xs" component="article" aria-label={t(`codes.letter_kind.${letter.kind}`)}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Text fw={600}>
          {t(`codes.letter_kind.${letter.kind}`)} · {LANGUAGE_NAMES[letter.language]}
        </Text>
        {letter.revoke_reason ? (
          <Badge variant="outline">
            {t('documents.revoked')}: {t(`codes.letter_revoke_reason.${letter.revoke_reason}`)}
          </Badge>
        ) : null}
      </Group>
      <Text>
        {dates.day(letter.given_on)} · <To letter={letter} /> ·{' '}
        {letter.code === null ? null : <bdi dir="ltr">{letter.code}</bdi>}
      </Text>
      <ProblemAlert problem={open.problem} />
      <Group gap="xs">
        {letter.code !== null && may('letter.open') ? (
          <Button
            size="compact-md"
            variant="default"
            loading={open.pending}
            onClick={() => open.run(undefined)}
          >
            {t('documents.save_letter')}
          </Button>
        ) : null}
        {letter.revoked_at === null && may('letter.revoke') ? (
          <Button size="compact-md" variant="default" onClick={() => setRevoking(true)}>
            {t('documents.revoke')}
          </Button>
        ) : null}
      </Group>
      {revoking ? <RevokeDialog code={code} letter={letter} onClose={() => setRevoking(false)} /> : null}
    </Stack>
  );
}

/** To whom it went: one organisation by its name, the client, or whoever treats them. */
function To({ letter }: { letter: LetterView }) {
  const { t } = useTranslation();
  if (letter.to) return <Label of={letter.to} />;
  return <>{letter.to_class === null ? t('documents.own_hand') : t('documents.to_class')}</>;
}

function RevokeDialog({ code, letter, onClose }: { code: string; letter: LetterView; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [reason, setReason] = useState<LetterRevokeReason | null>(null);
  const revoke = useChange(
    (why: LetterRevokeReason, key) => revokeLetter(letter, why, key),
    async () => {
      await queries.invalidateQueries({ queryKey: ['letters', code] });
      onClose();
    },
  );
  return (
    <Dialog title={t('documents.revoke')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (reason) revoke.run(reason);
        }}
      >
        <Stack>
          <ProblemAlert problem={revoke.problem} />
          <Text>{t('documents.revoke_effect')}</Text>
          <Choice
            field="reason"
            label={t('documents.reason')}
            value={reason}
            onChange={setReason}
            options={LETTER_REVOKE_REASONS.map((value) => ({
              value,
              label: t(`codes.letter_revoke_reason.${value}`),
            }))}
            error={revoke.errorOf('reason')}
          />
          <DialogActions
            submit={t('documents.revoke')}
            onClose={onClose}
            pending={revoke.pending}
            disabled={reason === null}
          />
        </Stack>
      </form>
    </Dialog>
  );
}
