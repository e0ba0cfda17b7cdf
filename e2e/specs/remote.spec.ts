import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { freePort } from '../../electron/engine/testing/free-port.ts'
import { expect, test } from '../support/fixtures.ts'
import { openPatient, panelOf } from '../support/patient-panel.ts'
import { textFaults } from '../support/text-layout.ts'
import { until } from '../support/wait.ts'
import { beginShift, tile } from '../support/ward.ts'

/** The app, its engine and the store start on two shared cores. */
const START = { timeout: 30_000 }
/** Files are looked for every two seconds and taken when two looks found them the same; the screen asks every three. */
const TAKEN = { timeout: 20_000 }
const MOVED = { withinMs: 20_000, because: 'two looks of two seconds' }
const HEAD = 'patient,authority,name,birth_date,measured_at,code,value,unit'

function row(value: string, minutesAgo: number): string {
  const at = new Date(Date.now() - minutesAgo * 60_000).toISOString()
  return `R-4711,CLINIC,Test Person,1970-12-31,${at},59408-5,${value},%`
}

function oru(value: string, status = 'F', control = 'C1', at = now()): string {
  return [
    `MSH|^~\\&|HOME|OUTPOST|VIGIL|W|${at}||ORU^R01^ORU_R01|${control}|P|2.6`,
    'PID|||R-4711^^^CLINIC^MR||Person^Test||19701231',
    `OBR|1|||x|||${at}`,
    `OBX|1|NM|8867-4^HR^LN||${value}|/min^^UCUM|||||${status}`,
    '',
  ].join('\r')
}

/** The time as HL7 writes it. */
function now(): string {
  return `${new Date().toISOString().slice(0, 19).replaceAll(/[-T:]/g, '')}+0000`
}

test('readings of somebody at home wait in the holding list, are shown by the day after consent, and never as live', async ({
  launch,
  folder,
}, testInfo) => {
  const port = await freePort()
  const inbox = join(folder, 'inbox')
  mkdirSync(inbox)
  const configFile = join(folder, 'ward.json')
  const beds = [{ id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'sim:?seed=7' }]
  const remote = { folder: 'inbox', listen: `listen:127.0.0.1:${port}?from=127.0.0.1` }
  writeFileSync(configFile, JSON.stringify({ station: 'test', beds, remote }))
  const { page } = await launch({ configFile })
  await expect(page.locator('.tab').getByText('Remote', { exact: true })).toBeVisible(START)
  await beginShift(page, 'AB')
  await page.locator('.tab').getByText('Remote', { exact: true }).click()
  await expect(page.getByText('Nobody is followed yet')).toBeVisible()

  // Yesterday's reading stays off a day that began a minute ago: this test may run at midnight.
  writeFileSync(join(inbox, 'home.csv'), `${HEAD}\n${row('91', 1)}\n`)
  writeFileSync(join(inbox, 'broken.csv'), `${HEAD}\n${row('910', 2)}\n`)
  const held = page.getByRole('region', { name: 'Holding list' })
  await expect(held).toContainText('Test Person, 1970-12-31, R-4711 (CLINIC)', TAKEN)
  await expect(held).toContainText('Nobody with this identifier is followed.')
  const refused = () => readdirSync(join(inbox, 'refused')).filter((name) => name.endsWith('.txt'))
  await until('The sentence beside the broken file', MOVED, () => refused().length === 1)
  expect(readFileSync(join(inbox, 'refused', refused()[0] ?? ''), 'utf8')).toContain(
    'line 2: 910 is no value of',
  )
  const files = page.getByRole('region', { name: 'Files' })
  await expect(files.getByRole('alert')).toContainText('Files that could not be used: 1.', TAKEN)
  await expect(files.getByRole('alert')).toContainText('line 2: 910 is no value of')
  await files.getByText('How a site writes a file of readings').click()
  await expect(files).toContainText(HEAD)
  await expect(files).toContainText('rename it when it is whole')
  await page.screenshot({ path: testInfo.outputPath('held.png') })

  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('button', { name: 'Follow this patient' }).click()
  await expect(page.getByRole('alert').first()).toContainText('Type the identifier, who issued it')
  await page.getByLabel('Identifier', { exact: true }).fill('R-4711')
  await page.getByLabel('Issued by').fill('CLINIC')
  await page.getByLabel('Name', { exact: true }).fill('Test Person')
  await page.getByLabel('Birth date').fill('1970-12-31')
  await page.getByRole('button', { name: 'Follow this patient' }).click()
  await expect(held).toContainText('Every report belongs to somebody.', TAKEN)
  await expect(page.locator('.remote-main')).toContainText(
    'Nothing is shown before the patient agrees. Reports that wait: 1.',
  )
  await expect(page.locator('.remote-day')).toHaveCount(0)

  await page.getByLabel('How the patient agreed').fill('signed form')
  await page.getByRole('button', { name: 'The patient agrees' }).click()
  const day = page.getByRole('region', { name: 'The day' })
  await expect(page.locator('.remote-main')).toContainText(/last contact \d+ (s|min) ago/, TAKEN)
  const taken = now()
  const send = async (message: string): Promise<string> => {
    const socket = connect(port, '127.0.0.1')
    try {
      const answer = new Promise<string>((resolve) => {
        socket.once('data', (bytes) => resolve(bytes.toString()))
      })
      socket.write(`\x0b${message}\x1c\r`)
      return await answer
    } finally {
      socket.destroy()
    }
  }
  expect(await send(oru('77', 'F', 'C1', taken))).toContain('MSA|AA|C1')
  await expect(day).toContainText('77', TAKEN)
  // Sent of the wrong patient, says its sender: the number goes, and the day says why.
  expect(await send(oru('77', 'W', 'C2', taken))).toContain('MSA|AA|C2')
  await expect(day).toContainText('taken back by its sender', TAKEN)
  await expect(day).not.toContainText('77')
  await expect(page.locator('.remote-main')).toContainText('Nothing here is live, and nothing here alarms.')
  await expect.poll(() => textFaults(page)).toEqual([])
  // What a site is told of the format stands in its column; the sample alone scrolls.
  const column = page.locator('.remote-column')
  expect(await column.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0)
  await page.screenshot({ path: testInfo.outputPath('day.png') })
  await page.getByRole('button', { name: 'Not any more' }).click()
  await expect(page.locator('.remote-day')).toHaveCount(0)
  await expect(page.locator('.remote-main')).toContainText('Reports that wait: 3.')
})

