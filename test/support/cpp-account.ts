/** A row of `GET api/account/users`: AccountInfoDTO with a value of its own for each field, names for enumerations. */
export const cppRow = {
  Username: 'ana.kovac',
  Email: 'ana.kovac@example.com',
  GoogleLoginEmails: 'ana@gmail.example, ana.kovac@gmail.example',
  Name: 'Ana',
  OrganizationName: 'Jadranska zadruga',
  Surname: 'Kovač',
  Status: 'Enabled',
  Role: 'OrganizationAdmin',
  DepartmentId: 9,
  DeparmentName: 'Računovodstvo',
  AccountId: 8,
  TranslationLanguage: 0,
  IsEnabled: true,
};

/** The body that an update without changes to it would send: UpdateAccountDTO in the page's order, but no AccountId. */
export const cppReplacement = {
  Username: 'ana.kovac',
  Email: 'ana.kovac@example.com',
  GoogleLoginEmails: 'ana@gmail.example, ana.kovac@gmail.example',
  Name: 'Ana',
  Surname: 'Kovač',
  Status: 'Enabled',
  Role: 'OrganizationAdmin',
  TranslationLanguage: 0,
  DepartmentId: 9,
};
