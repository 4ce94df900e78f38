/** The raw material of the invented people. Any likeness to real persons is chance. */

/** A place with an address that fits it. */
export interface Place {
  readonly city: string;
  readonly region: string;
  /** Full English name, as WACM writes countries. */
  readonly country: string;
  /** Postal code pattern; # is a digit. */
  readonly zip: string;
  readonly street: string;
  /** Country calling code without the plus sign. */
  readonly callingCode: string;
  readonly locale: string;
}

export const places = {
  zagreb: place('Zagreb', 'Grad Zagreb', 'Croatia', '10###', 'Ulica Ivana Šubašića', '385', 'hr-HR'),
  split: place('Split', 'Splitsko-dalmatinska', 'Croatia', '21###', 'Žnjanska šetnica', '385', 'hr-HR'),
  paris: place('Paris', 'Île-de-France', 'France', '75###', 'rue de l’Église', '33', 'fr-FR'),
  lyon: place('Lyon', 'Auvergne-Rhône-Alpes', 'France', '69###', 'quai Saint-Exupéry', '33', 'fr-FR'),
  istanbul: place('İstanbul', 'İstanbul', 'Türkiye', '34###', 'Çiçekçi Sokağı', '90', 'tr-TR'),
  izmir: place('İzmir', 'Ege', 'Türkiye', '35###', 'Güneş Caddesi', '90', 'tr-TR'),
  shanghai: place('上海', '上海市', 'China', '200###', '南京东路', '86', 'zh-CN'),
  shenzhen: place('深圳', '广东省', 'China', '518###', '科技园路', '86', 'zh-CN'),
  boston: place('Boston', 'Massachusetts', 'United States', '02###', 'Main St', '1', 'en-US'),
  dublin: place('Dublin', 'Leinster', 'Ireland', 'D0# A###', "St Stephen's Green", '353', 'en-GB'),
  munich: place('München', 'Bayern', 'Germany', '80###', 'Größere Straße', '49', 'de-DE'),
} as const satisfies Record<string, Place>;

/** First name, last name, place, and the local part of the e-mail address. */
export const people = [
  ['Ivana', 'Horvat', 'zagreb', 'ivana.horvat'],
  ['Željko', 'Šarić', 'split', 'zeljko.saric'],
  ['Đurđica', 'Čović', 'zagreb', 'durdica.covic'],
  ['Krešimir', 'Žužul-Babić', 'split', 'kresimir.zuzul-babic'],
  ['Ana', 'Kovačević', 'zagreb', 'ana.kovacevic'],
  ['Luka', 'Jurić', 'zagreb', 'luka+accounts'],
  ['Petra', 'Ćurković', 'split', 'petra.curkovic'],
  ['Marko', 'Novak', 'zagreb', 'marko.novak'],
  ['Élodie', 'Dubois', 'paris', 'elodie.dubois'],
  ['François', "L'Hôpital", 'lyon', 'francois.lhopital'],
  ['Zoé', 'de La Fontaine', 'paris', 'zoe.delafontaine'],
  ['Jean-Baptiste', "d'Aubigné", 'lyon', 'jb+kameleoon'],
  ['Noël', 'Lefèvre', 'paris', 'noel.lefevre'],
  ['Maëlle', 'Garçon', 'lyon', 'maelle.garcon'],
  ['Cœur', 'Bœuf', 'paris', 'coeur.boeuf'],
  ['Hélène', 'Ñandú-Roux', 'lyon', 'helene.roux'],
  ['İpek', 'Işık', 'istanbul', 'ipek.isik'],
  ['Çağlar', 'Öztürk', 'izmir', 'caglar.ozturk'],
  ['Gülşen', 'Yıldırım', 'istanbul', 'gulsen.yildirim'],
  ['Ömer', 'Şahin', 'izmir', 'omer+admin'],
  ['Iğdır', 'Ağaoğlu', 'istanbul', 'igdir.agaoglu'],
  ['Ümit', 'Kılıç', 'izmir', 'umit.kilic'],
  ['伟', '王', 'shanghai', 'wei.wang'],
  ['秀英', '李', 'shenzhen', 'xiuying.li'],
  ['敏', '张', 'shanghai', 'min.zhang'],
  ['静', '欧阳', 'shenzhen', 'jing.ouyang'],
  ['𠮷', '林', 'shanghai', 'ji.lin'],
  ['磊', '陈', 'shenzhen', 'lei+cloud'],
  ['John', 'Doe', 'boston', 'john.doe'],
  ['Siobhán', "O'Neill", 'dublin', "siobhan.o'neill"],
  ['Conor', "O'Brien-Walsh", 'dublin', 'conor.obrien-walsh'],
  ['Mary Jane', 'Smith', 'boston', 'mary_jane.smith'],
  ['Saoirse', 'Ní Dhomhnaill', 'dublin', 'saoirse.nidhomhnaill'],
  ['Ed', 'X', 'boston', 'ed'],
  ['Robert', "Tables'); --", 'boston', 'robert.tables'],
  ['Jürgen', 'Großmann', 'munich', 'juergen.grossmann'],
  ['Käthe', 'Müller-Lüdenscheidt', 'munich', 'kaethe.mueller'],
  ['Sören', 'Weiß', 'munich', 'soeren+test'],
  ['Zoë', 'Zimmermann', 'munich', 'zoe.zimmermann'],
  ['Ivana', 'Horvat', 'split', 'ivana.horvat2'],
] as const satisfies readonly (readonly [string, string, keyof typeof places, string])[];

function place(
  ...[city, region, country, zip, street, callingCode, locale]: [string, string, string, string, string, string, string]
): Place {
  return { city, region, country, zip, street, callingCode, locale };
}
