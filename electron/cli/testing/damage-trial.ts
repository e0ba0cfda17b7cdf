import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as settle } from 'node:timers/promises'
import { type Connection, connect } from '../../engine/store/file/database.ts'
import { isDamage } from '../../engine/store/file/errors.ts'
import { pathsToRead, storePaths } from '../../engine/store/file/paths.ts'
import { queries } from '../../engine/store/file/queries.ts'
import { setAsideFiles } from '../../engine/store/open/beside.ts'
import { Recorder } from '../../engine/store/recorder/recorder.ts'
import { type BlockRow, openBlock } from '../../engine/store/seal/sealed-block.ts'
import { keysOf } from '../../engine/store/seal/subject-keys.ts'
import { PAGE_BYTES } from '../../engine/store/testing/damage.ts'
import type { RecordPair } from '../../engine/store/testing/record-pair.ts'
import { openOptions, RATE_HZ, START_UTC_MS } from '../../engine/store/testing/samples.ts'
import { LOAD_BEDS, LOAD_WAVES, loadBatch, sampleAt } from '../../engine/store/testing/ward-load.ts'
import type { FromWorker, StoreOpened } from '../../engine/store/threads/rpc.ts'
import { serveWriter } from '../../engine/store/threads/serve-writer.ts'
import type { RecordOutcome } from '../../engine/store/types.ts'
import { commands } from '../commands/index.ts'
import { runCommand } from '../run.ts'
import { memoryIo } from './memory-io.ts'

/** What no power cut does to a record. */
export const DAMAGES = ['bits flipped', 'pages zeroed', 'log deleted'] as const
export type Damage = (typeof DAMAGES)[number]

/** Of a crashed record the log covers most of what every start reads: half of the records were closed. */
const CRASHED_SHARE = 0.5
/** Half of the damage lies where a table or index begins, else few starts would meet it. */
const ROOT_SHARE = 0.5
const MOST_BITS = 3
const MOST_PAGES = 4
const BITS_PER_BYTE = 8
/** Long after the record's last second: the station starts again. */
const OFF_MS = 200_000
const BATCH_MS = 200
const FLUSH_MS = 1_000
const WAVES = LOAD_BEDS.flatMap((bed) => LOAD_WAVES.map((key) => `${bed} ${key}`))
/** Rows are looked for one by one up to here where the list of them is damaged. */
const MOST_BLOCKS = 1_000
const MS_PER_S = 1_000
const GAIN = 0.001
/** To the end of the second run. */
const MOST_SAMPLES = ((OFF_MS + 2 * FLUSH_MS) * RATE_HZ) / MS_PER_S
/** Pauses between seconds in which the record of the trial is read through, with plenty to spare. */
const MOST_PAUSES = 400
/** Free room holds no data; what takes it meets such damage at once. */
const OF_FREE_ROOM = /Freelist/

/** What became of one damage. */
export interface DamageOutcome {
  readonly damage: string
  /** Whether the record was set aside: by the start, or later, when its old data was read through. */
  readonly isAside: boolean
  readonly isFoundLater: boolean
  /** From the start of the store, or from where the damage is found later, to the first second on the disk: the longer one. */
  readonly recordsMs: number
  readonly goodBlocks: number
  readonly failures: readonly string[]
}

