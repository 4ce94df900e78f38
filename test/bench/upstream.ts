import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onMessage, tell } from './messages.ts';

/**
 * The upstream of the bench, a process of its own: a Kibo that knows 200 users, answers each GET with the user's
 * document, and each PUT with the document that it was given. It does as little as it can.
 */
const USERS = 200;
const systemData = {
  isPasswordChangeRequired: false,
  lastPasswordChangeOn: '2024-11-07T05:31:56Z',
  isLocked: false,
  lastLockedOn: null,
  failedLoginAttemptCount: 0,
  remainingLoginAttempts: 5,
  firstFailedLoginAttemptOn: null,
  lastLoginOn: '2025-01-02T03:04:05Z',
  createdOn: '2023-11-07T05:31:56Z',
  updatedOn: '2025-01-02T03:04:05Z',
};

const documents = new Map<string, string>();
for (let index = 0; index < USERS; index += 1) {
  const id = `user-${index}`;
  documents.set(id, JSON.stringify({ ...user(id), systemData }));
}

function user(id: string) {
  return {
    emailAddress: `${id}@example.com`,
    userName: `${id}@example.com`,
    phoneNumber: '+385 1 4870 111',
    externalId: `ext-${id}`,
    localeCode: 'en-US',
    firstName: 'Ana',
    lastName: 'Kovač',
    optInToEmail: true,
    optInToTextMessage: false,
    id,
    roles: [1, 2].map((roleId) => ({
      userId: id,
      assignedInScope: { type: 'Tenant', id: 100, name: 'Example' },
      roleId,
      roleName: `Role ${roleId}`,
      roleResources: [{ type: 'Site', id: '200' }],
      roleTags: ['example'],
      auditInfo: {
        updateDate: '2024-11-07T05:31:56Z',
        createDate: '2023-11-07T05:31:56Z',
        updateBy: 'somebody',
        createBy: 'somebody',
      },
    })),
    isActive: true,
    identityProviderId: null,
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const server = createServer((request, response) => {
  void (async () => {
    const id = request.url?.split('/').at(-1) ?? '';
    if (request.method === 'PUT') documents.set(id, await textOf(request));
    const document = documents.get(id);
    response.writeHead(document === undefined ? 404 : 200, { 'content-type': 'application/json; charset=utf-8' });
    response.end(document);
  })();
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  tell({ kind: 'ready', origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
onMessage(() => undefined);
