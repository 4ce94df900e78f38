import type { DestinationStream } from 'pino';
import { pino } from 'pino';
import { redactFields, redactText } from './redaction.ts';

/** What is written and what is left out; `silent` writes nothing. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** What belongs to a message. Errors go under `error`. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * Structured logging: one JSON object on a line.
 *
 * Fields are redacted before they are written (see `redactFields`), so that a careless call cannot leak. The message
 * is for constant words: whatever varies is a field, and neither may ever hold a provider's answer.
 */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  /** The same logger with fields that every line repeats, for example `{ requestId }` for one request. */
  child(fields: LogFields): Logger;
}

/** How to create a logger. */
export interface LoggerOptions {
  readonly level: LogLevel;
  /** Takes one line at a time. Default: standard output. */
  readonly destination?: DestinationStream;
}

/** Creates the process's logger. `time` is ISO 8601 in UTC, `level` is its name. */
export function createLogger({ level, destination = pino.destination(1) }: LoggerOptions): Logger {
  const base = pino(
    {
      level,
      base: null,
      timestamp: timeWriter(),
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  return toLogger(base);
}

// Of one millisecond there can be many lines, and a date's text is most of what a line takes.
function timeWriter(): () => string {
  let lastMs = NaN;
  let time = '';
  return () => {
    const nowMs = Date.now();
    if (nowMs !== lastMs) {
      lastMs = nowMs;
      time = `,"time":"${new Date(nowMs).toISOString()}"`;
    }
    return time;
  };
}

// Redaction happens before pino sees anything: its own `redact` takes fixed paths, and a secret may sit at any depth.
function toLogger(target: pino.Logger): Logger {
  const write = (level: 'debug' | 'info' | 'warn' | 'error') => (fields: LogFields, message: string) => {
    if (target.isLevelEnabled(level)) target[level](redactFields(fields), redactText(message));
  };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (fields) => toLogger(target.child(redactFields(fields))),
  };
}
