// Checks files of Gudok's evidence: node verify.mjs FILE… Written from docs/formats/evidence.md, with nothing but Node.js.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const need = (holds, otherwise) => { if (!holds) throw new Error(otherwise); };
const hash = hex => createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex');
const isHex = (value, octets) => typeof value === 'string' && /^([0-9a-f]{2})*$/.test(value) && (octets === undefined || value.length === 2 * octets);

// Deterministic CBOR (RFC 8949 §4.2.1), of it what records use: whole numbers, octets, text, arrays, maps, floats.
function decode(hex) {
  const data = Buffer.from(hex, 'hex');
  let at = 0;
  const take = length => { need(at + length <= data.length, 'CBOR is cut short'); return data.subarray(at, at += length); };
  const half = bits => (bits >> 10 & 31) === 0 ? (bits & 1023) * 2 ** -24 : (1 + (bits & 1023) / 1024) * 2 ** ((bits >> 10 & 31) - 15);
  function item() {
    const [first] = take(1), major = first >> 5, short = first & 31;
    if (major === 7) {
      need(short >= 25 && short <= 27, 'CBOR holds what no record has');
      const octets = take(2 << (short - 25));
      return short === 25 ? half(octets.readUInt16BE()) : short === 26 ? octets.readFloatBE() : octets.readDoubleBE();
    }
    need(short < 28 && major !== 6, 'CBOR holds what no record has');
    const value = short < 24 ? short : Number(BigInt('0x' + take(1 << (short - 24)).toString('hex')));
    if (major === 0) return value;
    if (major === 1) return -1 - value;
    if (major === 2) return take(value);
    if (major === 3) return take(value).toString('utf8');
    if (major === 4) return Array.from({ length: value }, item);
    return Array.from({ length: value }, () => [item(), item()]);
  }
  const value = item();
  need(at === data.length, 'CBOR has more than one item');
  return value;
}

const pad = (value, length) => String(value).padStart(length, '0');
const time = micros => { need(micros >= 0 && micros < 253402300800000000, 'a time is none'); return new Date(Math.floor(micros / 1000)).toISOString().slice(0, -1) + pad(micros % 1000, 3) + 'Z'; };
const word = (...words) => value => { need(words[value] !== undefined, 'a word is none'); return words[value]; };
const same = value => value;
const figure = value => { need(value >= 0 && value < 1e12, 'a figure is none'); const n = Math.floor(value * 1000 + 0.5); return Math.floor(n / 1000) + '.' + pad(n % 1000, 3); };
const thousandths = value => { need(value >= 0 && value < 1e15, 'a figure is none'); return Math.floor(value / 1000) + '.' + pad(value % 1000, 3); };
const id = octets => octets.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
const role = value => value === 1 ? 'caller' : value === 2 ? 'callee' : value === 3 ? 'dialled'
  : value >= 16 && value < 65536 ? `leg ${Math.floor((value - 16) / 2) + 1} ${value % 2 ? 'callee' : 'caller'}` : need(false, 'a role is none');
