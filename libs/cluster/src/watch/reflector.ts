import type { ApiFailure } from '../api/api-failure.js';
import type { KubeApi } from '../api/kube-api.js';
import { Backoff, type Wait } from './backoff.js';
import { listPages } from './list-pages.js';
import { watchStream } from './watch-stream.js';

/** What a reflection tells of. Everything is handed over in order and kept nowhere. */
export interface ReflectorSink {
  /** A whole list begins; what follows until `listed` is all there is. */
  listing(): void;
  item(object: unknown): void;
  listed(): void;
  /** `deleted`: gone, or no longer what the selectors ask for. */
  changed(type: 'added' | 'modified' | 'deleted', object: unknown): void;
  /** A line that is no event. */
  garbage(): void;
  failed(failure: ApiFailure): void;
}

export interface Reflection {
  readonly path: string;
  /** Selectors. */
  readonly query: Readonly<Record<string, string | undefined>>;
}

export interface ReflectorDeps {
  readonly api: KubeApi;
  readonly wait: Wait;
  readonly random: () => number;
}

/** How long one watch lasts, in seconds: client-go's own 5 to 10 minutes (tools/cache/reflector.go). */
const WATCH_SECONDS = 300;

/** A pause between watches of up to this, in milliseconds, so that agents do not come back all at once. */
const BETWEEN_WATCHES_MS = 500;

/** Refusals that only a person can lift are tried again after up to this, in milliseconds. */
const REFUSED_MS = 60_000;

/** What came of one attempt to list or to watch. `silent`: the watch ended without a single line. */
type Outcome = 'ended' | 'silent' | ApiFailure;

/**
 * Lists and watches, for ever: the list gives the state, the watch what changes after it. A watch that
 * ends or breaks goes on from the last version it saw; only when the server has forgotten that version
 * (410) is the list read again. client-node's informer does not do here: it lists in one piece, asks
 * for no bookmarks, stops on every failure but 410 and says nothing of lines it cannot read.
 */
export class Reflector {
  private version: string | null = null;
  private synced = false;

  constructor(
    private readonly reflection: Reflection,
    private readonly sink: ReflectorSink,
    private readonly deps: ReflectorDeps,
  ) {}

  /** Runs until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    const backoff = new Backoff(this.deps.random);
    const refused = new Backoff(this.deps.random, REFUSED_MS);
    while (!signal.aborted) {
      const outcome = this.synced ? await this.watch(signal) : await this.list(signal);
      if (signal.aborted) return;
      if (outcome === 'ended') {
        backoff.reset();
        refused.reset();
        if (this.synced) await this.deps.wait(BETWEEN_WATCHES_MS * this.deps.random(), signal);
        continue;
      }
      if (outcome === 'silent') {
        // Nothing went wrong, but a server that ends every watch at once must not be run over.
        await this.deps.wait(backoff.next(), signal);
        continue;
      }
      if (outcome.reason === 'gone') this.startOver();
      this.sink.failed(outcome);
      const lasting = outcome.reason === 'forbidden' || outcome.reason === 'unauthorized';
      await this.deps.wait((lasting ? refused : backoff).next(outcome.retryAfterMs), signal);
    }
  }

  /** The version is forgotten: the next list takes whatever the server holds. */
  private startOver(): void {
    this.synced = false;
    this.version = null;
  }

  private async list(signal: AbortSignal): Promise<Outcome> {
    const { path, query } = this.reflection;
    this.sink.listing();
    const settings = { path, query, signal, notOlderThan: this.version };
    const result = await listPages(this.deps.api, settings, (item) => this.sink.item(item));
    if (!result.ok) {
      // 504 with "Too large resource version": this server is behind the one that told the version.
      if (result.status === 504) this.version = null;
      return result;
    }
    this.version = result.resourceVersion;
    this.synced = true;
    this.sink.listed();
    return 'ended';
  }

  private async watch(signal: AbortSignal): Promise<Outcome> {
    const { path, query } = this.reflection;
    const seconds = Math.round(WATCH_SECONDS * (1 + this.deps.random()));
    const opened = await this.deps.api.open({
      path,
      signal,
      query: {
        ...query,
        watch: 'true',
        allowWatchBookmarks: 'true',
        resourceVersion: this.version ?? undefined,
        timeoutSeconds: String(seconds),
      },
    });
    if (!opened.ok) return opened;
    const { body } = opened.value;
    let lines = 0;
    try {
      for await (const event of watchStream(body)) {
        lines += 1;
        if (event.type === 'failed') return event.failure;
        if (event.type === 'garbage') this.sink.garbage();
        else this.take(event);
      }
    } catch {
      // Cut off: the next watch goes on from the last version.
    } finally {
      body.destroy();
    }
    return lines === 0 ? 'silent' : 'ended';
  }

  private take(event: { readonly version: string | null } & ({ readonly type: 'bookmark' } | Changed)): void {
    if (event.type !== 'bookmark') this.sink.changed(event.type, event.object);
    this.version = event.version ?? this.version;
  }
}

interface Changed {
  readonly type: 'added' | 'modified' | 'deleted';
  readonly object: unknown;
}
