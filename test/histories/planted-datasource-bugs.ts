import type { AccountDatasource, Reading } from '../../src/domain/datasource.ts';
import { AccountError, ErrorCode } from '../../src/domain/errors.ts';
import type { UpdatePlan } from '../../src/domain/update.ts';
import type { PlantedBug } from './planted-bug.ts';
import { models, type ModelId } from './provider-models.ts';
import { replaceMethods } from './replace-methods.ts';

type Body = Readonly<Record<string, unknown>>;

/** Mistakes in what is sent, and in what an answer is taken for. */
export const datasourceBugs: readonly PlantedBug[] = [
  {
    name: 'sends again after a timeout',
    foundBy: ['keys', 'audit'],
    datasource: (datasource) =>
      onFailure(datasource, (error, again) => {
        if (error.code === ErrorCode.UPSTREAM_TIMEOUT) return again();
        throw error;
      }),
  },
  {
    name: 'skips the merge into the whole account',
    foundBy: ['untouched'],
    datasource: (datasource, provider) =>
      replaceMethods(datasource, {
        planUpdate: (request) =>
          withBody(datasource.planUpdate(request), (body) =>
            Object.fromEntries(Object.entries(body).filter(([name]) => isWanted(name, provider, request.patch))),
          ),
      }),
  },
  {
    name: 'sends null where "" empties a field',
    foundBy: ['applied'],
    datasource: (datasource) =>
      replaceMethods(datasource, {
        planUpdate: (request) =>
          withBody(datasource.planUpdate(request), (body) =>
            Object.fromEntries(Object.entries(body).map(([name, value]) => [name, value === '' ? null : value])),
          ),
      }),
  },
  {
    name: 'takes a 5xx for a refusal',
    foundBy: ['refused'],
    datasource: (datasource) =>
      onFailure(datasource, (error) => {
        const { status } = error.details;
        if (status === undefined || status < 500) throw error;
        throw new AccountError(error.code, error.message, { ...error.details, status: 400 });
      }),
  },
  {
    name: 'reports a timeout as applied',
    foundBy: ['applied', 'linearizable'],
    datasource(datasource) {
      const assumed = new WeakSet<Reading>();
      return replaceMethods(datasource, {
        sendUpdate: async (request, plan) => {
          try {
            return await datasource.sendUpdate(request, plan);
          } catch (error) {
            if (!(error instanceof AccountError) || error.code !== ErrorCode.UPSTREAM_TIMEOUT) throw error;
            if (request.current === null) throw error;
            const reading = { ...request.current };
            assumed.add(reading);
            return reading;
          }
        },
        verifyChanges: (changes, reading) =>
          assumed.has(reading)
            ? changes.map((change) => ({ ...change, effect: 'APPLIED' }))
            : datasource.verifyChanges(changes, reading),
      });
    },
  },
  {
    name: 'believes a provider that says all is well',
    foundBy: ['applied', 'linearizable'],
    datasource: (datasource) =>
      replaceMethods(datasource, {
        verifyChanges: (changes) => changes.map((change) => ({ ...change, effect: 'APPLIED' })),
      }),
  },
];

function onFailure(
  datasource: AccountDatasource,
  handle: (error: AccountError, again: () => Promise<Reading | null>) => Promise<Reading | null>,
): AccountDatasource {
  return replaceMethods(datasource, {
    sendUpdate: async (request, plan) => {
      const send = (): Promise<Reading | null> => datasource.sendUpdate(request, plan);
      try {
        return await send();
      } catch (error) {
        if (error instanceof AccountError) return handle(error, send);
        throw error;
      }
    },
  });
}

function withBody(plan: UpdatePlan, change: (body: Body) => Body): UpdatePlan {
  if (plan.request === null) return plan;
  const body = JSON.stringify(change(JSON.parse(plan.request.body) as Body));
  return { ...plan, request: { ...plan.request, body } };
}

/** What the provider would refuse the call without, and what the caller names. */
const REQUIRED = ['Username', 'emailAddress', 'firstName', 'lastName', 'email'];

function isWanted(name: string, provider: ModelId, patch: object): boolean {
  const field = models[provider].fields.find(({ sent }) => sent === name);
  return REQUIRED.includes(name) || (field !== undefined && Object.hasOwn(patch, field.name));
}
