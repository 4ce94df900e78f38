import type { Row } from './findings.ts';
import { workloadIds } from './options.ts';
import type { Sections } from './report.ts';

const WIDTH = 820;
/** As wide as the longest of all names. */
const LABEL = 260;
const BAR = 18;
const GAP = 6;
const GROUP = 34;

/** Requests per second of every server under every workload, as bars: the longest of a workload takes the whole width. */
export function chartOf(workloads: NonNullable<Sections['workloads']>): string {
  let y = 8;
  const parts: string[] = [];
  for (const id of workloadIds) {
    const rows = mostConnections(workloads[id]?.rows ?? []);
    if (rows.length === 0) continue;
    parts.push(text({ x: 0, y: y + 14, weight: 600 }, `${id}: requests/s`));
    y += GROUP - 10;
    const longest = Math.max(...rows.map(({ requestsPerSecond }) => requestsPerSecond));
    for (const row of rows) {
      parts.push(bar(row, y, longest));
      y += BAR + GAP;
    }
    y += 14;
  }
  const style = 'font-family="system-ui, sans-serif" font-size="13" fill="#57606a"';
  const open = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" ${style}>`;
  return `${[open, ...parts, '</svg>'].join('\n')}\n`;
}

function mostConnections(rows: readonly Row[]): readonly Row[] {
  const most = Math.max(...rows.map(({ connections }) => connections));
  return rows.filter(({ connections }) => connections === most);
}

function bar({ name, requestsPerSecond }: Row, y: number, longest: number): string {
  const width = Math.max(1, Math.round(((WIDTH - LABEL - 80) * requestsPerSecond) / longest));
  const fill = name === 'Accord' || name === 'recorded' ? '#2f6feb' : '#afb8c1';
  const rect = `<rect x="${LABEL}" y="${y}" width="${width}" height="${BAR}" rx="2" fill="${fill}"/>`;
  const count = Math.round(requestsPerSecond).toLocaleString('en-US');
  return [text({ x: 8, y: y + 14 }, name), rect, text({ x: LABEL + width + 8, y: y + 14 }, count)].join('\n');
}

function text(place: { readonly x: number; readonly y: number; readonly weight?: number }, content: string): string {
  const weight = place.weight === undefined ? '' : ` font-weight="${place.weight}"`;
  return `<text x="${place.x}" y="${place.y}"${weight}>${content}</text>`;
}
