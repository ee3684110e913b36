import { Anchor, Button, Group, List, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SEARCH_REASONS, type SearchReason } from '#domain/charter/matching.js';
import type { DuplicateCandidate, DuplicateCandidates, DuplicateSearchRequest } from '#domain/wire/client.js';
import { searchDuplicates } from '../api.js';
import { asProblem } from '../kit/change.hook.js';
import { LEFT_TO_RIGHT, OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { DayField, FieldBlock } from '../kit/fields.js';
import { Page } from '../kit/page.js';
import { EmptyState, ProblemAlert } from '../kit/states.js';
import { Bdi, ClientCode } from '../kit/text.js';
import { NewClientButton } from './new.client.button.js';
import { WhyAlike } from './why.alike.js';

interface Asked {
  readonly given_name: string;
  readonly family_name: string;
  readonly birth_on: string;
  readonly phone: string;
  readonly document: string;
  readonly reason: SearchReason;
}

const EMPTY: Asked = {
  given_name: '',
  family_name: '',
  birth_on: '',
  phone: '',
  document: '',
  reason: 'call',
};

/** What is written, without the fields that are empty; a year alone is a date too. */
function requestOf({ birth_on, reason, ...texts }: Asked, cursor: string | null): DuplicateSearchRequest {
  const written = Object.entries(texts).flatMap(([name, text]) =>
    text.trim() === '' ? [] : [[name, text.trim()] as const],
  );
  const born = /^\d{4}$/.test(birth_on)
    ? { birth_year: Number(birth_on) }
    : birth_on === ''
      ? {}
      : { birth_on };
  return { ...Object.fromEntries(written), ...born, reason, ...(cursor === null ? {} : { cursor }) };
}

/** Whom a search has shown so far; the next page is asked for with the same words. */
function useFinding() {
  const [shown, setShown] = useState<{ asked: Asked; answer: DuplicateCandidates } | null>(null);
  const search = useMutation({
    mutationFn: ({ asked, cursor }: { asked: Asked; cursor: string | null }) =>
      searchDuplicates(requestOf(asked, cursor)),
    onMutate: ({ cursor }) => {
      if (cursor === null) setShown(null);
    },
    onSuccess: (answer, { asked, cursor }) => {
      const before = cursor === null ? [] : (shown?.answer.candidates ?? []);
      setShown({ asked, answer: { ...answer, candidates: [...before, ...answer.candidates] } });
    },
    gcTime: 0,
  });
  return { shown, search, problem: search.error ? asProblem(search.error) : null };
}

/** Finding a client of the own organisation by who they are: whole names, any script, asked for once and on purpose. */
export function FindPage() {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked>(EMPTY);
  const { shown, search, problem } = useFinding();
  return (
    <Page title={t('matching.title')} actions={<NewClientButton />}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!search.isPending) search.mutate({ asked, cursor: null });
        }}
      >
        <Stack gap="lg">
          <ProblemAlert problem={problem} />
          <Who asked={asked} change={(part) => setAsked((before) => ({ ...before, ...part }))} />
          <Group>
            <Button
              type="submit"
              size="lg"
              loading={search.isPending}
              leftSection={<IconSearch size={18} aria-hidden />}
            >
              {t('matching.search')}
            </Button>
          </Group>
        </Stack>
      </form>
      <div aria-live="polite">
        {shown ? (
          <Found
            answer={shown.answer}
            pending={search.isPending}
            onMore={(cursor) => search.mutate({ asked: shown.asked, cursor })}
          />
        ) : null}
      </div>
    </Page>
  );
}

function Who({ asked, change }: { asked: Asked; change: (part: Partial<Asked>) => void }) {
  const { t } = useTranslation();
  return (
    <FieldBlock legend={t('walk_in.who')}>
      <Text>{t('matching.hint')}</Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {(['given_name', 'family_name'] as const).map((part) => (
          <TextInput
            key={part}
            id={fieldId(part)}
            label={t(`client.${part}`)}
            {...OWN_DIRECTION}
            autoComplete="off"
            value={asked[part]}
            onChange={(event) => change({ [part]: event.currentTarget.value })}
          />
        ))}
        <DayField
          field="birth_on"
          label={t('walk_in.birth_on')}
          value={asked.birth_on}
          onChange={(birth_on) => change({ birth_on })}
        />
        {(['phone', 'document'] as const).map((part) => (
          <TextInput
            key={part}
            id={fieldId(part)}
            label={t(part === 'phone' ? 'walk_in.phone' : 'matching.document')}
            {...LEFT_TO_RIGHT}
            autoComplete="off"
            value={asked[part]}
            onChange={(event) => change({ [part]: event.currentTarget.value })}
          />
        ))}
        <NativeSelect
          id={fieldId('reason')}
          label={t('matching.reason')}
          value={asked.reason}
          onChange={(event) => change({ reason: event.currentTarget.value as SearchReason })}
          data={SEARCH_REASONS.map((reason) => ({ value: reason, label: t(`matching.for.${reason}`) }))}
        />
      </SimpleGrid>
    </FieldBlock>
  );
}

interface FoundProps {
  readonly answer: DuplicateCandidates;
  readonly pending: boolean;
  readonly onMore: (cursor: string) => void;
}

function Found({ answer: { candidates, next }, pending, onMore }: FoundProps) {
  const { t } = useTranslation();
  if (candidates.length === 0)
    return <EmptyState title={t('matching.nobody')}>{t('matching.nobody_hint')}</EmptyState>;
  return (
    <Stack gap="sm" align="flex-start">
      <Text>{t('matching.found_hint')}</Text>
      <List listStyleType="none" spacing="sm">
        {candidates.map((candidate) => (
          <FoundClient key={candidate.client} candidate={candidate} />
        ))}
      </List>
      {next === null ? null : (
        <Button variant="default" loading={pending} onClick={() => onMore(next)}>
          {t('app.more')}
        </Button>
      )}
    </Stack>
  );
}

function FoundClient({ candidate }: { candidate: DuplicateCandidate }) {
  const { t } = useTranslation();
  return (
    <List.Item>
      <Anchor component={Link} to={`/clients/${candidate.client}`} underline="always" fw={600}>
        <Bdi>{candidate.masked}</Bdi> · <ClientCode of={candidate.client} />
      </Anchor>
      <Text size="sm">
        <b>{t(`walk_in.${candidate.strength}`)}</b>: <WhyAlike reasons={candidate.reasons} />
        {candidate.has_open_episode ? ` · ${t('walk_in.open_episode')}` : ''}
      </Text>
    </List.Item>
  );
}
