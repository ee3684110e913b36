import { Alert, Anchor, NativeSelect, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TOKEN_USES, type TokenRecipient, type TokenUse } from '#domain/charter/eligibility.js';
import type { ConsentKind, RecipientClass } from '#domain/charter/consent.js';
import type { ClientView } from '#domain/wire/client.js';
import type { ConsentView } from '#domain/wire/consent.js';
import type { EligibilityChoices, EligibilityIssued, EligibilityRequest } from '#domain/wire/eligibility.js';
import { readConsents } from '../api.consents.js';
import { giveToken } from '../api.eligibility.js';
import { currentLanguage } from '../i18n.js';
import { asProblem, useChange, type Change } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { fieldId } from '../kit/field.id.js';
import { Choice, DayField } from '../kit/fields.js';
import { ProblemAlert, Waiting } from '../kit/states.js';
import { inWords } from '../kit/text.js';
import { dayAhead } from '../kit/time.js';
import { useSession } from '../session/session.context.js';
import { eligibilityKey } from './token.parts.js';

/** The consent each kind of partner needs; who trains for work is asked for with the consent for employers. */
const CONSENT_FOR = {
  lender: { kind: 'lender', class: 'lenders' },
  employer: { kind: 'employer', class: 'employers' },
  trainer: { kind: 'employer', class: 'employers' },
} as const satisfies Record<TokenRecipient, { kind: ConsentKind; class: RecipientClass }>;

type Partner = EligibilityChoices['recipients'][number];

/** The consent that lasts longest of those that stand for a partner; the server decides again. */
function consentFor(consents: readonly ConsentView[], partner: Partner): ConsentView | undefined {
  const needed = CONSENT_FOR[partner.kind];
  const end = ({ expires_on }: ConsentView): string => expires_on ?? '9999';
  return consents
    .filter(
      ({ stands, kind, recipient }) =>
        stands &&
        kind === needed.kind &&
        (recipient.class === needed.class || recipient.code === partner.code),
    )
    .sort((one, other) => end(other).localeCompare(end(one)))[0];
}

/** The last day there may be: the programme has one, and the consent may end before. */
function lastDay(days: number, zone: string, consent: ConsentView | undefined): string {
  const day = dayAhead(new Date(), zone, days);
  return consent?.expires_on && consent.expires_on < day ? consent.expires_on : day;
}

interface Draft {
  readonly recipient: string;
  readonly programme: string;
  readonly tier: string | null;
  readonly use: TokenUse | null;
  readonly valid_until_on: string;
}
const NOTHING: Draft = { recipient: '', programme: '', tier: null, use: null, valid_until_on: '' };

function requestOf(draft: Draft, consent: ConsentView | undefined): EligibilityRequest | null {
  const { tier, use } = draft;
  if (!consent || draft.programme === '' || tier === null || use === null || draft.valid_until_on === '')
    return null;
  return { ...draft, tier, use, consent: consent.reference };
}

