import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { answerSaveDialog } from '../support/app.ts'
import { expect, test } from '../support/fixtures.ts'
import { startReceiver } from '../support/hl7-receiver.ts'
import { textFaults } from '../support/text-layout.ts'
import { until } from '../support/wait.ts'
import { beginShift, tile } from '../support/ward.ts'

/** The app, its engine and the store start on two shared cores. */
const START = { timeout: 30_000 }
/** Numbers go out every ten seconds, three seconds after the interval, and not before the first is recorded. */
const SENT = {
  withinMs: 60_000,
  because: 'an interval of ten seconds, and what was made before the map held',
}

test('a number is mapped to the code of the site, seen as a message first, and goes out so; file and undo @waits', async ({
  launch,
  folder,
}, testInfo) => {
  const receiver = await startReceiver()
  try {
    const configFile = join(folder, 'ward.json')
    const school = { id: 'school', type: 'mllp', host: '127.0.0.1', port: receiver.port, ack: 'ihe' }
    const beds = [{ id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'sim:?seed=7' }]
    const destinations = [{ ...school, training: true, vitalsEveryS: 10 }]
    writeFileSync(configFile, JSON.stringify({ station: 'test', beds, destinations }))
    const { application, page } = await launch({ configFile })
    await expect(tile(page, 'b1')).toHaveAttribute('data-link', 'live', START)
    await beginShift(page, 'AB')
    const heartRates = () =>
      receiver
        .messages()
        .flatMap((segments) =>
          segments.filter(([name, , , id = '']) => name === 'OBX' && id.includes('HEART_RATE')),
        )
    await until('A heart rate by its standard code', SENT, () => heartRates().length > 0)
    expect(heartRates()[0]?.[3]).toMatch(/^147842\^/)

    await page.getByText('Setup', { exact: true }).click()
    const panel = page.getByRole('region', { name: 'Codes and units' })
    await panel.getByRole('button', { name: 'Edit the map' }).click()
    const dialog = page.getByRole('dialog', { name: 'Codes and units' })
    await dialog.getByLabel('Find a number').fill('heart_rate')
    await dialog.getByRole('button', { name: /HR/ }).first().click()
    await expect(dialog.locator('pre')).toContainText('147842^MDC_ECG_HEART_RATE^MDC')
    await dialog.getByLabel('It has a code of this site').check()
    await expect(dialog.getByRole('alert').first()).toContainText('Type the code')
    await expect(dialog.getByRole('button', { name: 'Save the map' })).toBeDisabled()
    await dialog.getByLabel('Code', { exact: true }).fill('2708-6')
    await dialog.getByLabel('Its name').fill('Heart')
    await dialog.getByLabel('Coding system').fill('LN')
    await expect(dialog.getByRole('alert').first()).toContainText('This code means')
    await dialog.getByLabel('Code', { exact: true }).fill('HF|1')
    await dialog.getByLabel('Coding system').fill('99KIS')
    await expect(dialog.locator('pre')).toContainText('HF\\F\\1^Heart^99KIS^147842^MDC_ECG_HEART_RATE^MDC')
    await expect.poll(() => textFaults(page)).toEqual([])
    await page.screenshot({ path: testInfo.outputPath('map.png') })
    await dialog.getByRole('button', { name: 'Save the map' }).click()
    await expect(panel.getByRole('status')).toContainText('The map holds from now on (1 rows')
    // The receiver has taken the escape away again.
    await until('A heart rate by the code of the site', SENT, () =>
      heartRates().some((fields) => /^HF(\\F\\|\|)1\^Heart\^99KIS\^147842/.test(fields[3] ?? '')),
    )

    const file = join(folder, 'map.json')
    await answerSaveDialog(application, file)
    await panel.getByRole('button', { name: 'Save as a file' }).click()
    await expect(panel.getByRole('status')).toContainText(`Saved as ${file}`)
    expect(readFileSync(file, 'utf8')).toContain('"99KIS"')
    const table = join(folder, 'map.csv')
    await answerSaveDialog(application, table)
    await panel.getByRole('button', { name: 'Save as a table (CSV)' }).click()
    await expect(panel.getByRole('status')).toContainText(`Saved as ${table}`)
    const saved = readFileSync(table, 'utf8')
    expect(saved).toContain('MDC_ECG_HEART_RATE,,yes,HF|1,Heart,99KIS,,first,\r\n')
    await panel.getByRole('button', { name: 'Undo' }).click()
    await expect(panel.getByRole('status')).toContainText('(0 rows')
    await panel.getByLabel('Import a file').setInputFiles(file)
    await expect(dialog.getByLabel('Find a number')).toBeVisible()
    await expect(dialog.locator('.map-number .chip')).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    writeFileSync(file, '{"vigilMap":1')
    await panel.getByLabel('Import a file').setInputFiles(file)
    await expect(panel.getByRole('alert')).toContainText('map.json is no map of Vigil')

    // As a spreadsheet saves it where numbers have a comma, with a mistake in it and without.
    writeFileSync(table, saved.replaceAll(',', ';').replace(';yes;', ';sí;'))
    await panel.getByLabel('Import a file').setInputFiles(table)
    await expect(panel.getByRole('alert')).toContainText(
      'map.csv, row 2: “sí” cannot stand in the column sent: correct it there.',
    )
    await panel.scrollIntoViewIfNeeded()
    await page.screenshot({ path: testInfo.outputPath('table.png') })
    expect(await textFaults(page)).toEqual([])
    writeFileSync(table, saved.replaceAll(',', ';').replace('Heart;', 'Cœur;'))
    await panel.getByLabel('Import a file').setInputFiles(table)
    await expect(dialog.locator('.map-number .chip')).toHaveCount(1)
    await dialog.getByLabel('Find a number').fill('Cœur')
    await dialog.getByRole('button', { name: /HR/ }).first().click()
    await expect(dialog.locator('pre')).toContainText('HF\\F\\1^Cœur^99KIS^147842')
    await dialog.getByRole('button', { name: 'Save the map' }).click()
    await expect(panel.getByRole('status')).toContainText('The map holds from now on (1 rows')
  } finally {
    await receiver.stop()
  }
})
