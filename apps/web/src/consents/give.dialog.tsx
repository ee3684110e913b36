import { Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CONSENT_CATEGORIES,
  CONSENT_ENDS,
  CONSENT_KINDS,
  CONSENT_SIGNERS,
  CONSENT_WAYS,
  SENSITIVE_CATEGORIES,
  type ConsentCategory,
  type ConsentEnd,
  type ConsentKind,
  type ConsentSigner,
  type ConsentWay,
  type RecipientClass,
} from '#domain/charter/consent.js';
import type { ConsentDocument, ConsentRequest, ConsentsView } from '#domain/wire/consent.js';
import { listPartners, recordConsent } from '../api.js';
import { previewConsent } from '../api.consents.js';
import { currentLanguage } from '../i18n.js';
import { useChange, type Change } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { fieldId } from '../kit/field.id.js';
import { Choice, DayField, Ticks } from '../kit/fields.js';
import { ProblemAlert } from '../kit/states.js';
import { inWords } from '../kit/text.js';
import { DocumentText } from './copy.dialog.js';

interface Draft {
  readonly kind: ConsentKind;
  readonly recipient: string;
  readonly recipient_class: RecipientClass | '';
  readonly categories: ConsentCategory[];
  /** Nobody has answered for the client before they were asked. */
  readonly safety: 'yes' | 'no' | null;
  readonly given_how: ConsentWay;
  readonly signer: ConsentSigner;
  readonly document: string;
  readonly checked: boolean;
  readonly own_from: string;
  readonly ends: ConsentEnd | null;
  readonly expires_on: string;
}

const emptyDraft = (kind: ConsentKind, minor: boolean): Draft => ({
  kind,
  recipient: '',
  recipient_class: '',
  categories: [],
  safety: null,
  given_how: 'paper_signature',
  signer: minor ? 'guardian' : 'self',
  document: '',
  checked: false,
  own_from: '',
  ends: null,
  expires_on: '',
});

function requestOf(draft: Draft, view: ConsentsView): ConsentRequest {
  const { kind, recipient, recipient_class, signer, ends, expires_on } = draft;
  const safety: ConsentCategory[] = draft.safety === 'yes' ? ['safety'] : [];
  return {
    kind,
    purposes: [...CONSENT_KINDS[kind].purposes],
    categories: kind === 'service' ? [] : [...draft.categories, ...safety],
    language: view.language,
    given_how: draft.given_how,
    signer,
    ...(recipient !== '' && { recipient }),
    ...(recipient === '' && recipient_class !== '' && { recipient_class }),
    ...(ends !== null && { ends }),
    ...(expires_on !== '' && { expires_on }),
    ...(signer !== 'self' && {
      authority: {
        document: draft.document,
        checked: draft.checked,
        ...(draft.own_from !== '' && { own_from: draft.own_from }),
      },
    }),
  };
}

/** A consent in two screens: what is chosen, then the text in the client's language, word for word, which is signed. */
export function GiveDialog(props: { view: ConsentsView; kind: ConsentKind; onClose: () => void }) {
  const { view, kind, onClose } = props;
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => emptyDraft(kind, view.minor));
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
  const request = requestOf(draft, view);
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
            <Fields view={view} draft={draft} onChange={setDraft} change={read} />
            <DialogActions submit={t('consents.read')} onClose={onClose} pending={read.pending} />
          </Stack>
        )}
      </form>
    </Dialog>
  );
}

interface FieldsProps {
  readonly view: ConsentsView;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly change: Pick<Change<ConsentRequest>, 'errorOf'>;
}

