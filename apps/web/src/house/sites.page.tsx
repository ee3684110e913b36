import { Badge, Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import type { SiteView } from '#domain/wire/house.js';
import { listSites } from '../api.house.js';
import { currentLanguage } from '../i18n.js';
import { Page } from '../kit/page.js';
import { Section } from '../kit/section.js';
import { EmptyState, Loaded } from '../kit/states.js';
import { Bdi, Code, Facts, inWords } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { SITES, SiteDialog } from './site.dialog.js';
import { draftOf } from './site.draft.js';
import { useSiteWords } from './site.words.js';

/** The sites of the own organisation: what they are called and when they are open. */
export function SitesPage() {
  const { t } = useTranslation();
  const may = useMay();
  const query = useQuery({ queryKey: SITES, queryFn: () => listSites() });
  const [changing, setChanging] = useState<SiteView | null>(null);
  return (
    <Page title={t('app.sites')}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('sites.empty_title')}>{t('sites.empty')}</EmptyState>
          ) : (
            items.map((site) => (
              <Section
                key={site.code}
                title={inWords(site.names, currentLanguage())}
                actions={
                  <Group gap="sm">
                    <Code>{site.code}</Code>
                    {site.is_main ? <Badge variant="outline">{t('sites.main')}</Badge> : null}
                    {may('site.change') ? (
                      <Button
                        variant="default"
                        aria-label={t('sites.change_named', { name: inWords(site.names, currentLanguage()) })}
                        onClick={() => setChanging(site)}
                      >
                        {t('sites.change')}
                      </Button>
                    ) : null}
                  </Group>
                }
              >
                <SiteFacts site={site} />
              </Section>
            ))
          )
        }
      </Loaded>
      {changing ? <SiteDialog site={changing} onClose={() => setChanging(null)} /> : null}
    </Page>
  );
}

function SiteFacts({ site }: { site: SiteView }) {
  const { t } = useTranslation();
  const words = useSiteWords();
  const { weekend, hours } = draftOf(site);
  return (
    <Facts
      items={[
        {
          term: t('sites.names'),
          value: LANGUAGES.map((language) => (
            <div key={language} lang={language}>
              <Bdi>{site.names[language]}</Bdi>
            </div>
          )),
        },
        { term: t('sites.weekend'), value: words.weekend(weekend) },
        { term: t('sites.hours'), value: words.hours(hours) },
        { term: t('sites.zone'), value: <Code>{site.time_zone}</Code> },
      ]}
    />
  );
}
