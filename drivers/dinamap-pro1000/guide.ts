import type { DeviceGuide } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: 'PRO 1000',
      cable:
        'Host port of the monitor; take connector and pins from its service manual, they were not verified here.',
      pins: [],
    },
  ],
  steps: [
    'The host port must send the native binary stream: where that is chosen is in the service manual of the monitor.',
    'The monitor then sends fifty blocks a second by itself.',
  ],
  faults: [
    {
      seen: 'Waves, and not one number.',
      todo: 'The stream holds numbers, but nobody has described which is which: read them from the monitor.',
    },
    {
      seen: 'Silence, or bytes outside any block.',
      todo: 'The port sends text or has another speed: try 19200 and 38400.',
    },
  ],
  proven: ['23 s of a PRO 1000: every one of 1,152 blocks, its check and its number.'],
  unproven: [
    'The two alarm bits: they were never seen set.',
    'Speed of the line, scale of the waves, and what the waves beside the ECG are.',
  ],
}
