import { Alert, Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientRightsView, ComplaintFiled } from '#domain/wire/rights.js';
import { readRights, readWishes } from '../api.rights.js';
import { Page } from '../kit/page.js';
import { Section } from '../kit/section.js';
import { Loaded } from '../kit/states.js';
import { Bdi, ClientCode, Instant, Label, tidyCode } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { Filed, FileDialog } from './file.dialog.js';
import { LeaveSection } from './leave.section.js';
import { NoticeSection } from './notice.section.js';
import { OwnAccess } from './own-access.section.js';
import { OwnCorrections } from './own-corrections.section.js';
import { Entry, rightsKey } from './rights.parts.js';

/** One client's rights: what they were told, what they asked for and until when it is due, and what staff write down for them. */
export function ClientRightsPage() {
  const { t } = useTranslation();
  const { code: typed } = useParams({ strict: false });
  const code = tidyCode(typed ?? '');
  const query = useQuery({ queryKey: rightsKey(code), queryFn: () => readRights(code) });
  return (
    <Page
      title={t('rights.of_client')}
      actions={
        <Button component={Link} to={`/clients/${code}`} variant="default">
          {t('rights.back')}
        </Button>
      }
    >
      <Text>
        {t('rights.client')} <ClientCode of={code} />
      </Text>
      <Loaded query={query}>{(view) => <Everything view={view} />}</Loaded>
    </Page>
  );
}

function Everything({ view }: { view: ClientRightsView }) {
  const may = useMay();
  return (
    <Stack gap="lg">
      <LeaveSection view={view} />
      <NoticeSection view={view} />
      <OwnCorrections view={view} />
      <OwnAccess view={view} />
      {may('client.wishes') ? <Wishes code={view.client} /> : null}
      {may('complaint.record') ? <Complaint code={view.client} /> : null}
    </Stack>
  );
}

/** Which other provider the client wished for, in their own words. */
function Wishes({ code }: { code: string }) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: ['wishes', code], queryFn: () => readWishes(code) });
  return (
    <Section title={t('rights.wishes')}>
      <Loaded query={query}>
        {(wishes) => (
          <Stack gap="sm">
            {wishes.length === 0 ? <Text>{t('rights.wishes_none')}</Text> : null}
            {wishes.map((wish) => (
              <Entry
                key={wish.wish}
                title={wish.wished ? <Label of={wish.wished} /> : t('rights.wish_elsewhere')}
                by={
                  <>
                    <Instant at={wish.asked_at} /> ·{' '}
                    {wish.answered_at ? (
                      <>
                        {t('rights.wish_answered')} <Instant at={wish.answered_at} />
                      </>
                    ) : (
                      t('rights.wish_open')
                    )}
                  </>
                }
              >
                {wish.words ? (
                  <Text className="preserved">
                    <Bdi>{wish.words}</Bdi>
                  </Text>
                ) : null}
              </Entry>
            ))}
          </Stack>
        )}
      </Loaded>
    </Section>
  );
}

/** A complaint at the client's word. What came of it is not shown here: whoever complains must not be seen to. */
function Complaint({ code }: { code: string }) {
  const { t } = useTranslation();
  const [filing, setFiling] = useState(false);
  const [filed, setFiled] = useState<ComplaintFiled | null>(null);
  return (
    <Section
      title={t('rights.complaints')}
      actions={
        <Button variant="default" onClick={() => setFiling(true)}>
          {t('rights.file_for')}
        </Button>
      }
    >
      <Text>{t('rights.complaint_here')}</Text>
      {filed ? (
        <Alert role="status" color="calm" variant="outline" mt="sm">
          <Filed filed={filed} />
        </Alert>
      ) : null}
      {filing ? <FileDialog client={code} onFiled={setFiled} onClose={() => setFiling(false)} /> : null}
    </Section>
  );
}
