/** A USB HID device of this PC as the system describes it. */
export interface HidDeviceInfo {
  /** What opens it now; changes when it is plugged in again. */
  readonly path: string
  /** Four hex digits in lower case, as in LINK texts. */
  readonly vendorId: string
  readonly productId: string
  readonly serialNumber: string | null
  readonly maker: string | null
  readonly product: string | null
}

/** An open HID device. */
export interface HidHandle {
  /** The reports as they come, each whole, and the first failure. The bytes are only valid during the call. */
  listen(onReport: (report: Uint8Array) => void, onFailure: (message: string) => void): void
  /** In: the number of the report (0: the device has only one kind) and its bytes. Rejects when the device is gone. */
  write(report: readonly number[]): Promise<void>
  close(): Promise<void>
}

/** The part of the system that knows HID devices; tests bring their own. */
export interface HidSystem {
  list(): Promise<readonly HidDeviceInfo[]>
  open(path: string): Promise<HidHandle>
}

const HEX = 16
const HEX_DIGITS = 4

/** A USB number as LINK texts write it. */
export function usbHex(number: number): string {
  return number.toString(HEX).padStart(HEX_DIGITS, '0')
}

function textOf(text: string | undefined): string | null {
  return text === undefined || text.trim() === '' ? null : text
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/**
 * The system's HID devices through node-hid, whose native part is loaded by the first
 * list or open. Rejects when the package is absent; list and open reject, each time
 * anew, while a library of the system that it needs is.
 */
export async function loadHidSystem(): Promise<HidSystem> {
  const { devicesAsync, HIDAsync } = await import('node-hid')
  return {
    async list() {
      const found = await devicesAsync()
      return found.flatMap(({ path, vendorId, productId, serialNumber, manufacturer, product }) =>
        path === undefined
          ? []
          : [
              {
                path,
                vendorId: usbHex(vendorId),
                productId: usbHex(productId),
                serialNumber: textOf(serialNumber),
                maker: textOf(manufacturer),
                product: textOf(product),
              },
            ],
      )
    },
    async open(path) {
      const device = await HIDAsync.open(path)
      return {
        listen(onReport, onFailure) {
          device.on('error', (error: unknown) => onFailure(messageOf(error)))
          device.on('data', (report: Buffer) => onReport(report))
        },
        async write(report) {
          await device.write([...report])
        },
        close: () => device.close(),
      }
    },
  }
}
