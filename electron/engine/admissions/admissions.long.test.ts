import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { encodeMllp } from '../../../drivers/hl7v2/mllp.ts'
import type { AdmissionView } from '../../ipc/admissions.ts'
import { commandOf } from '../engine.ts'
import { freePort } from '../testing/free-port.ts'
import { MllpSender } from '../testing/mllp-sender.ts'
import { recordOf } from '../testing/started-beds.ts'
import { startedEngine } from '../testing/started-engine.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { tinyDriver } from '../testing/tiny-driver.ts'
import { waitFor } from '../testing/wait-for.ts'
import { type AdtOver, adtText } from './testing/adt-text.ts'

/** An engine opens a record on the disk, and Python starts. */
const ENGINE_TIMEOUT_MS = 30_000
/** Python starts on a busy machine. */
const SEND_WITHIN_MS = 15_000
const WHO = { id: '4711', second: '1970-12-31' }
const NOTHING_CHOSEN = { ageClass: null, paced: null }

async function startedWard(folder = temporaryFolder()) {
  const port = await freePort()
  const beds = [1, 2, 3].map((number) => ({
    id: `b${number}`,
    label: `Bed ${number}`,
    driver: 'tiny',
    link: `serial:/dev/vigil-none-${number}`,
  }))
  const places = { 'ICU^R2^B04': 'b1', 'ICU^R2^B05': 'b2' }
  const admissions = { listen: `listen:127.0.0.1:${port}?from=127.0.0.1`, places }
  writeFileSync(`${folder}/ward.json`, JSON.stringify({ station: 'w', beds, admissions }))
  const engine = await startedEngine(folder, { drivers: [tinyDriver] })
  await waitFor(() => engine.station().admissions?.problem === '', 'the open port')
  const command = commandOf(engine)
  const sender = new MllpSender(port)
  let sent = 0
  const send = async (event: string, over: AdtOver = {}) => {
    const controlId = `M${++sent}`
    sender.send(adtText(event, { controlId, ...over }))
    await sender.hears(`|${over.controlId ?? controlId}\r`)
  }
  const list = async () => {
    const { proposals } = (await command('admission.list', {})) as { proposals: readonly AdmissionView[] }
    return proposals
  }
  const patients = () => engine.beds().map(({ patient }) => patient?.id ?? null)
  const confirm = async (typed: { id: string; second: string }, chosen: object = NOTHING_CHOSEN) => {
    const [first] = await list()
    if (first === undefined) throw new Error('nothing is proposed')
    const { seq, kind, bed } = first
    return command('admission.confirm', { ...NOTHING_CHOSEN, ...chosen, ...typed, seq, kind, bed })
  }
  return { engine, port, command, sender, send, list, patients, confirm }
}

function said({ event, kind, bed, to, obstacle }: AdmissionView): string {
  return [event, kind, bed, to, obstacle].filter((one) => one !== null).join(' ')
}

it(
  'a message changes nothing until two identifiers are compared; then the bed, the record and the audit say so',
  async () => {
    const folder = temporaryFolder()
    const { engine, command, send, list, patients, confirm } = await startedWard(folder)
    await send('A01')
    await send('A01', { controlId: 'M1', sentAt: '20260105090000' })
    expect((await list()).map(said)).toEqual(['A01 admit b1'])
    expect([patients(), engine.station().admissions]).toEqual([[null, null, null], { open: 1, problem: '' }])
    await expect(confirm(WHO)).rejects.toMatchObject({ code: 'notSignedIn' })
    await command('session.signIn', { initials: 'AB' })
    const adult = { ageClass: 'adult', paced: 'no' }
    await expect(confirm({ ...WHO, id: '4712' }, adult)).rejects.toMatchObject({ code: 'identityMismatch' })
    await expect(confirm({ ...WHO, second: '1970-12-30' }, adult)).rejects.toMatchObject({
      code: 'identityMismatch',
    })
    await expect(confirm(WHO)).rejects.toThrow('Choose the age class')
    expect(patients()).toEqual([null, null, null])
    expect(await confirm(WHO, adult)).toMatchObject({
      patient: { id: '4711', authority: 'HOSP' },
      person: { name: 'Family Given', birthDate: '1970-12-31', ageClass: 'adult' },
    })

    // Moved, renamed, under another number, and gone; each once somebody says so.
    await send('A02', { location: 'ICU^R2^B05', at: '20260105090000+0000' })
    expect((await list()).map(said)).toEqual(['A02 transfer b1 b2'])
    await confirm(WHO)
    expect(patients()).toEqual([null, '4711', null])
    await send('A08', { name: 'O\\F\\Name\\S\\\\T\\^Given', at: '20260105091000+0000' })
    expect((await list())[0]?.changes).toEqual([
      { what: 'name', before: 'Family Given', after: 'O|Name^& Given' },
    ])
    expect(await confirm(WHO)).toMatchObject({ person: { name: 'O|Name^& Given', ageClass: 'adult' } })
    await send('A40', { ids: '900^^^HOSP^MR', merged: '4711^^^HOSP^MR', at: '20260105092000+0000' })
    expect((await list())[0]).toMatchObject({ kind: 'merge', was: { id: '4711' }, patient: { id: '900' } })
    await confirm({ ...WHO, id: '900' })
    expect(patients()).toEqual([null, '900', null])
    await send('A03', { ids: '900^^^HOSP^MR', at: '20260105100000+0000' })
    await confirm({ ...WHO, id: '900' })
    expect([patients(), await list()]).toEqual([[null, null, null], []])

    const rows = recordOf(folder)
      .auditRows()
      .filter(({ action }) => action === 'admission.confirm')
    expect(rows.map(({ actor, after }) => `${actor.initials} ${JSON.parse(after ?? '').event}`)).toEqual(
      ['A01', 'A02', 'A08', 'A40', 'A03'].map((event) => `AB ${event}`),
    )
    expect(JSON.stringify(rows)).not.toContain('Family')
  },
  ENGINE_TIMEOUT_MS,
)

