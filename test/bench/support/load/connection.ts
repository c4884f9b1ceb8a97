import { connect, type Socket } from 'node:net';

/** What comes back to one request. */
export interface Answer {
  readonly status: number;
}

/** A request as it goes over the wire, without the one header that differs each time. */
export interface RequestTemplate {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Name of the header that gets a value of its own with each request. */
  readonly uniqueHeader: string;
}

const HEAD_END = '\r\n\r\n';
const STATUS_LINE = /^HTTP\/1\.1 (\d{3}) /;
const LENGTH = /^content-length: *(\d+)\r?$/im;

/**
 * One kept-alive HTTP/1.1 connection that sends the same request again and again. Written over a plain socket,
 * because Node's own client costs more processor time a request than a server that is measured with it.
 */
export class LoadConnection {
  private received = '';
  private settle: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null;

  private constructor(
    private readonly socket: Socket,
    private readonly head: string,
    private readonly template: RequestTemplate,
  ) {
    socket.on('data', (chunk) => this.onData(chunk));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('the server closed the connection')));
  }

  static open(url: URL, template: RequestTemplate): Promise<LoadConnection> {
    const headers = { ...template.headers, host: url.host, 'content-length': String(template.body.length) };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const head = `POST ${template.path} HTTP/1.1\r\n${lines.join('')}${template.uniqueHeader}: `;
    const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new LoadConnection(socket, head, template));
      });
    });
  }

  /** Sends one request and waits for its whole answer. */
  send(unique: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      this.socket.cork();
      this.socket.write(`${this.head}${unique}${HEAD_END}`, 'latin1');
      this.socket.write(this.template.body);
      this.socket.uncork();
    });
  }

  close(): void {
    this.settle = null;
    this.socket.destroy();
  }

  private onData(chunk: Buffer): void {
    this.received += chunk.toString('latin1');
    const end = this.received.indexOf(HEAD_END);
    if (end < 0) return;
    const head = this.received.slice(0, end);
    const length = Number(LENGTH.exec(head)?.[1] ?? Number.NaN);
    const status = Number(STATUS_LINE.exec(head)?.[1] ?? Number.NaN);
    if (Number.isNaN(length) || Number.isNaN(status)) return this.fail(new Error(`cannot read: ${head}`));
    if (this.received.length < end + HEAD_END.length + length) return;
    this.received = '';
    const settle = this.settle;
    this.settle = null;
    settle?.resolve({ status });
  }

  private fail(error: Error): void {
    const settle = this.settle;
    this.settle = null;
    settle?.reject(error);
  }
}
