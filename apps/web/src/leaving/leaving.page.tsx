import '../care.css';
import { Button, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isLive, useClient } from '../client/client.parts.js';
import { Page } from '../kit/page.js';
import { Loaded } from '../kit/states.js';
import { ClientCode } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { EntrySection } from './entry.section.js';
import { ExitSection } from './exit.section.js';
import { FollowUpsSection } from './follow.ups.section.js';

/** How a client came into their stage, how it ends without a next one, and how they are asked after for a year. */
export function LeavingPage() {
  const { t } = useTranslation();
  const { code, query } = useClient();
  const may = useMay();
  return (
    <Page
      title={t('leaving.title')}
      actions={
        <Button component={Link} to={`/clients/${code}`} variant="default">
          {t('leaving.to_client')}
        </Button>
      }
    >
      <Text>
        {t('leaving.client')} <ClientCode of={code} />
      </Text>
      <Loaded query={query}>
        {(client) => (
          <Stack gap="lg">
            {may('stage.entry_view') && client.stage ? <EntrySection client={client} /> : null}
            {may('stage.exit') && isLive(client) && client.stage ? <ExitSection client={client} /> : null}
            {may('followup.list') && client.own_custody ? <FollowUpsSection code={client.client} /> : null}
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}
