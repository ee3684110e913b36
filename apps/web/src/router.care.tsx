import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withWords } from './i18n.js';
import { root } from './router.root.js';
import { fromDay, narrowedDocuments, narrowedNotes, takingUp } from './router.search.js';

/** Screens of one client's care. */
const assessments = createRoute({
  getParentRoute: () => root,
  path: '/clients/$code/assessments',
  component: lazyRouteComponent(
    () => withWords(['assess'], () => import('./assessment/assessments.page.js')),
    'AssessmentsPage',
  ),
});

const take = createRoute({
  getParentRoute: () => root,
  path: '/clients/$code/assessments/take',
  validateSearch: takingUp,
  component: lazyRouteComponent(
    () => withWords(['assess'], () => import('./assessment/take.page.js')),
    'TakePage',
  ),
});

const assessment = createRoute({
  getParentRoute: () => root,
  path: '/clients/$code/assessments/$assessment',
  component: lazyRouteComponent(
    () => withWords(['assess'], () => import('./assessment/assessment.page.js')),
    'AssessmentPage',
  ),
});

const notes = createRoute({
  getParentRoute: () => root,
  path: '/clients/$code/notes',
  validateSearch: narrowedNotes,
  component: lazyRouteComponent(
    () => withWords(['notes'], () => import('./note/notes.page.js')),
    'NotesPage',
  ),
});

const leaving = createRoute({
  getParentRoute: () => root,
  path: '/clients/$code/leaving',
  component: lazyRouteComponent(
    () => withWords(['leaving'], () => import('./leaving/leaving.page.js')),
    'LeavingPage',
  ),
});

const appointments = createRoute({
  getParentRoute: () => root,
  path: '/clients/$code/appointments',
  component: lazyRouteComponent(
    () => withWords(['appointments'], () => import('./appointment/appointments.page.js')),
    'AppointmentsPage',
  ),
});

const calendar = createRoute({
  getParentRoute: () => root,
  path: '/calendar',
  validateSearch: fromDay,
  component: lazyRouteComponent(
    () => withWords(['appointments'], () => import('./appointment/calendar.page.js')),
    'CalendarPage',
  ),
});

const groupNew = createRoute({
  getParentRoute: () => root,
  path: '/groups/new',
  component: lazyRouteComponent(
    () => withWords(['appointments'], () => import('./appointment/group.new.page.js')),
    'GroupNewPage',
  ),
});

const group = createRoute({
  getParentRoute: () => root,
  path: '/groups/$group',
  component: lazyRouteComponent(
    () => withWords(['appointments'], () => import('./appointment/group.page.js')),
    'GroupPage',
  ),
});

const plan = createRoute({
  getParentRoute: () => root,
  path: '/clients/$code/plan',
  component: lazyRouteComponent(() => withWords(['plans'], () => import('./plan/plan.page.js')), 'PlanPage'),
});

const documents = createRoute({
  getParentRoute: () => root,
  path: '/clients/$code/documents',
  validateSearch: narrowedDocuments,
  component: lazyRouteComponent(
    () => withWords(['documents'], () => import('./document/documents.page.js')),
    'DocumentsPage',
  ),
});

const medicines = createRoute({
  getParentRoute: () => root,
  path: '/clients/$code/medicines',
  component: lazyRouteComponent(
    () => withWords(['medicines'], () => import('./medicine/medicines.page.js')),
    'MedicinesPage',
  ),
});

const medicineRound = createRoute({
  getParentRoute: () => root,
  path: '/ward/medicines',
  component: lazyRouteComponent(
    () => withWords(['medicines'], () => import('./medicine/round.page.js')),
    'RoundPage',
  ),
});

const chart = createRoute({
  getParentRoute: () => root,
  path: '/clients/$code/chart',
  component: lazyRouteComponent(
    () => withWords(['chart', 'assess', 'medicines'], () => import('./chart/chart.page.js')),
    'ChartPage',
  ),
});

const board = createRoute({
  getParentRoute: () => root,
  path: '/ward/board',
  component: lazyRouteComponent(
    () => withWords(['board', 'chart'], () => import('./ward/board.page.js')),
    'BoardPage',
  ),
});

const beds = createRoute({
  getParentRoute: () => root,
  path: '/ward/beds',
  component: lazyRouteComponent(() => withWords(['board'], () => import('./ward/beds.page.js')), 'BedsPage'),
});

const handover = createRoute({
  getParentRoute: () => root,
  path: '/ward/handover',
  component: lazyRouteComponent(
    () => withWords(['board', 'chart'], () => import('./ward/handover.page.js')),
    'HandoverPage',
  ),
});

const downtime = createRoute({
  getParentRoute: () => root,
  path: '/ward/downtime',
  component: lazyRouteComponent(
    () => withWords(['board', 'chart'], () => import('./ward/downtime.page.js')),
    'DowntimePage',
  ),
});

const programme = createRoute({
  getParentRoute: () => root,
  path: '/clients/$code/programme',
  component: lazyRouteComponent(
    () => withWords(['programme'], () => import('./programme/programme.page.js')),
    'ProgrammePage',
  ),
});

const programmes = createRoute({
  getParentRoute: () => root,
  path: '/programmes',
  component: lazyRouteComponent(
    () => withWords(['programme'], () => import('./programme/programmes.page.js')),
    'ProgrammesPage',
  ),
});

export const care = [
  programme,
  programmes,
  chart,
  medicines,
  medicineRound,
  board,
  beds,
  handover,
  downtime,
  documents,
  assessments,
  take,
  assessment,
  notes,
  leaving,
  appointments,
  calendar,
  groupNew,
  group,
  plan,
];
