/**
 * The whole engine in time that this program moves, with real threads and a real disk for its record, which answers
 * nothing for 10 s in the middle. The monitor sends a heart rate, a wave and the start or end of an
 * alarm of its own each second; meanwhile the rate passes its limit for some seconds and the monitor falls silent.
 * Argument: a folder. Under the shim (disk-log.ts) with stallEnvironment the disk stalls, without it nothing does.
 * Prints one JSON object, see Stalled.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as settle } from 'node:timers/promises'
import { type Driver, defineDriver } from '../../../../drivers/driver.ts'
import type { ToWindow } from '../../../ipc/contract.ts'
import type { BedView } from '../../../ipc/views.ts'
import { decodeWavePacket } from '../../../ipc/wave-packet.ts'
import { commandOf, startEngine } from '../../engine.ts'
import { RunningEngine } from '../../running-engine.ts'
import { FakePort } from '../fake-port.ts'
import { limitedDriver } from '../limited-driver.ts'
import { ManualTime } from '../manual-time.ts'
import { tinyFrame } from '../tiny-driver.ts'
import { waitFor } from '../wait-for.ts'

/** What the screen got and what it said, by the engine's own time. */
export interface Stalled {
  /** `ms: event` of all that the window was told of its beds: numbers, alarms, a line that is silent. */
  readonly screen: readonly string[]
  /** `ms: alarms` of limits, each time what the window was told of them differs. */
  readonly limitAlarms: readonly string[]
  /** `ms: samples` of each wave packet. */
  readonly waves: readonly string[]
  /** State and sentence of the store before, at the end of and after the 10 s. */
  readonly store: readonly [string, string | null][]
}

const STEP_MS = 50
const BEFORE_MS = 3_000
/** A second of record has gone to the disk by then. */
const FIRST_SECOND_MS = 1_000
const STALL_MS = 10_000
const AFTER_MS = 5_000
const MS_PER_S = 1_000
const HIGH = 1
/** Seconds, while the disk stalls, in which the monitor says nothing: its line alarms. */
const SILENT = [10, 11, 12]
/** Seconds, while the disk stalls, in which the heart rate is above its limit. */
const FAST = [5, 6, 7, 8]
const [NORMAL_RATE, FAST_RATE] = [60, 140]
const SPREAD = 30
/** The delay of that limit: it is over while the disk stalls. */
const DELAY_MS = 2_000
const SIGNED_IN_BY_MS = 2_000
/** Turns of the event loop after each step: what is to happen at once has happened. */
const TURNS = 5
const [folder = ''] = process.argv.slice(2)
const { VIGIL_STALL_FILE: stall, VIGIL_STALLED_FILE: stalled } = process.env

const alarming: Driver<never> = defineDriver({
  ...limitedDriver,
  twin: () => {
    let sent = 0
    return {
      produce(atMs: number) {
        const bytes: number[] = []
        for (; sent < Math.floor(atMs / MS_PER_S); sent++) {
          if (SILENT.includes(sent)) continue
          const alarm = tinyFrame(sent % 2 === 0 ? 'A' : 'E', HIGH)
          const rate = FAST.includes(sent) ? FAST_RATE : NORMAL_RATE + (sent % SPREAD)
          bytes.push(...tinyFrame('R', rate), ...tinyFrame('W', sent % 100), ...alarm)
        }
        return Uint8Array.from(bytes)
      },
      receive() {},
    }
  },
}) as Driver<never>

const time = new ManualTime()
const configFile = join(folder, 'ward.json')
const beds = [{ id: 'b1', label: 'Bed 1', driver: 'limited', link: 'sim:stable' }]
writeFileSync(configFile, JSON.stringify({ station: 'stall', beds }))
const engine = await startEngine({
  start: {
    dataDir: join(folder, 'data'),
    configFile,
    resourcesDir: folder,
    key: null,
    keyFile: null,
    version: '0.0.0',
  },
  drivers: [alarming],
  clock: time,
  timers: time,
  uptimeMs: () => 0,
})
if (!(engine instanceof RunningEngine)) throw new TypeError('the engine is another one')
const { store } = engine

const screen: string[] = []
const waves: string[] = []
const limitAlarms: string[] = []
let limitText = ''
const control = new FakePort()
const wavePort = new FakePort()
let acknowledged = 0
engine.addWindow(1, control)
engine.setWaves(1, wavePort)

function lookAtLimits(nowMs: number, [bed]: readonly BedView[]): void {
  const limits = bed?.alarms.filter(({ id }) => id.startsWith('limit:')) ?? []
  const text = limits.map((alarm) => `${alarm.text}, ${alarm.state}`).join('; ')
  if (text === limitText) return
  limitText = text
  limitAlarms.push(`${nowMs}: ${text}`)
}

function look(): void {
  const nowMs = time.monotonicMs()
  for (const message of control.sent.splice(0)) {
    const { type, event, name, value } = message as Extract<ToWindow, { type: 'event' }>
    if (type !== 'event') continue
    control.say({ type: 'ack', event })
    // What is said of the station differs: that its disk is behind.
    if (name === 'beds') lookAtLimits(nowMs, value as readonly BedView[])
    if (name !== 'station') screen.push(`${nowMs}: ${name} ${JSON.stringify(value)}`)
  }
  for (const packet of wavePort.sent.splice(0)) {
    if (!(packet instanceof ArrayBuffer)) continue
    const { chunks, sequence } = decodeWavePacket(packet, () => 16) ?? { chunks: [], sequence: acknowledged }
    acknowledged = sequence
    wavePort.say({ type: 'waveAck', sequence })
    waves.push(`${nowMs}: ${chunks.flatMap((chunk) => [...chunk.samples]).join(' ')}`)
  }
}

async function pass(forMs: number, whole: boolean): Promise<void> {
  for (let passedMs = 0; passedMs < forMs; passedMs += STEP_MS) {
    time.advance(STEP_MS)
    for (let turn = 0; turn < TURNS; turn++) await settle()
    look()
    // What was handed on is on the disk, as it is on a quick one.
    if (whole) await store.room()
  }
}

function storeNow(): [string, string | null] {
  const { state, sentence } = engine.station().store
  return [state, sentence]
}

const parameter = 'MDC_ECG_HEART_RATE'
const command = commandOf(engine)
await pass(SIGNED_IN_BY_MS, true)
await command('session.signIn', { initials: 'AB' })
await command('alarm.setAgeClass', { bed: 'b1', ageClass: 'adult', replaces: null })
const replaces = { low: 50, high: 120 }
await command('alarm.setLimits', { bed: 'b1', parameter, ...replaces, delayMs: DELAY_MS, replaces })
await pass(BEFORE_MS - SIGNED_IN_BY_MS, true)
const before = storeNow()
if (stall !== undefined) writeFileSync(stall, '')
await pass(FIRST_SECOND_MS, stall === undefined)
if (stalled !== undefined) await waitFor(() => existsSync(stalled), 'a stalled disk')
await pass(STALL_MS, stall === undefined)
const during = storeNow()
if (stall !== undefined) rmSync(stall)
await store.room()
await pass(AFTER_MS, true)
const result: Stalled = { screen, limitAlarms, waves, store: [before, during, storeNow()] }
await engine.close()
process.stdout.write(JSON.stringify(result))
