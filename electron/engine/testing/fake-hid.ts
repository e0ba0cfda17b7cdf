import type { HidDeviceInfo, HidHandle, HidSystem } from '../link/hid-system.ts'

/** The oximeter of the tests as the system lists it. */
export const FAKE_OXIMETER: HidDeviceInfo = {
  path: '/dev/hidraw3',
  vendorId: '28e9',
  productId: '028a',
  serialNumber: 'A1',
  maker: 'CONTEC',
  product: 'Pulse Oximeter',
}

/** The HID devices of a PC without any: a test plugs them in, speaks for them and pulls them out. */
export class FakeHid implements HidSystem {
  devices: readonly HidDeviceInfo[] = []
  /** Why the next open fails, or null. */
  refusal: string | null = null
  /** Why writing fails, or null. */
  writeRefusal: string | null = null
  readonly opened: string[] = []
  readonly written: number[][] = []
  closes = 0
  lists = 0
  #onReport: ((report: Uint8Array) => void) | null = null
  #onFailure: ((message: string) => void) | null = null

  readonly load = (): Promise<HidSystem> => Promise.resolve(this)

  list(): Promise<readonly HidDeviceInfo[]> {
    this.lists++
    return Promise.resolve(this.devices)
  }

  open(path: string): Promise<HidHandle> {
    if (this.refusal !== null) return Promise.reject(new TypeError(this.refusal))
    this.opened.push(path)
    return Promise.resolve({
      listen: (onReport, onFailure) => {
        this.#onReport = onReport
        this.#onFailure = onFailure
      },
      write: (report) => {
        if (this.writeRefusal !== null) return Promise.reject(new TypeError(this.writeRefusal))
        this.written.push([...report])
        return Promise.resolve()
      },
      close: () => {
        this.closes++
        return Promise.resolve()
      },
    })
  }

  /** The device sends a report. */
  report(bytes: Uint8Array): void {
    this.#onReport?.(bytes)
  }

  /** The device is pulled out while it is open. */
  unplug(): void {
    this.devices = []
    this.#onFailure?.('could not read from HID device: No such device')
  }
}
