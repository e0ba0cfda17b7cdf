import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStoreReader } from '../../electron/engine/store/open/open.ts'
import { expect, test } from '../support/fixtures.ts'
import { openPatient, panelOf } from '../support/patient-panel.ts'
import { beginShift, tile } from '../support/ward.ts'

/** The engine starts from a bundle on a shared machine. */
const FIRST_TILE = { timeout: 30_000 }
const HOSTILE_NAME = `<img src=x onerror="document.title='1'"> مريض ${'Ana '.repeat(30)}`

function configIn(folder: string): string {
  const configFile = join(folder, 'ward.json')
  const beds = ['b1', 'b2'].map((id, index) => ({
    id,
    label: `Bed ${index + 1}`,
    driver: 'ge-s5',
    link: `serial:/dev/vigil-none-${index}`,
  }))
  writeFileSync(configFile, JSON.stringify({ station: 'test', beds }))
  return configFile
}

test('H3 somebody unknown is admitted in one click and named later, which can be taken back', async ({
  launch,
  folder,
}, testInfo) => {
  const { page, close } = await launch({ configFile: configIn(folder) })
  await expect(tile(page, 'b1')).toBeVisible(FIRST_TILE)
  await beginShift(page, 'AB')
  await openPatient(page, 'b1')
  const panel = panelOf(page)
  await panel.getByRole('button', { name: 'Unknown, Adult' }).click()
  await expect(panel).toContainText('Unknown 1')
  await page.screenshot({ path: testInfo.outputPath('unknown.png') })
  await panel.getByRole('button', { name: 'Name this patient' }).click()
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText('Who is Unknown 1 in Bed 1?')
  await expect(page.getByLabel('Identifier, typed or scanned')).toBeFocused()
  await page.keyboard.type('T-4702')
  await page.keyboard.press('Enter')
  await page.keyboard.type('HOSP')
  await panel.getByRole('button', { name: 'Name the patient of Bed 1' }).click()
  await expect(panel.getByRole('alert')).toHaveText(/second identifier/)
  await page.getByLabel('Name', { exact: true }).fill(HOSTILE_NAME)
  await page.screenshot({ path: testInfo.outputPath('naming.png') })
  await panel.getByRole('button', { name: 'Name the patient of Bed 1' }).click()
  await expect(panel.locator('.moves')).toContainText('Unknown 1 was named ID ends 702')
  await expect(panel).toContainText(HOSTILE_NAME.trim())
  expect(await page.title()).not.toBe('1')
  await page.screenshot({ path: testInfo.outputPath('named.png') })
  await panel.getByRole('button', { name: 'Take back' }).click()
  await expect(panel.locator('.moves')).toContainText('Taken back: from ID ends 702 to Unknown 1')
  await expect(panel.getByRole('button', { name: 'Name this patient' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(tile(page, 'b1').locator('.person')).toHaveText('Unknown 1')
  await page.screenshot({ path: testInfo.outputPath('ward.png') })
  await close()
  const { reader } = openStoreReader({ dataDir: join(folder, 'data'), keyFile: null, key: null })
  try {
    expect(reader.stayMoves().map(({ kind }) => kind)).toEqual(['named', 'undone'])
    expect(reader.bindings('b1').every(({ patient }) => /^UNKNOWN-\d{8}-001$/.test(patient.id))).toBe(true)
  } finally {
    reader.close()
  }
})

test('H3 the wrong patient is put right in three clicks, and both records say so', async ({
  launch,
  folder,
}, testInfo) => {
  const { page, close } = await launch({ configFile: configIn(folder) })
  await expect(tile(page, 'b2')).toBeVisible(FIRST_TILE)
  await beginShift(page, 'AB')
  await openPatient(page, 'b2')
  const panel = panelOf(page)
  await expect(page.getByLabel('Identifier, typed or scanned')).toBeFocused()
  await page.keyboard.type('T-1111')
  await page.getByLabel('Issued by (authority)').fill('HOSP')
  await page.getByLabel('Birth date').fill('1970-01-02')
  await panel.getByRole('button', { name: 'Adult', exact: true }).click()
  await panel.getByRole('group', { name: 'Paced' }).getByRole('button', { name: 'No', exact: true }).click()
  await panel.getByRole('button', { name: 'Admit to Bed 2' }).click()
  await expect(panel).toContainText('T-1111')

  await panel.getByRole('button', { name: 'This was another patient' }).click()
  await expect(page.getByLabel('Identifier, typed or scanned')).toBeFocused()
  await page.keyboard.type('T-2222')
  await page.keyboard.press('Enter')
  await page.keyboard.type('HOSP')
  await page.getByLabel('Birth date').fill('1980-05-06')
  await panel.getByRole('button', { name: 'Give it to this patient' }).click()
  await expect(panel.getByRole('alert')).toHaveText('Choose since when it was another patient.')
  await panel.getByRole('button', { name: 'Since a time' }).click()
  await expect(panel.getByRole('slider')).toBeVisible()
  await page.screenshot({ path: testInfo.outputPath('repair.png') })
  await panel.getByRole('button', { name: 'Whole stay' }).click()
  await panel.getByRole('button', { name: 'Give it to this patient' }).click()
  await expect(panel.locator('.moves')).toContainText('Given from ID ends 111 to ID ends 222')
  await expect(panel).toContainText('1980-05-06')
  await page.screenshot({ path: testInfo.outputPath('repaired.png') })

  // Found once they had left: the stay that has ended is given to whose it was.
  await panel.getByRole('button', { name: 'Discharge' }).click()
  await page.getByLabel('Identifier, typed or scanned').fill('T-2222')
  await page.keyboard.press('Enter')
  await page.keyboard.type('1980-05-06')
  await panel.getByRole('button', { name: 'Discharge from Bed 2' }).click()
  const earlier = panel.locator('.ended-stays')
  await expect(earlier).toContainText('ID ends 222')
  await page.screenshot({ path: testInfo.outputPath('ended.png') })
  await earlier.getByRole('button', { name: 'This was another patient' }).click()
  await panel.getByRole('button', { name: 'Whole stay' }).click()
  await page.getByLabel('Identifier, typed or scanned').fill('T-3333')
  await page.getByLabel('Issued by (authority)').fill('HOSP')
  await page.getByLabel('Birth date').fill('1990-07-08')
  await page.screenshot({ path: testInfo.outputPath('repair-ended.png') })
  await panel.getByRole('button', { name: 'Give it to this patient' }).click()
  await expect(earlier).toContainText('ID ends 333')
  await expect(panel.locator('.moves').first()).toContainText('Given from ID ends 222 to ID ends 333')
  await page.screenshot({ path: testInfo.outputPath('repaired-ended.png') })
  await close()
  const { reader } = openStoreReader({ dataDir: join(folder, 'data'), keyFile: null, key: null })
  try {
    expect(reader.bindings('b2').map(({ patient }) => patient.id)).toEqual(['T-3333'])
    expect(reader.stayMoves()).toMatchObject([
      { kind: 'repaired', was: { id: 'T-1111' }, becomes: { id: 'T-2222' }, author: 'AB' },
      { kind: 'repaired', was: { id: 'T-2222' }, becomes: { id: 'T-3333' }, author: 'AB' },
    ])
  } finally {
    reader.close()
  }
})
