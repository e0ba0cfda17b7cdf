import type { Driver, SerialSettings } from './driver.ts'
import type { GuideNames, GuidePage } from './model/guide.ts'

/** Beyond these a list of names is counted, not read. */
const MOST_NAMES = 48

const FLOW: Readonly<Record<SerialSettings['flow'], string>> = {
  none: '',
  rtscts: ', RTS/CTS',
  xonxoff: ', XON/XOFF',
}

function lineText({ baud, dataBits, parity, stopBits, flow }: SerialSettings): string {
  return `${baud} ${dataBits}${parity.charAt(0).toUpperCase()}${stopBits}${FLOW[flow]}`
}

/** Parts of one pressure, which a list names once. */
const PRESSURE_PART = / (sys|dia|mean|MAP)$/

function namesOf(driver: Driver, kind: 'numeric' | 'wave'): GuideNames {
  const ofKind = driver.channels.filter((channel) => channel.kind === kind)
  const all = [...new Set(ofKind.map(({ label }) => label.replace(PRESSURE_PART, '')))]
  return { names: all.slice(0, MOST_NAMES), more: Math.max(0, all.length - MOST_NAMES) }
}

/** The page of a driver; null for one that has no guide, as those that a site makes of a file. */
export function guidePage(driver: Driver): GuidePage | null {
  const { id, vendor, models, guide, link, carriesAlerts, writes, evidence, undetectedErrorRate } = driver
  if (guide === undefined) return null
  return {
    ...guide,
    id,
    vendor,
    models,
    lines: [link.serial, ...link.candidates].map(lineText),
    numbers: namesOf(driver, 'numeric'),
    waves: namesOf(driver, 'wave'),
    carriesAlerts,
    forbidsAlarms: driver.forbidsAlarms === true,
    writes,
    evidence,
    undetectedErrorRate,
  }
}
