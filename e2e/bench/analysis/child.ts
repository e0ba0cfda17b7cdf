/** One round of B11 in a process of its own. In: whether rhythm findings are on. Out: one line of JSON. */
import { analysedWard } from './ward.ts'

const WARM_UP_S = 30
const MEASURED_S = 120
const US_PER_S = 1e6
const HUNDRED = 100

const ward = analysedWard(process.argv[2] === 'on', WARM_UP_S + MEASURED_S)
ward.runTo(WARM_UP_S)
const cpu = process.cpuUsage()
ward.runTo(WARM_UP_S + MEASURED_S)
const { user, system } = process.cpuUsage(cpu)
const percentOfCore = (HUNDRED * (user + system)) / (US_PER_S * MEASURED_S)
process.stdout.write(`${JSON.stringify({ percentOfCore, ...ward.seen() })}\n`)
