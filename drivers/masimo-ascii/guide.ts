import { type DeviceGuide, PLAIN_DB9 } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: 'Rad-8, Rad-87, Rad-57; Radical-7 on its docking station',
      cable: 'DB9 female at the instrument, crossed to the PC.',
      pins: PLAIN_DB9,
    },
  ],
  steps: [
    'Rad-8: menu level 3, serial setting: choose ASCII 1 (it leaves the factory with ASCII 2).',
    'Rad-87: ASCII 1 is the factory setting.',
  ],
  faults: [
    { seen: 'Lines come and are not read.', todo: 'ASCII 2 is a menu and not data: choose ASCII 1.' },
    { seen: 'Dashes.', todo: 'No sensor, or its signal is too low: see the instrument.' },
  ],
  proven: ['Lines of a Rad-8 and of two Radical-7, with and without a sensor.'],
  unproven: [
    'Carboxy- and methaemoglobin, oxygen content and the other extra values were recorded without a value only.',
  ],
}
