import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsentKind, RecipientClass } from '#domain/charter/consent.js';
import type { ConsentDocument, ConsentRequest, ConsentsView } from '#domain/wire/consent.js';
import { listPartners, recordConsent } from '../api.js';
import { previewConsent, readConsents } from '../api.consents.js';
import { currentLanguage } from '../i18n.js';
import { useChange, type Change } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { fieldId } from '../kit/field.id.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { inWords } from '../kit/text.js';
import { ConsentFields } from './consent.fields.js';
import { consentOf, emptyConsent, type ConsentDraft } from './consent.form.js';
import { DocumentText } from './copy.dialog.js';

/** Kinds of sharing that whoever is signed in may record. */
export const sharingKinds = ({ offered }: Pick<ConsentsView, 'offered'>): ConsentKind[] =>
  offered.map(({ kind }) => kind).filter((kind) => kind !== 'service');

/** The same from a page that shows the client and not what may be given here: that is read first. */
export function GiveConsent({ client, onClose }: { client: string; onClose: () => void }) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: ['consents', client], queryFn: () => readConsents(client) });
  const [kind] = query.data ? sharingKinds(query.data) : [];
  if (query.data && kind) return <GiveDialog view={query.data} kind={kind} onClose={onClose} />;
  return (
    <Dialog onClose={onClose} title={t('consents.give')}>
      <Loaded query={query}>{() => <Text>{t('consents.none_here')}</Text>}</Loaded>
    </Dialog>
  );
}

/** A consent in two screens: what is chosen, then the text in the client's language, word for word, which is signed. */
export function GiveDialog(props: { view: ConsentsView; kind: ConsentKind; onClose: () => void }) {
  const { view, kind, onClose } = props;
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => emptyConsent(kind, view.minor));
  const [shown, setShown] = useState<ConsentDocument | null>(null);
  const read = useChange((body: ConsentRequest) => previewConsent(view.client, body), setShown);
  const sign = useChange(
    (body: ConsentRequest, key) => recordConsent(view.client, body, key),
    async () => {
      await queries.invalidateQueries({ queryKey: ['consents', view.client] });
      await queries.invalidateQueries({ queryKey: ['client', view.client] });
      onClose();
    },
  );
  const request = consentOf(draft, view.language);
  const offer = view.offered.find((one) => one.kind === draft.kind);
  const title = t(kind === 'service' ? 'consents.service_give' : 'consents.give');
  return (
    <Dialog onClose={onClose} title={title}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (shown) sign.run({ ...request, text_sha256: shown.sha256 });
          else read.run(request);
        }}
      >
        {shown ? (
          <Stack>
            <ProblemAlert problem={sign.problem} />
            <Text c="dimmed">{t('consents.read_hint')}</Text>
            <DocumentText document={shown} />
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setShown(null)}>
                {t('consents.back')}
              </Button>
              <Button type="submit" loading={sign.pending}>
                {t('consents.sign')}
              </Button>
            </Group>
          </Stack>
        ) : (
          <Stack>
            <ProblemAlert problem={read.problem} />
            {kind === 'service' ? null : (
              <ToWhom view={view} draft={draft} onChange={setDraft} change={read} />
            )}
            <ConsentFields
              value={draft}
              onChange={setDraft}
              errorOf={read.errorOf}
              underAge={view.minor}
              noEnd={offer?.no_end === true}
            />
            <DialogActions submit={t('consents.read')} onClose={onClose} pending={read.pending} />
          </Stack>
        )}
      </form>
    </Dialog>
  );
}

interface ToWhomProps {
  readonly view: ConsentsView;
  readonly draft: ConsentDraft;
  readonly onChange: (draft: ConsentDraft) => void;
  readonly change: Pick<Change<ConsentRequest>, 'errorOf'>;
}

/** What the consent is about, and to whom it is given: every kind is a consent of its own. */
function ToWhom(props: ToWhomProps) {
  const { view, draft, onChange, change } = props;
  const { t } = useTranslation();
  return (
    <>
      <NativeSelect
        id={fieldId('kind')}
        label={t('consents.kind')}
        value={draft.kind}
        onChange={(event) => onChange(emptyConsent(event.currentTarget.value as ConsentKind, view.minor))}
        data={sharingKinds(view).map((kind) => ({
          value: kind,
          label: t(`consents.words.consent_kind.${kind}`),
        }))}
        error={change.errorOf('kind')}
      />
      <To {...props} />
    </>
  );
}

/** One organisation of the network, or one of the classes the jurisdiction knows. */
function To({ view, draft, onChange, change }: ToWhomProps) {
  const { t } = useTranslation();
  const offer = view.offered.find(({ kind }) => kind === draft.kind);
  const partners = useQuery({ queryKey: ['partners', null], queryFn: () => listPartners() });
  const data = [
    { value: '', label: '—' },
    ...(offer?.organisation === true
      ? (partners.data?.items ?? []).map(({ code, names }) => ({
          value: `at ${code}`,
          label: inWords(names, currentLanguage()),
        }))
      : []),
    ...(offer?.classes ?? []).map((one) => ({
      value: one,
      label: t(`consents.words.recipient_class.${one}`),
    })),
  ];
  const chosen = draft.recipient === '' ? draft.recipient_class : `at ${draft.recipient}`;
  return (
    <NativeSelect
      id={fieldId('recipient')}
      label={t('consents.recipient')}
      value={chosen}
      onChange={({ currentTarget: { value } }) =>
        onChange(
          value.startsWith('at ')
            ? { ...draft, recipient: value.slice(3), recipient_class: '' }
            : { ...draft, recipient: '', recipient_class: value as RecipientClass | '' },
        )
      }
      data={data}
      error={change.errorOf('recipient')}
    />
  );
}
