import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { FakeServer } from './fake-server';

/** A {@link FakeServer} behind real WebSockets, for calls between browsers. */
export class WsServer {
  readonly room = new FakeServer();
  private readonly sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });

  constructor() {
    this.sockets.on('connection', (socket) => {
      const close = (code: number) => (code === 1006 ? socket.terminate() : socket.close(code));
      const connection = this.room.accept((text) => socket.send(text), close);
      socket.on('message', (data) => connection.receive(String(data)));
      socket.on('close', () => connection.closed());
    });
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.sockets.address() as AddressInfo).port}/rtc`;
  }

  close(): void {
    for (const socket of this.sockets.clients) socket.terminate();
    this.sockets.close();
  }
}
