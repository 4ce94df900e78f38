import { GraphQLJSON } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import type { JsonValue } from '../domain/json-value.ts';
import { ChangeEffect } from '../domain/update.ts';

@ObjectType('FieldChange', { description: 'One field of an update, from one value to another.', simpleResolvers: true })
export class FieldChangeType {
  @Field(() => String, { description: 'The field, as in the source’s capabilities.' })
  field!: string;
  @Field(() => GraphQLJSON, { nullable: true, description: 'Before. Null: empty, unknown, or a secret.' })
  from!: JsonValue;
  @Field(() => GraphQLJSON, { nullable: true, description: 'After. Null: emptied. A secret shows as "[secret]".' })
  to!: JsonValue;
  @Field(() => ChangeEffect, { description: 'What became of it.' })
  effect!: ChangeEffect;
}
