// type-graphql wants it before the first decorated class.
import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { huaweiCloud } from './index.ts';

describe('the settings of a Huawei Cloud source', () => {
  const settings = huaweiCloud.config.settings;

  it.each([
    [{}, undefined],
    [{ domainId: '' }, undefined],
    [{ domainId: '0a6d25d23900d45c0faac010e0fb4de0' }, '0a6d25d23900d45c0faac010e0fb4de0'],
  ])('takes %j', (value, domainId) => {
    expect(settings.parse(value).domainId).toBe(domainId);
  });

  it.each([{ domainId: 'a b' }, { domainId: 5 }, { domainId: 'x'.repeat(65) }, { projectId: 'x' }])(
    'refuses %j',
    (value) => {
      expect(settings.safeParse(value).success).toBe(false);
    },
  );
});
