import type { DeviceGuide } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: 'Capnostream 20',
      cable: "The RS-232 data cable of the monitor's accessories; how its plug is wired is not said openly.",
      pins: [],
    },
  ],
  steps: [
    'In the menu of the device choose its RS-232 protocol for data transfer and read the rate there: 115200 or 9600.',
    'Set the CO2 units to mmHg: how other units are written on this line is not certain, and Vigil shows no CO2 in them.',
  ],
  faults: [
    { seen: 'Silence.', todo: 'The wrong cable, or another protocol is chosen in the menu.' },
    { seen: 'Damaged frames only.', todo: 'The rate: try 115200 and 9600, or use "Find the device".' },
    { seen: 'No CO2 numbers and no capnogram.', todo: 'The CO2 units of the device are kPa or Vol %.' },
    {
      seen: 'The capnogram is hatched.',
      todo: 'The device purges, starts up, is occluded or has no FilterLine: look at its screen.',
    },
  ],
  proven: [],
  unproven: [
    'All of it: two open drivers agree, no device was connected. Hold each value against its screen.',
  ],
}
