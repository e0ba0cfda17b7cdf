import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { answerSaveDialog } from '../support/app.ts'
import { expect, test } from '../support/fixtures.ts'
import { type Hl7Receiver, startReceiver } from '../support/hl7-receiver.ts'
import { startOutside, vigil } from '../support/outside.ts'
import { recordedStretches } from '../support/record.ts'
import { until } from '../support/wait.ts'
import { beginShift, tiles } from '../support/ward.ts'

/** A kept hand-over is read and opened by a thread that a busy machine lets wait. */
const READ_MS = 15_000
const FIRST_DATA = {
  withinMs: 20_000,
  because: 'the app, its engine and the store start on two shared cores',
}
/** Two reports of the monitor's numbers, which come every five seconds. */
const RECORDED = { withinMs: 40_000, because: 'one commit a second, numbers every five seconds' }
const RECORDED_MS = 12_000
const HEART_RATE = 'MDC_ECG_HEART_RATE'

function writeWard(folder: string, port: number): string {
  const file = join(folder, 'ward.json')
  const destination = { type: 'mllp', host: '127.0.0.1', port, ack: 'ihe' }
  const ward = {
    station: 'test-ward',
    beds: [{ id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'sim:?seed=7', options: {} }],
    destinations: [
      { id: 'school', ...destination, training: true },
      { id: 'clinic', ...destination },
    ],
  }
  writeFileSync(file, JSON.stringify(ward))
  return file
}

async function openHandover(page: Page, dataDir: string): Promise<void> {
  await expect(tiles(page)).toHaveCount(1, { timeout: FIRST_DATA.withinMs })
  await beginShift(page, 'AB')
  await until('Twelve recorded seconds', RECORDED, () => {
    const [first] = recordedStretches(dataDir, 'b1')
    return first !== undefined && first.toUtcMs - first.fromUtcMs > RECORDED_MS
  })
  await page.locator('.tabs').getByText('Handover').click()
  await expect(page.locator('.sheet').first()).toBeVisible({ timeout: FIRST_DATA.withinMs })
}

/** One row of a CSV text by its first cells, as a map from the heading line above it. */
function rowOf(csv: string, heading: string, wanted: (cells: string[]) => boolean): Map<string, string> {
  const lines = csv.split('\r\n').map((line) => line.split(','))
  const head = lines.findIndex((cells) => cells[0] === heading)
  const row = lines.slice(head + 1).find(wanted)
  return new Map((lines[head] ?? []).map((name, column) => [name, row?.[column] ?? '']))
}

/** Prints to a file and reads its text back. */
async function printed(application: ElectronApplication, page: Page, file: string): Promise<string> {
  await answerSaveDialog(application, file)
  await page.getByRole('button', { name: 'Print to PDF' }).click()
  await expect(page.getByText(`Saved as ${file}`)).toBeVisible()
  const text = startOutside('pdftotext', ['-layout', file, '-'])
  expect(await text.ended).toBe(0)
  return text.output()
}

/** The pages of a PDF as they are drawn. */
async function drawn(file: string): Promise<readonly string[]> {
  const folder = `${file}.pages`
  mkdirSync(folder)
  const pages = startOutside('pdftoppm', ['-r', '50', '-gray', file, join(folder, 'page')])
  expect(await pages.ended).toBe(0)
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')
  return readdirSync(folder).sort().map(hash)
}

