import type { SerialSettings, Twin } from '../../../drivers/driver.ts'
import type { LinkCause } from '../../ipc/views.ts'
import { isSameWire } from '../detect/attempts.ts'
import type { Link, LinkEvents } from '../link/link.ts'
import type { Cancel } from '../timers.ts'
import type { ManualTime } from './manual-time.ts'

const SEND_EVERY_MS = 50
/** What a line at another speed makes of every byte. */
const GARBLED = 0xf8

/** A monitor on a serial port: right at its own settings, garbled at all others. */
export class MonitorOnWire {
  readonly #twin: Twin
  readonly #settings: SerialSettings | null
  readonly #time: ManualTime
  /** Why opening fails from here on, or null. */
  refusal: LinkCause | null = null
  /** How often opening still finds the port in use. */
  busyTimes = 0
  /** Settings that the port cannot take. */
  unfit: (settings: SerialSettings | null) => boolean = () => false
  readonly opened: (SerialSettings | null)[] = []
  /** Settings at which something was written, one a write. */
  readonly written: (SerialSettings | null)[] = []
  open = 0

  /** `settings`: null for a line without any. */
  constructor(twin: Twin, settings: SerialSettings | null, time: ManualTime) {
    this.#twin = twin
    this.#settings = settings
    this.#time = time
  }

  readonly linkOf = (settings: SerialSettings | null): Link => {
    let events: LinkEvents | null = null
    let stop: Cancel | null = null
    const fits = this.#settings === null || (settings !== null && isSameWire(settings, this.#settings))
    const close = (): void => {
      if (events !== null && stop !== null) this.open--
      stop?.()
      stop = null
      events = null
    }
    const fail = (cause: LinkCause): void => {
      const told = events
      close()
      told?.onClose(cause, `detail of ${cause}`)
    }
    return {
      kind: 'stream',
      simulated: false,
      open: (told) => {
        events = told
        this.#time.after(1, () => {
          if (events === null) return
          if (this.refusal !== null) return fail(this.refusal)
          if (this.unfit(settings)) return fail('error')
          if (this.opened.length > 0 && this.busyTimes > 0) {
            this.busyTimes--
            return fail('portBusy')
          }
          this.open++
          this.opened.push(settings)
          events.onOpen([])
          stop = this.#time.every(SEND_EVERY_MS, () => {
            const nowMs = this.#time.monotonicMs()
            const bytes = this.#twin.produce(nowMs)
            if (bytes.length > 0) events?.onBytes(fits ? bytes : bytes.map((byte) => byte ^ GARBLED), nowMs)
          })
        })
      },
      write: (bytes) => {
        this.written.push(settings)
        if (fits) this.#twin.receive(bytes, this.#time.monotonicMs())
        return true
      },
      close,
    }
  }
}