/** Damages a copy of a record in `folder`, which is removed again, and starts a station on it. */
export async function examineDamage(
  records: RecordPair,
  kind: Damage,
  random: () => number,
  folder: string,
): Promise<DamageOutcome> {
  const isCrashed = kind === 'log deleted' || random() < CRASHED_SHARE
  cpSync(isCrashed ? records.crashed : records.closed, folder, { recursive: true })
  let damage: string = kind
  try {
    damage = inflict(folder, kind, random)
    return { damage, ...(await startOn(folder, kind, records.seconds)) }
  } catch (error) {
    return {
      damage,
      isAside: false,
      isFoundLater: false,
      recordsMs: 0,
      goodBlocks: 0,
      failures: [`it fails: ${String(error)}`],
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function inflict(folder: string, kind: Damage, random: () => number): string {
  const { database } = storePaths(folder)
  if (kind === 'log deleted') {
    rmSync(`${database}-wal`)
    return kind
  }
  const bytes = readFileSync(database)
  const below = (limit: number) => Math.floor(random() * limit)
  const pages = bytes.length / PAGE_BYTES
  const roots = rootPages(folder)
  const first = random() < ROOT_SHARE ? (roots[below(roots.length)] ?? 0) : below(pages)
  const count = 1 + below(kind === 'bits flipped' ? MOST_BITS : MOST_PAGES)
  for (let done = 0; done < count; done++) {
    if (kind === 'bits flipped') {
      const at = first * PAGE_BYTES + below(PAGE_BYTES)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << below(BITS_PER_BYTE))
    } else bytes.fill(0, (first + done) * PAGE_BYTES, (first + done + 1) * PAGE_BYTES)
  }
  writeFileSync(database, bytes)
  return `${kind}: ${count} from page ${first + 1} of ${pages} on`
}

/** Pages, counted from 0, with which the schema, a table or an index begins. */
function rootPages(folder: string): number[] {
  const connection = lookAtCopy(folder)
  try {
    const roots = connection.prepare('SELECT rootpage FROM sqlite_schema WHERE rootpage > 0').pluck().all()
    return [0, ...roots.map((page) => Number(page) - 1)]
  } finally {
    connection.close()
    rmSync(copyOf(folder), { recursive: true, force: true })
  }
}

function copyOf(folder: string): string {
  return `${folder}-look`
}

/** A connection to a copy, which leaves the record as it is. */
function lookAtCopy(folder: string): Connection {
  const keyHex = readFileSync(storePaths(folder).stationKey, 'utf8').trim()
  cpSync(folder, copyOf(folder), { recursive: true })
  return connect(storePaths(copyOf(folder)), keyHex, 'reader')
}

async function startOn(
  folder: string,
  kind: Damage,
  seconds: number,
): Promise<Omit<DamageOutcome, 'damage'>> {
  const paths = storePaths(folder)
  const failures: string[] = []
  const before = filesOf(paths.database)
  const readable = readableSamples(folder)
  const startUtcMs = START_UTC_MS + OFF_MS
  const { recordsMs, openedAside } = await recordOn(folder, startUtcMs)
  const [aside, another] = setAsideFiles(paths)
  if (another !== undefined) failures.push('a record that was whole is set aside too')
  if (kind === 'log deleted' && aside === undefined)
    failures.push('a record whose log is gone goes on as if it were whole')
  if (openedAside && aside !== undefined && filesOf(join(folder, aside)) !== before)
    failures.push('the record that was set aside is not as it was found')

  const now = await exported(folder, false)
  const place = aside === undefined ? folder : join(folder, aside)
  const old = aside === undefined ? now : await exported(place, readable.blocks === 0)
  failures.push(...now.failures, ...old.failures)
  for (const name of WAVES) {
    const [inNew, inOld] = [now, old].map((one) => countOf(one, name, OFF_MS, OFF_MS + FLUSH_MS))
    const first = Math.max(inNew ?? 0, inOld ?? 0)
    const second = countOf(now, name, OFF_MS + FLUSH_MS)
    if (first !== FLUSH_MS) failures.push(`${name}: the first second is not recorded`)
    if (second !== FLUSH_MS)
      failures.push(`${name}: the second after the record was read through is not recorded`)
  }
  for (const [name, wanted] of readable.samples) {
    const found = old.samples.get(name)
    const lacking = wanted.reduce((sum, one, place) => sum + (one > (found?.[place] ?? 0) ? 1 : 0), 0)
    if (lacking > 0) failures.push(`${name}: ${lacking} readable samples are not exported`)
  }
  const verified = await run('verify', '--json', '--data', place)
  const { ok, findings } = verified.code === 1 ? { ok: false, findings: [] } : JSON.parse(verified.stdout)
  const isLess = WAVES.some((name) => countOf(old, name, 0, OFF_MS) < seconds * MS_PER_S)
  if ((isLess || aside !== undefined) && ok) failures.push('verify calls a record whole that is not')
  if (!ok && findings.length === 0) failures.push('verify does not say what is lost')
  if (aside === undefined && findings.some((finding: string) => !OF_FREE_ROOM.test(finding)))
    failures.push('a damaged record stays in use')
  if (kind === 'log deleted' && !findings.join().includes('log of the record is missing'))
    failures.push('verify does not name the log')
  if (aside !== undefined) {
    const beside = await run('verify', '--json', '--data', folder)
    if (!beside.stdout.includes(aside)) failures.push('verify does not name the record that was set aside')
  }
  const isAside = aside !== undefined
  return { isAside, isFoundLater: isAside && !openedAside, recordsMs, goodBlocks: readable.blocks, failures }
}

/** Two seconds of the ward through the service of the writing thread; between them it reads the record through. */
async function recordOn(
  folder: string,
  startUtcMs: number,
): Promise<{ recordsMs: number; openedAside: boolean }> {
  const told: FromWorker[] = []
  const startedMs = performance.now()
  const service = serveWriter({ ...openOptions(folder), nowUtcMs: startUtcMs }, (message) =>
    told.push(message),
  )
  const openedAside = setAsideFiles(storePaths(folder)).length > 0
  const opened = told.flatMap((message): StoreOpened[] =>
    message.type === 'opened' ? [message.opened] : [],
  )[0]
  if (opened === undefined) throw new Error('The store does not open')
  const clock = { monotonicMs: () => 0, utcMs: (ms: number) => startUtcMs + ms }
  const outcomes: unknown[] = []
  const recorder = new Recorder({
    client: {
      opened,
      record: async (second) => {
        const outcome = service.handle({ type: 'call', seq: 0, name: 'record', args: [second] })
        outcomes.push(outcome)
        return outcome as RecordOutcome
      },
    },
    clock,
    driverOf: () => 'test',
    linkOf: () => 'sim:test',
    sinceLastRun: { cause: 'crash', evidence: 'of the test' },
  })
  const recordSecond = (fromMs: number): void => {
    for (let atMs = fromMs + BATCH_MS; atMs <= fromMs + FLUSH_MS; atMs += BATCH_MS)
      for (const bed of LOAD_BEDS) recorder.onBatch(loadBatch(bed, clock, atMs, BATCH_MS))
    recorder.tick(fromMs + FLUSH_MS)
    if (outcomes.at(-1) !== 'whole') throw new Error('A second is not stored')
  }
  recorder.tick(0)
  recordSecond(0)
  const startMs = performance.now() - startedMs
  let foundMs = performance.now()
  for (let pause = 0; pause < MOST_PAUSES && setAsideFiles(storePaths(folder)).length === 0; pause++) {
    foundMs = performance.now()
    service.idle()
  }
  recordSecond(FLUSH_MS)
  const recordsMs = Math.max(startMs, performance.now() - foundMs)
  // The recorder hears of what is stored.
  await settle()
  await recorder.close(2 * FLUSH_MS)
  service.close()
  return { recordsMs, openedAside }
}

function filesOf(database: string): string {
  return ['', '-wal'].map((suffix) => readOrNone(`${database}${suffix}`)).join('|')
}

function readOrNone(path: string): string {
  return existsSync(path) ? readFileSync(path, 'latin1') : ''
}

/** A wave's samples by their place since START_UTC_MS: 1 where there is one. */
type Samples = Map<string, Uint8Array>

/** Straight from the rows, one by one: the samples of every block that can be read, and how many each wave would have whole. */
function readableSamples(folder: string) {
  const samples: Samples = new Map()
  let blocks = 0
  const connection = lookAtCopy(folder)
  try {
    const channel = readableOr(undefined, () =>
      connection.prepare<[number], { bed: string; spec: string }>(queries.channelByNumber),
    )
    const block = readableOr(undefined, () => connection.prepare<[number], BlockRow>(queries.blockById))
    for (let id = 1; id <= MOST_BLOCKS; id++) {
      const row = readableOr(undefined, () => block?.get(id))
      const decoded = row === undefined ? null : readableOr(null, () => openBlock(keysOf(connection), row))
      if (decoded === null) continue
      const named = readableOr(undefined, () => channel?.get(decoded.channel))
      if (named === undefined) continue
      blocks++
      const name = `${named.bed} ${String(JSON.parse(named.spec).key)}`
      for (const piece of decoded.pieces) note(samples, name, piece.startUtcMs, piece.samples.length)
    }
  } finally {
    connection.close()
    rmSync(copyOf(folder), { recursive: true, force: true })
  }
  return { samples, blocks }
}

function readableOr<T>(fallback: T, body: () => T): T {
  try {
    return body()
  } catch (error) {
    if (!isDamage(error)) throw error
    return fallback
  }
}

/** Milliseconds of a wave in a stretch since START_UTC_MS. */
function countOf({ samples }: { samples: Samples }, name: string, fromMs: number, toMs?: number): number {
  const place = (ms: number) => (ms * RATE_HZ) / MS_PER_S
  const part = samples.get(name)?.subarray(place(fromMs), toMs === undefined ? undefined : place(toMs))
  return ((part?.reduce((sum, one) => sum + one, 0) ?? 0) * MS_PER_S) / RATE_HZ
}

function note(samples: Samples, name: string, startUtcMs: number, count: number): void {
  const places = samples.get(name) ?? new Uint8Array(MOST_SAMPLES)
  samples.set(name, places)
  const first = Math.round(((startUtcMs - START_UTC_MS) * RATE_HZ) / MS_PER_S)
  places.fill(1, first, first + count)
}

/** What `vigil export` gets out: places of samples by `BED KEY`, each compared with what was recorded. */
async function exported(
  place: string,
  isNothing: boolean,
): Promise<{ samples: Samples; failures: string[] }> {
  const samples: Samples = new Map()
  const failures: string[] = []
  const out = `${storePaths(pathsToRead(place).folder).folder}-out`
  try {
    for (const more of [['csv'], ['json', '--waves']]) {
      const { code, notes } = await run('export', '--data', place, '--format', ...more, '--out', out)
      if (code === 1 && !(isNothing && notes.join().includes('is damaged')))
        failures.push(`export as ${more[0]} fails: ${notes.join(' ')}`)
      if (code === 1) continue
      if (more[0] === 'json') {
        for (const line of readFileSync(out, 'utf8').split('\n')) {
          if (line === '') continue
          const { bed, label, time, samples: values } = JSON.parse(line)
          const first = Math.round(((Date.parse(time) - START_UTC_MS) * RATE_HZ) / MS_PER_S)
          const wrong = values.findIndex(
            (value: number, at: number) => Math.abs(value - sampleAt(label, first + at) * GAIN) > GAIN / 2,
          )
          if (wrong >= 0) failures.push(`${bed} ${label} has a sample that was not recorded`)
          note(samples, `${bed} ${label}`, Date.parse(time), values.length)
        }
      }
    }
  } finally {
    rmSync(out, { force: true })
  }
  return { samples, failures }
}

async function run(...args: string[]) {
  const io = memoryIo()
  const code = await runCommand(commands, args, io)
  return { code, stdout: io.stdout(), notes: io.notes }
}
