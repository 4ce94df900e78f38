import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import axios from 'axios';
import { Arg, Field, ID, Int, ObjectType, Query, Resolver, buildSchema } from 'type-graphql';
import { tell } from './messages.ts';
import { toPlainAccount, type KiboUser, type PlainAccount } from './plain-mapping.ts';
import { startProbe } from './probe.ts';

/**
 * The ordinary stack: Apollo's standalone server, type-graphql and axios, each as its documentation shows it. Decorators
 * are called as the functions that they are, because Node runs this file as it is. Argument: the upstream's origin.
 */
const [, , upstream = ''] = process.argv;

startProbe({ timesCalls: false });
const users = `${upstream}/api/platform/adminuser/accounts`;
const headers = { authorization: 'Bearer bench', 'x-vol-tenant': '100' };

class Phone {
  raw!: string;
}
class Role {
  name!: string;
  scope!: string;
  tier!: string;
}
class Account {
  id!: string;
}
class Accounts {
  nodes!: Account[];
}

function fields(type: new () => object, table: Readonly<Record<string, () => unknown>>): void {
  for (const [name, kind] of Object.entries(table)) {
    Field(kind as () => StringConstructor, { nullable: true })(type.prototype as object, name);
  }
}

const text = (): unknown => String;
const date = (): unknown => Date;
ObjectType()(Phone);
fields(Phone, { raw: text });
ObjectType()(Role);
fields(Role, { name: text, scope: text, tier: text });
ObjectType()(Account);
fields(Account, {
  ...{ id: () => ID, displayName: text, firstName: text, lastName: text, email: text, username: text },
  ...{ phone: () => Phone, locale: text, status: text, locked: () => Boolean, roles: () => [Role] },
  ...{ createdAt: date, updatedAt: date, lastLoginAt: date },
});
ObjectType()(Accounts);
fields(Accounts, { nodes: () => [Account] });

class AccountResolver {
  async account(id: string): Promise<PlainAccount> {
    const { data } = await axios.get<KiboUser>(`${users}/${id.slice('kibo:'.length)}`, { headers });
    return toPlainAccount(data);
  }

  async accounts(first: number): Promise<{ readonly nodes: readonly PlainAccount[] }> {
    const params = { startIndex: 0, pageSize: first };
    const { data } = await axios.get<{ readonly items: readonly KiboUser[] }>(users, { headers, params });
    return { nodes: data.items.map(toPlainAccount) };
  }
}

function query(name: 'account' | 'accounts', type: () => object, argument: ParameterDecorator): void {
  const { prototype } = AccountResolver;
  argument(prototype, name, 0);
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
  Query(type as () => typeof Account, { nullable: true })(prototype, name, descriptor);
}

Resolver()(AccountResolver);
query('account', () => Account, Arg('id', () => ID) as ParameterDecorator);
query('accounts', () => Accounts, Arg('first', () => Int) as ParameterDecorator);

const server = new ApolloServer({ schema: await buildSchema({ resolvers: [AccountResolver] }) });
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
tell({ kind: 'ready', origin: url.replace(/\/$/, '') });
