import { kameleoonContract } from './kameleoon.contract.ts';
import { describeContract } from './suite.ts';

describeContract(kameleoonContract);
