// Prints the numbering plans of all countries as the table that Gudok.Numbers embeds. Run by ./refresh.
// Validity, types, prefixes and formats come from libphonenumber-js. That package leaves out two things, which are taken from
// the tables that google-libphonenumber exports: the lengths that can be dialled only within an area, and short numbers.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const metadata = require('libphonenumber-js/metadata.max.json');
const examples = require('libphonenumber-js/examples.mobile.json');
const google = require('google-libphonenumber');
const versions = require('./package.json').dependencies;

// The order of the types within libphonenumber-js, METADATA.md.
const types = ['fixed', 'mobile', 'tollFree', 'premium', 'personal', 'voicemail', 'uan', 'pager', 'voip', 'shared'];
const out = [
  '# Numbering plans of all countries and areas. Made by tools/numbering-plan/refresh: do not edit.',
  `# Source: metadata of Google's libphonenumber (Apache-2.0), by way of npm libphonenumber-js ${versions['libphonenumber-js']} (MIT);`,
  `# short numbers and local lengths by way of npm google-libphonenumber ${versions['google-libphonenumber']} (MIT AND Apache-2.0).`,
  '# One property a line, name and value parted by a tab; docs/formats/numbering-plan.md explains them.',
];
const line = (...cells) => out.push(cells.join('\t'));
const lengths = list => (list ?? []).filter(length => length > 0).join(',');

function region(name, code, plan) {
  line('region', name, code);
  const [, idd, pattern, possible, formats, prefix, , parsing, transform, , leading, kinds, preferredIdd, extension] = plan;
  const full = google.metadata.countryToMetadata[name === '001' ? code : name];
  const short = google.shortnumbermetadata.countryToMetadata[name];
  if (idd) line('idd', idd);
  if (preferredIdd) line('iddShown', preferredIdd);
  if (prefix) line('prefix', prefix);
  if (parsing) line('parsing', parsing);
  if (transform) line('transform', transform);
  if (leading) line('leading', leading);
  if (extension) line('extension', extension);
  if (examples[name]) line('example', examples[name]);
  line('general', lengths(possible), pattern);
  if (lengths(full?.[1]?.[10])) line('local', lengths(full[1][10]));
  (kinds || []).forEach((kind, index) => {
    if (kind) line(types[index], lengths(kind[1]), kind[0]);
  });
  for (const [split, shape, leads, rule, , international] of formats || []) {
    line('format', split, shape, leads?.at(-1) ?? '', rule || '', international || '');
  }
  if (short?.[29]?.[2]) line('short', lengths(short[29][9]?.length ? short[29][9] : short[1][9]), short[29][2]);
  if (short?.[27]?.[2]) line('emergency', short[27][2]);
}

for (const [code, names] of Object.entries(metadata.country_calling_codes)) {
  for (const name of names) region(name, code, metadata.countries[name]);
}
for (const [code, plan] of Object.entries(metadata.nonGeographic)) region('001', code, plan);
process.stdout.write(out.join('\n') + '\n');
