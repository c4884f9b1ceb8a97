import { describe, expect, it } from 'vitest';
import type { SourceAdapter } from '#pipeline';
import { createLogger } from '#platform';
import { subscriptionConfirmer } from './confirm-subscription.js';

const URL_OF_VENDOR = 'https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=t';
const settings = { id: 'images', provider: 'ecr', secrets: [] };
const delivery = { headers: {}, body: Buffer.alloc(0) };

async function confirm(url: string | null, answer: string | null) {
  const asked: [string, boolean][] = [];
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const confirmer = subscriptionConfirmer(
    async (...what) => {
      asked.push(what);
      return answer;
    },
    createLogger({ level: 'info', format: 'json', destination }),
  );
  confirmer({ adapter: { confirmationUrl: () => url } as unknown as SourceAdapter, settings }, delivery);
  await new Promise(setImmediate);
  return { asked, log: lines.join('') };
}

describe('subscriptionConfirmer', () => {
  it('opens the address once, from the public internet only, and does not log its token', async () => {
    const { asked, log } = await confirm(URL_OF_VENDOR, '<ConfirmSubscriptionResponse/>');
    expect(asked).toEqual([[URL_OF_VENDOR, false]]);
    expect(log).toContain('confirmed a subscription');
    expect(log).not.toContain('Token');
  });

  it('says when the vendor did not answer', async () => {
    expect((await confirm(URL_OF_VENDOR, null)).log).toContain('could not be confirmed');
  });

  it('leaves other deliveries alone', async () => {
    expect(await confirm(null, '')).toEqual({ asked: [], log: '' });
  });
});