const endpoint = octets => {
  const port = octets.readUInt16BE(octets.length - 2), groups = [];
  if (octets.length === 6) return [...octets.subarray(0, 4)].join('.') + ':' + port;
  for (let at = 0; at < 16; at += 2) groups.push(octets.readUInt16BE(at).toString(16));
  return `[${groups.join(':')}]:${port}`;
};
// A table says of each key its name and how its value reads; members stand in the order of the octets.
const read = table => pairs => {
  const words = {};
  for (const [key, value] of pairs) { need(table[key], 'a key is none'); const [name, how] = table[key]; Object.assign(words, name ? { [name]: how(value) } : how(value)); }
  return words;
};
const disposition = word('unknown', 'answered', 'busy', 'cancelled', 'noAnswer', 'rejected', 'failed');
const marks = value => ({ withheld: !!(value & 1), complete: !!(value & 2), startEstimated: !!(value & 4), endEstimated: !!(value & 8), lossSuspected: !!(value & 16) });
const readForm = read({
  0: ['', version => { need(version === 1, 'the form is of another version'); return {}; }], 1: ['id', id], 2: ['startedAt', time], 3: ['ringingAt', time],
  4: ['answeredAt', time], 5: ['endedAt', time], 6: ['setupMs', same], 7: ['talkMs', same], 8: ['earlyMediaMs', same],
  9: ['direction', word('unknown', 'inbound', 'outbound', 'internal', 'transit')], 10: ['disposition', disposition], 11: ['sipStatus', same], 12: ['cause', same],
  13: ['endedBy', word('unknown', 'caller', 'callee', 'system')], 14: ['transfer', word('none', 'blind', 'attended', 'diverted')], 15: ['', marks],
  16: ['linkId', octets => octets.toString('hex')], 17: ['quality', read({ 1: ['mos', figure], 2: ['lossPercent', figure], 3: ['jitterMs', figure], 4: ['rttMs', figure] })],
  18: ['legs', legs => legs.map(read({ 1: ['startedAt', time], 2: ['answeredAt', time], 3: ['endedAt', time], 4: ['disposition', disposition], 5: ['sipStatus', same] }))],
  19: ['committed', roles => roles.map(role)], 20: ['sameAs', pairs => Object.fromEntries(pairs.map(([place, other]) => [role(place), other ? role(other) : 'nobody committed to']))],
  21: ['correctedAt', time],
});
const readStream = read({
  1: ['leg', same], 2: ['direction', word('unknown', 'callerToCallee', 'calleeToCaller')], 3: ['origin', word('measured', 'rtcp', 'report')], 4: ['codec', same],
  5: ['packets', same], 6: ['lost', same], 7: ['lossPercent', thousandths], 8: ['jitterMs', thousandths], 9: ['jitterMaxMs', thousandths], 10: ['rttMs', thousandths],
  11: ['mos', thousandths], 12: ['startedAt', time], 13: ['endedAt', time],
  14: ['worst', read({ 1: ['offsetMs', same], 2: ['lossPercent', thousandths], 3: ['jitterMs', thousandths], 4: ['mos', thousandths] })],
  15: ['silentPercent', thousandths], 16: ['dtmfEvents', same],
});
const readDetails = read({
  1: ['sessionId', same], 2: ['source', same], 3: ['channelId', same],
  4: ['legs', legs => legs.map(read({ 1: ['callId', same], 2: ['fromTag', same], 3: ['toTag', same], 4: ['from', endpoint], 5: ['to', endpoint] }))],
  5: ['operator', same], 6: ['department', same], 7: ['service', same], 8: ['topic', same], 9: ['kind', same], 10: ['application', same], 11: ['priority', same],
  12: ['handling', same], 13: ['region', same], 17: ['media', streams => streams.map(readStream)], 18: ['oneWayAudio', word('none', 'callerUnheard', 'calleeUnheard')],
});

const readAmendment = read({ 0: ['', version => { need(version === 1, 'the form is of another version'); return {}; }], 1: ['id', id], 21: ['amendedAt', time], 22: ['amendment', same] });
const readAmended = read({
  7: ['service', same], 8: ['topic', same], 9: ['kind', same], 10: ['application', same], 11: ['priority', same], 12: ['handling', same], 14: ['actor', same],
  15: ['transferredTo', octets => octets.length ? id(octets) : ''], 16: ['note', octets => octets.length ? 'sealed' : ''],
});

function identity(hex) {
  const octets = Buffer.from(hex, 'hex');
  need(octets.length >= 11 && octets[0] >= 1 && octets[0] <= 4, 'an identity is none');
  const packed = octets.readBigUInt64BE(1), scope = octets.readUInt16BE(9);
  need(octets.length >= 11 + scope, 'an identity is none');
  if (packed === 0n) return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets.subarray(11 + scope));
  return (octets[0] === 1 ? '+' : '') + pad(packed & (1n << 56n) - 1n, Number(packed >> 56n & 31n));
}

