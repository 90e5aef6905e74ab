/** Every row of the suite, in the order they run. */
import { killedPush } from './a1-killed-push.ts';
import { killedPull } from './a2-killed-pull.ts';
import { killedMigration } from './a3-killed-migration.ts';
import { killedExport } from './a4-killed-export.ts';
import { serverKilled } from './b1-server-killed.ts';
import { serverRestart } from './b2-server-restart.ts';
import { answerDropped } from './c1-answer-dropped.ts';
import { answerDamaged } from './c2-answer-damaged.ts';
import { halfOpen } from './c3-half-open.ts';
import { slowLink } from './c4-slow-link.ts';
import { foreignAnswer } from './c5-foreign-answer.ts';
import { diskFull } from './d1-disk-full.ts';
import { readOnlyDisk } from './d2-read-only.ts';
import { pageDamage } from './d3-page-damage.ts';
import { mixedFiles } from './d4-mixed-files.ts';
import { lostKey } from './d5-lost-key.ts';
import { powerLoss } from './d6-power-loss.ts';
import { reconnect } from './e1-reconnect.ts';
import { sameCard } from './g1-same-card.ts';
import { deletedCard } from './g2-deleted-card.ts';
import { lateOwner } from './h1-late-owner.ts';
import { killedSplit } from './h2-killed-split.ts';
import { backAgain } from './h3-back-again.ts';
import { takenBack } from './i1-taken-back.ts';
import { killedWipe } from './i2-killed-wipe.ts';
import { copiedFile } from './i3-copied-file.ts';
import { restoredServer } from './j1-restored-server.ts';
import { deviceImage } from './j2-device-image.ts';
import { wrongClock } from './f1-clock.ts';
import { versionSkew } from './k1-version-skew.ts';
import type { FaultRow } from './row.ts';

export const faultRows: readonly FaultRow[] = [
  killedPush,
  killedPull,
  killedMigration,
  killedExport,
  serverKilled,
  serverRestart,
  answerDropped,
  answerDamaged,
  halfOpen,
  slowLink,
  foreignAnswer,
  diskFull,
  readOnlyDisk,
  pageDamage,
  mixedFiles,
  lostKey,
  powerLoss,
  reconnect,
  wrongClock,
  sameCard,
  deletedCard,
  lateOwner,
  killedSplit,
  backAgain,
  takenBack,
  killedWipe,
  copiedFile,
  restoredServer,
  deviceImage,
  versionSkew,
];
