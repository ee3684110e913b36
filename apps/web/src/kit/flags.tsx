import { Badge, Group } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBabyCarriage,
  IconBolt,
  IconHandStop,
  IconHelp,
  IconLungs,
  IconPill,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SafetyFlag } from '#domain/rules/safety-flags.js';
import { Bdi } from './text.js';

const SIGNS = {
  overdose: IconPill,
  seizures: IconBolt,
  pregnancy: IconBabyCarriage,
  violence: IconHandStop,
  tuberculosis: IconLungs,
  allergies: IconAlertTriangle,
  not_screened: IconHelp,
} as const satisfies Record<SafetyFlag, unknown>;

/** What could hurt this person or others, each with a word and a sign of its own, so that grey paper shows it too. */
export function Flags({ flags, allergies }: { flags: readonly SafetyFlag[]; allergies: string | null }) {
  const { t } = useTranslation();
  if (flags.length === 0) return null;
  return (
    <Group gap={6}>
      {flags.map((flag) => {
        const Sign = SIGNS[flag];
        return (
          <Badge
            key={flag}
            color={flag === 'not_screened' ? 'gray' : 'red'}
            variant="outline"
            className="wrapping"
            leftSection={<Sign size={16} aria-hidden />}
          >
            {t(`kit.flag.${flag}`)}
            {flag === 'allergies' && allergies ? (
              <>
                : <Bdi>{allergies}</Bdi>
              </>
            ) : null}
          </Badge>
        );
      })}
    </Group>
  );
}
