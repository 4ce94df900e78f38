/** Environment variables by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What a `${…}` can take its value from. */
export interface InterpolationSources {
  readonly variables: Variables;
  /** Reads a text file; rejects where it cannot. */
  readonly readFile: (path: string) => Promise<string>;
}

/** Text with every `${…}` replaced, or why that could not be done; the reasons hold no values. */
export type Interpolated =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reasons: readonly string[] };

const malformed =
  'has a "${" that does not begin a name: write ${NAME}, ${NAME:-default} or ${file:/path}, and $${ for the characters themselves';

/**
 * Replaces `${NAME}`, `${NAME:-default}` and `${file:/path}`; `$${` stands for the characters `${`.
 *
 * As in a shell, `:-` also replaces an empty variable, and `${NAME}` takes an empty one as it is. One line break at
 * the end of a file is dropped. What was put in is not looked at again, so a value may hold `${` itself.
 */
export async function interpolate(text: string, sources: InterpolationSources): Promise<Interpolated> {
  const parts: string[] = [];
  const reasons = new Set<string>();
  for (const token of text.matchAll(tokens)) {
    const [whole, body] = token;
    if (body !== undefined) {
      const found = await resolve(body, sources);
      if (found.ok) parts.push(found.text);
      else found.reasons.forEach((reason) => reasons.add(reason));
    } else if (whole === '$${') parts.push('${');
    else if (whole === '${') reasons.add(malformed);
    else parts.push(whole);
  }
  return reasons.size > 0 ? { ok: false, reasons: [...reasons] } : { ok: true, text: parts.join('') };
}

// The escape first, so that "$${NAME}" is never read as "$" and a variable; "${" without its "}" comes out alone. What
// stands between the two cannot hold another "${": nothing nests, and a long text of them is read in one pass.
const tokens = /\$\$\{|\$\{((?:[^}$]|\$(?!\{))*)\}|\$\{|\$|[^$]+/g;
const variable = /^([A-Za-z_][A-Za-z0-9_]*)(?::-([^]*))?$/;

async function resolve(body: string, sources: InterpolationSources): Promise<Interpolated> {
  if (body.startsWith('file:')) return readWhole(body.slice('file:'.length), sources.readFile);
  const [, name, fallback] = variable.exec(body) ?? [];
  if (name === undefined) return { ok: false, reasons: [malformed] };
  const value = Object.hasOwn(sources.variables, name) ? sources.variables[name] : undefined;
  if (fallback !== undefined) return { ok: true, text: value === undefined || value === '' ? fallback : value };
  if (value !== undefined) return { ok: true, text: value };
  return { ok: false, reasons: [`needs the environment variable ${name}, which is not set`] };
}

async function readWhole(path: string, readFile: InterpolationSources['readFile']): Promise<Interpolated> {
  if (path === '') return { ok: false, reasons: [malformed] };
  try {
    const text = await readFile(path);
    return { ok: true, text: text.replace(/\r?\n$/, '') };
  } catch (error) {
    return { ok: false, reasons: [`needs the file ${JSON.stringify(path)}, which ${describeReadFailure(error)}`] };
  }
}

/** Says why a file could not be read, from the operating system's code alone. */
export function describeReadFailure(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'does not exist';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read by this user';
  if (code === 'EISDIR') return 'is a folder';
  return typeof code === 'string' && /^[A-Z_]{2,40}$/.test(code) ? `cannot be read (${code})` : 'cannot be read';
}
