import { exitWhenOrphaned } from '#platform/process/orphan.js';
import type { BareOrder } from './bare-server.js';

/** One program for the bench and for the processes it starts: `child bare` serves, `child load` asks. */
const [, , first, second] = process.argv;
if (first === 'child') {
  exitWhenOrphaned();
  if (second === 'load') (await import('./load-client.js')).makeLoad();
  else {
    const { serveBare } = await import('./bare-server.js');
    process.once('message', (order: BareOrder) => serveBare(order));
  }
} else {
  const { runBench } = await import('./bench.js');
  await runBench(process.argv.slice(2));
}
