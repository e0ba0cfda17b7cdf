import { expect, it } from 'vitest'
import { LinkLog } from '../testing/link-log.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { waitFor } from '../testing/wait-for.ts'
import { HidLink } from './hid.ts'
import { listHid } from './hid-devices.ts'
import { loadHidSystem } from './hid-system.ts'

/** No maker has this number. */
const NOBODY = { vendorId: 'ffff', productId: 'ffff', serialNumber: 'none' }

it('lists with the real module and does not find a device that is not there, or says what is missing', async () => {
  const { devices, problem } = await listHid(loadHidSystem)
  const time = new ManualTime()
  const log = new LinkLog()
  new HidLink(NOBODY, loadHidSystem, time, time).open(log)
  await waitFor(() => log.closed.length === 1, 'the refusal')
  if (problem === null) {
    for (const { vendorId, productId } of devices)
      expect(`${vendorId}:${productId}`).toMatch(/^[0-9a-f:]{9}$/)
    expect(log.closed[0]?.cause).toBe('portMissing')
    const system = await loadHidSystem()
    await expect(system.open('/dev/vigil-none')).rejects.toThrow(/open/)
  } else {
    // A PC without libusb: both ways end in the same sentence, and nothing else happens.
    expect(problem).toContain('install the package')
    expect(log.closed).toEqual([{ cause: 'libraryMissing', detail: problem }])
  }
})