/** An interrogation, as IDCO has it: the device before the person in PID-3. */
function implantReport(): string {
  return [
    'MSH|^~\\&|PROG||||20261127080000+0000||ORU^R01^ORU_R01|I1|P|2.6',
    'PID|||model:1/serial:2^^^MAKER^U~4702^^^HOSP^MR||Person^Test||19701231',
    'OBR|1|||x|||20261127080000+0000',
    'OBX|1|CWE|720897^MDC_IDC_DEV_TYPE^MDC||753665^MDC_IDC_ENUM_DEV_TYPE_IPG^MDC||||||F',
    'OBX|2|DTM|721025^MDC_IDC_SESS_DTM^MDC||20261125093000+0000||||||F',
    'OBX|3|CWE|730752^MDC_IDC_SET_BRADY_MODE^MDC||754760^MDC_IDC_ENUM_BRADY_MODE_DDD^MDC||||||F',
    'OBX|4|NM|721536^MDC_IDC_MSMT_BATTERY_REMAINING_PERCENTAGE^MDC||87|%^^UCUM|||||F',
    '',
  ].join('\r')
}

test('the report of an implant lands on who lies in a bed, tells mode, interrogation and battery, and the patient is paced', async ({
  launch,
  folder,
}, testInfo) => {
  const inbox = join(folder, 'inbox')
  mkdirSync(inbox)
  const configFile = join(folder, 'ward.json')
  const beds = [{ id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'tcp:127.0.0.1:9' }]
  writeFileSync(configFile, JSON.stringify({ station: 'test', beds, remote: { folder: 'inbox' } }))
  const { page } = await launch({ configFile })
  await expect(tile(page, 'b1')).toBeVisible(START)
  await beginShift(page, 'AB')
  const panel = panelOf(page)
  await openPatient(page, 'b1')
  await panel.getByLabel('Identifier, typed or scanned').fill('4702')
  await panel.getByLabel('Issued by (authority)').fill('HOSP')
  await panel.getByLabel('Name', { exact: true }).fill('Test Person')
  await panel.getByLabel('Birth date').fill('1970-12-31')
  await panel.getByRole('button', { name: 'Adult', exact: true }).click()
  await panel.getByRole('group', { name: 'Paced' }).getByRole('button', { name: 'No', exact: true }).click()
  await panel.getByRole('button', { name: 'Admit to Bed 1' }).click()
  await expect(page.locator('.said-facts')).toContainText('4702', TAKEN)
  writeFileSync(join(inbox, 'implant.hl7'), implantReport())
  await until(
    'The file is taken',
    MOVED,
    () => readdirSync(inbox).includes('done') && readdirSync(join(inbox, 'done')).length === 1,
  )
  const facts = page.locator('.said-facts')
  await expect(facts).toContainText(/Pacemaker\s+mode DDD\s+last interrogation .* ago/, TAKEN)
  await expect(facts).toContainText('battery 87 %')
  await expect(page.locator('.bed-main .chip', { hasText: 'PACED' })).toBeVisible(TAKEN)
  await expect.poll(() => textFaults(page)).toEqual([])
  await page.screenshot({ path: testInfo.outputPath('implant.png') })
})
