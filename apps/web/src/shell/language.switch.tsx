import { NativeSelect } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import type { Language } from '#domain/charter/code-lists.js';
import { currentLanguage } from '../i18n.js';
import { LANGUAGE_NAMES } from '../kit/text.js';

/** The language of the screen; whoever draws it speaks the one that is chosen. */
export function LanguageSwitch({
  onChosen,
  w,
}: {
  onChosen: (language: Language) => void;
  w?: number | string;
}) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      aria-label={t('app.language')}
      leftSection={<IconLanguage size={18} aria-hidden />}
      value={currentLanguage()}
      onChange={(event) => onChosen(event.currentTarget.value as Language)}
      data={LANGUAGES.map((language) => ({ value: language, label: LANGUAGE_NAMES[language] }))}
      w={w}
    />
  );
}
