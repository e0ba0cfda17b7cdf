import { andTm2655 } from './and-tm2655/driver.ts'
import { berryBci } from './berry-bci/driver.ts'
import { berryPm6750 } from './berry-pm6750/driver.ts'
import { bitalino } from './bitalino/driver.ts'
import { bleHealth } from './ble-health/driver.ts'
import { capnostat5 } from './capnostat-5/driver.ts'
import { capnostream20 } from './capnostream-20/driver.ts'
import { contecCms50 } from './contec-cms50/driver.ts'
import { dinamapPro1000 } from './dinamap-pro1000/driver.ts'
import { draegerMedibus } from './draeger-medibus/driver.ts'
import type { Driver } from './driver.ts'
import { geS5 } from './ge-s5/driver.ts'
import { hamilton } from './hamilton/driver.ts'
import { healthOMeter } from './health-o-meter/driver.ts'
import { healthyPi } from './healthypi/driver.ts'
import { hl7Inbound } from './hl7-inbound/driver.ts'
import { ivyAnsarb } from './ivy-ansarb/driver.ts'
import { masimoAscii } from './masimo-ascii/driver.ts'
import { nellcorAscii } from './nellcor-ascii/driver.ts'
import { nonin } from './nonin/driver.ts'
import { noninAscii } from './nonin-ascii/driver.ts'
import { onetouchUltra2 } from './onetouch-ultra2/driver.ts'
import { openbciCyton } from './openbci-cyton/driver.ts'
import { pb840 } from './pb-840/driver.ts'
import { phaseinIrma } from './phasein-irma/driver.ts'
import { philipsIntellivue } from './philips-intellivue/driver.ts'
import { servoSci } from './servo-sci/driver.ts'
import { suntechNibp } from './suntech-nibp/driver.ts'

/** Every driver there is. To add one, add it here: nothing else needs to know. */
export const drivers: readonly Driver[] = [
  geS5,
  // Boards that take each byte for a command: a search asks in this order, and what others ask at their speed would start them.
  openbciCyton,
  bitalino,
  philipsIntellivue,
  hl7Inbound,
  contecCms50,
  nonin,
  berryPm6750,
  berryBci,
  ivyAnsarb,
  dinamapPro1000,
  pb840,
  draegerMedibus,
  hamilton,
  servoSci,
  capnostream20,
  capnostat5,
  bleHealth,
  masimoAscii,
  nellcorAscii,
  noninAscii,
  healthyPi,
  suntechNibp,
  onetouchUltra2,
  healthOMeter,
  andTm2655,
  phaseinIrma,
]

/** The driver of that id; undefined if there is none. */
export function driverById(id: string): Driver | undefined {
  return drivers.find((driver) => driver.id === id)
}
