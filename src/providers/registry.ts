import { cpp } from './cpp/index.ts';
import { huaweiCloud } from './huawei-cloud/index.ts';
import { kameleoon } from './kameleoon/index.ts';
import { kibo } from './kibo/index.ts';
import { wacm } from './wacm/index.ts';
import type { Provider } from './provider.ts';

/** Every provider that Accord knows, in the order in which the graph names them. One line each. */
export const providers: readonly Provider[] = [kameleoon, kibo, wacm, huaweiCloud, cpp];