function readHead(line, key) {
  const words = /^gudok-head\/1 (0|[1-9]\d{0,15}) (tree|dropped) ([a-z0-9-]{1,32}) (\d{4}-\d\d-\d\d) (0|[1-9]\d{0,15}) ([0-9a-f]{64}) (\S+Z) ([0-9a-f]{64}) (\S+) ([0-9a-f]+) ([0-9a-f]+)$/.exec(line);
  need(words && words[0] === line, 'a head is none');
  const [, number, kind, log, day, size, root, signedAt, previous, algorithm, keyId, signature] = words;
  need(algorithm === 'ES256' && keyId === hash(key.spki).slice(0, 16) && isHex(signature, 64), 'a head was not signed with the key');
  const signed = verify('sha256', Buffer.from(line.slice(0, line.lastIndexOf(' '))), { key: key.object, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'hex'));
  need(signed, 'a head was not signed with the key');
  return { number: +number, kind, log, day, size: +size, root, signedAt, previous, hash: createHash('sha256').update(line).digest('hex') };
}

// RFC 9162 §2.1.3.2.
function includes(leaf, index, size, path, root) {
  if (index >= size) return false;
  let node = leaf, at = BigInt(index), last = BigInt(size) - 1n;
  for (const other of path) {
    if (last === 0n) return false;
    if (at & 1n || at === last) {
      node = hash('01' + other + node);
      while (!(at & 1n) && at !== 0n) [at, last] = [at >> 1n, last >> 1n];
    } else node = hash('01' + node + other);
    [at, last] = [at >> 1n, last >> 1n];
  }
  return last === 0n && node === root;
}

// The form of an amendment is a map of four; no record has so few.
const isAmendment = entry => entry.form.startsWith('a4');
const pick = (object, ...names) => Object.fromEntries(names.map(name => [name, object[name]]));
function checkEntry(entry, at, entries, key) {
  for (const name of ['form', 'detailsHash', 'leaf']) need(isHex(entry[name]), `${name} is not what it should be`);
  need(isHex(entry.detailsHash, 32) && entry.path.every(node => isHex(node, 32)) && entry.parties.every(party => isHex(party.commitment, 32)), 'a hash has not 32 octets');
  need(Number.isSafeInteger(entry.index) && entry.index >= 0, 'index is not what it should be');
  if (entry.details === null || entry.salt === null) need(entry.details === entry.salt, 'details and salt are disclosed together');
  else need(isHex(entry.salt, 16) && isHex(entry.details) && hash(entry.salt + entry.details) === entry.detailsHash, 'the details are not those committed to');
  need(hash('00' + entry.form + entry.detailsHash + entry.parties.map(party => party.commitment).join('')) === entry.leaf, 'the record does not agree with its leaf');
  const amends = isAmendment(entry), form = decode(entry.form), reading = (amends ? readAmendment : readForm)(form), roles = amends ? [] : form.find(([name]) => name === 19)[1];
  if (entry.details !== null) reading.details = (amends ? readAmended : readDetails)(decode(entry.details));
  need(JSON.stringify(reading) === JSON.stringify(entry.reading), 'what is written in words is not what the octets say');
  const made = amends ? 'amendedAt' : at ? 'correctedAt' : 'startedAt', number = entries.slice(0, at + 1).filter(isAmendment).length;
  need(made in reading && (at > 0 || !('correctedAt' in reading)) && reading.id === readForm(decode(entries[0].form)).id, 'the entries are not a record and what was added to it');
  need(amends ? at > 0 && reading.amendment === number : number === 0, 'an amendment is missing, or the entries stand in another order');
  need(JSON.stringify(entry.parties.map(party => party.role)) === JSON.stringify(reading.committed ?? []), 'the parties are not those that the record commits to');
  entry.parties.forEach((party, place) => {
    if ([party.party, party.identity, party.id, party.blind].every(part => part === null)) return;
    need(isHex(party.blind, 32) && isHex(party.id, 8) && isHex(party.identity), 'a party is disclosed in part');
    need(hash(party.blind + roles[place].toString(16).padStart(4, '0') + party.id + party.identity) === party.commitment, `the ${party.role} is not the one committed to`);
    need(identity(party.identity) === party.party, `the ${party.role} is written otherwise than committed to`);
  });
  const head = readHead(entry.head, key);
  need(head.kind === 'tree' && /^calls(-(00[1-9]|0[1-9]\d|1\d\d|2[0-4]\d|25[0-5]))?$/.test(head.log) && head.day === reading[made].slice(0, 10), 'the head is of another tree');
  need(includes(entry.leaf, entry.index, head.size, entry.path, head.root), 'the leaf does not stand in the tree');
  const before = entry.before === null ? { number: 0, hash: '0'.repeat(64) } : readHead(entry.before, key);
  need(before.number === head.number - 1 && before.hash === head.previous && (entry.before === null) === (head.number === 1), 'the head does not follow the one before');
  if (entry.after !== null) { const after = readHead(entry.after, key); need(after.number === head.number + 1 && after.previous === head.hash, 'the head after it does not follow'); }
  return `entry ${entry.index + 1} of the ${head.size} of ${head.day}, head ${head.number} signed ${head.signedAt}`;
}

