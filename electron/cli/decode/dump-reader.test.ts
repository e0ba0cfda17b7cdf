import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tinyDriver } from '../../engine/testing/tiny-driver.ts'
import { SinkLog } from '../testing/network.ts'
import { dumpRadix, dumpReader } from './dump-reader.ts'
import { lineReader } from './line-reader.ts'

const LINE = 16
const text = (words: string): Uint8Array => new TextEncoder().encode(words)
const hex = (byte: number): string => byte.toString(16).padStart(2, '0')
const shown = (bytes: readonly number[]): string =>
  String.fromCharCode(...bytes.map((byte) => (byte < 0x20 || byte > 0x7e ? 0x2e : byte)))

/** What the program prints of these bytes. */
const PRINTED: Readonly<Record<string, (at: number, bytes: readonly number[]) => string>> = {
  xxd: (at, bytes) => {
    const groups = bytes.map((byte, index) => hex(byte) + (index % 2 === 1 ? ' ' : '')).join('')
    return `${at.toString(16).padStart(8, '0')}: ${groups.padEnd(40)} ${shown(bytes)}`
  },
  'hexdump -C': (at, bytes) => {
    const all = bytes.map((byte, index) => hex(byte) + (index === 7 ? '  ' : ' ')).join('')
    return `${at.toString(16).padStart(8, '0')}  ${all.padEnd(49)} |${shown(bytes)}|`
  },
  'od -tx1': (at, bytes) => `${at.toString(8).padStart(7, '0')} ${bytes.map(hex).join(' ')}`,
}

function dumpOf(program: string, bytes: readonly number[]): string {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += LINE)
    lines.push(PRINTED[program]?.(at, bytes.slice(at, at + LINE)) ?? '')
  const end = program === 'od -tx1' ? bytes.length.toString(8).padStart(7, '0') : null
  const last = program === 'hexdump -C' ? bytes.length.toString(16).padStart(8, '0') : end
  return `${[...lines, ...(last === null ? [] : [last])].join('\n')}\n`
}

function read(words: string, size = Math.max(1, words.length)) {
  const bytes = text(words)
  const log = new SinkLog()
  const radix = dumpRadix(bytes)
  if (radix === null) return null
  const reader = dumpReader(radix, () => lineReader(tinyDriver.link.serial, log.open))
  for (let at = 0; at < bytes.length; at += size) reader.take(bytes.subarray(at, at + size))
  const facts = reader.end()
  return { bytes: log.pieces.flat(), facts, ends: log.ends }
}

describe.each(Object.keys(PRINTED))('a dump of %s', (program) => {
  it('gives its bytes back, whatever they are and however the file is cut', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 20, maxLength: 300 }),
        fc.integer({ min: 1, max: 90 }),
        (bytes, size) => {
          const found = read(dumpOf(program, [...bytes]), size)
          expect(found?.bytes).toEqual([...bytes])
          expect(found?.facts).toEqual({ bytes: bytes.length, capture: null, notes: [] })
          expect(found?.ends).toBe(1)
        },
      ),
    )
  })
})

it('fills in the lines that a star stands for', () => {
  const found = read('00000000  aa 01  |..|\n*\n00000008  bb  |.|\n00000009\n')
  expect(found?.bytes).toEqual([0xaa, 1, 0xaa, 1, 0xaa, 1, 0xaa, 1, 0xbb])
})

it('says where lines are missing or none, and goes on behind them', () => {
  const found = read('00000000: aa01\n00000002: bb02\nwhat\n00000010: cc03\n')
  expect(found?.bytes).toEqual([0xaa, 1, 0xbb, 2, 0xcc, 3])
  expect(found?.facts.notes).toEqual([
    '2 lines of the dump are none or do not follow the one before: bytes are missing there.',
  ])
})

it('is not seen in a listing of messages, a text or other bytes', () => {
  for (const words of [
    '',
    'aa06000102030405\nbb\n',
    '00000000 01 02 03 04\n00000000 05 06 07 08\n',
    '000e600006019c7f1fc7f1fc000000f609ff\n010e600006019c7edfc7f1fc000000cb34fe\n',
    '10:11:12 97 72\n',
  ])
    expect(read(words), words).toBeNull()
})
