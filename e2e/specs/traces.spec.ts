import { setTimeout as pause } from 'node:timers/promises'
import { createScale } from '../../renderer/waves/scale.ts'
import { DEFAULT_PIXEL_PITCH_MM } from '../../renderer/waves/types.ts'
import { type DrawnMonitor, ECG_RATE_HZ, PACKET_MS, startDrawnMonitor } from '../support/drawn-monitor.ts'
import { ERASE_GAP_PX, PX_PER_SECOND, START, untilDrawn, untilFull, wardWith } from '../support/drawn-ward.ts'
import { expect, test } from '../support/fixtures.ts'
import type { Framebuffer, Region } from '../support/framebuffer.ts'
import { slowness } from '../support/slowness.ts'
import { columnsWith, newestColumn, PAD_PX, stretches } from '../support/trace-picture.ts'
import { until } from '../support/wait.ts'
import { tile } from '../support/ward.ts'

const PX_PER_SAMPLE = PX_PER_SECOND / ECG_RATE_HZ
const BURST_PACKETS = 4

/** How far the end of a flat trace is from moving evenly, px: of the looks of six seconds the middle and the 95th of 100. */
async function unevenness(picture: Framebuffer, area: Region): Promise<{ middle: number; most: number }> {
  const places: { readonly atMs: number; readonly px: number }[] = []
  let px = 0
  let last: number | null = null
  const endMs = performance.now() + 6_000
  while (performance.now() < endMs) {
    const atMs = performance.now()
    const column = newestColumn(columnsWith(picture, area, 'trace'))
    if (column !== null) {
      // The dot at the end may lose a column between two looks: that is no way round.
      if (last !== null) px += ((column - last + 1.5 * area.width) % area.width) - area.width / 2
      last = column
      places.push({ atMs, px })
    }
    await pause(10)
  }
  const offsets = places.map(({ atMs, px: at }) => at - (atMs * PX_PER_SECOND) / 1_000).sort((a, b) => a - b)
  const middle = offsets[Math.floor(offsets.length / 2)] ?? Number.NaN
  const away = offsets.map((offset) => Math.abs(offset - middle)).sort((a, b) => a - b)
  const share = (part: number) => away[Math.floor(away.length * part)] ?? Number.NaN
  return { middle: share(0.5), most: share(0.95) }
}

let monitor: DrawnMonitor
test.beforeEach(async () => {
  monitor = await startDrawnMonitor()
})
test.afterEach(async () => monitor.close())

test('packets that come in bursts of a second move evenly on the screen', async ({
  launch,
  picture,
  folder,
}, testInfo) => {
  monitor.draw({ microvolt: () => 0, packetsAtOnce: BURST_PACKETS })
  const { page, application } = await launch({ configFile: wardWith(monitor, folder) })
  const area = await untilDrawn(page, picture)
  await untilFull(picture, area)
  const slowBefore = await slowness()
  const even = await unevenness(picture, area)
  const slow = Math.max(slowBefore, await slowness())
  // The same bursts drawn as they come: what the eye would see without the delay.
  await application.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.loadURL('app://vigil/index.html?playout=off'),
  )
  await tile(page, 'b1').locator('.wave-trace').first().waitFor({ timeout: START.withinMs })
  await until('A trace', START, () => columnsWith(picture, area, 'trace').some((pixels) => pixels > 0))
  const bursty = await unevenness(picture, area)
  const px = (value: number) => `${value.toFixed(1)} px`
  const said = `off from even: ${px(even.middle)}, of 95 looks in 100 at most ${px(even.most)}; undelayed ${px(bursty.most)}`
  testInfo.annotations.push({ type: 'measured', description: said })
  const burstPx = (BURST_PACKETS * PACKET_MS * PX_PER_SECOND) / 1_000
  expect(bursty.most).toBeGreaterThan(burstPx / 4)
  // On a busy machine frames come late whatever is drawn.
  expect(even.most / slow).toBeLessThan(bursty.most / 4)
})