function Fields(props: FieldsProps) {
  const { view, draft, onChange, change } = props;
  const { t } = useTranslation();
  const offer = view.offered.find(({ kind }) => kind === draft.kind);
  const ends = CONSENT_ENDS.filter((one) => one !== 'none' || offer?.no_end === true);
  return (
    <>
      {draft.kind === 'service' ? null : <Sharing {...props} />}
      <Choice
        field="expires_on"
        label={t('consents.ends')}
        value={draft.ends}
        onChange={(value) => onChange({ ...draft, ends: value, ...(value !== 'date' && { expires_on: '' }) })}
        options={ends.map((one) => ({ value: one, label: t(`consents.words.consent_end.${one}`) }))}
        error={change.errorOf('expires_on')}
        required
      />
      {draft.ends === 'date' ? (
        <DayField
          field="last_day"
          label={t('consent.expires_on')}
          value={draft.expires_on}
          onChange={(expires_on) => onChange({ ...draft, expires_on })}
          error={undefined}
        />
      ) : null}
      <Choice
        field="given_how"
        label={t('consent.how')}
        value={draft.given_how}
        onChange={(given_how) => onChange({ ...draft, given_how })}
        options={CONSENT_WAYS.map((way) => ({ value: way, label: t(`codes.way.${way}`) }))}
        error={change.errorOf('given_how')}
      />
      <Choice
        field="signer"
        label={t('consent.signer')}
        description={view.minor ? t('consents.minor') : undefined}
        value={draft.signer}
        onChange={(signer) => onChange({ ...draft, signer })}
        options={CONSENT_SIGNERS.map((signer) => ({ value: signer, label: t(`codes.signer.${signer}`) }))}
        error={change.errorOf('signer')}
      />
      {draft.signer === 'self' ? null : <Authority {...props} />}
    </>
  );
}

/** Who signs for the client, and by what right. */
function Authority({ draft, onChange, change }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        id={fieldId('authority')}
        label={t('consents.authority')}
        value={draft.document}
        onChange={(event) => onChange({ ...draft, document: event.currentTarget.value })}
        error={change.errorOf('authority')}
        maxLength={120}
      />
      <Checkbox
        label={t('consents.checked')}
        checked={draft.checked}
        onChange={(event) => onChange({ ...draft, checked: event.currentTarget.checked })}
      />
      {draft.signer === 'guardian' ? (
        <DayField
          field="own_from"
          label={t('consents.own_from')}
          value={draft.own_from}
          onChange={(own_from) => onChange({ ...draft, own_from })}
          error={undefined}
        />
      ) : null}
    </>
  );
}

/** What may be shared, with whom: ordinary things together, safety asked apart, and the sensitive ones one by one. Nothing is ticked beforehand. */
function Sharing(props: FieldsProps) {
  const { view, draft, onChange, change } = props;
  const { t } = useTranslation();
  const allowed: readonly ConsentCategory[] = CONSENT_KINDS[draft.kind].categories;
  const inGroup = (group: readonly ConsentCategory[]) =>
    draft.categories.filter((one) => group.includes(one));
  const ordinary = CONSENT_CATEGORIES.filter((one) => one !== 'safety' && allowed.includes(one));
  const sensitive = SENSITIVE_CATEGORIES.filter((one) => allowed.includes(one));
  const option = (one: ConsentCategory) => ({ value: one, label: t(`codes.category.${one}`) });
  return (
    <>
      <NativeSelect
        id={fieldId('kind')}
        label={t('consents.kind')}
        value={draft.kind}
        onChange={(event) => onChange(emptyDraft(event.currentTarget.value as ConsentKind, view.minor))}
        data={view.offered
          .filter(({ kind }) => kind !== 'service')
          .map(({ kind }) => ({ value: kind, label: t(`consents.words.consent_kind.${kind}`) }))}
        error={change.errorOf('kind')}
      />
      <To {...props} />
      {ordinary.length > 0 ? (
        <Ticks
          field="categories"
          label={t('consents.ordinary')}
          description={t('consent.nothing_ticked')}
          value={inGroup(ordinary)}
          onChange={(chosen) => onChange({ ...draft, categories: [...inGroup(sensitive), ...chosen] })}
          options={ordinary.map(option)}
          error={change.errorOf('categories')}
        />
      ) : null}
      {allowed.includes('safety') ? (
        <Choice
          field="safety"
          label={t('consents.safety')}
          description={t('consents.safety_hint')}
          value={draft.safety}
          onChange={(safety) => onChange({ ...draft, safety })}
          options={[
            { value: 'yes', label: t('consents.safety_yes') },
            { value: 'no', label: t('consents.safety_no') },
          ]}
        />
      ) : null}
      {sensitive.length > 0 ? (
        <Ticks
          field="sensitive"
          label={t('consents.apart')}
          description={t('consents.apart_hint')}
          value={inGroup(sensitive)}
          onChange={(chosen) => onChange({ ...draft, categories: [...inGroup(ordinary), ...chosen] })}
          options={sensitive.map(option)}
          error={ordinary.length > 0 ? undefined : change.errorOf('categories')}
        />
      ) : null}
    </>
  );
}

/** One organisation of the network, or one of the classes the jurisdiction knows. */
function To({ view, draft, onChange, change }: FieldsProps) {
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
