/**
 * The one spelling of an address by which two of them are the same text: Unicode NFC, the domain in lower case. What
 * stands before the "@" is kept, because only the mail server there knows what it means.
 */
export function emailText(address: string): string {
  const text = address.normalize('NFC');
  const at = text.lastIndexOf('@') + 1;
  return text.slice(0, at) + text.slice(at).toLowerCase();
}

/**
 * By what an address finds accounts: {@link emailText} without regard to case, since no provider here keeps two
 * accounts apart by the case of a letter, and one writes addresses in capitals that another writes in small letters.
 */
export function emailKey(address: string): string {
  return address.normalize('NFC').toLowerCase().normalize('NFC');
}
