import '../care.css';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MedicinesView, OrderView } from '#domain/wire/medicine.js';
import { readMedicines } from '../api.medicines.js';
import { isLive, useClient } from '../client/client.parts.js';
import { Page } from '../kit/page.js';
import { Section } from '../kit/section.js';
import { EmptyState, Loaded } from '../kit/states.js';
import { Bdi, ClientCode } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { FactsSection } from './facts.section.js';
import { medicinesKey } from './medicine.hook.js';
import { isInForce, OrderEntry } from './order.entry.js';
import { OrderForm } from './order.form.js';

/** The medicines of a client: allergies first, what is in force, what was given of it, and what the stop rules ask about. */
export function MedicinesPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { code, query: client } = useClient();
  const query = useQuery({ queryKey: medicinesKey(code), queryFn: () => readMedicines(code) });
  return (
    <Page
      title={t('medicines.title')}
      actions={
        <Group gap="xs">
          {may('medicine.round') ? (
            <Button component={Link} to="/ward/medicines" variant="default">
              {t('medicines.to_round')}
            </Button>
          ) : null}
          <Button component={Link} to={`/clients/${code}`} variant="default">
            {t('medicines.to_client')}
          </Button>
        </Group>
      }
    >
      <Text>
        {t('medicines.client')} <ClientCode of={code} />
      </Text>
      <Loaded query={client}>
        {(view) => (
          <Loaded query={query}>
            {(medicines) => <Medicines code={view.client} live={isLive(view)} medicines={medicines} />}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

function Medicines(props: { code: string; live: boolean; medicines: MedicinesView }) {
  const { t } = useTranslation();
  const may = useMay();
  const { code, live, medicines } = props;
  const inForce = medicines.orders.filter(isInForce);
  const ended = medicines.orders.filter((order) => !isInForce(order));
  const parts = { code, live, medicines };
  return (
    <Stack gap="lg">
      <Alert
        color={medicines.allergies ? 'red' : 'gray'}
        variant="light"
        title={t('medicines.allergies')}
        role="note"
      >
        {medicines.allergies ? <Bdi>{medicines.allergies}</Bdi> : t('medicines.no_allergies')}
      </Alert>
      <Section title={t('medicines.in_force')}>
        {inForce.length === 0 ? (
          <EmptyState title={t('medicines.none_in_force')}>{t('medicines.none_words')}</EmptyState>
        ) : (
          <Orders {...parts} orders={inForce} />
        )}
      </Section>
      {live && may('medicine.order') ? <OrderForm code={code} /> : null}
      <FactsSection code={code} live={live} facts={medicines.facts} />
      {ended.length > 0 ? (
        <Section title={t('medicines.ended')}>
          <Orders {...parts} orders={ended} />
        </Section>
      ) : null}
    </Stack>
  );
}

function Orders(props: {
  code: string;
  live: boolean;
  medicines: MedicinesView;
  orders: readonly OrderView[];
}) {
  const { code, live, medicines, orders } = props;
  return (
    <Stack gap="md">
      {orders.map((order, place) => (
        // Orders of other houses have no name of their own; their order stays while the page stands.
        <OrderEntry
          key={order.id ?? place}
          code={code}
          live={live}
          order={order}
          doses={medicines.doses.filter((dose) => dose.order === order.id)}
          allergies={medicines.allergies}
        />
      ))}
    </Stack>
  );
}
