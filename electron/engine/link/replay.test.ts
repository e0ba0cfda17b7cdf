import { writeFileSync } from 'node:fs'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../clock.ts'
import { LinkLog } from '../testing/link-log.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { waitFor } from '../testing/wait-for.ts'
import { systemTimers } from '../timers.ts'
import { ReplayLink, type ReplayOptions } from './replay.ts'
import { encodeVcapHeader, encodeVcapRecord, type VcapRecord } from './vcap.ts'

const HEADER = { startUtcMs: 0, simulated: true, driver: 'x' }
const RECORDS: readonly VcapRecord[] = [
  { kind: 'opened', atMs: 0 },
  { kind: 'received', atMs: 100, bytes: Uint8Array.of(1) },
  { kind: 'sent', atMs: 150, bytes: Uint8Array.of(99) },
  { kind: 'received', atMs: 1_000, bytes: Uint8Array.of(2) },
  { kind: 'lost', atMs: 2_000, cause: 'unplugged' },
  { kind: 'received', atMs: 3_000, bytes: Uint8Array.of(98) },
  { kind: 'opened', atMs: 5_000 },
  { kind: 'received', atMs: 6_000, bytes: Uint8Array.of(3) },
]

function recording(records = RECORDS, more: { readonly datagrams?: boolean } = {}): string {
  const file = `${temporaryFolder()}/r.vcap`
  writeFileSync(
    file,
    Buffer.concat([encodeVcapHeader({ ...HEADER, ...more }), ...records.map(encodeVcapRecord)]),
  )
  return file
}

function replay(options: Partial<ReplayOptions> & { file: string }, time?: ManualTime): ReplayLink {
  const all = { speed: 1, loop: false, bytesPerSecond: 1_000, ...options }
  const link = new ReplayLink(all, time ?? systemClock(), time ?? systemTimers())
  onTestFinished(() => link.close())
  return link
}

/** Lets pending file reads finish, then moves the clock; reads are real, time is not. */
async function run(time: ManualTime, untilMs: number): Promise<void> {
  while (time.monotonicMs() < untilMs) {
    await new Promise((resolve) => setImmediate(resolve))
    time.advance(50)
  }
}

it('plays a capture at its own times, through an unplug and to its end', async () => {
  const time = new ManualTime()
  const link = replay({ file: recording() }, time)
  const log = new LinkLog()
  link.open(log)
  await waitFor(() => log.opened.length === 1, 'the recording')
  const originMs = time.monotonicMs()
  await run(time, originMs + 2_000)
  expect(log.pieces.map(({ atMs, bytes }) => [atMs - originMs, bytes[0]])).toEqual([
    [100, 1],
    [1_000, 2],
  ])
  expect(log.closed.map(({ cause }) => cause)).toEqual(['unplugged'])

  link.open(log)
  expect(log.closed).toHaveLength(2)
  let returned = false
  link.watchReturn(() => {
    returned = true
  })
  await run(time, originMs + 4_950)
  expect(returned).toBe(false)
  await run(time, originMs + 5_000)
  expect(returned).toBe(true)
  link.open(log)
  await run(time, originMs + 6_500)
  expect(log.bytes).toEqual([1, 2, 3])
  await waitFor(() => log.closed.length === 3, 'the end')
  expect(log.closed[2]?.cause).toBe('replayEnded')
})

it('goes on where it was when the PC slept', async () => {
  const time = new ManualTime()
  const link = replay({ file: recording() }, time)
  const log = new LinkLog()
  link.open(log)
  await waitFor(() => log.opened.length === 1, 'the recording')
  const originMs = time.monotonicMs()
  await run(time, originMs + 500)
  const asleepMs = 3_600_000
  time.sleep(asleepMs)
  await run(time, originMs + asleepMs + 1_500)
  expect(log.pieces.map(({ atMs }) => atMs - originMs)).toEqual([100, 1_000 + asleepMs])
  await run(time, originMs + asleepMs + 2_000)
  expect(log.closed.map(({ cause }) => cause)).toEqual(['unplugged'])
})