it(
  'what comes late, for a bed that is taken, or for two who both lie here, is told and cannot be confirmed',
  async () => {
    const folder = temporaryFolder()
    const { engine, command, send, list, confirm } = await startedWard(folder)
    await command('session.signIn', { initials: 'AB' })
    await send('A03', { at: '20260105100000+0000' })
    expect(await list()).toEqual([])
    await send('A01', { at: '20260105080000+0000' })
    expect((await list()).map(said)).toEqual(['A01 admit b1 late'])
    const adult = { ageClass: 'adult', paced: 'no' }
    await expect(confirm(WHO, adult)).rejects.toThrow('Something newer was said')
    await command('admission.dismiss', { seq: (await list())[0]?.seq ?? 0 })
    // A newer one that comes after stands in the place of those before it.
    await send('A01', { at: '20260105110000+0000' })
    await send('A13', { at: '20260105120000+0000', location: 'ICU^R2^B05' })
    expect((await list()).map(said)).toEqual(['A13 admit b2'])
    await confirm(WHO, adult)
    await send('A01', { ids: '5^^^HOSP', location: 'ICU^R2^B05' })
    expect((await list()).map(said)).toEqual(['A01 admit b2 occupied'])
    await expect(confirm({ ...WHO, id: '5' }, adult)).rejects.toThrow('The bed holds another patient')
    // It is on the list after a new start, as nobody has dealt with it.
    await engine.close()
    const again = await startedWard(folder)
    expect((await again.list()).map(said)).toEqual(['A01 admit b2 occupied'])
    await again.command('session.signIn', { initials: 'AB' })
    const patient = { id: '5', authority: 'HOSP' }
    await again.command('patient.erase', { patient, confirm: '5', reason: 'asked for in writing' })
    expect(await again.list()).toEqual([])
  },
  ENGINE_TIMEOUT_MS,
)

it(
  'the visit that the hospital says is kept once it is confirmed, ends with the stay, and is none of the next',
  async () => {
    const folder = temporaryFolder()
    const { command, send, list, confirm } = await startedWard(folder)
    await command('session.signIn', { initials: 'AB' })
    const patient = { id: '4711', authority: 'HOSP' }
    const facts = { name: 'Family Given', birthDate: '1970-12-31', ageClass: 'adult', paced: 'no' } as const
    await command('patient.admit', { bed: 'b1', patient, facts })
    const visits = () => {
      const bindings = ['b1', 'b2'].flatMap((bed) => recordOf(folder).bindings(bed))
      const known = bindings.findLast((row) => row.patient.id === '4711')?.person?.visits ?? []
      return known.map(
        ({ number, patientClass, toUtcMs }) =>
          `${number} ${patientClass} ${toUtcMs === null ? 'lasts' : 'ended'}`,
      )
    }
    await send('A01', { visit: 'V7^^^HOSP^VN' })
    expect((await list())[0]).toMatchObject({
      kind: 'update',
      changes: [{ what: 'visit', before: null, after: 'V7' }],
    })
    expect(visits()).toEqual([])
    await confirm(WHO)
    expect(visits()).toEqual(['V7 I lasts'])
    // What somebody corrects by hand leaves it as it is; a move with another number brings that along.
    await command('patient.describe', { bed: 'b1', patient, facts: { ...facts, name: 'Family Other' } })
    expect(visits()).toEqual(['V7 I lasts'])
    const moved = { location: 'ICU^R2^B05', at: '20260105090000+0000', name: 'Family^Other' }
    await send('A02', { ...moved, visit: 'V8^^^HOSP^VN', patientClass: 'E' })
    await confirm(WHO)
    expect(visits()).toEqual(['V7 I ended', 'V8 E lasts'])
    await command('patient.discharge', { bed: 'b2', id: '4711', second: '1970-12-31' })
    expect(visits()).toEqual(['V7 I ended', 'V8 E ended'])
    await command('patient.admit', { bed: 'b2', patient, facts })
    expect(visits()).toEqual(['V7 I ended', 'V8 E ended'])
    await command('bed.setPatient', { bed: 'b2', patient: null })
  },
  ENGINE_TIMEOUT_MS,
)

it(
  'answers what it cannot use with a reason, keeps nothing of other wards, and takes what python3-hl7 sends',
  async () => {
    const folder = temporaryFolder()
    const { port, sender, send, list } = await startedWard(folder)
    await send('A01', { ids: '4711' })
    await sender.hears('MSA|AR|M1')
    await sender.hears('say who issued the identifier')
    await send('A01', { location: 'WARD9^^1' })
    await sender.hears('MSA|AA|M2')
    await send('A60')
    await sender.hears('MSA|AA|M3')
    sender.send('no message at all')
    await sender.hears('MSA|AR')
    expect(await list()).toEqual([])
    expect(recordOf(folder).admissions()).toEqual([])
    const file = `${folder}/adt.hl7`
    writeFileSync(file, encodeMllp(adtText('A04', { controlId: 'PY1' })))
    const words = ['--file', file, '-p', String(port), '127.0.0.1']
    const { stdout } = await promisify(execFile)('/usr/bin/mllp_send', words, { timeout: SEND_WITHIN_MS })
    expect(stdout).toContain('MSA|AA|PY1')
    expect((await list()).map(said)).toEqual(['A04 admit b1'])
  },
  ENGINE_TIMEOUT_MS,
)
