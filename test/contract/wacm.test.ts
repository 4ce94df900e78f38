import { describeContract } from './suite.ts';
import { wacmContract } from './wacm.contract.ts';

describeContract(wacmContract);
