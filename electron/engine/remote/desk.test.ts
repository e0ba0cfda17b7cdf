import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RemoteConfig } from '../config/schema.ts'
import { verifyStore } from '../store/check/verify.ts'
import { eraseToEnd } from '../store/erase/finish.ts'
import { openStoreReader, openStoreWriter } from '../store/open/open.ts'
import type { RemoteStep } from '../store/patients/remote.ts'
import { withFolder } from '../store/testing/folder.ts'
import { ACTOR, DISK_TEST_TIMEOUT_MS, openOptions } from '../store/testing/samples.ts'
import { freePort } from '../testing/free-port.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { waitFor } from '../testing/wait-for.ts'
import { RemoteDesk, type RemoteDeskParts } from './desk.ts'
import type { Occupant } from './kept.ts'
import { CSV_COLUMNS } from './read-csv.ts'

const NOW = Date.UTC(2026, 10, 27, 12)
const DAY = { fromUtcMs: Date.UTC(2026, 10, 27), toUtcMs: Date.UTC(2026, 10, 28) }
const WHO = {
  patient: { id: 'R-4711-SECRET', authority: 'HOSP' },
  name: 'Test Person',
  birthDate: '1970-12-31',
}
const CONSENT = { how: 'signed form', by: 'AB', atUtcMs: NOW }
const LOOK_MS = 2_000
const BY = { actor: ACTOR, atUtcMs: NOW + 1_000 }

function csv(over: { id?: string; birthDate?: string; value?: string } = {}): string {
  const { id = WHO.patient.id, birthDate = WHO.birthDate, value = '93' } = over
  return `${CSV_COLUMNS.join(',')}\n${id},HOSP,Test Person,${birthDate},2026-11-27T07:30:00Z,59408-5,${value},%\n`
}

/** An interrogation, as IDCO has it: the device before the person in PID-3. */
const IMPLANT = [
  'MSH|^~\\&|PROG||||20261127080000+0000||ORU^R01^ORU_R01|I1|P|2.6',
  'PID|||model:1/serial:2^^^MAKER^U~R-4711-SECRET^^^HOSP^MR||Person^Test||19701231',
  'OBR|1|||x|||20261127080000+0000',
  'OBX|1|CWE|720897^MDC_IDC_DEV_TYPE^MDC||753665^MDC_IDC_ENUM_DEV_TYPE_IPG^MDC||||||F',
  'OBX|2|ST|720898^MDC_IDC_DEV_MODEL^MDC||Model 1||||||F',
  'OBX|3|CWE|720900^MDC_IDC_DEV_MFG^MDC||753732^Maker^MDC||||||F',
  'OBX|4|DTM|721025^MDC_IDC_SESS_DTM^MDC||20261125093000+0000||||||F',
  'OBX|5|CWE|721026^MDC_IDC_SESS_TYPE^MDC||754053^MDC_IDC_ENUM_SESS_TYPE_RemoteScheduled^MDC||||||F',
  'OBX|6|CWE|730752^MDC_IDC_SET_BRADY_MODE^MDC||754760^MDC_IDC_ENUM_BRADY_MODE_DDD^MDC||||||F',
  'OBX|7|CWE|721280^MDC_IDC_MSMT_BATTERY_STATUS^MDC||754113^MDC_IDC_ENUM_BATTERY_STATUS_BOS^MDC||||||F',
  'OBX|8|NM|721536^MDC_IDC_MSMT_BATTERY_REMAINING_PERCENTAGE^MDC||87|%^^UCUM|||||F',
  'OBX|9|NM|721344^MDC_IDC_MSMT_BATTERY_VOLTAGE^MDC||2.98|V^^UCUM|||||F',
  '',
].join('\r')

/** A desk over a real record and a real folder; `again` is the desk of the next run. */
function bench(folder: string) {
  const { writer } = openStoreWriter(openOptions(folder))
  const { reader } = openStoreReader(openOptions(folder))
  const inbox = join(folder, 'inbox')
  mkdirSync(inbox)
  const time = new ManualTime(NOW)
  const occupants: Occupant[] = []
  const make = (config: RemoteConfig = { folder: 'inbox' }) => {
    const parts = {
      store: {
        remote: async (step: RemoteStep) => writer.remote(step),
        read: { remote: async () => reader.remote() },
      },
      clock: time,
      timers: time,
      baseDir: folder,
      nowUtcMs: () => time.utcMs(time.monotonicMs()),
      stationChanged: () => undefined,
      occupants: () => occupants,
      setPaced: async (one: Occupant) =>
        void occupants.splice(occupants.indexOf(one), 1, { ...one, paced: 'yes' }),
      // Only what the desk uses of the engine.
    } as unknown as RemoteDeskParts
    return new RemoteDesk(parts, config)
  }
  /** Lets the desk look until a place of the folder has so many files. */
  const until = (place: string, files: number) =>
    waitFor(() => {
      time.advance(LOOK_MS)
      const there = existsSync(join(inbox, place)) ? readdirSync(join(inbox, place)) : []
      return there.filter((name) => !name.endsWith('.txt')).length === files
    }, `${files} files in ${place}`)
  return { writer, reader, inbox, make, until, occupants, time }
}

