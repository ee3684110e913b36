import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from './change.hook.js';
import { Dialog } from './dialog.js';
import type { BulkAction, BulkOutcome } from './list.rows.js';
import { Loaded, ProblemAlert } from './states.js';

interface BulkProps<T> {
  readonly actions: readonly BulkAction<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly nameOf: (row: T) => ReactNode;
  readonly onSelect: (keys: readonly string[]) => void;
}

/** What can be done with the selected rows together; stays at the lower edge of the screen. */
export function BulkBar<T>(props: BulkProps<T>) {
  const { t } = useTranslation();
  const { actions, rows, onSelect } = props;
  const [open, setOpen] = useState<string | null>(null);
  const action = actions.find(({ id }) => id === open);
  return (
    <Paper
      withBorder
      className="bulk-bar"
      role="group"
      aria-label={t('kit.selected', { count: rows.length })}
    >
      <Text fw={600} aria-live="polite">
        {t('kit.selected', { count: rows.length })}
      </Text>
      <Group gap="sm">
        {actions.map(({ id, label }) => (
          <Button key={id} variant="default" onClick={() => setOpen(id)}>
            {label}
          </Button>
        ))}
        <Button variant="default" onClick={() => onSelect([])}>
          {t('kit.select_none')}
        </Button>
      </Group>
      {action ? <BulkDialog {...props} action={action} onClose={() => setOpen(null)} /> : null}
    </Paper>
  );
}

/** First what would happen to each row, then, once it was done, what has. Rows that stay undone stay selected. */
function BulkDialog<T>(props: BulkProps<T> & { action: BulkAction<T>; onClose: () => void }) {
  const { t } = useTranslation();
  const { action, keyOf, nameOf, onSelect, onClose } = props;
  // What was selected when the dialog opened: rows that are done leave the list behind it.
  const [rows] = useState(props.rows);
  const ready = action.ready ?? true;
  const preview = useQuery({
    queryKey: ['bulk', action.id, action.answer ?? '', rows.map(keyOf)],
    queryFn: () => action.preview(rows),
    enabled: ready,
    gcTime: 0,
  });
  const [outcome, setOutcome] = useState<BulkOutcome | null>(null);
  const run = useChange(
    (which: readonly T[], key) => action.run(which, key),
    async (result) => {
      setOutcome(result);
      onSelect(result.items.filter(({ done }) => !done).map(({ id }) => id));
      await action.onDone?.();
    },
  );
  const lines = (result: BulkOutcome) => (
    <ul className="lines" aria-label={outcome ? action.label : t('kit.preview')}>
      {rows.map((row) => {
        const line = result.items.find(({ id }) => id === keyOf(row));
        return (
          <li key={keyOf(row)} className="bulk-line">
            <span>{nameOf(row)}</span>
            <Answer
              done={line?.done ?? false}
              told={line?.refusal?.detail ?? null}
              final={outcome !== null}
            />
          </li>
        );
      })}
    </ul>
  );
  const doable = rows.filter((row) => preview.data?.items.some(({ id, done }) => done && id === keyOf(row)));
  return (
    <Dialog title={action.label} onClose={onClose}>
      <Stack>
        <ProblemAlert problem={run.problem} />
        {outcome ? null : action.question}
        {outcome ? lines(outcome) : ready ? <Loaded query={preview}>{lines}</Loaded> : null}
        {preview.data && doable.length === 0 && !outcome ? <Text>{t('kit.preview_none')}</Text> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {outcome ? t('app.close') : t('app.cancel')}
          </Button>
          {outcome ? null : (
            <Button
              loading={run.pending}
              disabled={!ready || doable.length === 0}
              onClick={() => run.run(doable)}
            >
              {t('kit.do_it', { count: doable.length })}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}

function Answer({ done, told, final }: { done: boolean; told: string | null; final: boolean }) {
  const { t } = useTranslation();
  const Icon = done ? IconCheck : IconX;
  const word = done ? (final ? t('kit.was') : t('kit.would')) : t('kit.was_not');
  return (
    <span>
      <Badge
        variant="outline"
        color={done ? 'calm' : 'orange'}
        leftSection={<Icon size={14} aria-hidden />}
        miw="max-content"
      >
        {word}
      </Badge>
      {told ? (
        <Text span size="sm" ms="xs">
          {told}
        </Text>
      ) : null}
    </span>
  );
}
