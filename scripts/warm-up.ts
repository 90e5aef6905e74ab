/**
 * Before the suites of `npm test`: hundreds of programs are started from the source, and what this one has read and compiled
 * they take over (NODE_COMPILE_CACHE); so they do with the databases that are made once.
 */
import '#core/core.ts';
import '#server/app.ts';
import { pgliteImage } from '../test/support/pglite-image.ts';
import { keptFolder } from '../test/support/server-folder.ts';

await pgliteImage();
await keptFolder('schema');
await keptFolder('company');
process.exit(0);
