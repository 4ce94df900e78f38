/** The providers that have an emulator. */
export type EmulatorId = 'kameleoon' | 'kibo' | 'wacm' | 'huawei-cloud' | 'cpp';
