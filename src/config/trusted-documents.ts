import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { TrustedDocuments } from './accord-config.ts';

// Both forms in which clients' tools write them: Apollo's manifest, and the map of Relay and of the code generator.
const manifestSchema = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string().min(1), body: z.string().min(1) })).min(1),
});
const mapSchema = z.record(z.string().min(1), z.string().min(1)).refine((map) => Object.keys(map).length > 0);

/** Reads a file of trusted documents; null where it is none. Every document is also known by the SHA-256 of its text. */
export function parseTrustedDocuments(text: string): TrustedDocuments | null {
  const entries = readEntries(text);
  if (entries === null) return null;
  return new Map(entries.flatMap(([id, body]) => [[id, body] as const, [sha256(body), body] as const]));
}

function readEntries(text: string): readonly (readonly [id: string, body: string])[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const manifest = manifestSchema.safeParse(value);
  if (manifest.success) return manifest.data.operations.map(({ id, body }) => [id, body]);
  const map = mapSchema.safeParse(value);
  return map.success ? Object.entries(map.data) : null;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