it('begins again by itself only when it loops', async () => {
  const file = recording()
  for (const loop of [false, true]) {
    const time = new ManualTime()
    const link = replay({ file, loop, speed: 'max' }, time)
    const log = new LinkLog()
    link.open(log)
    await waitFor(() => log.closed.length === 1, 'the unplug in the recording')
    await new Promise((resolve) => setImmediate(resolve))
    link.open(log)
    await waitFor(() => log.closed.length === 2, 'the end of the recording')
    expect(log.closed[1]?.cause).toBe('replayEnded')
    expect(log.bytes).toEqual([1, 2, 3])
    let returned = false
    link.watchReturn(() => {
      returned = true
    })
    time.advance(1_000)
    expect(returned).toBe(loop)
  }
})

it('at full speed gives the bytes the times of the recording', async () => {
  const link = replay({ file: recording(), speed: 'max' })
  const log = new LinkLog()
  link.open(log)
  await waitFor(() => log.pieces.length === 2, 'the bytes before the unplug')
  const [first, second] = log.pieces
  expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeCloseTo(900, 6)
})

it('plays bare bytes at the rate of the line', async () => {
  const file = `${temporaryFolder()}/bytes.raw`
  writeFileSync(file, new Uint8Array(125).fill(7))
  const time = new ManualTime()
  const link = replay({ file }, time)
  const log = new LinkLog()
  link.open(log)
  await waitFor(() => log.opened.length === 1, 'the file')
  await run(time, time.monotonicMs() + 500)
  await waitFor(() => log.closed.length === 1, 'the end')
  expect(log.bytes).toHaveLength(125)
  expect(log.pieces.map(({ bytes }) => bytes.length)).toEqual([50, 50, 25])
})

it('says that a file is missing or damaged', async () => {
  const folder = temporaryFolder()
  const missing = new LinkLog()
  replay({ file: `${folder}/none.vcap` }).open(missing)
  await waitFor(() => missing.closed.length === 1, 'the refusal')
  expect(missing.closed[0]?.cause).toBe('fileMissing')

  const header = encodeVcapHeader(HEADER)
  header[12] = 0xff
  writeFileSync(`${folder}/bad.vcap`, header)
  const damaged = new LinkLog()
  replay({ file: `${folder}/bad.vcap` }).open(damaged)
  await waitFor(() => damaged.closed.length === 1, 'the refusal')
  expect(damaged.closed[0]?.cause).toBe('fileUnreadable')
})

it('is not held up by a record whose time lies far before the one ahead of it', async () => {
  const time = new ManualTime()
  const records: VcapRecord[] = [
    { kind: 'opened', atMs: 0 },
    { kind: 'received', atMs: 9_000, bytes: Uint8Array.of(1) },
    { kind: 'sent', atMs: 0, bytes: Uint8Array.of(99) },
    { kind: 'received', atMs: 9_100, bytes: Uint8Array.of(2) },
  ]
  const link = replay({ file: recording(records) }, time)
  const log = new LinkLog()
  link.open(log)
  await waitFor(() => log.opened.length === 1, 'the recording')
  const originMs = time.monotonicMs()
  await run(time, originMs + 9_500)
  expect(log.pieces.map(({ atMs, bytes }) => [atMs - originMs, bytes[0]])).toEqual([
    [9_000, 1],
    [9_100, 2],
  ])
})

it.each([
  [true, 'datagram'],
  [false, 'stream'],
] as const)('tells when it opens whether its records are datagrams: %s', async (datagrams, kind) => {
  const time = new ManualTime()
  const link = replay({ file: recording(RECORDS, { datagrams }) }, time)
  const kinds: string[] = []
  const log = new LinkLog()
  link.open({
    onOpen: () => kinds.push(link.kind),
    onBytes: (bytes, atMs) => log.onBytes(bytes, atMs),
    onClose: (cause, detail) => log.onClose(cause, detail),
  })
  await waitFor(() => kinds.length === 1, 'the recording')
  expect(kinds).toEqual([kind])
})
