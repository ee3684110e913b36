import { NativeSelect } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import type { Language } from '#domain/charter/code-lists.js';
import { currentLanguage, speak } from '../i18n.js';
import { LANGUAGE_NAMES } from '../kit/text.js';

/** Changes the language of the screen at once; `onChosen` tells the server, where somebody is signed in. */
export function LanguageSwitch({ onChosen }: { onChosen?: (language: Language) => void }) {
  const { t } = useTranslation();
  const choose = async (language: Language): Promise<void> => {
    await speak(language);
    onChosen?.(language);
  };
  return (
    <NativeSelect
      aria-label={t('app.language')}
      leftSection={<IconLanguage size={18} aria-hidden />}
      value={currentLanguage()}
      onChange={(event) => void choose(event.currentTarget.value as Language)}
      data={LANGUAGES.map((language) => ({ value: language, label: LANGUAGE_NAMES[language] }))}
      w={150}
    />
  );
}
