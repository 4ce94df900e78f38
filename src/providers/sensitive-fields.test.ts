import { describe, expect, it } from '@jest/globals';
import { providers } from './registry.ts';

describe('sensitive fields', () => {
  it('are these, and whoever changes a field table decides again', () => {
    const rows = providers.flatMap(({ name, fields }) =>
      fields
        .filter(({ sensitive }) => sensitive !== null)
        .map(({ field, sensitive }) => `${name} ${field} ${sensitive}`),
    );
    expect(rows).toEqual([
      'kameleoon status STATUS',
      'kameleoon locked STATUS',
      'kameleoon passwordExpired PASSWORD',
      'kameleoon roles ROLES',
      'kameleoon solutions ROLES',
      'kameleoon isProductRecoAllowed ROLES',
      'kibo isActive STATUS',
      'kibo status STATUS',
      'kibo identityProviderId PASSWORD',
      'kibo password PASSWORD',
      'wacm userRole ROLES',
      'wacm status STATUS',
      'wacm active STATUS',
      'wacm reinstate STATUS',
      'wacm mfa MFA',
      'wacm password PASSWORD',
      'cpp googleLoginEmails PASSWORD',
      'cpp status STATUS',
      'cpp role ROLES',
      'cpp departmentId ROLES',
    ]);
  });

  it('can all be written, or else there would be nothing to protect', () => {
    const rows = providers.flatMap(({ fields }) => fields.filter(({ sensitive }) => sensitive !== null));
    expect(rows.filter(({ writable }) => !writable)).toEqual([]);
  });

  it('are among what is secret and what is written through another field', () => {
    for (const { fields } of providers) {
      for (const row of fields.filter(({ field, writable }) => writable && ['password', 'status'].includes(field))) {
        expect(row.sensitive).toBe(row.field.toUpperCase());
      }
    }
  });
});