/** Writes for the next shift, finishes on Letter, and prints what was kept twice: the same both times. */
async function keepAndPrintAgain(
  application: ElectronApplication,
  page: Page,
  folder: string,
): Promise<void> {
  await page.getByLabel('Why here').fill('Pneumonia, third day')
  await page.getByLabel('For the next shift').fill('Wean oxygen above 94')
  await page.getByLabel('For the next shift').blur()
  await expect(page.locator('.sheet').first()).toContainText('Pneumonia, third day (AB)')
  await expect(page.locator('.next-shift').first()).toContainText('Wean oxygen above 94 (AB)')
  await page.getByLabel('Paper').selectOption('letter')
  await page.getByRole('button', { name: 'Finish and keep' }).click()
  await expect(page.getByText('is shown as it was kept')).toBeVisible({ timeout: READ_MS })
  const [once, again] = [join(folder, 'once.pdf'), join(folder, 'again.pdf')] as const
  const text = await printed(application, page, once)
  expect(text).toContain('Pneumonia, third day (AB)')
  const facts = startOutside('pdfinfo', [once])
  expect(await facts.ended).toBe(0)
  expect(facts.output()).toMatch(/Page size:\s+612 x 792 pts \(letter\)/)
  await page.getByRole('button', { name: 'Back to the record' }).click()
  await expect(page.getByText('is shown as it was kept')).toBeHidden()
  await page.locator('.finished-list button').first().click()
  await expect(page.getByText('is shown as it was kept')).toBeVisible({ timeout: READ_MS })
  expect(await printed(application, page, again)).toBe(text)
  // Byte for byte they differ by the time of printing and by names inside the tags.
  expect(await drawn(again)).toEqual(await drawn(once))
  await page.getByRole('button', { name: 'Back to the record' }).click()
}

/** Sends the finished pages: to training alone, as one document, whose bytes are a PDF with the bed's figures. */
async function sendPages(page: Page, folder: string, receiver: Hl7Receiver, shot: string): Promise<void> {
  await page.locator('.finished-list button').first().click()
  await expect(page.getByText('is shown as it was kept')).toBeVisible({ timeout: READ_MS })
  const said = page.locator('.send-box [role=status]')
  for (const [destination, sentence] of [
    ['clinic', 'choose a training destination'],
    ['school', 'Delivered to school'],
  ] as const) {
    await page.getByRole('combobox', { name: 'Hospital system' }).selectOption(destination)
    await page.getByRole('button', { name: 'Send the pages' }).click()
    await expect(said).toContainText(sentence, { timeout: READ_MS })
    await expect(said).toContainText('Bed 1: ')
  }
  const documents = receiver.messages().filter(([header = []]) => header.join('|').includes('MDM^T02'))
  expect(documents).toHaveLength(1)
  const content = documents[0]?.find(([name]) => name === 'OBX')?.[5] ?? ''
  const file = join(folder, 'received.pdf')
  writeFileSync(file, Buffer.from(content.split('^').at(-1) ?? '', 'base64'))
  const text = startOutside('pdftotext', ['-layout', file, '-'])
  expect(await text.ended).toBe(0)
  for (const printed of [
    'SIMULATED',
    'Bed 1',
    'SIM-b1',
    'Pneumonia, third day (AB)',
    'Wean oxygen above 94 (AB)',
  ])
    expect(text.output()).toContain(printed)
  await page.screenshot({ path: shot })
  await page.getByRole('button', { name: 'Back to the record' }).click()
}

