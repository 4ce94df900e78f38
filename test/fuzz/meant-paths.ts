import type { EmulatorId, RecordedRequest } from '../../src/emulators/shared/emulator.ts';

/** Every path that the providers' pages have and Accord calls, with the keys that the pages allow. */
const meant: Readonly<Record<EmulatorId, RegExp>> = {
  kameleoon: /^(?:\/oauth\/token|\/accounts\?[\w%.&=-]*|\/accounts\/[1-9][0-9]{0,18})$/,
  kibo: /^\/api\/platform\/(?:applications\/authtickets\/oauth|adminuser\/accounts(?:\?[\w%.&=-]*|\/[A-Za-z0-9-]{1,64}(?:\/roles)?)?)$/,
  wacm: /^\/api\/v1\/channel-accounts\/users\/[1-9][0-9]{0,18}$/,
  'huawei-cloud': /^\/v1\/organizations\/accounts(?:\?[\w%.&=-]*|\/[A-Za-z0-9_-]{1,64}(?:\?[\w%.&=-]*)?)$/,
  cpp: /^\/api\/account(?:\/users\?[\w%.&=~-]*|\?username=[A-Za-z0-9._-]+(?:%40[A-Za-z0-9.-]+)?)?$/,
};

/** Whether a call is to a place that was meant, whatever id it was made for. */
export function isMeant(provider: EmulatorId, { path }: Pick<RecordedRequest, 'path'>): boolean {
  return meant[provider].test(path);
}
