import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect } from 'vitest'
import { NUMERICS } from '../../../drivers/philips-intellivue/numeric-codes.ts'
import type { DecodeTotals } from '../../../drivers/summary.ts'
import { withShared } from '../../../resources/testing/with-shared.ts'
import { runCommand } from '../run.ts'
import { memoryIo } from '../testing/memory-io.ts'
import { commands } from './index.ts'

const FOLDER = 'protocols/captures/philips_intellivue'
/** The recordings take a few seconds together; a shared machine may be ten times slower. */
const SLOW_MS = 60_000
/** Numbers of metrics begin here: partition 2. */
const METRIC = 0x20000

async function totalsOf(file: string) {
  const io = memoryIo()
  const args = ['decode', '--driver', 'philips-intellivue', file, '--summary', '--json']
  const code = await runCommand(commands, args, io)
  return { code, notes: io.notes, totals: JSON.parse(io.stdout()) as DecodeTotals }
}

/** The independent decode beside a recording. */
interface Expected {
  readonly bytes: number
  readonly frames: number
  readonly numerics: Readonly<
    Record<
      string,
      {
        readonly physio: string
        readonly n: number
        readonly min: number | null
        readonly max: number | null
        readonly first: number | string
        readonly last: number | string
      }
    >
  >
  readonly waves: Readonly<Record<string, { readonly bytes_per_array: Readonly<Record<string, number>> }>>
}

const sorted = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort()

/** The vendor's number of a summary row: of a term its own, of an own id that of the name in it. */
function physioOf({ id, code }: { readonly id: string; readonly code: number | null }): number | undefined {
  if (code !== null) return code === METRIC + ST_V.term ? ST_V.physio : code - METRIC
  const name = id.replace('X_PHILIPS_INTELLIVUE_', '')
  return NUMERICS.find((row) => row[2].toUpperCase() === name)?.[1]
}

/** The one number that the vendor has for a term with another. */
const ST_V = { term: 855, physio: 835 }

describe('vigil decode of IntelliVue captures', () => {
  withShared(
    `${FOLDER}/mp70_rs232`,
    'sums every recording up as the independent decode beside it does',
    async (folder) => {
      const files = readdirSync(folder).filter((name) => name.startsWith('dd_'))
      expect(files.length).toBeGreaterThanOrEqual(8)
      for (const file of files) {
        const want = JSON.parse(readFileSync(join(folder, 'expected', `${file}.json`), 'utf8')) as Expected
        const { code, notes, totals } = await totalsOf(join(folder, file))
        expect({ code, notes, bytes: totals.bytes, good: totals.frames.good }, file).toEqual({
          code: 0,
          notes: [],
          bytes: want.bytes,
          good: want.frames,
        })
        expect(totals.frames.bad, file).toEqual({ checksum: 0, length: 0, short: 0, escape: 0 })
        const ours = Object.values(totals.numerics)
        expect(sorted(ours.map((row) => ({ p: physioOf(row), n: row.n, a: row.min, z: row.max })))).toEqual(
          sorted(
            Object.values(want.numerics).map(({ physio, n, min, max }) => ({
              p: Number.parseInt(physio, 16),
              n,
              a: min,
              z: max,
            })),
          ),
        )
        // First and last of the independent decode are those sent, ours those with a number.
        const ends = (rows: readonly (readonly [unknown, unknown, unknown])[]) => sorted(rows)
        expect(
          ends(
            ours.filter(({ invalid }) => invalid === 0).map((row) => [physioOf(row), row.first, row.last]),
          ),
        ).toEqual(
          ends(
            Object.values(want.numerics)
              .filter(({ first, last, min }) => min !== null && first !== 'NaN' && last !== 'NaN')
              .map(({ physio, first, last }) => [Number.parseInt(physio, 16), first, last]),
          ),
        )
        const samples = Object.values(want.waves).map((wave) =>
          Object.entries(wave.bytes_per_array).reduce((sum, [bytes, n]) => sum + (Number(bytes) / 2) * n, 0),
        )
        expect(sorted(Object.values(totals.waves).map((wave) => wave.samples))).toEqual(sorted(samples))
      }
    },
    SLOW_MS,
  )

  withShared(
    `${FOLDER}/pcap_udp`,
    'reads a network capture, its extract, and the same messages framed, to one and the same numbers',
    async (folder) => {
      const [pcap, extract, framed] = await Promise.all(
        ['intellivue_enumeration.pcapng', 'udp_payloads.derived.txt', 'rs232_framed.derived.txt'].map(
          (name) => totalsOf(join(folder, name)),
        ),
      )
      for (const one of [pcap, extract, framed]) expect(one).toMatchObject({ code: 0, notes: [] })
      expect(extract?.totals).toEqual(pcap?.totals)
      expect(framed?.totals.numerics).toEqual(pcap?.totals.numerics)
      expect(framed?.totals.waves).toEqual(pcap?.totals.waves)
      // The monitor's announcements are to everybody, and have no frame on a serial line.
      expect([pcap?.totals.frames.good, framed?.totals.frames.good]).toEqual([142, 139])
      // The one answer about enumerations, which names two and says nothing of them.
      expect(pcap?.totals.faults).toEqual({ unknownRecord: 1 })
      expect(pcap?.totals.numerics.MDC_PRESS_BLD_ART_ABP_SYS).toMatchObject({ n: 18, min: 120, max: 120 })
    },
    SLOW_MS,
  )

  withShared(
    `${FOLDER}/pcap_udp`,
    'reads listings of messages in hexadecimal, and counts what a cut one leaves out',
    async (folder) => {
      const replies = await totalsOf(join(folder, 'enumeration_replies.hex'))
      expect(replies).toMatchObject({ code: 0, notes: [] })
      expect(replies.totals.frames.good).toBe(9)
      // Nine messages of a capture of 142: the numbers that are left out between them are counted.
      expect(Object.keys(replies.totals.faults)).toEqual(['lostFrame'])
      expect(replies.totals.numerics.MDC_ECG_HEART_RATE).toMatchObject({ n: 1, first: 60 })
      const person = await totalsOf(join(folder, 'ptdemog_reply.hex'))
      expect(person).toMatchObject({ code: 0, notes: [], totals: { frames: { good: 1 }, faults: {} } })
    },
  )

  withShared(`${FOLDER}/unframed`, 'says of printed decodes that no frame is in them', async (folder) => {
    for (const file of readdirSync(folder)) {
      const { code, notes, totals } = await totalsOf(join(folder, file))
      expect(code, file).toBe(2)
      expect(notes[0]).toContain(`not one good philips-intellivue frame in the ${totals.bytes} bytes`)
      expect(notes[0]).toContain(basename(file))
      expect([totals.skippedBytes, totals.numerics, totals.waves]).toEqual([totals.bytes, {}, {}])
    }
  })
})
