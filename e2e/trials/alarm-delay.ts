import { writeFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { MAIN_TYPE, TWIN } from '../../drivers/ge-s5/codes.ts'
import { addAlarms } from '../../drivers/ge-s5/encode-alarms.ts'
import { RecordBuilder } from '../../drivers/ge-s5/encode-record.ts'
import { loggedOf } from '../../electron/engine/alarms/log.ts'
import { openStoreReader } from '../../electron/engine/store/open/open.ts'
import { createBedFeed, PACKET_MS, VALUES_EVERY_PACKETS } from '../bench/byte-to-pixel/feed.ts'
import { type Figures, figuresOf } from '../bench/statistics.ts'
import { launchApp, type RunningApp } from '../support/app.ts'
import { type DeviceServer, openDeviceServer } from '../support/device-server.ts'
import { type Framebuffer, hasColour, type Region } from '../support/framebuffer.ts'
import { until } from '../support/wait.ts'
import { beginShift, regionOf, tile, tiles } from '../support/ward.ts'
import type { Trial } from './trial.ts'
import { onTrialScreen } from './trial-screen.ts'

const BEDS = Array.from({ length: 32 }, (_, index) => `b${index + 1}`)
/** Every other round all beds alarm in the same moment, the others one bed by itself. */
const ROUNDS = 40
/** DESIGN 6 and issue 6: from received to shown, of 99 in 100 alarms. */
const SHOWN_WITHIN_MS = 1_000
/** A medium alarm, which ends when it has been acknowledged (a high one stays for somebody to look at). UI.md section 3: its fill. */
const ALARM = { text: 'HR high', colour: 2 } as const
const ALARM_COLOUR = '#ffd21f'
const LOOK_EVERY_MS = 4
/** Rounds begin anywhere between two packets, two seconds of the store and two flashes. */
const BETWEEN_MS = { least: 1_000, spread: 1_000 }
const STARTED = { withinMs: 120_000, because: 'the app and 32 monitors start in software rendering' }
const SHOWN = { withinMs: 20_000, because: 'an alarm that takes longer has failed anyway' }
const SEQUENCE_MASK = 0xff

/** A monitor behind a device server whose alarm is switched by the trial. */
interface AlarmingMonitor extends DeviceServer {
  /** Sends its alarm or the end of it at once. */
  alarm(on: boolean): void
}

async function startMonitor(seed: number): Promise<AlarmingMonitor> {
  const sockets = new Set<Socket>()
  let records = 0
  const server = await openDeviceServer((socket) => {
    const feed = createBedFeed(seed)
    let packet = 0
    const timer = setInterval(() => {
      if (packet % VALUES_EVERY_PACKETS === 0) socket.write(feed.values(Date.now()))
      socket.write(feed.waves(packet, Date.now(), null))
      packet++
    }, PACKET_MS)
    sockets.add(socket)
    return () => {
      clearInterval(timer)
      sockets.delete(socket)
    }
  })
  return {
    ...server,
    alarm(on) {
      records = (records + 1) & SEQUENCE_MASK
      const record = new RecordBuilder({
        number: records,
        level: TWIN.level,
        utcMs: Date.now(),
        mainType: MAIN_TYPE.alarm,
      })
      addAlarms(record, TWIN.alarmType, on ? [ALARM] : [])
      const bytes = record.finish()
      for (const socket of sockets) socket.write(bytes)
    },
  }
}

/** One line of pixels through the middle of a state line: enough to see its fill, little enough to look often. */
function middleOf(region: Region): Region {
  return { ...region, y: region.y + Math.floor(region.height / 2), height: 1 }
}

/** Waits until each region shows the alarm or none does. Out: ms since `fromMs` of each, in order. */
async function untilShown(
  picture: Framebuffer,
  regions: readonly Region[],
  fromMs: number,
  on: boolean,
): Promise<number[]> {
  const shownMs = regions.map(() => Number.NaN)
  const limit = { ...SHOWN, everyMs: LOOK_EVERY_MS }
  await until(on ? 'The alarms on the screen' : 'The end of the alarms on the screen', limit, () => {
    for (const [index, region] of regions.entries()) {
      if (!Number.isNaN(shownMs[index])) continue
      if (hasColour(picture.read(region), ALARM_COLOUR) === on) shownMs[index] = performance.now() - fromMs
    }
    return shownMs.every((ms) => !Number.isNaN(ms))
  })
  return shownMs
}

/** What the record holds of each alarm: ms from its arrival to the frame that shows it. */
function storedDelays(dataDir: string): number[] {
  const { reader } = openStoreReader({ dataDir, keyFile: null, key: null })
  try {
    return BEDS.flatMap((bed) =>
      reader.alarmEvents(bed, 0, Number.MAX_SAFE_INTEGER).flatMap((row) => {
        const { event } = loggedOf(row)
        return event.type === 'shown' ? [event.afterMs] : []
      }),
    )
  } finally {
    reader.close()
  }
}

function tooLate(what: string, figures: Figures | null): string[] {
  if (figures === null) return [`${what}: nothing was measured`]
  return figures.p99 <= SHOWN_WITHIN_MS ? [] : [`${what}: 99 in 100 took up to ${figures.p99} ms`]
}

function spreadOf(values: readonly number[]): Figures | null {
  return values.length === 0 ? null : figuresOf(values)
}

function writeWard(folder: string, monitors: readonly AlarmingMonitor[]): string {
  const configFile = join(folder, 'ward.json')
  const beds = monitors.map(({ link }, index) => ({
    id: BEDS[index],
    label: `Bed ${index + 1}`,
    driver: 'ge-s5',
    link,
  }))
  writeFileSync(configFile, JSON.stringify({ station: 'trial', beds }))
  return configFile
}

/** Signs in and waits until every bed is live. Out: where each bed's alarm will stand. */
async function wholeWard({ page }: RunningApp): Promise<readonly Region[]> {
  await tiles(page).first().waitFor()
  await beginShift(page, 'AB')
  for (const bed of BEDS) {
    await until(`Data of ${bed}`, STARTED, async () => {
      return (await tile(page, bed).getAttribute('data-link')) === 'live'
    })
  }
  return Promise.all(
    BEDS.map(async (bed) => middleOf(await regionOf(tile(page, bed).locator('.state-line')))),
  )
}

/** Switches the alarms of some beds on, and off again once somebody has seen them. Out: ms to the pixel of each. */
async function alarmOnce(
  { page }: RunningApp,
  picture: Framebuffer,
  chosen: readonly { readonly bed: string; readonly region: Region; readonly monitor: AlarmingMonitor }[],
): Promise<number[]> {
  const regions = chosen.map(({ region }) => region)
  const fromMs = performance.now()
  for (const { monitor } of chosen) monitor.alarm(true)
  const shown = await untilShown(picture, regions, fromMs, true)
  // An alarm that nobody has acknowledged stays on the screen when it has ended.
  for (const { bed } of chosen) {
    await tile(page, bed).focus()
    await page.keyboard.press('Space')
  }
  for (const { monitor } of chosen) monitor.alarm(false)
  await untilShown(picture, regions, performance.now(), false)
  return shown
}

/** Switches alarms of a full ward on and off and looks at the screen how long each takes. */
export const alarmDelay: Trial = {
  claim:
    'A ward of 32 monitors with five waves each: from the write of an alarm to the first pixel of its fill on the screen itself, and from its arrival to its frame as the record keeps it of each alarm, 99 of 100 take under a second, one alone as well as 32 at once.',
  usualRounds: ROUNDS,
  minutes: 2,
  run: (rounds, say) =>
    onTrialScreen(async ({ folder, display, picture }) => {
      const monitors = await Promise.all(BEDS.map((_, index) => startMonitor(index + 1)))
      const dataDir = join(folder, 'data')
      const together: number[] = []
      const alone: number[] = []
      try {
        const app = await launchApp(display, { dataDir, configFile: writeWard(folder, monitors) })
        try {
          const regions = await wholeWard(app)
          const beds = monitors.flatMap((monitor, index) => {
            const [bed, region] = [BEDS[index], regions[index]]
            return bed === undefined || region === undefined ? [] : [{ bed, region, monitor }]
          })
          for (let round = 1; round <= rounds; round++) {
            await pause(BETWEEN_MS.least + Math.random() * BETWEEN_MS.spread)
            if (round % 2 === 0) together.push(...(await alarmOnce(app, picture, beds)))
            else {
              const one = Math.floor(Math.random() * beds.length)
              alone.push(...(await alarmOnce(app, picture, beds.slice(one, one + 1))))
            }
            if (round % 10 === 0) say(`${round} of ${rounds} rounds`)
          }
        } finally {
          await app.close()
        }
      } finally {
        for (const monitor of monitors) await monitor.close()
      }
      const figures = {
        oneAloneToPixelMs: spreadOf(alone),
        allAtOnceToPixelMs: spreadOf(together),
        storedToFrameMs: spreadOf(storedDelays(dataDir)),
      }
      const failures = [
        ...tooLate('one alarm alone, to its pixel', figures.oneAloneToPixelMs),
        ...tooLate('32 alarms at once, to their pixels', figures.allAtOnceToPixelMs),
        ...tooLate('as the record keeps it', figures.storedToFrameMs),
      ]
      return { ok: failures.length === 0, rounds, failures, figures }
    }),
}
