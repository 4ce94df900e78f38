import { createCppEmulator } from './cpp/cpp.emulator.ts';
import type { CppEmulatorOptions } from './cpp/cpp.emulator.ts';
import { createHuaweiCloudEmulator } from './huawei-cloud/huawei-cloud.emulator.ts';
import type { HuaweiCloudEmulatorOptions } from './huawei-cloud/huawei-cloud.emulator.ts';
import { createKameleoonEmulator } from './kameleoon/kameleoon.emulator.ts';
import type { KameleoonEmulatorOptions } from './kameleoon/kameleoon.emulator.ts';
import { createKiboEmulator } from './kibo/kibo.emulator.ts';
import type { KiboEmulatorOptions } from './kibo/kibo.emulator.ts';
import type { Emulator, EmulatorId } from './shared/emulator.ts';
import { createWacmEmulator } from './wacm/wacm.emulator.ts';
import type { WacmEmulatorOptions } from './wacm/wacm.emulator.ts';

/** Options for any of the emulators; one that is left out has its defaults. */
export interface EmulatorOptionsById {
  readonly kameleoon?: KameleoonEmulatorOptions;
  readonly kibo?: KiboEmulatorOptions;
  readonly wacm?: WacmEmulatorOptions;
  readonly 'huawei-cloud'?: HuaweiCloudEmulatorOptions;
  readonly cpp?: CppEmulatorOptions;
}

/** Creates every emulator; none listens yet. They know the same people unless told otherwise. */
export function createEmulators(options: EmulatorOptionsById = {}): Readonly<Record<EmulatorId, Emulator>> {
  return {
    kameleoon: createKameleoonEmulator(options.kameleoon),
    kibo: createKiboEmulator(options.kibo),
    wacm: createWacmEmulator(options.wacm),
    'huawei-cloud': createHuaweiCloudEmulator(options['huawei-cloud']),
    cpp: createCppEmulator(options.cpp),
  };
}
