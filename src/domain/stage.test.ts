import { describe, expect, it } from '@jest/globals';
import { Stage } from './stage.ts';

describe('a stage', () => {
  it('lets all who came in one turn go on together, in their order, and not before the turn ends', async () => {
    const stage = new Stage();
    const steps: string[] = [];
    const pass = async (name: string): Promise<void> => {
      await stage.together();
      steps.push(`${name} goes on`);
      await Promise.resolve();
      steps.push(`${name} ends`);
    };
    const all = Promise.all([pass('one'), pass('two')]);
    await new Promise<void>((resolve) => {
      process.nextTick(resolve);
    });
    steps.push('the turn is not over');
    await all;
    expect(steps).toEqual(['the turn is not over', 'one goes on', 'two goes on', 'one ends', 'two ends']);
  });

  it('begins anew with each turn', async () => {
    const stage = new Stage();
    const first = stage.together();
    await first;
    const second = stage.together();
    expect(second).not.toBe(first);
    await second;
  });
});