test('every single sample that stands out is seen on the screen, up and down', async ({
  launch,
  picture,
  folder,
}) => {
  const everySamples = 37
  const upMicrovolt = 700
  const downMicrovolt = -350
  monitor.draw({
    microvolt: (index) => {
      if (index % everySamples !== 0) return 0
      return (index / everySamples) % 2 === 0 ? upMicrovolt : downMicrovolt
    },
  })
  const { page } = await launch({ configFile: wardWith(monitor, folder) })
  const area = await untilDrawn(page, picture)
  await untilFull(picture, area)
  const tracePx = area.height - 2 * PAD_PX
  const pxPerMm = 1 / DEFAULT_PIXEL_PITCH_MM
  const { range } = createScale({ kind: 'ecg', unit: 'uV', lowest: 0, highest: 1, tracePx, pxPerMm })
  for (const level of [upMicrovolt, downMicrovolt]) {
    const share = (level - range.lowest) / (range.highest - range.lowest)
    const tip = Math.round(area.y + PAD_PX + tracePx * (1 - share))
    const tips = stretches(columnsWith(picture, { ...area, y: tip - 1, height: 3 }, 'trace'))
    const apart = tips.slice(1).map(({ from }, index) => from - (tips[index]?.from ?? 0))
    const everyPx = 2 * everySamples * PX_PER_SAMPLE
    // One pair of neighbours has the erase gap between them; between all others none is missing.
    const far = apart.filter((px) => px > everyPx + 2)
    expect(far.length, `${level} µV: ${apart.join(' ')}`).toBeLessThanOrEqual(1)
    for (const px of far) expect(px).toBeLessThan(2 * (everyPx + ERASE_GAP_PX))
    expect(tips.length).toBeGreaterThan((area.width - ERASE_GAP_PX) / everyPx - 3)
  }
})

test('a gap, a lead that is off and pace marks are seen for what they are', async ({
  launch,
  picture,
  folder,
}) => {
  // Four seconds: one of samples that were not measured, one with the lead off, paced beats in the others.
  const second = (packet: number) => Math.floor((packet * PACKET_MS) / 1_000) % 4
  monitor.draw({
    microvolt: (index) => (Math.floor(index / ECG_RATE_HZ) % 4 === 1 ? null : 0),
    leadOff: (packet) => second(packet) === 3,
    pace: (packet) => second(packet) % 2 === 0 && (packet * PACKET_MS) % 500 === 0,
  })
  const { page } = await launch({ configFile: wardWith(monitor, folder) })
  const area = await untilDrawn(page, picture)
  await untilFull(picture, area)
  const hatch = columnsWith(picture, { ...area, y: area.y + area.height - 12, height: 9 }, 'hatch')
  const trace = columnsWith(picture, area, 'trace')
  const mark = columnsWith(picture, { ...area, height: 7 }, 'mark')
  const rough = (columns: readonly number[], at: number) =>
    columns.slice(Math.max(0, at - 6), at + 6).some((pixels) => pixels > 0)
  const kinds = trace.map((pixels, column) => `${pixels > 0 ? 'T' : '-'}${rough(hatch, column) ? 'H' : '-'}`)
  const share = (kind: string) => kinds.filter((one) => one === kind).length / PX_PER_SECOND
  const seconds = area.width / PX_PER_SECOND
  // A quarter of the row each, give or take a second at the pen.
  expect(share('-H')).toBeGreaterThan(seconds / 4 - 1)
  expect(share('TH')).toBeGreaterThan(seconds / 4 - 1)
  expect(share('T-')).toBeGreaterThan(seconds / 2 - 1.5)
  expect(share('--')).toBeLessThan(1.5)
  const marks = stretches(mark)
  expect(marks.length).toBeGreaterThan(seconds - 3)

  // The open bed says the same in figures: a quarter of the samples never had a value.
  await tile(page, 'b1').click()
  const facts = page.locator('.wave-facts tbody tr').first()
  await expect(facts).toContainText('lead off', { timeout: START.withinMs })
  await expect(facts).toContainText(/(1[5-9]|2\d|3[0-5])\.\d %/)
})

test('values far out of scale stay at the edge of their row', async ({ launch, picture, folder }) => {
  const far = 30_000
  monitor.draw({ microvolt: (index) => (Math.floor(index / 40) % 2 === 0 ? far : -far) })
  const { page } = await launch({ configFile: wardWith(monitor, folder) })
  const area = await untilDrawn(page, picture)
  await untilFull(picture, area)
  await expect(tile(page, 'b1').locator('.wave-label').first()).toContainText(/×(¼|0.25)/)
  const inside = columnsWith(picture, area, 'trace')
  expect(inside.filter((pixels) => pixels > 0).length).toBeGreaterThan(area.width / 2)
  const around = 8
  // The name of the wave stands above the first half of its row, in the same colour.
  const half = {
    ...area,
    x: area.x + Math.floor(area.width / 2),
    width: Math.floor(area.width / 2),
    height: around,
  }
  const above = columnsWith(picture, { ...half, y: area.y - around }, 'trace')
  const below = columnsWith(picture, { ...half, y: area.y + area.height }, 'trace')
  expect([above, below].map((columns) => stretches(columns))).toEqual([[], []])
  for (const words of await tile(page, 'b1').locator('.wave-label').first().locator('> *').all()) {
    const box = await words.boundingBox()
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(area.x)
  }
})