describe('readings from elsewhere', () => {
  it(
    'wait in the holding list, land by two identifiers, and are shown only once the patient has agreed',
    async () => {
      await withFolder(async (folder) => {
        const { inbox, make, until, writer, reader } = bench(folder)
        const desk = make()
        await desk.begin()
        writeFileSync(join(inbox, 'one.csv'), csv())
        await until('done', 1)
        expect(desk.heldReports()).toMatchObject([
          { ...WHO, readings: 1, cause: 'unknown', isRefused: false },
        ])
        expect(desk.view()).toEqual({ held: 1, problem: '', folder: inbox, refused: null })

        const seq = await desk.enrol(WHO, 'AB')
        expect(desk.heldReports()).toEqual([])
        expect(desk.patients()).toMatchObject([{ seq, consent: null, lastContactUtcMs: null, withheld: 1 }])
        const one = () => {
          const found = desk.patient(seq)
          if (found === undefined) throw new TypeError('nobody')
          return found
        }
        expect(desk.day(one(), DAY)).toEqual([])
        await desk.setConsent(one(), CONSENT)
        expect(desk.patients()).toMatchObject([
          { consent: CONSENT, withheld: 0, lastContactUtcMs: Date.UTC(2026, 10, 27, 7, 30) },
        ])
        expect(desk.day(one(), DAY)).toMatchObject([{ label: 'SpO2', readings: [{ value: 93 }] }])

        // The same file again, and one of somebody whose birth date is another.
        writeFileSync(join(inbox, 'again.csv'), csv())
        writeFileSync(join(inbox, 'other.csv'), csv({ birthDate: '1971-12-31', value: '50' }))
        await until('done', 3)
        expect(desk.day(one(), DAY)).toMatchObject([{ readings: [{ value: 93 }] }])
        const [held] = desk.heldReports()
        expect(held).toMatchObject({ cause: 'secondDiffers' })
        await desk.refuse(held?.seq ?? 0, true)
        expect([desk.view()?.held, desk.heldReports()[0]?.isRefused]).toEqual([0, true])
        await desk.refuse(held?.seq ?? 0, false)
        expect(desk.view()?.held).toBe(1)

        await desk.setConsent(one(), null)
        expect([desk.day(one(), DAY), desk.patients()[0]?.withheld]).toEqual([[], 1])
        await desk.close()
        const next = make()
        await next.begin()
        expect(next.patients()).toEqual(desk.patients())
        expect(next.heldReports()).toEqual(desk.heldReports())
        // Asked again, if anything about who it is was another.
        await next.setConsent(one(), CONSENT)
        await next.enrol(WHO, 'AB')
        expect(next.patients()[0]?.consent).toEqual(CONSENT)
        await next.enrol({ ...WHO, name: 'Test P. Person' }, 'AB')
        expect(next.patients()[0]?.consent).toBeNull()
        await next.end(one(), true)
        writeFileSync(join(inbox, 'late.csv'), csv({ value: '92' }))
        await until('done', 4)
        expect(next.heldReports()[0]).toMatchObject({ cause: 'unknown' })
        await next.close()
        for (const part of [writer, reader]) part.close()
        expect(verifyStore(openOptions(folder)).findings).toEqual([])
      })
    },
    DISK_TEST_TIMEOUT_MS,
  )

  it(
    'that cannot be used lie beside a sentence, and nothing of a file that is still written is taken',
    async () => {
      await withFolder(async (folder) => {
        const { inbox, make, until, time, writer, reader } = bench(folder)
        const desk = make()
        await desk.begin()
        await desk.enrol(WHO, 'AB')
        writeFileSync(join(inbox, 'bad.csv'), csv({ value: '930' }))
        writeFileSync(join(inbox, 'bad.hl7'), 'no message')
        writeFileSync(join(inbox, 'readme.txt'), 'passed over')
        mkdirSync(join(inbox, 'a-folder.csv'))
        await until('refused', 2)
        const sentences = readdirSync(join(inbox, 'refused'))
          .filter((name) => name.endsWith('.txt'))
          .map((name) => readFileSync(join(inbox, 'refused', name), 'utf8'))
        expect(sentences.join()).toMatch(/bad\.csv was not taken: line 2: 930 is no value of/)
        expect(sentences.join()).toMatch(/bad\.hl7 was not taken: it is no HL7 message/)
        expect(readdirSync(inbox)).toContain('readme.txt')
        expect(desk.patients()[0]?.withheld).toBe(0)
        await waitFor(() => desk.view()?.refused?.files === 2, 'the end of that look')
        expect(desk.view()?.refused?.sentence).toContain('was not taken')

        // Who still wrote it writes on where it lies now: it is read again, whole, and its sentence goes.
        const half = csv().slice(0, -4)
        writeFileSync(join(inbox, 'slow.csv'), half)
        await until('refused', 3)
        const slow = readdirSync(join(inbox, 'refused')).find((name) => name.endsWith('slow.csv')) ?? ''
        appendFileSync(join(inbox, 'refused', slow), csv().slice(-4))
        await until('done', 1)
        expect(readdirSync(join(inbox, 'refused')).filter((name) => name.includes('slow'))).toEqual([])
        // One that was cut between two lines was read as far as it went.
        writeFileSync(join(inbox, 'long.csv'), csv({ value: '94' }))
        await until('done', 2)
        const long = readdirSync(join(inbox, 'done')).find((name) => name.endsWith('long.csv')) ?? ''
        appendFileSync(join(inbox, 'done', long), `${csv({ value: '95' }).split('\n')[1]}\n`)
        await waitFor(() => {
          time.advance(LOOK_MS)
          return desk.patients()[0]?.withheld === 3
        }, 'the whole of the long one')
        await desk.close()
        for (const part of [writer, reader]) part.close()
      })
    },
    DISK_TEST_TIMEOUT_MS,
  )

  it(
    'go with their patient when the patient is erased',
    async () => {
      await withFolder(async (folder) => {
        const { inbox, make, until, writer, reader } = bench(folder)
        const desk = make()
        await desk.begin()
        await desk.enrol(WHO, 'AB')
        writeFileSync(join(inbox, 'one.csv'), csv())
        await until('done', 1)
        expect(desk.patients()).toHaveLength(1)
        writer.erase({ patient: WHO.patient, reason: 'asked for in writing', endsStays: false }, BY)
        eraseToEnd(writer, BY)
        await desk.lookAgain()
        expect([desk.patients(), desk.heldReports(), reader.remote()]).toEqual([[], [], []])
        await desk.close()
        for (const part of [writer, reader]) part.close()
      })
    },
    DISK_TEST_TIMEOUT_MS,
  )

  it(
    'H11 of an implant land on somebody in a bed by two identifiers, who is paced from then on unless a person says otherwise',
    async () => {
      await withFolder(async (folder) => {
        const { inbox, make, until, occupants, time, writer, reader } = bench(folder)
        const desk = make()
        await desk.begin()
        writeFileSync(join(inbox, 'implant.hl7'), IMPLANT)
        await until('done', 1)
        expect(desk.heldReports()).toMatchObject([{ cause: 'unknown' }])
        occupants.push({ bed: 'b2', ...WHO, birthDate: '1971-01-01', paced: 'unknown' })
        time.advance(LOOK_MS)
        await waitFor(() => desk.heldReports()[0]?.cause === 'secondDiffers', 'another look')
        expect([occupants[0]?.paced, desk.implantIn('b2')]).toEqual(['unknown', null])

        occupants.splice(0, 1, { bed: 'b1', ...WHO, paced: 'no' })
        await waitFor(() => {
          time.advance(LOOK_MS)
          return occupants[0]?.paced === 'yes'
        }, 'the paced state')
        expect(desk.heldReports()).toEqual([])
        expect(desk.implantIn('b1')).toMatchObject({
          kind: 'pacemaker',
          mode: 'DDD',
          battery: { status: 'BOS' },
        })
        await waitFor(() => reader.remote()[0]?.state === 'paced', 'that it was taken into account')
        // A person knows better: the same report changes nothing again, nor does the next run.
        occupants.splice(0, 1, { bed: 'b1', ...WHO, paced: 'no' })
        await desk.close()
        const next = make()
        await next.begin()
        for (let look = 0; look < 3; look++) {
          time.advance(LOOK_MS)
          await Promise.resolve()
        }
        expect(occupants[0]?.paced).toBe('no')
        expect(next.implantIn('b1')).toMatchObject({ maker: 'Maker', model: 'Model 1' })
        // At a later stay of which nobody has said either, it counts again.
        occupants.splice(0, 1, { bed: 'b3', ...WHO, paced: 'unknown' })
        await waitFor(() => {
          time.advance(LOOK_MS)
          return occupants[0]?.paced === 'yes'
        }, 'the paced state of the later stay')
        await next.close()
        for (const part of [writer, reader]) part.close()
      })
    },
    DISK_TEST_TIMEOUT_MS,
  )

  it(
    'H11 of an implant that come as messages alone, without a folder, are paced as well, before or after they came',
    async () => {
      await withFolder(async (folder) => {
        const { make, occupants, time, writer, reader } = bench(folder)
        const desk = make({ listen: `listen:127.0.0.1:${await freePort()}` })
        await desk.begin()
        const [answer] = await desk.take(new TextEncoder().encode(IMPLANT))
        expect(new TextDecoder().decode(answer)).toContain('MSA|AA|I1')
        expect(desk.heldReports()).toMatchObject([{ cause: 'unknown', isImplant: true }])
        occupants.push({ bed: 'b1', ...WHO, paced: 'unknown' })
        await waitFor(() => {
          time.advance(LOOK_MS)
          return occupants[0]?.paced === 'yes'
        }, 'the paced state')
        expect([desk.heldReports(), desk.implantIn('b1')?.mode]).toEqual([[], 'DDD'])
        await desk.close()
        for (const part of [writer, reader]) part.close()
      })
    },
    DISK_TEST_TIMEOUT_MS,
  )
})
