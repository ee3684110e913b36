import { createRootRoute } from '@tanstack/react-router';
import { NotFound } from './router.ends.js';
import { Shell } from './shell/shell.js';

/** What every screen stands in. */
export const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
