import type { ZodError } from 'zod'
import type { Driver } from '../../../drivers/driver.ts'
import { VigilError, type VigilErrorCode } from '../../ipc/contract.ts'
import { optionsOnLine } from '../link/options-on-line.ts'
import { isSameLine, isSimulated, parseLink } from '../link/spec.ts'
import { type CheckedBed, type CheckedDevice, linesOf } from './checked-bed.ts'
import { refuseDeafDriver, refuseListenClash } from './listen-beds.ts'
import { type BedConfig, configSchema, type DeviceConfig, type StationConfig } from './schema.ts'

type Issue = ZodError['issues'][number]

/** A path of zod in the words of JSON: `beds[0].link`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  )
}

function issueText(issue: Issue): string {
  const where = pathText(issue.path)
  if (issue.code === 'unrecognized_keys') {
    const key = pathText([...issue.path, issue.keys[0] ?? ''])
    return `the key "${key}" is not known: correct or remove it`
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) return `the key "${where}" is missing`
  // The sentence around it brings its own full stop.
  return `"${where === '' ? 'the file' : where}": ${issue.message.replace(/\.$/, '')}`
}

/**
 * What is wrong, in the order of the file; the first one is told. A key that is
 * not known goes before all else: a slip in a needed key makes it unknown and
 * the right one missing, and only the first is what stands in the file.
 */
export function firstProblem(error: ZodError): string {
  const issue = error.issues.find(({ code }) => code === 'unrecognized_keys') ?? error.issues[0]
  return issue === undefined ? 'it cannot be read' : issueText(issue)
}

function refuse(name: string, problem: string): never {
  throw new VigilError('configInvalid', `The config ${name} cannot be used: ${problem}.`)
}

/**
 * Reads a config. In: the text of the file and its name for sentences. Out: the
 * config with its defaults. Throws VigilError configInvalid with one sentence
 * that names the key; unknown keys are refused by name.
 */
export function parseConfig(text: string, name: string): StationConfig {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    refuse(name, `it is not JSON (${error instanceof Error ? error.message : String(error)})`)
  }
  const result = configSchema.safeParse(value, { reportInput: true })
  if (!result.success) refuse(name, firstProblem(result.error))
  const config = result.data
  refuseTwice(name, 'beds', config.beds)
  refuseTwice(name, 'destinations', config.destinations)
  return config
}

function refuseTwice(name: string, list: string, rows: readonly { readonly id: string }[]): void {
  const seen = new Set<string>()
  rows.forEach((row, index) => {
    if (seen.has(row.id))
      refuse(name, `"${list}[${index}].id" is "${row.id}" a second time: give each its own`)
    seen.add(row.id)
  })
}

/**
 * Checks what the schema cannot: that the driver is known, the link can be read
 * and the options are the driver's. Throws VigilError unknownDriver, badLink or
 * configInvalid with one sentence.
 */
export function checkBed(config: BedConfig, drivers: readonly Driver[]): CheckedBed {
  const driver = drivers.find(({ id }) => id === config.driver)
  if (driver === undefined) {
    const known = drivers.map(({ id }) => id).join(', ')
    throw new VigilError('unknownDriver', `The driver "${config.driver}" is not known: use one of ${known}.`)
  }
  const spec = parseLink(config.link)
  if (spec.kind === 'listen') refuseDeafDriver(driver, drivers)
  const options = driver.options.safeParse(config.options, { reportInput: true })
  if (!options.success) {
    const problem = firstProblem(options.error)
    throw new VigilError('configInvalid', `An option of the driver ${driver.id} cannot be used: ${problem}.`)
  }
  const checked = { config, driver, spec, options: optionsOnLine(driver, spec, options.data) }
  const devices = (config.devices ?? []).map((device) => checkDevice(config, device, drivers))
  if (devices.length === 0) return checked
  for (const { id, line } of devices) {
    if (isSimulated(line.spec) === isSimulated(spec)) continue
    throw new VigilError(
      'badLink',
      `The ${isSimulated(spec) ? 'monitor' : id} of ${config.label} is simulated or replayed and the ${isSimulated(spec) ? id : 'monitor'} is not: a bed has real devices or simulated ones.`,
    )
  }
  return { ...checked, devices }
}

function checkDevice(bed: BedConfig, device: DeviceConfig, drivers: readonly Driver[]): CheckedDevice {
  const { id, driver, link, options } = device
  const config = { driver, link, options, patient: null }
  try {
    return {
      id,
      line: checkBed({ ...config, id: `${bed.id}/${id}`, label: `${bed.label} ${id}` }, drivers),
    }
  } catch (error) {
    if (!(error instanceof VigilError)) throw error
    throw new VigilError(error.code, `The device "${id}": ${error.message}`)
  }
}

/** The key of a bed that a failure of checkBed is about. */
const KEY_OF_FAILURE: Readonly<Partial<Record<VigilErrorCode, string>>> = {
  unknownDriver: '.driver',
  badLink: '.link',
  configInvalid: '.options',
}

/**
 * Checks every bed of a config; the sentence of the first one that fails names
 * bed and key. One line feeds one bed.
 */
export function checkBeds(
  beds: readonly BedConfig[],
  drivers: readonly Driver[],
  name: string,
): readonly CheckedBed[] {
  const checked: CheckedBed[] = []
  beds.forEach((config, index) => {
    try {
      const bed = checkBed(config, drivers)
      refuseSharedLine(bed, checked)
      checked.push(bed)
    } catch (error) {
      if (!(error instanceof VigilError)) throw error
      const place = `beds[${index}]${KEY_OF_FAILURE[error.code] ?? ''}`
      throw new VigilError(error.code, `The config ${name} cannot be used, ${place}: ${error.message}`)
    }
  })
  return checked
}

/**
 * Throws VigilError badLink when another bed or device already uses a line of `bed`, or listens so that both cannot.
 */
export function refuseSharedLine(bed: CheckedBed, others: readonly CheckedBed[]): void {
  const taken = others
    .filter(({ config }) => config.id !== bed.config.id)
    .flatMap((other) => linesOf(other).map(({ line }) => line))
  for (const { line } of linesOf(bed)) {
    refuseTakenLine(line, taken)
    taken.push(line)
  }
}

function refuseTakenLine(bed: CheckedBed, others: readonly CheckedBed[]): void {
  refuseListenClash(bed, others)
  const user = others.find((other) => other.config.id !== bed.config.id && isSameLine(other.spec, bed.spec))
  if (user === undefined) return
  throw new VigilError(
    'badLink',
    `${user.config.label} already uses ${bed.config.link}: choose another port or remove that bed.`,
  )
}
