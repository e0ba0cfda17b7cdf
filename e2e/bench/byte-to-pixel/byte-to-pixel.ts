import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { until } from '../../support/wait.ts'
import { beginShift } from '../../support/ward.ts'
import type { Bench } from '../bench.ts'
import { watchCpu } from '../cpu.ts'
import { type Side, startSide } from '../electron-side.ts'
import { type Lines, openLines } from '../lines.ts'
import { load } from '../machine.ts'
import type { PeerSettings } from '../peers/uplot/settings.ts'
import { openScreenRows } from '../screen-rows.ts'
import { blockUiThread, writtenDuring } from './blocker.ts'
import { type Probe, startProbe } from './probe-client.ts'
import type { Marker } from './probe-messages.ts'
import {
  ANY_RANGE,
  measureWard,
  openWithoutPlayout,
  untilBeds,
  untilLive,
  type WardGeometry,
} from './ward.ts'

const BEDS = 16
/** One bed of each row and column of the ward, so that no place on the screen is preferred. */
const MARKED_BEDS = [0, 5, 10, 15]
/** The first packets find caches cold. */
const WARM_UP_MS = 3_000
/** Only markers written while the UI thread stands still count, which it does two thirds of the time. */
const BLOCKED_MARKERS_FACTOR = 1.5
/** A marker waits for its bed's next packet; a lost one takes 2 s. */
const MARKER_WITHIN_MS = 2_500

/** What was compared. */
export type Condition = 'vigil' | 'vigil, UI thread blocked' | 'uplot' | 'uplot, UI thread blocked'

/** One round of one condition. */
export interface LatencyRound {
  readonly condition: Condition
  /** Write to pixel, ms, of the markers that were seen. */
  readonly latenciesMs: readonly number[]
  /** Written and not seen within 2 s. */
  readonly lost: number
  readonly notFresh: number
  readonly refusedPackets: number
  readonly lookEveryMs: { readonly p50: number; readonly p99: number }
  /** Percent of one core, all processes of the app. */
  readonly cpuPercent: number
  readonly load: number
}

interface Setting {
  readonly bench: Bench
  readonly lines: Lines
  readonly dataDir: string
  readonly configFile: string
  readonly markers: number
}

function writeConfig(file: string, lines: Lines): void {
  const beds = lines.stationEnds.map((path, index) => ({
    id: `b${index + 1}`,
    label: `Bed ${index + 1}`,
    driver: 'ge-s5',
    link: `serial:${path}`,
  }))
  writeFileSync(file, JSON.stringify({ station: 'bench', beds }))
}

async function startFeed(setting: Setting, geometry: WardGeometry | null): Promise<Probe> {
  const probe = startProbe()
  try {
    await probe.feed({
      type: 'feed',
      lines: setting.lines.monitorEnds,
      marked: MARKED_BEDS,
      range: geometry?.range ?? ANY_RANGE,
      framebufferFile: setting.bench.display.framebufferFile,
    })
    return probe
  } catch (error) {
    await probe.close()
    throw error
  }
}

async function startVigil({ bench, dataDir, configFile }: Setting): Promise<Side> {
  const side = await startSide(bench, [bench.apps.vigil, '--data', dataDir, '--config', configFile])
  try {
    await openWithoutPlayout(side)
    return side
  } catch (error) {
    await side.close()
    throw error
  }
}

/** The first start, which is not counted: signs in, and finds where the traces lie. */
async function explore(setting: Setting): Promise<WardGeometry> {
  const side = await startVigil(setting)
  try {
    // Until somebody has signed in, the start panel takes the room of some beds.
    await beginShift(side.page, 'BENCH')
    await untilBeds(side.page, BEDS)
    const probe = await startFeed(setting, null)
    try {
      await untilLive(side.page, BEDS)
      return await measureWard(side.page)
    } finally {
      await probe.close()
    }
  } finally {
    await side.close()
  }
}

async function untilDrawn({ bench }: Setting, geometry: WardGeometry): Promise<void> {
  const screen = openScreenRows(bench.display.framebufferFile)
  try {
    await until('The traces', { withinMs: 30_000, because: 'lines open and first packets come' }, () =>
      MARKED_BEDS.every((bed) => {
        const trace = geometry.traces[bed]
        return trace !== undefined && screen.tracePixels(trace) > 0
      }),
    )
  } finally {
    screen.close()
  }
  await pause(WARM_UP_MS)
}

