import { existsSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';

/** A place in the code; lines and columns count from 0. */
export interface Place {
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

const maps = new Map<string, SourceMap | null>();

/** The place that a place of a bundle was made of, as its source map says; any other one is itself. */
export function sourceOf(place: Place): Place {
  const { url, lineNumber, columnNumber } = place;
  let map = maps.get(url);
  if (map === undefined) maps.set(url, (map = readMap(url)));
  const entry = map?.findEntry(lineNumber, columnNumber);
  if (!entry || !('originalSource' in entry)) return place;
  const { originalSource, originalLine, originalColumn } = entry;
  return { url: new URL(originalSource, url).href, lineNumber: originalLine, columnNumber: originalColumn };
}

function readMap(url: string): SourceMap | null {
  if (!url.startsWith('file:') || !existsSync(new URL(`${url}.map`))) return null;
  return new SourceMap(JSON.parse(readFileSync(new URL(`${url}.map`), 'utf8')) as SourceMapPayload);
}
