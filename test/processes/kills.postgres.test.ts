import { postgres } from '../store/backends.ts';
import { describeKills } from './kills.suite.ts';

describeKills('PostgreSQL', postgres.missing);
