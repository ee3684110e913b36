import { NativeSelect } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import type { Language } from '#domain/charter/code-lists.js';
import { currentLanguage } from '../i18n.js';
import { LANGUAGE_NAMES } from '../kit/text.js';
import { useChooseLanguage } from './language.hook.js';

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

/** The switch of somebody who is signed in: their language is kept with the account. */
export function OwnLanguage() {
  const choose = useChooseLanguage();
  return <LanguageSwitch w="100%" onChosen={(language) => void choose(language)} />;
}
