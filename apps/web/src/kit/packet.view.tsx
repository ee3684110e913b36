import { List, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PacketFieldName } from '#domain/charter/consent.js';
import { PACKET_FIELDS } from '#domain/charter/consent.js';
import { STATEMENT_BESIDE } from '#domain/charter/statements.js';
import type { PacketBody } from '#domain/wire/handoff.js';
import { saidBefore } from './packet.lines.js';
import { RecordWords } from './record.words.js';
import { SafetyFacts } from './safety.facts.js';
import { useDates } from './dates.hook.js';
import { Bdi, Facts, LANGUAGE_NAMES, useTerms } from './text.js';

const FIELDS = Object.keys(PACKET_FIELDS) as PacketFieldName[];

/**
 * A packet as its reader sees it: only what it holds beyond the tier before. The preview of the sender and the page of the
 * receiver draw the same.
 */
export function PacketBodyView({ body, less }: { body: PacketBody; less?: PacketBody }) {
  const { t } = useTranslation();
  const value = usePacketWords();
  const shown = FIELDS.filter((field) => body[field] !== undefined && !saidBefore(field, body, less));
  if (shown.length === 0) return <Text c="dimmed">{t('compose.nothing_new')}</Text>;
  return (
    <Facts
      items={shown.map((field) => ({ term: t(`codes.packet_field.${field}`), value: value(field, body) }))}
    />
  );
}

/** The words for one field of a packet. */
export function usePacketWords(): (field: PacketFieldName, body: PacketBody) => ReactNode {
  const { t } = useTranslation();
  const terms = useTerms();
  const dates = useDates();
  const draw: { [F in PacketFieldName]: (body: PacketBody) => ReactNode } = {
    requested_stage: ({ requested_stage: stage }) => (stage ? terms.stage(stage) : null),
    urgency: ({ urgency }) => (urgency ? t(`codes.urgency.${urgency}`) : null),
    age_band: ({ age_band: band }) => (band ? t(`codes.age_band.${band}`) : null),
    language: ({ language }) => (language ? LANGUAGE_NAMES[language] : null),
    care_requirements: ({ care_requirements: needs }) =>
      needs && needs.length > 0
        ? dates.list(needs.map((need) => t(`codes.care_requirement.${need}`)))
        : t('app.none'),
    reason: ({ reason }) => <Bdi>{reason}</Bdi>,
    safety: ({ safety }) => (safety ? <SafetyFacts safety={safety} /> : null),
    current_stage: ({ current_stage: stage }) => (stage ? terms.stage(stage) : null),
    stage_outcomes: ({ stage_outcomes: outcomes }) => (
      <List>
        {(outcomes ?? []).map(({ stage, outcome }, place) => (
          <List.Item key={`${stage} ${place}`}>
            {terms.stage(stage)}: {outcome ? t(`codes.outcome.${outcome}`) : t('client.still')}
          </List.Item>
        ))}
      </List>
    ),
    diagnoses: ({ diagnoses }) =>
      diagnoses && diagnoses.length > 0 ? (
        <List>
          {diagnoses.map((diagnosis) => (
            <List.Item key={`${diagnosis.code_system} ${diagnosis.code}`}>
              <Bdi>{diagnosis.display ?? diagnosis.code}</Bdi>
            </List.Item>
          ))}
        </List>
      ) : (
        t('app.none')
      ),
    social: ({ social }) => (social ? <RecordWords stage="reintegration" values={{ ...social }} /> : null),
    employment: ({ employment }) =>
      employment ? <RecordWords stage="employment" values={{ ...employment }} /> : null,
    plan: ({ plan }) => (plan ? <RecordWords stage="rehabilitation" values={{ ...plan }} /> : null),
    identity: () => t('handoff.identity_vault'),
    contact: () => t('handoff.identity_vault'),
    statements: ({ statements }) => (
      <List>
        {(statements ?? []).map(({ about, words, said_on }) => {
          const beside = STATEMENT_BESIDE[about];
          return (
            <List.Item key={`${about} ${said_on} ${words}`}>
              {beside.length > 2 ? null : (
                <Text span fw={600}>
                  {dates.list(beside.map((field) => t(`codes.packet_field.${field}`)))}:{' '}
                </Text>
              )}
              <Bdi>{words}</Bdi> ({dates.day(said_on)})
            </List.Item>
          );
        })}
      </List>
    ),
  };
  return (field, body) => draw[field](body);
}
