import { randomUUID } from 'node:crypto';
import type { StoryStep } from '../../../../apps/cli/src/demo/step.js';
import { DELIVERY_ID_HEADER, signed } from '../github-delivery.js';

/** Sends steps as GitHub and an agent would. */
export class TrafficSender {
  constructor(
    private readonly target: { readonly url: string; readonly token: string; readonly githubSecret: string },
  ) {}

  /** @throws when the service does not accept it */
  async send(step: StoryStep): Promise<void> {
    const body = JSON.stringify(step.body);
    const { path, headers } = step.by === 'github' ? this.webhook(step.event, body) : this.report();
    const response = await fetch(`${this.target.url}${path}`, { method: 'POST', headers, body });
    const answer = await response.text();
    if (response.status !== 202) throw new Error(`${path} answered ${response.status}: ${answer}`);
  }

  private webhook(event: string, body: string) {
    const headers = signed(event, Buffer.from(body), this.target.githubSecret);
    return { path: '/v1/hooks/github', headers: { ...headers, [DELIVERY_ID_HEADER]: randomUUID() } };
  }

  private report() {
    const authorization = `Bearer ${this.target.token}`;
    return { path: '/v1/failures', headers: { authorization, 'content-type': 'application/json' } };
  }
}
