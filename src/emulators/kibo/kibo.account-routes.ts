/** The endpoints on admin users: read, list, update, unlock, roles and tenants. */
import type { AccountState } from '../shared/account-state.ts';
import type { Fields } from '../shared/emulator.ts';
import type { EmulatorAnswer, EmulatorRequest, Route } from '../shared/exchange.ts';
import { isFields } from '../shared/field-rules.ts';
import { toUser, UNLOCKED } from './kibo.accounts.ts';
import type { KiboAnswers } from './kibo.errors.ts';
import { FIRST_PAGE, listUsers, toPage } from './kibo.listing.ts';
import type { KiboListRules } from './kibo.listing.ts';
import { parseBody } from './kibo.requests.ts';
import { selectResponseFields } from './kibo.response-fields.ts';
import { replaceUser } from './kibo.update.ts';
import type { KiboUpdateRules } from './kibo.update.ts';

/** What the account endpoints work with. */
export interface KiboAccountContext {
  readonly state: AccountState;
  readonly answers: KiboAnswers;
  readonly rules: KiboListRules & KiboUpdateRules;
  readonly echoPassword: boolean;
  readonly tenant: Fields;
  readonly now: () => number;
  /** Lets a request in, or refuses it. */
  admit(request: EmulatorRequest): EmulatorAnswer | undefined;
}

type Handle = (request: EmulatorRequest) => EmulatorAnswer;
type UserHandle = (user: Readonly<Fields>, request: EmulatorRequest) => EmulatorAnswer;

const ACCOUNTS = '/api/platform/adminuser/accounts';
const ACCOUNT = `${ACCOUNTS}/:userId`;

/** Creates the account endpoints. */
export function createAccountRoutes(context: KiboAccountContext): Route[] {
  const { state, answers, rules, echoPassword } = context;
  const admitted =
    (handle: Handle): Handle =>
    (request) =>
      context.admit(request) ?? handle(request);
  const onUser = (handle: UserHandle): Handle =>
    admitted((request) => {
      const userId = request.params.userId ?? '';
      const user = state.get(userId);
      return user === undefined ? answers.refuseUnknownItem(userId) : handle(user, request);
    });
  const shown = (value: unknown, { query }: EmulatorRequest) =>
    answers.ok(selectResponseFields(value, query.get('responseFields')));

  const list = admitted((request) => {
    const users = Array.from(state.entries(), ([, user]) => user);
    const page = listUsers(users, request.query, rules);
    if ('reason' in page) return answers.refuseParameters([page]);
    const items = page.items.map((user) => toUser(user as Fields, echoPassword));
    return shown({ ...page, items }, request);
  });
  const replace = onUser((current, request) => {
    const userId = request.params.userId ?? '';
    const replacement = { userId, current, body: parseBody(request), now: context.now() };
    const result = replaceUser(state, replacement, { rules, answers });
    return 'refusal' in result ? result.refusal : shown(toUser(result.stored, echoPassword), request);
  });

  return [
    { method: 'GET', path: ACCOUNTS, kind: 'read', handle: list },
    {
      method: 'GET',
      path: ACCOUNT,
      kind: 'read',
      handle: onUser((user, request) => shown(toUser(user, echoPassword), request)),
    },
    { method: 'PUT', path: ACCOUNT, kind: 'write', handle: replace },
    {
      method: 'POST',
      path: `${ACCOUNT}/unlock`,
      kind: 'write',
      handle: onUser((user) => unlock(context, user)),
    },
    {
      method: 'GET',
      path: `${ACCOUNT}/roles`,
      kind: 'read',
      handle: onUser((user, request) => shown(toRoleCollection(user), request)),
    },
    {
      method: 'GET',
      path: `${ACCOUNT}/tenants`,
      kind: 'read',
      handle: onUser((_user, request) => shown(toPage([context.tenant], 1, FIRST_PAGE), request)),
    },
  ];
}

function toRoleCollection(user: Readonly<Fields>): Fields {
  const items = Array.isArray(user.roles) ? user.roles : [];
  return { items, totalCount: items.length };
}

/** "Unlocks (or enables) a user". ASSUMED: it leaves `isActive` alone. */
function unlock({ state, answers, now }: KiboAccountContext, user: Readonly<Fields>): EmulatorAnswer {
  const systemData = isFields(user.systemData) ? user.systemData : {};
  const updatedOn = new Date(now()).toISOString();
  state.save(String(user.id), { ...user, systemData: { ...systemData, ...UNLOCKED, updatedOn } });
  return answers.done();
}