test('a shift is printed, saved and sent, and its values are those of the record', async ({
  launch,
  folder,
}, testInfo) => {
  const receiver = await startReceiver()
  try {
    const dataDir = join(folder, 'data')
    const { application, page } = await launch({ configFile: writeWard(folder, receiver.port) })
    await openHandover(page, dataDir)

    const pdf = join(folder, 'shift.pdf')
    await answerSaveDialog(application, pdf)
    await page.getByRole('button', { name: 'Print to PDF' }).click()
    await expect(page.getByText(`Saved as ${pdf}`)).toBeVisible()
    const text = startOutside('pdftotext', ['-layout', pdf, '-'])
    expect(await text.ended).toBe(0)
    for (const printed of ['SIMULATED', 'SECONDARY DISPLAY', 'Bed 1', 'SIM-b1', 'AB']) {
      expect(text.output()).toContain(printed)
    }
    const facts = startOutside('pdfinfo', [pdf])
    expect(await facts.ended).toBe(0)
    expect(facts.output()).toMatch(/Page size:\s+59\d\.?\d* x 84\d\.?\d* pts \(A4\)/)

    const csvFile = join(folder, 'shift.csv')
    await answerSaveDialog(application, csvFile)
    await page.getByRole('button', { name: 'Save the values as CSV' }).click()
    await expect(page.getByText(`Saved as ${csvFile}`)).toBeVisible()
    const csv = readFileSync(csvFile, 'utf8')
    const about = (name: string) =>
      csv
        .split('\r\n')
        .find((line) => line.startsWith(`${name},`))
        ?.split(',')[1]
    expect(about('shift summary')).toBe('SIMULATED')

    const rawFile = join(folder, 'raw.csv')
    const words = ['export', '--data', dataDir, '--format', 'csv', '--bed', 'b1', '--out', rawFile]
    const period = ['--from', about('from') ?? '', '--to', about('to') ?? '']
    const exported = vigil([...words, ...period])
    expect(await exported.ended, exported.output()).toBe(0)
    const made = Date.parse(about('made') ?? '')
    const values = readFileSync(rawFile, 'utf8')
      .split(/\r?\n/)
      .map((line) => line.split(','))
      .filter((cells) => cells[2] === HEART_RATE && Date.parse(cells[0] ?? '') <= made)
      .map((cells) => Number(cells[6]))
    const summary = rowOf(csv, 'label', (cells) => cells[1] === HEART_RATE)
    // What arrived between the page's making and its saving may be in the record already.
    const counted = values.slice(0, Number(summary.get('values')))
    expect(values.length - counted.length).toBeLessThanOrEqual(1)
    expect(Number(summary.get('last'))).toBe(counted.at(-1))
    expect(Number(summary.get('lowest value'))).toBe(Math.min(...counted))
    expect(Number(summary.get('highest value'))).toBe(Math.max(...counted))

    await keepAndPrintAgain(application, page, folder)

    await page.getByRole('combobox', { name: 'Hospital system' }).selectOption('clinic')
    await page.getByRole('button', { name: 'Send the summary' }).click()
    await expect(page.locator('.send-box [role=status]')).toContainText(/training/i)
    expect(receiver.messages()).toEqual([])

    await page.getByRole('combobox', { name: 'Hospital system' }).selectOption('school')
    await page.getByRole('button', { name: 'Send the summary' }).click()
    await until('The message', { withinMs: 10_000, because: 'it is sent at once' }, () => {
      return receiver.messages().length > 0
    })
    const [message = []] = receiver.messages()
    const header = message[0] ?? []
    expect(header.slice(0, 1)).toEqual(['MSH'])
    expect(header.join('|')).toContain('ORU^R01^ORU_R01')
    expect(header.join('|')).toContain('2.6')
    expect(message.find((segment) => segment[0] === 'PID')?.join('|')).toContain('SIM-b1')
    expect(message.some((segment) => segment[0] === 'OBX' && segment.join('|').includes(HEART_RATE))).toBe(
      true,
    )
    await expect(page.locator('.send-box [role=status]')).not.toContainText(/waiting/i, { timeout: 10_000 })

    await sendPages(page, folder, receiver, testInfo.outputPath('pages-sent.png'))

    await page.locator('.tab').getByText('Review', { exact: true }).click()
    const strip = page.locator('.send-strip')
    await strip.getByRole('combobox').selectOption('school')
    await strip.getByRole('button', { name: 'Send to school' }).click()
    const waves = () =>
      receiver.messages().flatMap((segments) => segments.filter((one) => one[0] === 'OBX' && one[2] === 'NA'))
    await until(
      'The waves of the strip',
      { withinMs: 15_000, because: 'a message a second of it is sent' },
      () => {
        return waves().length > 1
      },
    )
    expect(waves().every((row) => (row[5] ?? '').split('^').length > 1)).toBe(true)
    await expect(strip.getByRole('status')).toBeVisible()
  } finally {
    await receiver.stop()
  }
})
