import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { UpdateInputType } from '../../graphql/update-input.type.ts';

/** Kameleoon's own words for the life cycle. */
export const KameleoonStatus = { CREATED: 'CREATED', ACTIVATED: 'ACTIVATED', DEACTIVATED: 'DEACTIVATED' } as const;
registerEnumType(KameleoonStatus, {
  name: 'KameleoonStatus',
  description: 'The states of a Kameleoon account.',
  valuesConfig: {
    CREATED: { description: 'Created, and not yet activated.' },
    ACTIVATED: { description: 'In use.' },
    DEACTIVATED: { description: 'Switched off.' },
  },
});

/** The products a Kameleoon user can be given. */
export const KameleoonSolution = {
  WEB_EXPERIMENTATION: 'WEB_EXPERIMENTATION',
  FEATURE_EXPERIMENTATION: 'FEATURE_EXPERIMENTATION',
} as const;
registerEnumType(KameleoonSolution, {
  name: 'KameleoonSolution',
  description: 'The solutions of Kameleoon.',
  valuesConfig: {
    WEB_EXPERIMENTATION: { description: 'Web Experimentation.' },
    FEATURE_EXPERIMENTATION: { description: 'Feature Experimentation.' },
  },
});

@InputType('KameleoonRoleInput', { description: 'A role and where it holds.' })
export class KameleoonRoleInput {
  @Field(() => String, { description: 'Such as ROLE_CUSTOMER_ADMIN. The list is open.' })
  name!: string;
  @Field(() => [ID], { nullable: true, description: 'The customers for whom it holds.' })
  customers?: string[] | null;
  @Field(() => [ID], { nullable: true, description: 'The sites for which it holds.' })
  sites?: string[] | null;
  @Field(() => [String], { nullable: true, description: 'Single rights, such as GETONE_CUSTOM_DATA.' })
  privileges?: string[] | null;
}

@InputType('KameleoonAccountPatch', { description: 'Absent: left as it is. Null: cleared. Else: set.' })
export class KameleoonAccountPatchInput {
  @Field(() => String, { nullable: true, description: 'Given name.' })
  firstName?: string | null;
  @Field(() => String, { nullable: true, description: 'Family name.' })
  lastName?: string | null;
  @Field(() => String, { nullable: true, description: 'E-mail address of the account.' })
  email?: string | null;
  @Field(() => String, { nullable: true, description: 'imageURL: where the picture is.' })
  avatarUrl?: string | null;
  @Field(() => String, { nullable: true, description: 'preferredLocale: fr, en or de. A region is dropped.' })
  locale?: string | null;
  @Field(() => KameleoonStatus, { nullable: true, description: 'The life-cycle state. Cannot be null.' })
  status?: keyof typeof KameleoonStatus | null;
  @Field(() => Boolean, { nullable: true, description: 'passwordBlocked: locked after failed sign-ins.' })
  locked?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'isPasswordExpired: the password must be changed.' })
  passwordExpired?: boolean | null;
  @Field(() => [KameleoonRoleInput], { nullable: true, description: 'All roles: the list replaces the one before.' })
  roles?: KameleoonRoleInput[] | null;
  @Field(() => [KameleoonSolution], { nullable: true, description: 'All solutions: the list replaces the one before.' })
  solutions?: (keyof typeof KameleoonSolution)[] | null;
  @Field(() => ID, { nullable: true, description: 'The team to which the user belongs.' })
  teamId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Product recommendation allowed.' })
  isProductRecoAllowed?: boolean | null;
}

@InputType('UpdateKameleoonAccountInput', { description: 'Which Kameleoon account, and what to change.' })
export class UpdateKameleoonAccountInput extends UpdateInputType {
  @Field(() => KameleoonAccountPatchInput, { description: 'What to change.' })
  patch!: KameleoonAccountPatchInput;
}
