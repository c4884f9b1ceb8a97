import { createHash, createHmac } from 'node:crypto';

/** How a vendor proves itself with a shared secret: the headers it adds to a body. */
export interface Signer {
  readonly sign: (body: Buffer, secret: string, at: Date) => Record<string, string>;
  /** Whether the proof depends on every byte of the body. */
  readonly coversBody: boolean;
  /** Whether an old proof is refused. */
  readonly ages: boolean;
}

const mac = (
  algorithm: 'sha1' | 'sha256',
  secret: string,
  content: string | Buffer,
  encoding: 'hex' | 'base64' = 'hex',
) => createHmac(algorithm, secret).update(content).digest(encoding);

/** An HMAC of the body in one header. */
const signed = (header: string, prefix: string, algorithm: 'sha1' | 'sha256' = 'sha256'): Signer => ({
  sign: (body, secret) => ({ [header]: prefix + mac(algorithm, secret, body) }),
  coversBody: true,
  ages: false,
});

/** The secret itself in one header. */
const stated = (header: string, prefix = ''): Signer => ({
  sign: (_body, secret) => ({ [header]: prefix + secret }),
  coversBody: false,
  ages: false,
});

const basic: Signer = {
  sign: (_body, secret) => ({
    authorization: `Basic ${Buffer.from(`hooks:${secret}`).toString('base64')}`,
  }),
  coversBody: false,
  ages: false,
};

const buildkite: Signer = {
  sign(body, secret, at) {
    const timestamp = Math.floor(at.getTime() / 1000);
    const signature = mac('sha256', secret, Buffer.concat([Buffer.from(`${timestamp}.`), body]));
    return { 'x-buildkite-signature': `timestamp=${timestamp},signature=${signature}` };
  },
  coversBody: true,
  ages: true,
};

const gitlab: Signer = {
  sign(body, secret, at) {
    const id = createHash('sha256').update(body).digest('hex');
    const timestamp = `${Math.floor(at.getTime() / 1000)}`;
    const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
    return {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${mac('sha256', secret, content, 'base64')}`,
    };
  },
  coversBody: true,
  ages: true,
};

const drone: Signer = {
  sign(body, secret, at) {
    const date = at.toUTCString();
    const digest = `SHA-256=${createHash('sha256').update(body).digest('base64')}`;
    const signature = mac('sha256', secret, `date: ${date}\ndigest: ${digest}`, 'base64');
    const parts = `keyId="hmac-key",algorithm="hmac-sha256",headers="date digest",signature="${signature}"`;
    return { date, digest, signature: parts };
  },
  coversBody: true,
  ages: true,
};

/** Adapter → how its vendor signs; adapters that are not here have no shared secret at all. */
export const SIGNERS: Readonly<Record<string, Signer>> = {
  github: signed('x-hub-signature-256', 'sha256='),
  gitlab,
  gitea: signed('x-gitea-signature', ''),
  bitbucket: signed('x-hub-signature', 'sha256='),
  'bitbucket-server': signed('x-hub-signature', 'sha256='),
  circleci: signed('circleci-signature', 'v1='),
  buildkite,
  drone,
  jenkins: basic,
  azuredevops: basic,
  teamcity: basic,
  tekton: stated('authorization', 'Bearer '),
  cdevents: stated('authorization', 'Bearer '),
  codebuild: stated('x-api-key'),
  distribution: stated('authorization'),
  harbor: stated('authorization'),
  quay: basic,
  acr: stated('x-webhook-token'),
  ecr: stated('x-api-key'),
  jfrog: signed('x-jfrog-event-auth', ''),
  nexus: signed('x-nexus-webhook-signature', '', 'sha1'),
};
