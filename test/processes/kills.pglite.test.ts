import { describeKills } from './kills.suite.ts';

describeKills('PGlite', null);
