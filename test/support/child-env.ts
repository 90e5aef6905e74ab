/** What a program that a test starts gets of the environment: where programs are found, nothing the test was told. */
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../node_modules/.cache/compile/', import.meta.url));

export const childEnv: Record<string, string> = {
  PATH: process.env.PATH ?? '',
  // What one has read and compiled the next takes over: most of what a start from the source costs.
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? folder,
};
