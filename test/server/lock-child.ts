/** Takes a data folder at a given moment, says whether it got it, and holds it for a while. */
import { lockDataFolder } from '#server/db/data-folder-lock.ts';

const [folder, at] = process.argv.slice(2) as [string, string];
await new Promise((resolve) => setTimeout(resolve, Number(at) - Date.now()));
try {
  const giveBack = await lockDataFolder(folder);
  process.stdout.write('got it\n');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await giveBack();
} catch (error) {
  process.stdout.write(`${(error as Error).message}\n`);
}
