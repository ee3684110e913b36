import { NativeSelect, Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientView } from '#domain/wire/client.js';
import type { ConsentRequest } from '#domain/wire/consent.js';
import { listPartners, recordConsent } from '../api.js';
import { currentLanguage } from '../i18n.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { useChange } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { fieldId } from '../kit/field.id.js';
import { inWords } from '../kit/text.js';
import { ConsentFields, EMPTY_CONSENT, consentOf } from './consent.fields.js';
import { clientKey } from './client.parts.js';

export function ConsentDialog({ client, onClose }: { client: ClientView; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const partners = useQuery({ queryKey: ['partners', null], queryFn: () => listPartners() });
  const [chosen, setChosen] = useState('');
  const [draft, setDraft] = useState(EMPTY_CONSENT);
  const record = useChange(
    (body: ConsentRequest, key) => recordConsent(client.client, body, key),
    async () => {
      await queries.invalidateQueries({ queryKey: clientKey(client.client) });
      onClose();
    },
  );
  return (
    <Dialog onClose={onClose} title={t('consent.record')}>
      <Loaded query={partners}>
        {({ items }) => (
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              record.run(consentOf(draft, chosen === '' ? (items[0]?.code ?? '') : chosen, client.language));
            }}
          >
            <Stack>
              <ProblemAlert problem={record.problem} />
              <NativeSelect
                id={fieldId('recipient')}
                label={t('consent.partner')}
                value={chosen === '' ? (items[0]?.code ?? '') : chosen}
                onChange={(event) => setChosen(event.currentTarget.value)}
                data={items.map(({ code, names }) => ({
                  value: code,
                  label: inWords(names, currentLanguage()),
                }))}
                error={record.errorOf('recipient')}
              />
              <ConsentFields value={draft} onChange={setDraft} errorOf={record.errorOf} />
              <DialogActions submit={t('consent.submit')} onClose={onClose} pending={record.pending} />
            </Stack>
          </form>
        )}
      </Loaded>
    </Dialog>
  );
}
