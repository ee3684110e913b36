import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from './fields.js';

const SHOWN = 6;

/** One partner out of a network: the likeliest, which the caller puts first, at once; the others with one more tap. */
export function PartnerChoice(props: {
  label: string;
  unseenLabel?: boolean;
  value: string | null;
  onChange: (code: string) => void;
  options: readonly { value: string; label: ReactNode; hint?: ReactNode }[];
  error?: ReactNode;
}) {
  const { options, value, ...rest } = props;
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const more = options.length - SHOWN;
  const shown = options.filter(({ value: code }, place) => all || place < SHOWN || code === value);
  return (
    <>
      <Choice field="receiver" wide value={value} options={shown} {...rest} />
      {more > 0 && !all ? (
        <Button variant="default" onClick={() => setAll(true)}>
          {t('compose.more', { count: more })}
        </Button>
      ) : null}
    </>
  );
}
