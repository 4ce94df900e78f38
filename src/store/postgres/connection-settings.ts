import type { ClientConfig } from 'pg';
import type { Secret } from '../../domain/secret.ts';
import type { StoreLimits } from '../store-limits.ts';

/**
 * What the SQL takes for granted, whatever the server's or the user's own settings are. The keepalives are the server's:
 * they free the locks of a machine that has vanished within half a minute.
 */
const SESSION = [
  'DateStyle=ISO',
  'default_transaction_isolation=read\\ committed',
  'default_transaction_read_only=off',
  'tcp_keepalives_idle=10',
  'tcp_keepalives_interval=5',
  'tcp_keepalives_count=4',
];

/** How to connect to the PostgreSQL of a store's URL, with every wait bounded. */
export function connectionSettings(url: Secret, limits: StoreLimits): ClientConfig {
  const address = new URL(url.reveal());
  const options = SESSION.map((setting) => `-c ${setting}`);
  // The driver lets the URL win over its settings, so ours go into it, after the user's own.
  address.searchParams.set('options', [address.searchParams.get('options') ?? '', ...options].join(' ').trim());
  return {
    connectionString: address.href,
    fallback_application_name: 'accord',
    connectionTimeoutMillis: limits.connectMs,
    statement_timeout: limits.statementMs,
    // A little later than the server's own limit, which leaves the connection usable.
    query_timeout: limits.statementMs + 250,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  };
}
