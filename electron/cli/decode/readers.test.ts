import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineBytesPerSecond } from '../../engine/link/create-link.ts'
import { tinyDriver } from '../../engine/testing/tiny-driver.ts'
import { ethernet, ipv4Packet, pcapFile, SinkLog, tinyWire } from '../testing/network.ts'
import { hexReader, looksLikeHex } from './hex-reader.ts'
import { messageReader } from './message-reader.ts'
import { packetReader } from './packet-reader.ts'
import type { PieceReader } from './piece-reader.ts'

const MS_PER_SECOND = 1000
const { link } = tinyDriver
const text = (words: string): Uint8Array => new TextEncoder().encode(words)

function feed(reader: PieceReader, bytes: Uint8Array, size = Math.max(1, bytes.length)) {
  for (let at = 0; at < bytes.length; at += size) reader.take(bytes.subarray(at, at + size))
  return reader.end()
}

describe('the datagrams of a network capture', () => {
  const packet = (atMs: number, source: number, ports: readonly [number, number], payload: number[]) => ({
    atMs,
    bytes: ethernet(ipv4Packet(source, ports, payload)),
  })

  it('are those a monitor sends, with their times; what a station sends is left out', () => {
    const file = pcapFile(1, [
      packet(5_000, 9, [501, 501], [1]),
      packet(5_100, 99, [40_000, 500], [66]),
      packet(5_250, 9, [500, 40_000], [2, 3]),
    ])
    const log = new SinkLog()
    expect(feed(packetReader(tinyWire, log.open), file, 7)).toEqual({ bytes: 3, capture: null, notes: [] })
    expect([log.kinds, log.pieces, log.times, log.ends]).toEqual([['datagram'], [[1], [2, 3]], [0, 250], 1])
  })

  it('are those of one monitor only: two patients never stand in one list', () => {
    const file = pcapFile(1, [packet(0, 9, [500, 1], [1]), packet(1, 8, [500, 1], [2])])
    const log = new SinkLog()
    const { notes } = feed(packetReader(tinyWire, log.open), file)
    expect(log.pieces).toEqual([[1]])
    expect(notes).toEqual([
      'Only the monitor at 10.0.0.9 is decoded; the capture also holds 10.0.0.8: filter it by address.',
    ])
  })

  it('are said to be damaged or cut where they are', () => {
    const file = pcapFile(1, [packet(0, 9, [500, 1], [1])])
    expect(feed(packetReader(tinyWire, new SinkLog().open), file.subarray(0, -1)).notes[0]).toContain('cut')
    file[24 + 11] = 0xff
    expect(feed(packetReader(tinyWire, new SinkLog().open), file).notes[0]).toContain('damaged')
  })
})

describe('messages one after the other', () => {
  it('are told apart by their length, however the file is cut, and what is none is passed on', () => {
    const file = Uint8Array.of(0xaa, 1, 7, 0xaa, 0, 5, 6, 0xaa, 2, 8, 9, 0xaa, 3, 1)
    for (const size of [1, 2, 5, 14]) {
      const log = new SinkLog()
      const facts = feed(messageReader(tinyWire, log.open), file, size)
      const found = log.pieces.filter(([first]) => first === 0xaa)
      expect(found).toEqual([
        [0xaa, 1, 7],
        [0xaa, 0],
        [0xaa, 2, 8, 9],
      ])
      expect(log.pieces.filter(([first]) => first !== 0xaa).flat()).toEqual([5, 6])
      expect(facts).toEqual({ bytes: 14, capture: null, notes: [expect.stringContaining('cut by the end')] })
    }
  })

  it('never throws, and nothing is lost between two pieces', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 30 }), (bytes, size) => {
        const log = new SinkLog()
        feed(messageReader(tinyWire, log.open), bytes, size)
        const passed = log.pieces.flat()
        expect(passed).toEqual([...bytes.subarray(0, passed.length)])
      }),
    )
  })
})

