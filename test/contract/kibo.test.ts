import { kiboContract } from './kibo.contract.ts';
import { describeContract } from './suite.ts';

describeContract(kiboContract);
