import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import {
  COMPLAINT_CATEGORIES,
  COMPLAINT_SUBMITTERS,
  RECORDED_CHANNELS,
  type ComplaintCategory,
  type ComplaintSubmitter,
  type RecordedChannel,
} from '#domain/charter/rights.js';
import type { ComplaintFiled } from '#domain/wire/rights.js';
import { recordComplaint } from '../api.rights.js';
import { currentLanguage } from '../i18n.js';
import { Code, LANGUAGE_NAMES } from '../kit/text.js';
import { useSession } from '../session/session.context.js';
import { DeedDialog, type DeedField } from './deed.dialog.js';

/** The code to follow it with is shown once, and where it went. */
export function Filed({ filed }: { filed: ComplaintFiled }) {
  const { t } = useTranslation();
  return (
    <>
      <Text fw={600}>
        {t('rights.filed_code')}: <Code>{filed.reference}</Code>
      </Text>
      {filed.passed_on ? (
        <Text>
          {t('rights.with_office')} · <span>{t(`codes.passed_on.${filed.passed_on}`)}</span>
        </Text>
      ) : null}
    </>
  );
}

/**
 * Writes a complaint down for somebody; `client`: for whom, where it is written down from their page. The colleague it is about
 * neither reads it nor decides it from then on.
 */
export function FileDialog(props: {
  client?: string;
  onFiled: (filed: ComplaintFiled) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const fields = useFields(props.client);
  return (
    <DeedDialog
      title={t('rights.file_for')}
      effect={t('rights.file_effect')}
      submit={t('rights.file')}
      again={['complaints']}
      fields={fields}
      run={(values, key) =>
        recordComplaint(
          {
            about: values['about']?.trim() ?? '',
            about_colleague: values['about_colleague'] || null,
            channel: values['channel'] as RecordedChannel,
            submitter: values['submitter'] as ComplaintSubmitter,
            client: values['submitter'] === 'client' ? values['client']?.trim() || null : null,
            category: values['category'] as ComplaintCategory,
            concerns_minor: values['concerns_minor'] === 'yes',
            words: values['words'] ?? '',
            language: values['language'] as Language,
            passphrase: values['passphrase']?.trim() || null,
          },
          key,
        )
      }
      done={props.onFiled}
      onClose={props.onClose}
    />
  );
}

/** What is asked of whoever writes a complaint down for somebody. */
function useFields(client: string | undefined): readonly DeedField[] {
  const { t } = useTranslation();
  const session = useSession();
  return [
    {
      name: 'category',
      label: t('rights.category'),
      kind: 'choice',
      options: COMPLAINT_CATEGORIES.map((value) => ({
        value,
        label: t(`codes.complaint_category.${value}`),
      })),
    },
    { name: 'words', label: t('rights.words'), kind: 'words' },
    { name: 'about', label: t('rights.about'), kind: 'line', start: session.organisation.code },
    {
      name: 'about_colleague',
      label: t('rights.concerned'),
      kind: 'colleague',
      nobody: t('rights.concerned_nobody'),
      optional: true,
    },
    {
      name: 'concerns_minor',
      label: t('rights.minor'),
      kind: 'choice',
      start: 'no',
      options: [
        { value: 'yes', label: t('app.yes') },
        { value: 'no', label: t('app.no') },
      ],
    },
    {
      name: 'submitter',
      label: t('rights.from_whom'),
      kind: 'choice',
      start: client === undefined ? 'other' : 'client',
      options: COMPLAINT_SUBMITTERS.map((value) => ({
        value,
        label: t(`codes.complaint_submitter.${value}`),
      })),
    },
    {
      name: 'client',
      label: t('rights.client_named'),
      kind: 'line',
      start: client ?? '',
      optional: true,
    },
    {
      name: 'channel',
      label: t('rights.channel'),
      kind: 'choice',
      ...(client === undefined ? {} : { start: 'in_person' }),
      options: RECORDED_CHANNELS.map((value) => ({
        value,
        label: t(`codes.complaint_channel.${value}`),
      })),
    },
    { name: 'passphrase', label: t('rights.passphrase'), kind: 'line', optional: true },
    {
      name: 'language',
      label: t('rights.language'),
      kind: 'choice',
      start: currentLanguage(),
      options: LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
    },
  ];
}
