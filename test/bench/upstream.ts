import { createServer, type AddressInfo, type Socket } from 'node:net';
import { onMessage, tell } from './messages.ts';
import { userDocument, userList, USERS } from './upstream-documents.ts';

/**
 * The upstream of the bench, a process of its own: a Kibo that answers each GET of a user with the user's document, each
 * PUT with the document that it was given, and each list with its first users. It speaks HTTP/1.1 over plain sockets with
 * answers made beforehand, because it shares a core with the load, and neither may be what is measured.
 *
 * A path below `/slow/` is answered after 30 s.
 */
const SLOW_MS = 30_000;
const accounts = '/platform/adminuser/accounts';
const answers = new Map<string, Buffer>();
for (let index = 0; index < USERS; index += 1)
  answers.set(`user-${index}`, answerOf(JSON.stringify(userDocument(index))));
const page = answerOf(JSON.stringify(userList(100)));
const shortPage = answerOf(JSON.stringify(userList(20)));
let calls = 0;

function answerOf(body: string): Buffer {
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
  return Buffer.from(head + body);
}

/** The next whole request of a text, and how long it is; null where more of it must come. */
function nextRequest(text: string): { readonly line: string; readonly body: string; readonly length: number } | null {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd === -1) return null;
  const line = text.slice(0, text.indexOf('\r\n'));
  const bodyLength = line.startsWith('GET')
    ? 0
    : Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, headEnd))?.[1]);
  const length = headEnd + 4 + bodyLength;
  return text.length < length ? null : { line, body: text.slice(headEnd + 4, length), length };
}

function answer(line: string, body: string): Buffer {
  const path = line.slice(line.indexOf(' ') + 1, line.lastIndexOf(' '));
  const place = path.indexOf(accounts) + accounts.length;
  // `/short/` is a source of W5, which has a fifth of the page.
  if (path[place] !== '/') return path.startsWith('/api/') ? page : shortPage;
  const id = path.slice(place + 1);
  if (line.startsWith('PUT')) answers.set(id, answerOf(Buffer.from(body, 'latin1').toString('utf8')));
  return answers.get(id) ?? answerOf('{}');
}

function serve(socket: Socket): void {
  let text = '';
  socket.setNoDelay(true);
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
    for (let request = nextRequest(text); request !== null; request = nextRequest(text)) {
      text = text.slice(request.length);
      calls += 1;
      const bytes = answer(request.line, request.body);
      if (!request.line.includes('/slow/')) socket.write(bytes);
      else setTimeout(() => socket.write(bytes), SLOW_MS).unref();
    }
  });
  // A server that stops, or a caller that does not wait any longer.
  socket.on('error', () => socket.destroy());
}

const server = createServer(serve);
server.listen(0, '127.0.0.1', () => {
  tell({ kind: 'ready', origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
onMessage(({ kind }) => {
  if (kind !== 'ask') return;
  tell({ kind: 'counted', upstreamMs: {}, calls, diskMs: [], cpuMs: 0, rssMiB: 0, peakRssMiB: 0 });
  calls = 0;
});
