import type { Socket } from 'node:net';
import type { RequestKind } from './exchange.ts';

/** The ways in which an emulator can be told to misbehave. */
export type Fault =
  /** Everything happens as usual, but only after `ms` milliseconds. */
  | { readonly type: 'latency'; readonly ms: number }
  /** Answers this at once; the request is neither authenticated nor applied. 429 and 503 may carry Retry-After. */
  | {
      readonly type: 'status';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Resets the connection before the request is applied. */
  | { readonly type: 'reset' }
  /** Applies the request, then resets the connection instead of answering. */
  | { readonly type: 'reset-after-apply' }
  /** Applies the request, then answers this status (default 500) and body (default empty). */
  | { readonly type: 'status-after-apply'; readonly status?: number; readonly body?: string }
  /** Answers as if all went well, but stores nothing: the account shown is the unchanged one, where one is shown. */
  | { readonly type: 'ok-without-apply' }
  /** Stores the update, except for these top-level fields. */
  | { readonly type: 'drop-fields'; readonly fields: readonly string[] }
  /** Handles the request twice, as when a network delivers it twice: again after `afterMs` (default at once). The answer is the first. */
  | { readonly type: 'duplicate'; readonly afterMs?: number }
  /** Applies the request, then sends the answer's headers at once and its body at this pace. */
  | { readonly type: 'drip'; readonly bytesPerSecond: number }
  /** Never answers; applies the request only when told to. */
  | { readonly type: 'hang'; readonly afterApply?: boolean }
  /** Applies the request, then sends this body instead of the real one; status as it would have been unless given. */
  | {
      readonly type: 'body';
      readonly text: string | Buffer;
      readonly contentType?: string;
      readonly status?: number;
    }
  /** Applies the request, then adds or replaces these headers of the answer; `undefined` takes one away. */
  | { readonly type: 'headers'; readonly headers: Readonly<Record<string, string | undefined>> }
  /** Hands over the socket to write anything at all, HTTP or not. Applies the request only when told to. */
  | { readonly type: 'raw'; readonly respond: (socket: Socket) => void; readonly afterApply?: boolean };

/** Which requests a fault meets. What is left out matches all. */
interface FaultMatch {
  readonly method?: string;
  /** Part of the raw path with query. */
  readonly pathIncludes?: string;
  readonly kind?: RequestKind;
}

/** A fault and when it strikes. */
export interface FaultRule {
  readonly match?: FaultMatch;
  /** How many matching requests it strikes. Default: until it is removed. */
  readonly times?: number;
  /** How many matching requests it lets pass first. Default 0. */
  readonly skip?: number;
  readonly fault: Fault;
}

/** The faults of one emulator, switched on and off while it runs. Several may strike one request. */
export interface FaultPlan {
  /** Switches a fault on; the answer switches it off again. */
  add(rule: FaultRule): () => void;
  /** Switches all faults off. Requests that were already struck stay struck. */
  clear(): void;
  /** The faults that strike this request, in order of addition; counts as one strike of each. */
  take(request: { readonly method: string; readonly url: string; readonly kind: RequestKind }): Fault[];
}

/** Creates an empty plan. */
export function createFaultPlan(): FaultPlan {
  let rules: { readonly rule: FaultRule; met: number }[] = [];
  return {
    add(rule) {
      const entry = { rule, met: 0 };
      rules.push(entry);
      return () => {
        rules = rules.filter((other) => other !== entry);
      };
    },
    clear() {
      rules = [];
    },
    take(request) {
      const struck: Fault[] = [];
      for (const entry of rules) {
        if (!matches(entry.rule.match ?? {}, request)) continue;
        const { skip = 0, times = Infinity, fault } = entry.rule;
        entry.met += 1;
        if (entry.met > skip && entry.met <= skip + times) struck.push(fault);
      }
      return struck;
    },
  };
}

function matches(match: FaultMatch, request: Parameters<FaultPlan['take']>[0]): boolean {
  return (
    (match.method === undefined || match.method.toUpperCase() === request.method) &&
    (match.pathIncludes === undefined || request.url.includes(match.pathIncludes)) &&
    (match.kind === undefined || match.kind === request.kind)
  );
}
