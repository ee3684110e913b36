import { useTranslation } from 'react-i18next';
import { Page } from '../kit/page.js';
import { useMay } from '../session/session.context.js';
import { AccessRequests } from './access.section.js';
import { Breaches } from './breaches.section.js';
import { Corrections } from './corrections.section.js';
import { Permits } from './permits.section.js';
import { Retention } from './retention.section.js';

/** Duties of the house that run on a clock: what clients asked for, breaches, permits, and records whose time is over. */
export function DutiesPage() {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <Page title={t('app.duties')}>
      {may('rights.list') ? <Corrections /> : null}
      {may('rights.list') ? <AccessRequests /> : null}
      {may('breach.list') ? <Breaches /> : null}
      {may('permit.list') ? <Permits /> : null}
      {may('retention.list') ? <Retention /> : null}
    </Page>
  );
}
