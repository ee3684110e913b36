import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import type { HandoffWarning } from '#domain/wire/handoff.js';
import { care } from './router.care.js';
import { Crashed, Home } from './router.ends.js';
import { oversight } from './router.oversight.js';
import { root } from './router.root.js';
import { leading, narrowedCompose, narrowedStaff, narrowedWard } from './router.search.js';
import { readDirectorySearch } from './directory/directory.search.js';
import { readWeek } from './duty/duty.search.js';
import { readHandoffSearch } from './handoff/handoffs.search.js';
import { withWords } from './i18n.js';
import { readWorkFilter } from './inbox/inbox.search.js';
import { Waiting } from './kit/states.js';

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: readWorkFilter,
  component: Home,
});

const handoffs = createRoute({
  getParentRoute: () => root,
  path: '/handoffs',
  validateSearch: readHandoffSearch,
  component: lazyRouteComponent(() => import('./handoff/handoffs.page.js'), 'HandoffsPage'),
});

const clients = createRoute({
  getParentRoute: () => root,
  path: '/clients',
  component: lazyRouteComponent(
    () => withWords(['identity', 'entry'], () => import('./clients/clients.page.js')),
    'ClientsPage',
  ),
});

const walkIn = createRoute({
  getParentRoute: () => root,
  path: '/clients/new',
  component: lazyRouteComponent(
    () => withWords(['entry'], () => import('./clients/walk-in.page.js')),
    'WalkInPage',
  ),
});

const find = createRoute({
  getParentRoute: () => root,
  path: '/clients/find',
  component: lazyRouteComponent(
    () => withWords(['entry'], () => import('./clients/find.page.js')),
    'FindPage',
  ),
});

const client = createRoute({
  getParentRoute: () => root,
  path: '/clients/$code',
  validateSearch: leading,
  component: lazyRouteComponent(
    () => withWords(['identity', 'erasure'], () => import('./client/client.page.js')),
    'ClientPage',
  ),
});

const move = createRoute({
  getParentRoute: () => root,
  path: '/clients/$code/move',
  component: lazyRouteComponent(() => import('./client/move.page.js'), 'MovePage'),
});

const consents = createRoute({
  getParentRoute: () => root,
  path: '/clients/$code/consents',
  component: lazyRouteComponent(
    () => withWords(['consents', 'papers'], () => import('./consents/consents.page.js')),
    'ConsentsPage',
  ),
});

const clientRights = createRoute({
  getParentRoute: () => root,
  path: '/clients/$code/rights',
  component: lazyRouteComponent(
    () => withWords(['rights'], () => import('./rights/client-rights.page.js')),
    'ClientRightsPage',
  ),
});

const card = createRoute({
  getParentRoute: () => root,
  path: '/clients/$code/card',
  component: lazyRouteComponent(() => import('./client/card.page.js'), 'CardPage'),
});

const ward = createRoute({
  getParentRoute: () => root,
  path: '/ward',
  validateSearch: narrowedWard,
  component: lazyRouteComponent(() => import('./ward/ward.page.js'), 'WardPage'),
});

const compose = createRoute({
  getParentRoute: () => root,
  path: '/clients/$code/handoff',
  validateSearch: narrowedCompose,
  component: lazyRouteComponent(() => import('./handoff/compose.page.js'), 'ComposePage'),
});

const handoff = createRoute({
  getParentRoute: () => root,
  path: '/handoffs/$reference',
  component: lazyRouteComponent(
    () => withWords(['story'], () => import('./handoff/handoff.page.js')),
    'HandoffPage',
  ),
});

const absent = createRoute({
  getParentRoute: () => root,
  path: '/absent',
  component: lazyRouteComponent(() => import('./handoff/absent.page.js'), 'AbsentPage'),
});

const arrivals = createRoute({
  getParentRoute: () => root,
  path: '/arrivals',
  component: lazyRouteComponent(() => import('./arrivals/arrivals.page.js'), 'ArrivalsPage'),
});

const duty = createRoute({
  getParentRoute: () => root,
  path: '/duty',
  validateSearch: readWeek,
  component: lazyRouteComponent(() => withWords(['duty'], () => import('./duty/duty.page.js')), 'DutyPage'),
});

const directory = createRoute({
  getParentRoute: () => root,
  path: '/directory',
  validateSearch: readDirectorySearch,
  component: lazyRouteComponent(
    () => withWords(['directory'], () => import('./directory/directory.page.js')),
    'DirectoryPage',
  ),
});

const places = createRoute({
  getParentRoute: () => root,
  path: '/places',
  component: lazyRouteComponent(() => import('./places/places.page.js'), 'PlacesPage'),
});

const coordination = createRoute({
  getParentRoute: () => root,
  path: '/coordination',
  validateSearch: (search: Record<string, unknown>): { all?: true } =>
    search['all'] === true ? { all: true } : {},
  component: lazyRouteComponent(
    () => withWords(['coordination'], () => import('./coordination/coordination.page.js')),
    'CoordinationPage',
  ),
});

const changes = createRoute({
  getParentRoute: () => root,
  path: '/coordination/changes',
  component: lazyRouteComponent(
    () => withWords(['coordination'], () => import('./coordination/changes.page.js')),
    'ChangesPage',
  ),
});

const envelope = createRoute({
  getParentRoute: () => root,
  path: '/coordination/$reference',
  component: lazyRouteComponent(
    () => withWords(['coordination'], () => import('./coordination/envelope.page.js')),
    'EnvelopePage',
  ),
});

const loop = createRoute({
  getParentRoute: () => root,
  path: '/loop',
  component: lazyRouteComponent(() => withWords(['loop'], () => import('./loop/loop.page.js')), 'LoopPage'),
});

/** Opened by address it stands alone, before anybody has signed in (app.tsx). */
const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  component: lazyRouteComponent(() => import('./session/join.page.js'), 'JoinPage'),
});

const staff = createRoute({
  getParentRoute: () => root,
  path: '/staff',
  validateSearch: narrowedStaff,
  component: lazyRouteComponent(
    () => withWords(['house'], () => import('./house/staff.page.js')),
    'StaffPage',
  ),
});

const sites = createRoute({
  getParentRoute: () => root,
  path: '/sites',
  component: lazyRouteComponent(
    () => withWords(['house'], () => import('./house/sites.page.js')),
    'SitesPage',
  ),
});

const pack = createRoute({
  getParentRoute: () => root,
  path: '/pack',
  component: lazyRouteComponent(() => withWords(['house'], () => import('./house/pack.page.js')), 'PackPage'),
});

const queue = createRoute({
  getParentRoute: () => root,
  path: '/queue',
  component: lazyRouteComponent(
    () => withWords(['house'], () => import('./house/queue.page.js')),
    'QueuePage',
  ),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    handoffs,
    clients,
    walkIn,
    find,
    client,
    move,
    consents,
    clientRights,
    card,
    ward,
    compose,
    handoff,
    arrivals,
    absent,
    duty,
    directory,
    places,
    coordination,
    changes,
    envelope,
    loop,
    join,
    staff,
    sites,
    pack,
    queue,
    ...care,
    ...oversight,
  ]),
  defaultErrorComponent: Crashed,
  defaultPendingComponent: Waiting,
  // The code of a screen is on its way while the pointer is still over the link.
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  /** What a screen hands on to the next one. */
  interface HistoryState {
    warnings?: HandoffWarning[];
    /** On a narrow screen a task is open in front of its list; going back shows the list again. */
    reading?: true;
  }
}
