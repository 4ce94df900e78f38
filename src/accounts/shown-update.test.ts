import { describe, expect, it } from '@jest/globals';
import { createCaller } from '../domain/caller.ts';
import type { OperationRecord } from '../domain/operation.ts';
import type { Reading } from '../domain/datasource.ts';
import { shownOperation, shownResult } from './shown-update.ts';
import { toResult } from './update-result.ts';

const place = { id: 'kibo', provider: 'KIBO' };
const changes = [{ field: 'firstName', from: 'Ana', to: 'Eva', effect: 'APPLIED' as const }];
const operation = { id: '1', actor: 'writer', sourceId: 'kibo', changes, reason: 'Ana is taken.' };
const result = toResult(
  {
    outcome: 'APPLIED',
    reading: { account: { id: 'kibo:1', lastName: 'Kovač' }, wire: {} } as unknown as Reading,
    changes,
    warnings: [],
    userErrors: [],
  },
  {
    plan: [{ method: 'PUT', path: '/1', body: { firstName: 'Eva', lastName: 'Kovač' } }],
    operation: operation as unknown as OperationRecord,
  },
);

describe('what a caller is told of an update', () => {
  it('is everything for who may see the account', () => {
    const caller = createCaller('writer', ['accounts:write', 'accounts:read@kibo']);
    expect(shownResult(caller, place, result)).toBe(result);
  });

  it('is nothing that the account held before, for who may only change it', () => {
    const shown = shownResult(createCaller('writer', ['accounts:write', 'accounts:read@cpp']), place, result);
    expect(JSON.stringify({ ...shown, operation: { ...shown.operation, reason: null } })).not.toMatch(/Ana|Kovač/);
    expect(shown).toMatchObject({
      outcome: 'APPLIED',
      account: null,
      changes: [{ field: 'firstName', from: '[hidden]', to: 'Eva', effect: 'APPLIED' }],
      plan: [{ method: 'PUT', path: '/1', body: '[hidden]' }],
      operation: { id: '1', changes: [{ from: '[hidden]', to: 'Eva' }] },
    });
  });

  it('is of another’s operation that it was, and no value', () => {
    const shown = shownOperation(createCaller('auditor', ['operations:read']), place, operation as never);
    expect(shown).toMatchObject({
      actor: 'writer',
      changes: [{ field: 'firstName', from: '[hidden]', to: '[hidden]', effect: 'APPLIED' }],
      reason: '[hidden]',
    });
  });

  it('leaves alone what is null: there is nothing to hide', () => {
    const caller = createCaller('auditor', ['operations:read']);
    expect(shownOperation(caller, place, { ...operation, reason: null } as never).reason).toBeNull();
    expect(shownResult(caller, place, { ...result, operation: null }).operation).toBeNull();
  });
});
