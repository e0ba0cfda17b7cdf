import { type Commands, VigilError } from '../../ipc/contract.ts'
import { linesOf } from '../config/checked-bed.ts'
import { resolveSpec } from '../config/load.ts'
import { checkBed } from '../config/parse.ts'
import { createLink, serialSettings } from '../link/create-link.ts'
import { hidViews, listHid } from '../link/hid-devices.ts'
import { loadHidSystem } from '../link/hid-system.ts'
import { listSerialPorts, portViews } from '../link/serial-ports.ts'
import { isSameLine, type LinkSpec, parseLink } from '../link/spec.ts'
import type { CommandContext } from './context.ts'

/** A test must not take what is meant for a bed: neither its line nor its messages. */
function isLineInUse(used: LinkSpec, wanted: LinkSpec): boolean {
  if (used.kind === 'listen' && wanted.kind === 'listen') return used.port === wanted.port
  return isSameLine(used, wanted)
}

/** A line is open once only: throws VigilError portBusy when a bed, a search or a test has it. */
function refuseUsed({ ward, detections, lineTests }: CommandContext, spec: LinkSpec): void {
  const lines = ward.settings.flatMap((bed) => linesOf(bed).map(({ line }) => line))
  const user = lines.find((line) => isLineInUse(line.spec, spec))
  if (user !== undefined) {
    throw new VigilError('portBusy', `${user.config.label} uses this line now: look at its tile instead.`)
  }
  if (isOn(detections.line, spec)) {
    throw new VigilError('portBusy', 'The monitor on this line is being searched for: wait or cancel that.')
  }
  if (isOn(lineTests.line, spec)) {
    throw new VigilError('portBusy', 'This line is being tested: stop the test first.')
  }
}

function isOn(line: string | null, spec: LinkSpec): boolean {
  return line !== null && isSameLine(parseLink(line), spec)
}

/** A bed is about to take the line: a search or a test on it ends. */
export function releaseLine({ detections, lineTests }: CommandContext, spec: LinkSpec): void {
  if (isOn(detections.line, spec)) detections.close()
  if (isOn(lineTests.line, spec)) lineTests.close()
}

/** Lists the serial ports of this PC, the HID devices that a driver knows, and the bed that uses each. */
export async function listPorts(context: CommandContext): Promise<Commands['ports.list']['reply']> {
  const [serial, hid] = await Promise.all([listSerialPorts(), listHid(loadHidSystem)])
  const beds = context.ward.settings.flatMap((bed) =>
    linesOf(bed).map(({ line }) => ({ id: bed.config.id, spec: line.spec })),
  )
  const problems = [serial.problem, hid.problem].filter((problem) => problem !== null)
  return {
    ports: [...portViews(serial.ports, beds), ...hidViews(hid.devices, context.drivers, beds)],
    problem: problems.length === 0 ? null : problems.join(' '),
  }
}

/** Runs a driver on a line that no bed uses yet, until it is stopped. */
export async function startLineTest(
  context: CommandContext,
  { driver, link, listenOnly = false, options = {} }: Commands['lineTest.start']['request'],
): Promise<Commands['lineTest.start']['reply']> {
  const { clock, timers, lineTests } = context
  const config = { id: 'check', label: 'check', driver, link, options, patient: null }
  const checked = checkBed(config, context.drivers)
  lineTests.close()
  if (listenOnly && checked.spec.kind === 'listen') {
    throw new VigilError(
      'badLink',
      'A sender to a port of this PC waits for an answer to each message: switch "Listen only" off.',
    )
  }
  refuseUsed(context, checked.spec)
  const spec = resolveSpec(checked.spec, context.baseDir)
  const hasSettings = spec.kind === 'serial' || spec.kind === 'serialUsb'
  return lineTests.start(link, {
    driver: checked.driver,
    options: checked.options,
    link: createLink(spec, checked.driver, clock, timers),
    serial: hasSettings ? serialSettings(checked.driver, spec.overrides) : null,
    listenOnly,
  })
}

/** The bytes of a test; who took them is in the audit before they leave. */
export async function captureLine(
  context: CommandContext,
  { run }: Commands['lineTest.capture']['request'],
): Promise<Commands['lineTest.capture']['reply']> {
  const { link, driver, vcap, leftOutBytes } = context.lineTests.capture(run)
  await context.audit('lineTest.capture', link, null, { driver, bytes: vcap.length })
  return { vcap, leftOutBytes }
}

/** Searches for the driver and the settings of a line that no bed uses. Writes to it only where `ask` is set. */
export function startDetection(
  context: CommandContext,
  { link, ask }: Commands['detect.start']['request'],
): Commands['detect.start']['reply'] {
  context.detections.close()
  const spec = parseLink(link)
  if (spec.kind === 'listen') {
    throw new VigilError(
      'badLink',
      'Who sends to a listening port is told by its messages: choose the driver hl7-inbound.',
    )
  }
  refuseUsed(context, spec)
  return context.detections.start({
    text: link,
    spec: resolveSpec(spec, context.baseDir),
    drivers: context.drivers,
    ask,
  })
}
