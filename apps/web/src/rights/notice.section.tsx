import { Alert, Button, Paper, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import { NOTICE_FORMS, type NoticeForm } from '#domain/charter/rights.js';
import type { ClientView } from '#domain/wire/client.js';
import type { ClientRightsView, RightsNoticeRequest } from '#domain/wire/rights.js';
import { giveNotice } from '../api.rights.js';
import { currentLanguage, directionOf } from '../i18n.js';
import { useChange } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { Choice } from '../kit/fields.js';
import { Section } from '../kit/section.js';
import { ProblemAlert } from '../kit/states.js';
import { Bdi, Code, Instant, LANGUAGE_NAMES } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { Entry, rightsKey } from './rights.parts.js';

/** When the client was told their rights, which version, in which language and how; and telling them now. */
export function NoticeSection({ view }: { view: ClientRightsView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [giving, setGiving] = useState(false);
  const [last] = view.given;
  const isOld = last !== undefined && last.notice !== view.notice.id;
  return (
    <Section
      title={t('rights.notice')}
      actions={
        may('rights.give') ? (
          <Button variant={last && !isOld ? 'default' : 'filled'} onClick={() => setGiving(true)}>
            {t('rights.notice_give')}
          </Button>
        ) : null
      }
    >
      <Stack gap="sm">
        {last === undefined || isOld ? (
          <Alert role="note" color="calm" variant="outline" icon={<IconInfoCircle aria-hidden />}>
            <Text>{t(isOld ? 'rights.notice_old' : 'rights.notice_none')}</Text>
          </Alert>
        ) : null}
        {view.given.map((one) => (
          <Entry
            key={one.given_at}
            title={
              <>
                {t(`codes.notice_form.${one.form}`)} · {LANGUAGE_NAMES[one.language]}
              </>
            }
            by={
              <>
                <Instant at={one.given_at} />
                {one.given_by ? (
                  <>
                    {' · '}
                    <Bdi>{one.given_by}</Bdi>
                  </>
                ) : null}
                {' · '}
                {t('rights.notice_version')} <Code>{one.notice}</Code>
              </>
            }
          />
        ))}
      </Stack>
      {giving ? <GiveDialog view={view} onClose={() => setGiving(false)} /> : null}
    </Section>
  );
}

/** The words themselves, in the language of the client, so that they can be read together before anybody says they were. */
function GiveDialog({ view, onClose }: { view: ClientRightsView; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [form, setForm] = useState<NoticeForm>('easy');
  // Whoever comes from the client's page has their language at hand already; it is not read again for this.
  const known = queries.getQueryData<ClientView>(['client', view.client])?.language;
  const [language, setLanguage] = useState<Language>(view.given[0]?.language ?? known ?? currentLanguage());
  const give = useChange(
    (body: RightsNoticeRequest, key) => giveNotice(view.client, body, key),
    async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: rightsKey(view.client) });
    },
  );
  const text = (form === 'full' ? view.notice.texts : view.notice.easy)[language];
  return (
    <Dialog title={t('rights.notice_give')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          give.run({ form, language });
        }}
      >
        <Stack>
          <ProblemAlert problem={give.problem} />
          <Text>{t('rights.notice_effect')}</Text>
          <Choice
            field="language"
            label={t('rights.notice_language')}
            value={language}
            onChange={setLanguage}
            options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
            error={give.errorOf('language')}
          />
          <Choice
            field="form"
            label={t('rights.form')}
            value={form}
            onChange={setForm}
            options={NOTICE_FORMS.map((value) => ({ value, label: t(`codes.notice_form.${value}`) }))}
            error={give.errorOf('form')}
          />
          <Paper withBorder p="md" radius="md" lang={language} dir={directionOf(language)}>
            <Text className="preserved">{text}</Text>
          </Paper>
          <DialogActions submit={t('rights.notice_done')} onClose={onClose} pending={give.pending} />
        </Stack>
      </form>
    </Dialog>
  );
}
