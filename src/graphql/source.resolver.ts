import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { DatasourceCapabilities } from '../domain/datasource.ts';
import type { Source, SourceHealth } from '../domain/source.ts';
import type { GraphqlContext } from './context.ts';
import { SourceCapabilitiesType, SourceHealthType, SourceType } from './source.type.ts';

/** Queries for sources, and the fields of a source that it does not carry itself. None of them calls upstream. */
@Resolver(() => SourceType)
export class SourceResolver {
  @Query(() => [SourceType], { description: 'All configured sources, in configuration order.' })
  sources(@Ctx() context: GraphqlContext): readonly Source[] {
    return [...context.sources.values()];
  }

  @Query(() => SourceType, { nullable: true, description: 'One source by its id in the configuration.' })
  source(
    @Arg('id', () => ID, { description: 'The source’s id.' }) id: string,
    @Ctx() context: GraphqlContext,
  ): Source | null {
    return context.sources.get(id) ?? null;
  }

  @FieldResolver(() => SourceCapabilitiesType, { description: 'What can be done there.' })
  capabilities(@Root() source: Source): DatasourceCapabilities {
    return source.datasource.capabilities;
  }

  @FieldResolver(() => SourceHealthType, { description: 'How it has fared; asking calls nobody.' })
  health(@Root() source: Source): SourceHealth {
    return source.health();
  }
}
