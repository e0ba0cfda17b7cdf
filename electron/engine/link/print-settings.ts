import type { SerialSettings } from '../../../drivers/driver.ts'

const PARITY_LETTER = { none: 'N', even: 'E', odd: 'O' } as const
const FLOW_WORDS = { none: '', rtscts: ', RTS/CTS', xonxoff: ', XON/XOFF' } as const

/** Line settings as people write them: `19200 8E1, RTS/CTS`. */
export function printSettings({ baud, dataBits, parity, stopBits, flow }: SerialSettings): string {
  return `${baud} ${dataBits}${PARITY_LETTER[parity]}${stopBits}${FLOW_WORDS[flow]}`
}
