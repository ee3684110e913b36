import { Button, Group, Paper, Radio, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../api.problem.js';
import { changedMeanwhile, merge, preferred } from './conflict.js';
import type { Pick, Side } from './conflict.js';
import { Dialog } from './dialog.js';
import { Loaded } from './states.js';

export interface ConflictField<T> {
  readonly field: keyof T & string;
  readonly label: string;
  /** A value in words. */
  readonly word: (value: T[keyof T & string]) => ReactNode;
}

interface ConflictProps<T extends object> {
  /** The problem of the change; the dialog opens by itself where it says that the version is stale. */
  readonly problem: ApiProblem | null;
  /** The values the form was opened on. */
  readonly base: T;
  readonly yours: T;
  readonly fields: readonly ConflictField<T>[];
  /** Reads what is recorded now. */
  readonly read: () => Promise<{ values: T; version: number }>;
  /** Puts the chosen values into the form, which stands on the version read from now on. */
  readonly onTake: (values: T, now: { values: T; version: number }) => void;
  readonly onClose: () => void;
}

/**
 * Two wrote the same record: field by field what is recorded now and what was written here, to be chosen one by one. Nothing is
 * overwritten without having been seen, and nothing typed is lost.
 */
export function Conflict<T extends object>(props: ConflictProps<T>) {
  if (props.problem?.code !== 'version.stale') return null;
  return <ConflictDialog {...props} />;
}

function ConflictDialog<T extends object>(props: ConflictProps<T>) {
  const { t } = useTranslation();
  const now = useQuery({
    queryKey: ['conflict', props.problem?.request],
    queryFn: props.read,
    gcTime: 0,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  return (
    <Dialog title={t('kit.conflict_title')} onClose={props.onClose}>
      <Loaded query={now}>{(read) => <Choices {...props} now={read} />}</Loaded>
    </Dialog>
  );
}

function Choices<T extends object>({
  base,
  yours,
  fields,
  now,
  onTake,
}: ConflictProps<T> & { now: { values: T; version: number } }) {
  const { t } = useTranslation();
  const names = fields.map(({ field }) => field);
  const changed = changedMeanwhile(names, base, yours, now.values);
  const [picks, setPicks] = useState<Pick<T>>(() => preferred(changed, base, yours));
  const open = changed.some((field) => picks[field] === undefined);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onTake(merge(names, base, yours, now.values, picks), now);
      }}
    >
      <Stack>
        <Text>{changed.length === 0 ? t('kit.conflict_none') : t('kit.conflict_intro')}</Text>
        {fields
          .filter(({ field }) => changed.includes(field))
          .map(({ field, label, word }) => (
            <Radio.Group
              key={field}
              label={label}
              value={picks[field] ?? ''}
              onChange={(side) => setPicks((before) => ({ ...before, [field]: side as Side }))}
            >
              <SimpleGrid cols={{ base: 1, xs: 2 }} mt={6}>
                <Offered side="theirs" word={t('kit.theirs')} value={word(now.values[field])} />
                <Offered side="yours" word={t('kit.yours')} value={word(yours[field])} />
              </SimpleGrid>
            </Radio.Group>
          ))}
        <Group justify="flex-end">
          <Button type="submit" disabled={open}>
            {t('kit.conflict_take')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Offered({ side, word, value }: { side: Side; word: string; value: ReactNode }) {
  const { t } = useTranslation();
  const isEmpty = value === null || value === undefined || value === '';
  return (
    <Paper>
      <Radio
        value={side}
        label={word}
        description={<bdi>{isEmpty ? t('kit.nothing') : value}</bdi>}
        classNames={{ root: 'option', body: 'option-body', label: 'option-label' }}
      />
    </Paper>
  );
}
