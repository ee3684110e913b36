import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientView, ConditionView } from '#domain/wire/client.js';
import { useDates } from '../kit/dates.hook.js';
import { Section } from '../kit/section.js';
import { Facts, LANGUAGE_NAMES } from '../kit/text.js';

const SHOWN = 4;

/** The newest of each code only: exports of other systems tell the same condition again at every visit. */
function newestOfEach(conditions: readonly ConditionView[]): ConditionView[] {
  const newest = new Map<string, ConditionView>();
  for (const condition of conditions) {
    const name = `${condition.code_system} ${condition.code}`;
    const held = newest.get(name);
    if (!held || (condition.onset_on ?? '') > (held.onset_on ?? '')) newest.set(name, condition);
  }
  return [...newest.values()].sort((one, other) => (other.onset_on ?? '').localeCompare(one.onset_on ?? ''));
}

/** Conditions, the newest few first, and what care has to consider. */
export function AboutSection({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const dates = useDates();
  const [all, setAll] = useState(false);
  const conditions = newestOfEach(client.conditions);
  const hidden = conditions.length - SHOWN;
  const care = client.care_requirements.map((need) => t(`codes.care_requirement.${need}`));
  return (
    <Section title={t('client.conditions')}>
      {conditions.length === 0 ? (
        <Text c="dimmed" size="sm">
          {t('client.conditions_empty')}
        </Text>
      ) : (
        <ul className="lines">
          {(all ? conditions : conditions.slice(0, SHOWN)).map((condition) => (
            <li key={`${condition.code_system} ${condition.code}`}>
              <bdi>{condition.display ?? condition.code}</bdi>
              {condition.onset_on ? (
                <Text span size="sm" c="dimmed">
                  {' '}
                  · {dates.day(condition.onset_on)}
                </Text>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {hidden > 0 ? (
        <Button size="compact-md" variant="default" my="xs" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('conditions.few') : t('conditions.all', { count: hidden })}
        </Button>
      ) : null}
      <Facts
        items={[
          {
            term: t('client.substance'),
            value: client.substance ? t(`codes.substance.${client.substance}`) : t('app.unknown'),
          },
          { term: t('client.language'), value: LANGUAGE_NAMES[client.language] },
          { term: t('client.care'), value: care.length > 0 ? dates.list(care) : t('app.none') },
        ]}
      />
    </Section>
  );
}
