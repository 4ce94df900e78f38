import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { UpdateHindrance } from './account-state.ts';
import { textAnswer } from './exchange.ts';
import type { EmulatorAnswer } from './exchange.ts';
import type { Fault } from './faults.ts';
import type { OpenRecord } from './journal.ts';

/** One request on its way to an answer. */
export interface PendingAnswer {
  readonly faults: readonly Fault[];
  /** Aborts every wait. */
  readonly closing: AbortSignal;
  readonly raw: ServerResponse;
  readonly record: OpenRecord;
  /** Handles the request; nothing happened before it is called. */
  apply(hindrance: UpdateHindrance): EmulatorAnswer;
}

type FaultOf<T extends Fault['type']> = Extract<Fault, { type: T }>;

/** Waits, applies, and answers or fails to, as the faults say. Rejects never: an abort on close just ends it. */
export async function answerUnderFaults(pending: PendingAnswer): Promise<void> {
  const waitMs = pick(pending.faults, 'latency').reduce((sum, fault) => sum + fault.ms, 0);
  if (waitMs > 0 && !(await wait(waitMs, pending.closing))) return;
  if (interceptBefore(pending)) return;
  const hindrance = {
    frozen: pick(pending.faults, 'ok-without-apply').length > 0,
    dropFields: pick(pending.faults, 'drop-fields').flatMap((fault) => fault.fields),
  };
  const answer = pending.apply(hindrance);
  for (const { afterMs = 0 } of pick(pending.faults, 'duplicate')) {
    if (afterMs === 0) pending.apply(hindrance);
    else void wait(afterMs, pending.closing).then((isOpen) => isOpen && pending.apply(hindrance));
  }
  if (interceptAfter(pending)) return;
  const drip = pick(pending.faults, 'drip')[0];
  const spoiled = spoil(answer, pending.faults);
  if (drip === undefined) send(pending, spoiled);
  else await sendSlowly(pending, spoiled, drip.bytesPerSecond);
}

function pick<T extends Fault['type']>(faults: readonly Fault[], type: T): FaultOf<T>[] {
  return faults.filter((fault): fault is FaultOf<T> => fault.type === type);
}

/** True when a fault has dealt with the request before it could be applied. */
function interceptBefore(pending: PendingAnswer): boolean {
  for (const fault of pending.faults) {
    if (fault.type === 'status') {
      send(pending, withHeaders(textAnswer(fault.status, fault.body ?? ''), headersOf(fault)));
    } else if (fault.type === 'reset') {
      pending.raw.socket?.resetAndDestroy();
    } else if (fault.type === 'raw' && fault.afterApply !== true) {
      respondRaw(pending, fault);
    } else if (fault.type !== 'hang' || fault.afterApply === true) {
      continue;
    }
    return true;
  }
  return false;
}

/** True when a fault has swallowed or replaced the answer of an applied request. */
function interceptAfter(pending: PendingAnswer): boolean {
  for (const fault of pending.faults) {
    if (fault.type === 'status-after-apply') {
      send(pending, textAnswer(fault.status ?? 500, fault.body ?? ''));
    } else if (fault.type === 'reset-after-apply') {
      pending.raw.socket?.resetAndDestroy();
    } else if (fault.type === 'raw') {
      respondRaw(pending, fault);
    } else if (fault.type !== 'hang') {
      continue;
    }
    return true;
  }
  return false;
}

function respondRaw(pending: PendingAnswer, fault: FaultOf<'raw'>): void {
  const { socket } = pending.raw;
  if (socket !== null) fault.respond(socket);
}

/** A body that looks like JSON is sent as JSON unless the fault says otherwise. */
function headersOf(fault: FaultOf<'status'>): Record<string, string> {
  const type = /^\s*[[{]/.test(fault.body ?? '') ? { 'content-type': 'application/json; charset=utf-8' } : {};
  return { ...type, ...lowerCaseNames(fault.headers ?? {}) };
}

function spoil(answer: EmulatorAnswer, faults: readonly Fault[]): EmulatorAnswer {
  let spoiled = answer;
  for (const fault of pick(faults, 'body')) {
    const type = fault.contentType === undefined ? {} : { 'content-type': fault.contentType };
    spoiled = withHeaders({ ...spoiled, status: fault.status ?? spoiled.status, body: fault.text }, type);
  }
  for (const fault of pick(faults, 'headers')) spoiled = withHeaders(spoiled, lowerCaseNames(fault.headers));
  return spoiled;
}

function withHeaders(answer: EmulatorAnswer, headers: Readonly<Record<string, string | undefined>>): EmulatorAnswer {
  const merged = Object.entries({ ...answer.headers, ...headers }).filter(([, value]) => value !== undefined);
  return { ...answer, headers: Object.fromEntries(merged) as Record<string, string> };
}

function lowerCaseNames<T>(headers: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function send(pending: PendingAnswer, answer: EmulatorAnswer): void {
  const bytes = writeHead(pending, answer);
  pending.raw.end(bytes);
}

/** The promise ends when all is sent, the client has gone, or the emulator closes. */
async function sendSlowly(pending: PendingAnswer, answer: EmulatorAnswer, bytesPerSecond: number): Promise<void> {
  const bytes = writeHead(pending, answer);
  pending.raw.flushHeaders();
  const chunk = Math.max(1, Math.round(bytesPerSecond / 10));
  for (let at = 0; at < bytes.length; at += chunk) {
    if (!(await wait((chunk * 1000) / bytesPerSecond, pending.closing)) || pending.raw.destroyed) return;
    pending.raw.write(bytes.subarray(at, at + chunk));
  }
  pending.raw.end();
}

function writeHead({ raw, record }: PendingAnswer, answer: EmulatorAnswer): Buffer {
  const bytes = Buffer.from(answer.body);
  record.status = answer.status;
  const hasBody = answer.status !== 204 && answer.status !== 304;
  raw.writeHead(answer.status, { ...(hasBody ? { 'content-length': bytes.length } : {}), ...answer.headers });
  return hasBody ? bytes : Buffer.alloc(0);
}

/** False when the emulator closed meanwhile. */
async function wait(ms: number, closing: AbortSignal): Promise<boolean> {
  try {
    await delay(ms, undefined, { signal: closing });
    return true;
  } catch {
    return false;
  }
}
