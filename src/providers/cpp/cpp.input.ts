import { Field, InputType, Int, registerEnumType } from 'type-graphql';
import { UpdateInputType } from '../../graphql/update-input.type.ts';

/** CPP's own words for the life cycle. */
export const CppStatus = {
  ENABLED: 'ENABLED',
  DISABLED: 'DISABLED',
  EXPIRED: 'EXPIRED',
  NOT_PAID: 'NOT_PAID',
} as const;
registerEnumType(CppStatus, {
  name: 'CppStatus',
  description: 'The states of a CPP account.',
  valuesConfig: {
    ENABLED: { description: 'In use.' },
    DISABLED: { description: 'Switched off.' },
    EXPIRED: { description: 'Its time is over.' },
    NOT_PAID: { description: 'It has not been paid for.' },
  },
});

/** The roles that a user can have in an organization. */
export const CppRole = {
  SYSTEM_ADMIN: 'SYSTEM_ADMIN',
  ORGANIZATION_ADMIN: 'ORGANIZATION_ADMIN',
  USER: 'USER',
  LIGHT_USER: 'LIGHT_USER',
} as const;
registerEnumType(CppRole, {
  name: 'CppRole',
  description: 'A user’s role within the organization, at CPP.',
  valuesConfig: {
    SYSTEM_ADMIN: { description: 'SystemAdmin, who can also give an account another number.' },
    ORGANIZATION_ADMIN: { description: 'OrganizationAdmin.' },
    USER: { description: 'User.' },
    LIGHT_USER: { description: 'LightUser.' },
  },
});

@InputType('CppAccountPatch', { description: 'Absent: left as it is. Null: cleared. Else: set.' })
export class CppAccountPatchInput {
  @Field(() => String, { nullable: true, description: 'CPP mails a temporary password to a new address.' })
  email?: string | null;
  @Field(() => [String], {
    nullable: true,
    description: 'All Google addresses that can be used to sign in: the list replaces the one before.',
  })
  googleLoginEmails?: string[] | null;
  @Field(() => String, { nullable: true, description: 'Name: given name.' })
  firstName?: string | null;
  @Field(() => String, { nullable: true, description: 'Surname: family name.' })
  lastName?: string | null;
  @Field(() => CppStatus, { nullable: true, description: 'The life-cycle state. Cannot be null.' })
  status?: keyof typeof CppStatus | null;
  @Field(() => CppRole, { nullable: true, description: 'The role within the organization. Cannot be null.' })
  role?: keyof typeof CppRole | null;
  @Field(() => Int, { nullable: true, description: 'A free number from 1 to 4999; for a SystemAdmin to change.' })
  accountId?: number | null;
  @Field(() => Int, { nullable: true, description: 'The language of the user interface by its number; 0 is Croatian.' })
  translationLanguage?: number | null;
  @Field(() => Int, { nullable: true, description: 'The department to restrict the user to. 0 lifts the restriction.' })
  departmentId?: number | null;
}

@InputType('UpdateCppAccountInput', { description: 'Which CPP account, and what to change.' })
export class UpdateCppAccountInput extends UpdateInputType {
  @Field(() => CppAccountPatchInput, { description: 'What to change.' })
  patch!: CppAccountPatchInput;
}
