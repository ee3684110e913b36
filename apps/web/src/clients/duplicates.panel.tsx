import { Alert, Anchor, Radio, Stack, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DuplicateCandidate } from '#domain/wire/client.js';
import { searchDuplicates } from '../api.js';
import { useMay } from '../session/session.context.js';
import { fieldId } from '../kit/field.id.js';
import { Bdi, ClientCode } from '../kit/text.js';
import { WhyAlike } from './why.alike.js';
import { NONE_OF_THESE, duplicateSearchOf } from './walk-in.form.js';
import type { WalkInDraft } from './walk-in.form.js';

/**
 * Clients of the own organisation who may be the person that is written down. Asked when a field is left, never letter by
 * letter: every search stands in the audit, and nobody's name is tried out while it is typed.
 */
export function useCandidates(draft: WalkInDraft, isWriting: boolean): DuplicateCandidate[] {
  const may = useMay();
  const search = duplicateSearchOf(draft);
  const now = JSON.stringify(search);
  const [written, setWritten] = useState(now);
  if (!isWriting && written !== now) setWritten(now);
  const query = useQuery({
    queryKey: ['duplicates', written],
    queryFn: () => searchDuplicates(JSON.parse(written) as NonNullable<typeof search>),
    enabled: written !== 'null' && may('client.search'),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return search ? (query.data?.candidates ?? []) : [];
}

interface PanelProps {
  readonly candidates: readonly DuplicateCandidate[];
  readonly value: string | null;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
}

export function DuplicatesPanel({ candidates, value, onChange, error }: PanelProps) {
  const { t } = useTranslation();
  return (
    <div aria-live="polite">
      {candidates.length === 0 ? null : (
        <Alert
          role="group"
          color="orange"
          variant="outline"
          icon={<IconUsers aria-hidden />}
          title={t('walk_in.duplicates_title')}
        >
          <Radio.Group
            id={fieldId('same_as')}
            tabIndex={-1}
            label={t('walk_in.duplicates_title')}
            labelProps={{ className: 'unseen' }}
            description={t('walk_in.duplicates_hint')}
            value={value ?? ''}
            onChange={onChange}
            error={error}
          >
            <Stack gap="xs" my="sm" align="flex-start">
              {candidates.map((candidate) => (
                <Radio
                  key={candidate.client}
                  value={candidate.client}
                  label={
                    <>
                      {t('walk_in.same')}: <Bdi>{candidate.masked}</Bdi>
                    </>
                  }
                  description={<Candidate candidate={candidate} />}
                  classNames={{ root: 'option', body: 'option-body', label: 'option-label' }}
                />
              ))}
              <Radio
                value={NONE_OF_THESE}
                label={t('walk_in.none_of_these')}
                classNames={{ root: 'option', body: 'option-body', label: 'option-label' }}
              />
            </Stack>
          </Radio.Group>
          <OpenChosen candidate={candidates.find(({ client }) => client === value)} />
        </Alert>
      )}
    </div>
  );
}

function Candidate({ candidate }: { candidate: DuplicateCandidate }) {
  const { t } = useTranslation();
  return (
    <Text span size="sm" c="var(--mantine-color-text)">
      <ClientCode of={candidate.client} /> · <b>{t(`walk_in.${candidate.strength}`)}</b>:{' '}
      <WhyAlike reasons={candidate.reasons} />
      {candidate.has_open_episode ? ` · ${t('walk_in.open_episode')}` : ''}
    </Text>
  );
}

function OpenChosen({ candidate }: { candidate: DuplicateCandidate | undefined }) {
  const { t } = useTranslation();
  if (!candidate?.has_open_episode) return null;
  return (
    <Anchor component={Link} to={`/clients/${candidate.client}`} underline="always" fw={600}>
      {t('walk_in.open_client')}
    </Anchor>
  );
}
