import type { DeviceGuide } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: 'BM1000, BM2000, SpO2 boards and probe cables with a USB plug',
      cable: 'The USB cable of the oximeter or probe: a serial port appears.',
      pins: [],
    },
  ],
  steps: [
    'Put the probe on a finger and wait for a reading.',
    'Choose this driver only for an oximeter of Berry: a Contec of the old kind sends packets that look alike, sixty a second instead of a hundred.',
  ],
  faults: [
    {
      seen: 'Silence, or only refused bytes.',
      todo: 'The rate of the cable is another: the sheet does not name it, 115200 is usual.',
    },
    {
      seen: 'Numbers come, and the pleth has gaps or runs late.',
      todo: 'It may be another oximeter with packets that look alike: choose the driver of its maker.',
    },
  ],
  proven: [],
  unproven: [
    "All of it: the vendor's sheet and three open programs agree, no oximeter was connected. Hold each value against its screen.",
  ],
}