// The record's own source says how its agent was admitted.
const authentication = entry => /^hep(:[0-9]+)?;auth=(address|key|address\+key)$/.exec(entry?.reading.details?.source ?? '')?.[2] ?? 'none';

export function check(octets) {
  need(octets.length <= 16 << 20, 'the file is too large');
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets), file = JSON.parse(text);
  // There is one way to write a file: members in their order, two blanks a step, one line end.
  const entries = file.entries.map(entry => ({
    ...pick(entry, 'reading', 'form', 'salt', 'details', 'detailsHash'), parties: entry.parties.map(party => pick(party, 'role', 'commitment', 'party', 'identity', 'id', 'blind')),
    ...pick(entry, 'leaf', 'index', 'path', 'head', 'before', 'after'),
  }));
  need(JSON.stringify({ ...pick(file, 'format', 'algorithm', 'publicKey', 'sourceAuthentication'), entries }, null, 2) + '\n' === text, 'the file is not written in its one form');
  need(file.format === (entries.some(isAmendment) ? 'gudok-evidence/2' : 'gudok-evidence/1') && file.algorithm === 'ES256' && file.sourceAuthentication === authentication(entries[0]) && entries.length > 0, 'the format is another');
  need(/^3059301306072a8648ce3d020106082a8648ce3d03010703420004[0-9a-f]{128}$/.test(file.publicKey), 'the public key is none on P-256');
  const key = { spki: file.publicKey, object: createPublicKey({ key: Buffer.from(file.publicKey, 'hex'), format: 'der', type: 'spki' }) };
  return { key: hash(file.publicKey), reading: entries.map(entry => entry.reading), steps: entries.map((entry, at) => checkEntry(entry, at, entries, key)) };
}

const quiet = process.argv.includes('--quiet');
for (const file of process.argv.slice(2).filter(argument => argument !== '--quiet')) {
  try {
    const { key, steps, reading } = check(readFileSync(file));
    console.log(`${file}: valid`);
    if (!quiet) console.log(`  key (SHA-256) ${key}: compare it with the one made known\n  ${steps.join('\n  ')}\n${JSON.stringify(reading, null, 2)}`);
  } catch (fault) {
    process.exitCode = 1;
    console.log(`${file}: not valid${quiet ? '' : ' — ' + fault.message}`);
  }
}
