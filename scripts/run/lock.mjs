import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often the holder shows that it lives, and how long a silence means that it does not. */
const BEAT_MS = 5_000;
const SILENT_MS = 60_000;
const POLL_MS = 200;

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

const create = (file) => {
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
};

/** A lock is left over when its process is gone, or when it is silent: the number may belong to another by now. */
const isLeftOver = (file) => {
  try {
    const age = Date.now() - statSync(file).mtimeMs;
    const pid = Number(readFileSync(file, 'utf8'));
    // Between creating the file and writing the number into it a lock is empty for an instant.
    if (!pid) return age > BEAT_MS;
    return !isAlive(pid) || age > SILENT_MS;
  } catch {
    return false;
  }
};

/** Removes a left-over lock. A second lock around it: else two waiters could each remove the other's new lock. */
const removeLeftOver = (file) => {
  const breaker = `${file}.breaking`;
  if (!create(breaker)) {
    if (isLeftOver(breaker)) rmSync(breaker, { force: true });
    return;
  }
  try {
    if (isLeftOver(file)) rmSync(file, { force: true });
  } finally {
    rmSync(breaker, { force: true });
  }
};

/**
 * Runs `work` while holding the lock file, so that two runs in one checkout do not install or build at once.
 * `onWait` is called once when another run holds it. A lock whose process died is taken over.
 */
export async function withLock(file, work, onWait = () => {}) {
  mkdirSync(path.dirname(file), { recursive: true });
  for (let waits = 0; !create(file); waits += 1) {
    if (isLeftOver(file)) removeLeftOver(file);
    else {
      if (waits === 0) onWait();
      await sleep(POLL_MS);
    }
  }
  const beat = setInterval(() => utimesSync(file, new Date(), new Date()), BEAT_MS);
  const release = () => rmSync(file, { force: true });
  process.on('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off('exit', release);
    release();
  }
}
