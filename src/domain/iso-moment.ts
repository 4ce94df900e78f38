// 2024-05-01T10:00:00Z or 2024-05-01T10:00:00.000Z, with a day that every month has.
const FORM = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/;

const DAY_MS = 86_400_000;

/**
 * The moment of a text in the form of ISO 8601 that most systems write, in milliseconds since the epoch; null for any
 * other text. What `Date.parse` says of it, in half of the time: a page of a hundred accounts has three hundred of them.
 */
export function parseIsoMoment(text: string): number | null {
  if (!FORM.test(text)) return null;
  const days = daysSinceEpoch(twoDigits(text, 0) * 100 + twoDigits(text, 2), twoDigits(text, 5), twoDigits(text, 8));
  const seconds = (twoDigits(text, 11) * 60 + twoDigits(text, 14)) * 60 + twoDigits(text, 17);
  const ms = text.length === '2024-05-01T10:00:00Z'.length ? 0 : twoDigits(text, 20) * 10 + digit(text, 22);
  return days * DAY_MS + seconds * 1_000 + ms;
}

/** Of the Gregorian calendar, counted from the first of March, so that a leap day is the last one of its year. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = month > 2 ? month - 3 : month + 9;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  // Five months in a row have 153 days, wherever one begins to count.
  return marchYear * 365 + leapDays + Math.floor((marchMonth * 153 + 2) / 5) + day - 1 - DAYS_UNTIL_EPOCH;
}

/** From the first of March of the year 0 to the first of January 1970. */
const DAYS_UNTIL_EPOCH = 719_468;

function twoDigits(text: string, at: number): number {
  return digit(text, at) * 10 + digit(text, at + 1);
}

function digit(text: string, at: number): number {
  return text.charCodeAt(at) - 48;
}
