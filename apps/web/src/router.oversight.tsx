import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withWords } from './i18n.js';
import { root } from './router.root.js';
import { narrowedExceptions, narrowedReview } from './router.search.js';

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: (search: Record<string, unknown>): { client?: string } =>
    typeof search['client'] === 'string' ? { client: search['client'] } : {},
  component: lazyRouteComponent(
    () => withWords(['action'], () => import('./audit/audit.page.js')),
    'AuditPage',
  ),
});

const custody = createRoute({
  getParentRoute: () => root,
  path: '/audit/clients/$code',
  component: lazyRouteComponent(() => import('./audit/custody.page.js'), 'CustodyPage'),
});

const exceptions = createRoute({
  getParentRoute: () => root,
  path: '/exceptions',
  validateSearch: narrowedExceptions,
  component: lazyRouteComponent(
    () => withWords(['oversight', 'identity'], () => import('./oversight/exceptions.page.js')),
    'ExceptionsPage',
  ),
});

const reviews = createRoute({
  getParentRoute: () => root,
  path: '/reviews',
  component: lazyRouteComponent(
    () => withWords(['oversight'], () => import('./oversight/reviews.page.js')),
    'ReviewsPage',
  ),
});

const review = createRoute({
  getParentRoute: () => root,
  path: '/reviews/$review',
  validateSearch: narrowedReview,
  component: lazyRouteComponent(
    () => withWords(['oversight', 'story'], () => import('./oversight/review.page.js')),
    'ReviewPage',
  ),
});

const openings = createRoute({
  getParentRoute: () => root,
  path: '/openings',
  component: lazyRouteComponent(
    () => withWords(['identity'], () => import('./glass/openings.page.js')),
    'OpeningsPage',
  ),
});

const opening = createRoute({
  getParentRoute: () => root,
  path: '/openings/$opening',
  component: lazyRouteComponent(
    () => withWords(['identity'], () => import('./glass/opening.page.js')),
    'OpeningPage',
  ),
});

const merges = createRoute({
  getParentRoute: () => root,
  path: '/merges',
  component: lazyRouteComponent(
    () => withWords(['identity'], () => import('./privacy/merges.page.js')),
    'MergesPage',
  ),
});

const protectedRecords = createRoute({
  getParentRoute: () => root,
  path: '/protected',
  component: lazyRouteComponent(
    () => withWords(['identity'], () => import('./privacy/protected.page.js')),
    'ProtectedPage',
  ),
});

const complaints = createRoute({
  getParentRoute: () => root,
  path: '/complaints',
  component: lazyRouteComponent(
    () => withWords(['rights'], () => import('./rights/complaints.page.js')),
    'ComplaintsPage',
  ),
});

const duties = createRoute({
  getParentRoute: () => root,
  path: '/duties',
  component: lazyRouteComponent(
    () => withWords(['rights'], () => import('./rights/duties.page.js')),
    'DutiesPage',
  ),
});

const notices = createRoute({
  getParentRoute: () => root,
  path: '/notices',
  component: lazyRouteComponent(
    () => withWords(['notices'], () => import('./notices/notices.page.js')),
    'NoticesPage',
  ),
});

const erasures = createRoute({
  getParentRoute: () => root,
  path: '/erasures',
  component: lazyRouteComponent(
    () => withWords(['erasure'], () => import('./erasure/erasures.page.js')),
    'ErasuresPage',
  ),
});

const certificate = createRoute({
  getParentRoute: () => root,
  path: '/erasures/$reference',
  component: lazyRouteComponent(
    () => withWords(['erasure'], () => import('./erasure/certificate.page.js')),
    'CertificatePage',
  ),
});

const requests = createRoute({
  getParentRoute: () => root,
  path: '/official-requests',
  component: lazyRouteComponent(
    () => withWords(['identity'], () => import('./privacy/requests.page.js')),
    'RequestsPage',
  ),
});

/** Screens on which somebody looks over what others did, and answers for it. */
export const oversight = [
  audit,
  custody,
  exceptions,
  reviews,
  review,
  openings,
  opening,
  merges,
  protectedRecords,
  complaints,
  duties,
  notices,
  erasures,
  certificate,
  requests,
] as const;
