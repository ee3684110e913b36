import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stage } from '#domain/charter/pathway.js';
import type { OrganisationView } from '#domain/wire/common.js';
import type { CapacityView } from '#domain/wire/handoff.js';
import { listCapacity, stateCapacity } from '../api.handoffs.js';
import { listPartners } from '../api.js';
import { Section } from '../kit/section.js';
import { useMay, useSession } from '../session/session.context.js';
import { PlainTable } from '../kit/list.js';
import { Page } from '../kit/page.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { useChange } from '../kit/change.hook.js';
import { Label, useTerms } from '../kit/text.js';
import { PlacesLine } from './places.line.js';
import { say } from '../kit/notice.js';
import { NumberField } from '../kit/number.field.js';

/** Free places: the own ones to state, those of the partners to read. */
export function PlacesPage() {
  const { t } = useTranslation();
  const { organisation } = useSession();
  const query = useQuery({ queryKey: ['places', null], queryFn: () => listCapacity() });
  return (
    <Page title={t('app.places')}>
      <Loaded query={query}>
        {({ items }) => (
          <Stack gap="lg">
            {organisation.stages.length > 0 ? (
              <OwnPlaces
                stages={organisation.stages}
                places={items.filter((each) => each.organisation === organisation.code)}
              />
            ) : null}
            <PartnersPlaces places={items.filter((each) => each.organisation !== organisation.code)} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function OwnPlaces({ stages, places }: { stages: readonly Stage[]; places: readonly CapacityView[] }) {
  const { t } = useTranslation();
  const may = useMay();
  const terms = useTerms();
  const canState = may('capacity.state');
  return (
    <Section title={t('places.own')}>
      <Text mb="md">{t('places.own_intro')}</Text>
      <Stack gap="md">
        {stages.map((stage) => {
          const stated = places.find((each) => each.stage === stage) ?? null;
          return canState ? (
            <StateForm key={`${stage} ${stated?.stated_at ?? ''}`} stage={stage} stated={stated} />
          ) : (
            <Text key={stage}>
              {terms.stage(stage)}: <PlacesLine places={stated} />
            </Text>
          );
        })}
      </Stack>
    </Section>
  );
}

/** The places that stand empty are counted, those held for somebody among them: that is what a person sees in the corridor. */
function StateForm({ stage, stated }: { stage: Stage; stated: CapacityView | null }) {
  const { t } = useTranslation();
  const terms = useTerms();
  const queries = useQueryClient();
  const [empty, setEmpty] = useState<number | null>(stated ? stated.free + stated.held : null);
  const change = useChange(
    (free: number, key) => stateCapacity(stage, { free }, key),
    async () => {
      await queries.invalidateQueries({ queryKey: ['places'] });
      say(t('app.saved'));
    },
  );
  return (
    <form
      noValidate
      aria-label={terms.stage(stage)}
      onSubmit={(event) => {
        event.preventDefault();
        if (empty !== null) change.run(empty);
      }}
    >
      <Stack gap="xs">
        <ProblemAlert problem={change.problem} />
        <Group align="flex-end" gap="md">
          <NumberField
            field={`free_${stage}`}
            label={terms.stage(stage)}
            value={empty}
            onChange={setEmpty}
            w={260}
          />
          <Button
            type="submit"
            variant={stated?.stale ? 'filled' : 'default'}
            loading={change.pending}
            disabled={empty === null}
          >
            {stated && empty === stated.free + stated.held ? t('places.confirm') : t('places.state')}
          </Button>
          <Text size="sm" c="dimmed">
            {stated && stated.held > 0 ? `${t('places.held', { count: stated.held })} · ` : ''}
            <PlacesLine places={stated} />
          </Text>
        </Group>
      </Stack>
    </form>
  );
}

function PartnersPlaces({ places }: { places: readonly CapacityView[] }) {
  const { t } = useTranslation();
  const partners = useQuery({ queryKey: ['partners', null], queryFn: () => listPartners() });
  return (
    <Section title={t('places.partners')}>
      {places.length === 0 ? (
        <Text c="dimmed">{t('places.partners_empty')}</Text>
      ) : (
        <Loaded query={partners}>{({ items }) => <PartnersTable places={places} partners={items} />}</Loaded>
      )}
    </Section>
  );
}

function PartnersTable({
  places,
  partners,
}: {
  places: readonly CapacityView[];
  partners: readonly OrganisationView[];
}) {
  const { t } = useTranslation();
  const terms = useTerms();
  return (
    <PlainTable
      label={t('places.partners')}
      columns={[t('handoffs.partner'), t('handoffs.stage'), t('app.places')]}
      rows={places.map((each) => {
        const partner = partners.find(({ code }) => code === each.organisation);
        return (
          <Table.Tr key={`${each.organisation} ${each.stage}`}>
            <Table.Td>{partner ? <Label of={partner.names} /> : <bdi>{each.organisation}</bdi>}</Table.Td>
            <Table.Td>{terms.stage(each.stage)}</Table.Td>
            <Table.Td>
              <PlacesLine places={each} />
            </Table.Td>
          </Table.Tr>
        );
      })}
    />
  );
}
