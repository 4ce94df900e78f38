import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { AccountFilterField } from '../domain/account-filter.ts';
import { ErrorCode } from '../domain/errors.ts';
import { Confidence } from '../domain/fields/capability.ts';
import { SensitiveField } from '../domain/scope.ts';
import { CredentialState, SourceState } from '../domain/source.ts';
import { ProviderEnum } from './enums.ts';
import { NodeType } from './node.type.ts';

@ObjectType('FieldCapability', { description: 'What can be done with one field at a source.', simpleResolvers: true })
export class FieldCapabilityType {
  @Field(() => String, { description: 'Its name in the graph, e.g. firstName or address.city.' })
  field!: string;
  @Field(() => String, { description: 'The provider’s name, e.g. Name; "read / write" where the two differ.' })
  wireName!: string;
  @Field(() => Boolean, { description: 'Can be queried.' })
  readable!: boolean;
  @Field(() => Boolean, { description: 'Can be updated.' })
  writable!: boolean;
  @Field(() => Boolean, { description: 'Can be emptied with null.' })
  clearable!: boolean;
  @Field(() => [String], { nullable: true, description: 'All values there are; closed sets only.' })
  allowedValues!: readonly string[] | null;
  @Field(() => String, { nullable: true, description: 'What else the provider does when the field changes.' })
  sideEffect!: string | null;
  @Field(() => SensitiveField, {
    nullable: true,
    description: 'The scope beyond accounts:write that changing it takes, e.g. accounts:write:status.',
  })
  sensitive!: SensitiveField | null;
  @Field(() => Confidence, { description: 'What all this rests on.' })
  confidence!: Confidence;
}

@ObjectType('SourceCapabilities', { description: 'What a source can do.', simpleResolvers: true })
export class SourceCapabilitiesType {
  @Field(() => Boolean, { description: 'An account can be read by its key.' })
  readOne!: boolean;
  @Field(() => Boolean, { description: 'Its accounts can be listed.' })
  list!: boolean;
  @Field(() => [AccountFilterField], {
    description: 'Filters that the provider itself evaluates. Accord applies the others, to what the provider lists.',
  })
  listFilters!: readonly AccountFilterField[];
  @Field(() => [FieldCapabilityType], { description: 'One row for each unified and provider field.' })
  fields!: readonly FieldCapabilityType[];
}

@ObjectType('SourceHealth', { description: 'How a source has fared. Asking calls nobody.', simpleResolvers: true })
export class SourceHealthType {
  @Field(() => SourceState, { description: 'How its last calls went.' })
  state!: SourceState;
  @Field(() => CredentialState, { description: 'How its credentials were received.' })
  credential!: CredentialState;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it last answered.' })
  lastSuccessAt!: Date | null;
  @Field(() => ErrorCode, { nullable: true, description: 'What went wrong last.' })
  lastErrorCode!: ErrorCode | null;
  @Field(() => Int, { nullable: true, description: 'How many reads its rate limits leave now; null without limits.' })
  rateLimitRemaining!: number | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When the next call can leave, where not at once.' })
  retryAt!: Date | null;
}

/** The graph's `Source`. The domain's source is its value; capabilities and health are resolved beside it. */
@ObjectType('Source', {
  description: 'One configured set of credentials at one provider: a Kibo tenant, a Huawei organization, …',
  simpleResolvers: true,
  implements: NodeType,
})
export class SourceType extends NodeType {
  @Field(() => ProviderEnum, { description: 'The service behind it.' })
  provider!: string;
  @Field(() => String, { description: 'Its name for people, from the configuration.' })
  label!: string;
}
