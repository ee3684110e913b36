import { removeCluster } from './cluster-folder.mjs';

/** Stops the test server, whether the tests passed or not. */
export default async function tearDown() {
  await removeCluster(process.env.HANDRAIL_TEST_FOLDER);
}