describe('a hexadecimal listing', () => {
  const listing =
    '# remark\n\n0 B 24005 aa06000102030405\n1500000 C 9 aa06ffffffffffff\n2500000 M 9 AA060a0b0c0d0e0f\n'

  it('gives what the monitor sent, with its times, however the file is cut', () => {
    expect(looksLikeHex(text(listing))).toBe(true)
    for (const size of [1, 10, listing.length]) {
      const log = new SinkLog()
      const facts = feed(hexReader({ link, datagrams: tinyWire }, log.open), text(listing), size)
      expect(facts).toEqual({ bytes: 16, capture: null, notes: [] })
      expect([log.kinds, log.times]).toEqual([['datagram'], [0, 2.5]])
      expect(log.pieces[1]).toEqual([0xaa, 6, 10, 11, 12, 13, 14, 15])
    }
  })

  it('is a stream where its first message is none of a network, or the driver has none', () => {
    const kinds = (words: string, datagrams: typeof tinyWire | undefined) => {
      const log = new SinkLog()
      feed(hexReader(datagrams === undefined ? { link } : { link, datagrams }, log.open), text(words))
      return log.kinds
    }
    expect(kinds('c011010000000000', tinyWire)).toEqual(['stream'])
    expect(kinds('aa06000102030405', undefined)).toEqual(['stream'])
  })

  it('may have blanks between its bytes, short lines, and before an arrow what the host sent', () => {
    const words = '# host -> device\n7D 81 A1 80 -> 0C 80\n -> 01 E0 85 B3 96 C1 E1 FF FF\r\n01 81 00 00 82\n'
    expect(looksLikeHex(text(words))).toBe(true)
    const log = new SinkLog()
    expect(feed(hexReader({ link }, log.open), text(words), 9)).toEqual({
      bytes: 16,
      capture: null,
      notes: [],
    })
    expect(log.times.at(-1)).toBeCloseTo((15 * MS_PER_SECOND) / lineBytesPerSecond(link.serial))
    expect(log.pieces.flat()).toEqual([
      0x0c, 0x80, 0x01, 0xe0, 0x85, 0xb3, 0x96, 0xc1, 0xe1, 0xff, 0xff, 0x01, 0x81, 0x00, 0x00, 0x82,
    ])
  })

  it.each([
    ['a dated line', '2026-11-27T10:00:00.250Z 0102030405060708\n2026-11-27T10:00:01,500Z 09', [0, 1250]],
    ['a clock', '[23:59:58.000] 01 02 03 04 05 06 07 08\n[23:59:59.5] 09', [0, 1500]],
    ['seconds', '17.000 RX 01 02 03 04 05 06 07 08\n17.125 TX ff\n17.250 RX 09', [0, 250]],
  ])('takes the times of %s', (_what, words, times) => {
    expect(looksLikeHex(text(words))).toBe(true)
    const log = new SinkLog()
    feed(hexReader({ link }, log.open), text(words), 5)
    expect(log.pieces).toEqual([[1, 2, 3, 4, 5, 6, 7, 8], [9]])
    expect(log.times).toEqual(times)
  })

  it.each([
    'module: 01 02 03 04 05 06 07 08 ; a reading\nhost: ff ff ; a question\nmodule: 09',
    '01:02:03:04:05:06:07:08\n# remark\n09\n',
    '0x01, 0x02, 0x03, 0x04,\n0x05, 0x06, 0x07, 0x08, 0x09\n',
    'Monitor: 0102030405060708\nClient: ffff\nmonitor 09',
  ])('takes what the monitor sent out of %j', (words) => {
    const log = new SinkLog()
    const { notes } = feed(hexReader({ link }, log.open), text(words), 4)
    expect(log.pieces.flat()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(notes).toEqual([])
  })

  it('is not seen in what a monitor prints in columns of two digits', () => {
    for (const printed of [
      '10:11:12 97 72 88 99 10 11 12 13\n',
      '97,72,88,99,10,11,12,13,14,15\n',
      '26-11-27 10:11:12 97 72 36 12 80\n',
      'in 97\n',
    ])
      expect(looksLikeHex(text(printed)), printed).toBe(false)
  })

  it('counts lines that are none, and is not seen where there is none', () => {
    const log = new SinkLog()
    const facts = feed(hexReader({ link, datagrams: tinyWire }, log.open), text(`${listing}what is this\n`))
    expect(facts.notes).toEqual(['1 lines of the listing are not hexadecimal and were passed over.'])
    for (const other of [
      '',
      '# only a remark',
      'HR 60\nSPO2 98\n',
      'aabb',
      '98 72\n97 73\n',
      '\u00c0\u0011aabbccddeeff0011',
    ])
      expect(looksLikeHex(text(other)), other).toBe(false)
    expect(looksLikeHex(text('aabbccddeeff00112233 and more\n'))).toBe(false)
  })
})
