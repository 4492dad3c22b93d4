/** The one ZIP file that its contents have (docs/evidence-format.md, section 10; fields: PKWARE APPNOTE 6.3, 4.3). */
import { byCodePoint, joined, sameBytes, utf8 } from "./bytes.js";
import { refuse } from "./refusal.js";

const MOST_BYTES = 512 * 1024 * 1024;
const MOST_FILES = 20_000;
const LOCAL = 30;
const CENTRAL = 46;
const END = 22;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)?$/;
const FIRST_OF_1980 = 0x0021;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let k = 0; k < 8; k++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/**
 * CRC-32 as ZIP uses it.
 * @param {Uint8Array} bytes
 */
export function crc32(bytes) {
  let crc = -1;
  for (let n = 0; n < bytes.length; n++) crc = CRC_TABLE[(crc ^ bytes[n]) & 255] ^ (crc >>> 8);
  return (crc ^ -1) >>> 0;
}

/**
 * What local header and directory say alike of a file.
 * @param {DataView} view
 * @param {number} at
 * @param {{name: Uint8Array, content: Uint8Array, crc: number}} file
 */
function writeCommon(view, at, { name, content, crc }) {
  view.setUint16(at, 20, true);
  view.setUint16(at + 2, 0x0800, true);
  view.setUint16(at + 8, FIRST_OF_1980, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, content.length, true);
  view.setUint32(at + 18, content.length, true);
  view.setUint16(at + 22, name.length, true);
}

/** @param {{name: Uint8Array, content: Uint8Array, crc: number}} file */
function localHeader(file) {
  const out = new Uint8Array(LOCAL);
  const view = new DataView(out.buffer);
  view.setUint32(0, 0x04034b50, true);
  writeCommon(view, 4, file);
  return joined(out, file.name);
}

/** @param {{name: Uint8Array, content: Uint8Array, crc: number}} file @param {number} begins */
function directoryRecord(file, begins) {
  const out = new Uint8Array(CENTRAL);
  const view = new DataView(out.buffer);
  view.setUint32(0, 0x02014b50, true);
  view.setUint16(4, 20, true);
  writeCommon(view, 6, file);
  view.setUint32(42, begins, true);
  return joined(out, file.name);
}

/** @param {number} count @param {number} size of the directory @param {number} begins */
function endRecord(count, size, begins) {
  const out = new Uint8Array(END);
  const view = new DataView(out.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, size, true);
  view.setUint32(16, begins, true);
  return out;
}

/**
 * Names and sizes of the directory, as they stand.
 * @param {Uint8Array} data
 */
function directory(data) {
  const end = data.length - END;
  if (data.length > MOST_BYTES) refuse("zip_limit", { most: MOST_BYTES, got: data.length });
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) refuse("zip_unreadable");
  const count = view.getUint16(end + 10, true);
  const begins = view.getUint32(end + 16, true);
  if (count > MOST_FILES) refuse("zip_limit", { most: MOST_FILES, got: count });
  /** @type {{name: string, size: number}[]} */
  const files = [];
  for (let n = 0, at = begins; n < count; n++) {
    if (at + CENTRAL > end || view.getUint32(at, true) !== 0x02014b50) refuse("zip_unreadable");
    const nName = view.getUint16(at + 28, true);
    const name = data.subarray(at + CENTRAL, at + CENTRAL + nName);
    files.push({ name: String.fromCharCode(...name.subarray(0, 200)), size: view.getUint32(at + 20, true) });
    at += CENTRAL + nName + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (at > end) refuse("zip_unreadable");
  }
  for (const { name } of files) if (name.length > 120 || !NAME.test(name)) refuse("zip_name_wrong");
  return { files, begins };
}

/**
 * The files of an archive by name, ascending.
 * @param {Uint8Array} data
 * @returns {Map<string, Uint8Array>}
 */
export function filesOf(data) {
  const { files, begins } = directory(data);
  /** @type {Map<string, Uint8Array>} */
  const out = new Map();
  const records = [];
  let at = 0;
  let isCanonical = true;
  let before = "";
  for (const { name, size } of files) {
    const from = at + LOCAL + name.length;
    if (from + size > begins) refuse("zip_unreadable", { file: name });
    const content = data.subarray(from, from + size);
    const file = { name: utf8(name), content, crc: crc32(content) };
    isCanonical &&= byCodePoint(before, name) < 0 && sameBytes(localHeader(file), data.subarray(at, from));
    records.push(directoryRecord(file, at));
    out.set(name, content);
    before = name;
    at = from + size;
  }
  const tail = joined(...records);
  const whole = joined(tail, endRecord(files.length, tail.length, at));
  if (!isCanonical || !sameBytes(whole, data.subarray(at))) refuse("zip_not_canonical");
  return out;
}
