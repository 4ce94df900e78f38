import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { rightsAt, type Rights } from '../accounts/access-policy.ts';
import type { Caller } from '../domain/caller.ts';
import type { Source } from '../domain/source.ts';
import type { GraphqlContext } from './context.ts';
import { SourceAccessType, ViewerType } from './viewer.type.ts';

interface SourceAccess extends Rights {
  readonly source: Source;
}

/** Tells callers who they are and what they may do, so that an interface need not offer what would be refused. */
@Resolver(() => ViewerType)
export class ViewerResolver {
  @Query(() => ViewerType, { description: 'Who one is, and what one may do.' })
  viewer(@Ctx() context: GraphqlContext): Caller {
    return context.caller;
  }

  @FieldResolver(() => [String], { description: 'The scopes that one was given, without those that are unknown here.' })
  scopes(@Root() caller: Caller): readonly string[] {
    return caller.scopes.map(({ text }) => text);
  }

  @FieldResolver(() => [SourceAccessType], { description: 'The same, source by source, in configuration order.' })
  sources(@Root() caller: Caller, @Ctx() context: GraphqlContext): readonly SourceAccess[] {
    return [...context.sources.values()].map((source) => ({ source, ...rightsAt(caller, source) }));
  }
}
