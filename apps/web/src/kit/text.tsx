import { Badge, Box, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconArrowRight, IconClock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '#domain/charter/code-lists.js';
import type { Criterion, Stage } from '#domain/charter/pathway.js';
import type { Labels } from '#domain/wire/common.js';
import type { SuicideRisk } from '#domain/charter/code-lists.js';
import { CODE_SYMBOLS, formatClientCode } from '#domain/rules/client-code.js';
import { CRITERION_WORDS, STAGE_WORDS } from '#domain/words/terms.js';
import { currentLanguage } from '../i18n.js';
import { useDates } from './dates.hook.js';

/** What a person or a pack has written: its own direction, whatever surrounds it. */
export const Bdi = ({ children }: { children: ReactNode }) => <bdi>{children}</bdi>;

/** The same where only plain text can stand, such as an option of a list: isolated by marks of direction. */
export const isolated = (written: string): string => `\u2068${written}\u2069`;

/** Codes, references, phones: always left to right, in a face that tells 0 from O. */
export const Code = ({ children, breaking }: { children: ReactNode; breaking?: boolean }) => (
  <bdi dir="ltr" className={breaking ? 'code breaking' : 'code'}>
    {children}
  </bdi>
);

/**
 * The code of a client or the reference of a handoff, in groups that can be read over the telephone; what somebody typed
 * and is no code stays as it is.
 */
export const ClientCode = ({ of }: { of: string }) => (
  <Code>{of.length === CODE_SYMBOLS ? formatClientCode(of) : of}</Code>
);

/** A code as it was typed or scanned: without spaces, dashes and marks of direction, in capitals, as addresses hold it. */
export const tidyCode = (typed: string): string =>
  typed.replace(/[\s\u200e\u200f\u2066-\u2069-]/g, '').toUpperCase();

export const inWords = (labels: Labels, language: Language): string => labels[language];

export const Label = ({ of }: { of: Labels }) => {
  useTranslation();
  return <Bdi>{inWords(of, currentLanguage())}</Bdi>;
};

/** Words of stages and criteria in the language of the screen. */
export function useTerms() {
  useTranslation();
  const language = currentLanguage();
  return {
    stage: (stage: Stage) => STAGE_WORDS[stage][language],
    criterion: (criterion: Criterion) => CRITERION_WORDS[criterion][language],
    language: (code: Language) => LANGUAGE_NAMES[code],
  };
}

/** Every language in its own words, as people look for it. */
export const LANGUAGE_NAMES = { en: 'English', ru: 'Русский', ar: 'العربية' } as const satisfies Record<
  Language,
  string
>;

const RISK_COLOURS = {
  none: 'gray',
  low: 'gray',
  moderate: 'orange',
  high: 'red',
  not_assessed: 'gray',
} as const;

/** The risk in words and colour; an exclamation besides from moderate on, so that grey paper still shows it. */
export function RiskBadge({ risk, labelled = false }: { risk: SuicideRisk; labelled?: boolean }) {
  const { t } = useTranslation();
  const word = t(`codes.suicide_risk.${risk}`);
  const serious = risk === 'moderate' || risk === 'high';
  return (
    <Badge
      color={RISK_COLOURS[risk]}
      variant={serious ? 'filled' : 'default'}
      className="wrapping"
      leftSection={serious ? <IconAlertTriangle size={14} aria-hidden /> : null}
    >
      {labelled ? t('safety.flag', { risk: word }) : word}
    </Badge>
  );
}

/** When something is due: how long from now in words, and the day and time below. */
export function Due({ at, overdue }: { at: string; overdue?: boolean }) {
  const { t } = useTranslation();
  const dates = useDates();
  const late = overdue ?? dates.past(at);
  return (
    <Box>
      <Group gap={6}>
        {late ? (
          <Badge
            color="red"
            variant="filled"
            miw="max-content"
            leftSection={<IconClock size={14} aria-hidden />}
          >
            {t('inbox.overdue')}
          </Badge>
        ) : null}
        <Text size="sm" fw={late ? 600 : 400}>
          {dates.relative(at)}
        </Text>
      </Group>
      <Text size="sm" c="dimmed">
        <time dateTime={at}>{dates.instant(at)}</time>
      </Text>
    </Box>
  );
}

/** From one organisation to another; the arrow points the way the language reads. */
export function Way({ from, to }: { from: Labels; to: Labels }) {
  return (
    <>
      <Label of={from} /> <IconArrowRight size={18} aria-hidden className="mirrored arrow" />{' '}
      <Label of={to} />
    </>
  );
}

export function Instant({ at }: { at: string }) {
  const dates = useDates();
  return <time dateTime={at}>{dates.instant(at)}</time>;
}

/** A list of facts: what, then its value. */
export function Facts({ items }: { items: readonly { term: string; value: ReactNode }[] }) {
  return (
    <dl className="facts">
      {items.map(({ term, value }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