/** For whom, for what, until when: on the client's own consent for this kind of partner. */
export function GiveTokenDialog(props: {
  client: ClientView;
  choices: EligibilityChoices;
  onGiven: (token: EligibilityIssued) => void;
  onClose: () => void;
}) {
  const { client, choices, onGiven, onClose } = props;
  const { t } = useTranslation();
  const queries = useQueryClient();
  const consents = useQuery({
    queryKey: ['consents', client.client],
    queryFn: () => readConsents(client.client),
  });
  const [draft, setDraft] = useState(NOTHING);
  const give = useChange(
    (body: EligibilityRequest, key) => giveToken(client.client, body, key),
    async (token) => {
      await queries.invalidateQueries({ queryKey: eligibilityKey(client.client) });
      onGiven(token);
    },
  );
  const partner = choices.recipients.find(({ code }) => code === draft.recipient);
  const consent = partner && consentFor(consents.data?.consents ?? [], partner);
  const request = requestOf(draft, consent);
  const refused = give.problem?.code === 'eligibility.consent_needed';
  return (
    <Dialog title={t('eligibility.give')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (request) give.run(request);
        }}
      >
        <Stack>
          <ProblemAlert problem={give.problem}>
            {refused ? <ToConsents client={client} /> : null}
          </ProblemAlert>
          <ProblemAlert problem={consents.error ? asProblem(consents.error) : null} />
          <PartnerSelect choices={choices} draft={draft} onChange={setDraft} change={give} />
          {partner && consents.isPending ? <Waiting rows={1} /> : null}
          {partner && consents.data && !consent ? <NoConsent client={client} partner={partner} /> : null}
          {partner && consent ? (
            <TokenFields
              choices={choices}
              partner={partner}
              consent={consent}
              draft={draft}
              onChange={setDraft}
              change={give}
            />
          ) : null}
          <DialogActions
            submit={t('eligibility.give')}
            onClose={onClose}
            pending={give.pending}
            disabled={request === null}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

interface FieldsProps {
  readonly choices: EligibilityChoices;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly change: Pick<Change<EligibilityRequest>, 'errorOf'>;
}

function PartnerSelect({ choices, draft, onChange, change }: FieldsProps) {
  const { t } = useTranslation();
  if (choices.recipients.length === 0) return <Text>{t('eligibility.no_partners')}</Text>;
  return (
    <NativeSelect
      id={fieldId('recipient')}
      label={t('eligibility.partner')}
      value={draft.recipient}
      // Another partner has other programmes: what was chosen for the first is not meant for the second.
      onChange={(event) => onChange({ ...NOTHING, recipient: event.currentTarget.value })}
      data={[
        { value: '', label: '—' },
        ...choices.recipients.map(({ code, names, kind }) => ({
          value: code,
          label: `${inWords(names, currentLanguage())} · ${t(`codes.token_recipient.${kind}`)}`,
        })),
      ]}
      error={change.errorOf('recipient')}
    />
  );
}

/** Said before anything is filled in, with the way to where a consent is recorded. */
function NoConsent({ client, partner }: { client: ClientView; partner: Partner }) {
  const { t } = useTranslation();
  return (
    <Alert role="status" color="orange" variant="outline" icon={<IconInfoCircle aria-hidden />}>
      <Text fw={600}>{t(`eligibility.no_consent.${CONSENT_FOR[partner.kind].class}`)}</Text>
      <Text>{t('eligibility.ask_first')}</Text>
      <ToConsents client={client} />
    </Alert>
  );
}

function ToConsents({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  return (
    <Anchor component={Link} to={`/clients/${client.client}/consents`} underline="always" c="inherit">
      {t('eligibility.to_consents')}
    </Anchor>
  );
}

function TokenFields(props: FieldsProps & { partner: Partner; consent: ConsentView }) {
  const { choices, partner, consent, draft, onChange, change } = props;
  const { t } = useTranslation();
  const dates = useDates();
  const language = currentLanguage();
  const zone = useSession().organisation.time_zone;
  const programmes = choices.programmes.filter((one) => one.for === partner.kind);
  const programme = programmes.find(({ code }) => code === draft.programme);
  const named = ({ code, names }: { code: string; names: typeof partner.names }) => ({
    value: code,
    label: inWords(names, language),
  });
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('eligibility.on_consent')} {dates.dayOf(consent.given_at)}
      </Text>
      <Choice
        field="programme"
        label={t('eligibility.programme')}
        value={draft.programme}
        onChange={(code) => onChange({ ...draft, programme: code, tier: null })}
        options={programmes.map(named)}
        error={change.errorOf('programme')}
        required
      />
      {programme ? (
        <>
          <Choice
            field="tier"
            label={t('eligibility.tier')}
            value={draft.tier}
            onChange={(tier) => onChange({ ...draft, tier })}
            options={programme.tiers.map(named)}
            error={change.errorOf('tier')}
            required
          />
          <Choice
            field="use"
            label={t('eligibility.use')}
            value={draft.use}
            onChange={(use) => onChange({ ...draft, use })}
            options={TOKEN_USES.map((use) => ({ value: use, label: t(`codes.token_use.${use}`) }))}
            error={change.errorOf('use')}
            required
          />
          <DayField
            field="valid_until_on"
            label={t('eligibility.last_day')}
            value={draft.valid_until_on}
            onChange={(valid_until_on) => onChange({ ...draft, valid_until_on })}
            error={change.errorOf('valid_until_on')}
            required
          />
          <Text size="sm" c="dimmed">
            {t('eligibility.at_latest')} {dates.day(lastDay(programme.days_max, zone, consent))}
          </Text>
        </>
      ) : null}
    </>
  );
}
