import { type DeviceGuide, PLAIN_DB9 } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [{ models: 'All', cable: 'Null modem, DB9.', pins: PLAIN_DB9 }],
  steps: ['What is to be set at the device, one step a line.'],
  faults: [{ seen: 'What somebody sees.', todo: 'What it means and what to do.' }],
  proven: [],
  unproven: ['All of it: this device does not exist.'],
}
