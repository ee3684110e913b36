import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withWords } from './i18n.js';
import { root } from './router.root.js';
import { narrowedNotes, takingUp } from './router.search.js';

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

export const care = [assessments, take, assessment, notes, leaving];
