import { cppContract } from './cpp.contract.ts';
import { describeContract } from './suite.ts';

describeContract(cppContract);
