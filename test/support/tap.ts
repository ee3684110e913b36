import net from 'node:net';
import type { AddressInfo } from 'node:net';

/** A listener on a line of this machine: what goes out through it is kept byte by byte, and passed on as it is. */
export class Tap {
  private readonly chunks: Buffer[] = [];
  private readonly sockets = new Set<net.Socket>();
  private server: net.Server | undefined;

  /** Answers the address to be used instead of this one. */
  async on(address: string): Promise<string> {
    const { protocol, port } = new URL(address);
    this.server = net.createServer((socket) => {
      const through = net.connect(Number(port), '127.0.0.1');
      for (const [one, other] of [
        [socket, through],
        [through, socket],
      ] as const) {
        this.sockets.add(one);
        one.on('error', () => other.destroy());
        one.on('close', () => this.sockets.delete(one));
      }
      socket.on('data', (chunk: Buffer) => this.chunks.push(chunk));
      socket.pipe(through).pipe(socket);
    });
    const { server } = this;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    return `${protocol}//127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** What went out so far. */
  get bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server?.close();
  }
}