interface Running {
  readonly side: Side
  readonly probe: Probe
  readonly geometry: WardGeometry
}

async function measureRound(
  setting: Setting,
  condition: Condition,
  { side, probe, geometry }: Running,
  counted: (markers: readonly Marker[]) => Promise<readonly Marker[]>,
): Promise<LatencyRound> {
  const targets = MARKED_BEDS.flatMap((bed) => {
    const trace = geometry.traces[bed]
    return trace === undefined ? [] : [{ bed, trace }]
  })
  const cpu = watchCpu(side.pid)
  const factor = condition.endsWith('blocked') ? BLOCKED_MARKERS_FACTOR : 1
  const markers = Math.ceil(setting.markers * factor)
  const found = await probe.measure({ type: 'measure', targets, markers }, markers * MARKER_WITHIN_MS)
  const cpuPercent = cpu()
  const used = await counted(found.markers)
  return {
    condition,
    latenciesMs: used.flatMap(({ latencyMs }) => (latencyMs === null ? [] : [latencyMs])),
    lost: used.filter(({ latencyMs }) => latencyMs === null).length,
    notFresh: found.notFresh,
    refusedPackets: found.refusedPackets,
    lookEveryMs: found.lookEveryMs,
    cpuPercent,
    load: load(),
  }
}

/** One side as it is, then with the UI thread of its page standing still most of the time. */
async function bothConditions(
  setting: Setting,
  name: 'vigil' | 'uplot',
  running: Running,
): Promise<LatencyRound[]> {
  await untilDrawn(setting, running.geometry)
  const free = await measureRound(setting, name, running, async (markers) => markers)
  const endBlocks = await blockUiThread(running.side.page)
  const blocked = await measureRound(setting, `${name}, UI thread blocked`, running, async (markers) =>
    writtenDuring(markers, await endBlocks()),
  )
  return [free, blocked]
}

async function vigilRound(setting: Setting, geometry: WardGeometry): Promise<LatencyRound[]> {
  const side = await startVigil(setting)
  try {
    await untilBeds(side.page, BEDS)
    const probe = await startFeed(setting, geometry)
    try {
      await untilLive(side.page, BEDS)
      return await bothConditions(setting, 'vigil', { side, probe, geometry })
    } finally {
      await probe.close()
    }
  } finally {
    await side.close()
  }
}

async function uplotRound(setting: Setting, geometry: WardGeometry): Promise<LatencyRound[]> {
  const { bench, lines } = setting
  const settings: PeerSettings = { plots: geometry.traces, ...geometry.range, lines: lines.stationEnds }
  const side = await startSide(bench, [bench.apps.uplot], { BENCH_PEER: JSON.stringify(settings) })
  try {
    await until('The plots', { withinMs: 30_000, because: 'the page loads' }, async () => {
      return (await side.page.locator('.plot canvas').count()) === BEDS
    })
    const probe = await startFeed(setting, geometry)
    try {
      return await bothConditions(setting, 'uplot', { side, probe, geometry })
    } finally {
      await probe.close()
    }
  } finally {
    await side.close()
  }
}

/**
 * B7: from the write of a packet on a pseudo-terminal to the first pixel of its marker on the
 * screen, 16 beds, samples drawn as they arrive. In: rounds of each side, markers a round and
 * condition. Out: every round, in the order they ran, also to `taken` as soon as both sides had theirs.
 */
export async function byteToPixel(
  bench: Bench,
  rounds: number,
  markers: number,
  taken: (rounds: readonly LatencyRound[]) => void,
): Promise<LatencyRound[]> {
  const folder = join(bench.folder, 'byte-to-pixel')
  const lines = await openLines(folder, BEDS)
  try {
    const configFile = join(folder, 'ward.json')
    writeConfig(configFile, lines)
    const setting: Setting = { bench, lines, configFile, markers, dataDir: join(folder, 'data') }
    const geometry = await explore(setting)
    const results: LatencyRound[] = []
    for (let round = 1; round <= rounds; round++) {
      bench.say(`byte to pixel, round ${round} of ${rounds}`)
      results.push(...(await vigilRound(setting, geometry)))
      results.push(...(await uplotRound(setting, geometry)))
      taken(results)
    }
    return results
  } finally {
    await lines.close()
  }
}
