/** Asks for a data folder when it is told to, says whether it got it, and holds it until its parent lets go of it. */
import { lockDataFolder } from '#server/db/data-folder-lock.ts';

const [folder] = process.argv.slice(2) as [string];
process.once('message', () => void ask());
process.once('disconnect', () => process.exit(0));
process.send!('ready');

async function ask(): Promise<void> {
  try {
    await lockDataFolder(folder);
    process.send!('got it');
  } catch (error) {
    process.send!((error as Error).message);
  }
}
