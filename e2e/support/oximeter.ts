import { openDeviceServer } from './device-server.ts'

/** As the monitor does: a line a second. */
const LINE_EVERY_MS = 1_000

/** An oximeter behind a device server that shows what the test says. */
export interface Oximeter {
  /** Bed of a config that reads it. */
  readonly bed: {
    readonly id: string
    readonly label: string
    readonly driver: string
    readonly link: string
  }
  /** From the next line on. Saturation in percent, pulse rate per minute. */
  show(spo2Percent: number, ratePerMinute?: number): void
  close(): Promise<void>
}

/** Starts an oximeter for a bed. The caller closes it. */
export async function startOximeter(id: string, label: string): Promise<Oximeter> {
  const three = (value: number) => value.toString().padStart(3, '0')
  let line = ''
  const show = (spo2Percent: number, ratePerMinute = 72) => {
    line = `SPO2=${three(spo2Percent)} HR=${three(ratePerMinute)}\r\n`
  }
  show(97)
  const { link, close } = await openDeviceServer((socket) => {
    const timer = setInterval(() => socket.write(line), LINE_EVERY_MS)
    return () => clearInterval(timer)
  })
  return { bed: { id, label, driver: 'nonin-ascii', link }, show, close }
}
