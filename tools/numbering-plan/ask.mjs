// Asks google-libphonenumber about numbers. In: region, tab, text, a line each. Out: a line each, either "error" and the message or
// E.164, valid, type, region, possible, extension, international, national.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
const { PhoneNumberUtil, PhoneNumberFormat, PhoneNumberType } = require('google-libphonenumber');
const util = PhoneNumberUtil.getInstance();
const typeNames = Object.fromEntries(Object.entries(PhoneNumberType).map(([name, value]) => [value, name]));

function answer(region, text) {
  let number;
  try {
    number = util.parse(text, region || null);
  } catch (error) {
    return ['error', error.message];
  }

  return [
    `+${number.getCountryCode()}${util.getNationalSignificantNumber(number)}`,
    util.isValidNumber(number),
    typeNames[util.getNumberType(number)],
    util.getRegionCodeForNumber(number) ?? '',
    util.isPossibleNumber(number),
    number.getExtension() ?? '',
    util.format(number, PhoneNumberFormat.INTERNATIONAL),
    util.format(number, PhoneNumberFormat.NATIONAL),
  ];
}

let out = [];
for await (const line of createInterface({ input: process.stdin })) {
  const tab = line.indexOf('\t');
  out.push(answer(line.slice(0, tab), line.slice(tab + 1)).join('\t'));
  if (out.length === 1000) {
    process.stdout.write(out.join('\n') + '\n');
    out = [];
  }
}

if (out.length > 0) process.stdout.write(out.join('\n') + '\n');
