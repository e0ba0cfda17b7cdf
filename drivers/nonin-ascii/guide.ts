import type { DeviceGuide } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: '8500, 8600V, 9840, 9847, Avant 9600',
      cable: "The maker's serial cable; its pins were not verified here.",
      pins: [],
    },
  ],
  steps: ['Nothing is known to be set: the oximeter sends a line a second by itself.'],
  faults: [
    { seen: 'Silence.', todo: 'Try another port, and a null modem.' },
    { seen: 'Values vanish.', todo: 'The line does not say why: look at the sensor.' },
  ],
  proven: [],
  unproven: ['All of it: one manual and one open reader agree. Hold each value against its display.'],
}
