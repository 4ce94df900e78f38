import type { JsonText } from './json-text.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Eleven years. Dates of an organization's accounts hardly ever have more, and then they are worked out again. */
const MAX_DAYS = 4_000;

const digits = (value: number, count: number): string => String(value).padStart(count, '0');
// 10:15: and 30. and 250Z" are what a time is put together from.
const minutes = Array.from({ length: 1_440 }, (_, at) => `${digits(Math.floor(at / 60), 2)}:${digits(at % 60, 2)}:`);
const seconds = Array.from({ length: 60 }, (_, at) => `${digits(at, 2)}.`);
const milliseconds = Array.from({ length: 1_000 }, (_, at) => `${digits(at, 3)}Z"`);
const days = new Map<number, string>();

/**
 * The JSON of a date that is one: what `toISOString` says of it, between quotes. The engine takes half a microsecond for it, which for a page of a hundred
 * accounts, with three dates each, is a tenth of all that there is to do.
 */
export function dateText(date: Date): JsonText {
  const ms = date.getTime();
  const day = Math.floor(ms / DAY_MS);
  const ofDay = ms - day * DAY_MS;
  const minute = Math.floor(ofDay / MINUTE_MS);
  const ofMinute = ofDay - minute * MINUTE_MS;
  const second = Math.floor(ofMinute / 1_000);
  const time = (minutes[minute] ?? '') + (seconds[second] ?? '');
  return dayText(day) + time + (milliseconds[ofMinute - second * 1_000] ?? '');
}

/** The first quote and 2024-05-01T. */
function dayText(day: number): string {
  const known = days.get(day);
  if (known !== undefined) return known;
  const text = `"${new Date(day * DAY_MS).toISOString().slice(0, -'00:00:00.000Z'.length)}`;
  if (days.size >= MAX_DAYS) days.clear();
  days.set(day, text);
  return text;
}
