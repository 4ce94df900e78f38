import type { FieldCapability } from '../domain/fields/capability.ts';

/** What the tables need of a provider. */
export interface TableProvider {
  readonly title: string;
  readonly fields: readonly FieldCapability[];
}

/** One provider's fields as a Markdown table. */
export function fieldTable(fields: readonly FieldCapability[]): string {
  const headings = ['Graph', 'Provider', 'Read', 'Write', 'Clear', 'Values', 'Rests on'];
  const rows = fields.map((field) => [
    `\`${field.field}\``,
    `\`${field.wireName}\``,
    field.readable ? 'yes' : '',
    field.writable ? 'yes' : '',
    field.clearable ? 'yes' : '',
    field.allowedValues?.join(', ') ?? '',
    field.confidence === 'DOCUMENTED' ? 'documentation' : 'assumption',
  ]);
  return markdownTable(headings, rows);
}

/**
 * All providers side by side: the graph's fields that at least two of them know, each under the provider's own name;
 * what can be updated in bold.
 */
export function mappingTable(providers: readonly TableProvider[]): string {
  const names = new Set(providers.flatMap((provider) => provider.fields.map((field) => field.field)));
  const rows = [...names]
    .map((name) => [`\`${name}\``, ...providers.map((provider) => cellOf(provider, name))])
    .filter((cells) => cells.slice(1).filter((cell) => cell !== '').length > 1);
  return markdownTable(['Graph', ...providers.map((provider) => provider.title)], rows);
}

function cellOf(provider: TableProvider, name: string): string {
  const field = provider.fields.find((candidate) => candidate.field === name);
  if (!field) return '';
  return field.writable ? `**${field.wireName}**` : field.wireName;
}

// Padded as the project's formatter would, so that a generated page stays formatted.
function markdownTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, column) =>
    Math.max(...[heading, ...rows.map((row) => row[column] ?? '')].map((cell) => cell.length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return `${[line(headings), rule, ...rows.map(line)].join('\n')}\n`;
}
