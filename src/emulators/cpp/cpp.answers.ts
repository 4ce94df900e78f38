/** The forms of CPP's answers: account documents, and the framework's HttpError. All names are in PascalCase. */
import type { Fields } from '../shared/emulator.ts';
import { jsonAnswer } from '../shared/exchange.ts';
import type { EmulatorAnswer, EmulatorRequest } from '../shared/exchange.ts';
import { ROLES, STATUSES, withDomain } from './cpp.accounts.ts';

/** What is not documented about reads, with the values assumed. */
export interface CppReadForm {
  /** Whether Status and Role are numbers, as the framework writes enums, or names. Default "numbers". */
  readonly enums: 'numbers' | 'names';
  /** Whether user names of the default domain are shown without it. Default "short". */
  readonly usernames: 'short' | 'full';
}

const DEPARTMENTS: Readonly<Record<number, string>> = { 2: 'Računovodstvo', 3: 'Prodaja – Čakovec' };

/** AccountInfoDTO, the read model. */
export function toAccountInfo(account: Readonly<Fields>, form: CppReadForm): Fields {
  const departmentId = Number(account.DepartmentId);
  return {
    Username: toShownUsername(account, form),
    Email: account.Email,
    GoogleLoginEmails: account.GoogleLoginEmails,
    Name: account.Name,
    OrganizationName: account.OrganizationName,
    Surname: account.Surname,
    Status: toShownEnum(account.Status, STATUSES, form),
    Role: toShownEnum(account.Role, ROLES, form),
    DepartmentId: account.DepartmentId,
    // The typing error is on the wire.
    DeparmentName: departmentId === 0 ? null : (DEPARTMENTS[departmentId] ?? `Odjel ${departmentId}`),
    AccountId: account.AccountId,
    TranslationLanguage: account.TranslationLanguage,
    IsEnabled: account.Status === 'Enabled',
  };
}

/** AccountInfoSimpleDTO, the answer to a search by e-mail address. */
export function toSimpleInfo(account: Readonly<Fields>, form: CppReadForm): Fields {
  const { Name, Surname, AccountId } = account;
  return { Username: toShownUsername(account, form), Name, Surname, AccountId };
}

/** HttpError with nothing but a message. */
export function errorAnswer(status: number, Message: string, headers: Record<string, string> = {}): EmulatorAnswer {
  return jsonAnswer(status, { Message }, headers);
}

/** HttpError for a body that breaks rules: the messages by "parameter.Field". */
export function invalidAnswer(modelState: Readonly<Record<string, readonly string[]>>): EmulatorAnswer {
  return jsonAnswer(400, { Message: 'The request is invalid.', ModelState: modelState });
}

/** The framework's answer to a path without a controller. */
export function unknownPathAnswer(request: EmulatorRequest): EmulatorAnswer {
  const uri = `http://${request.headers.host ?? ''}${request.url}`;
  return jsonAnswer(404, {
    Message: `No HTTP resource was found that matches the request URI '${uri}'.`,
    MessageDetail: 'No type was found that matches the controller of this path.',
  });
}

function toShownUsername(account: Readonly<Fields>, form: CppReadForm): string {
  const username = String(account.Username);
  return form.usernames === 'full' ? withDomain(username) : username;
}

function toShownEnum(name: unknown, names: readonly string[], form: CppReadForm): unknown {
  const place = names.indexOf(String(name));
  return form.enums === 'numbers' && place >= 0 ? place : name;
}
