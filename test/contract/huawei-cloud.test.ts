import { huaweiCloudContract } from './huawei-cloud.contract.ts';
import { describeContract } from './suite.ts';

describeContract(huaweiCloudContract);
