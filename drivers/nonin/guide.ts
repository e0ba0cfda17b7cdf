import type { DeviceGuide } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: 'Xpod and iPod modules, USB versions, table-top 4100',
      cable: "The module's own serial or USB cable; 9600 8N1.",
      pins: [],
    },
    {
      models: '3150, 4100, 9560 by Bluetooth',
      cable: 'Pair it with the PC: a serial port appears.',
      pins: [],
    },
  ],
  steps: [
    'Put the sensor on a finger: the module sends by itself.',
    'The data format is kept in the oximeter and is never changed by Vigil; 2, 7, 8 and 13 are read.',
  ],
  faults: [
    { seen: 'Silence of a 9560.', todo: 'It sends one reading a measurement (format 13): measure again.' },
    {
      seen: 'Only refused bytes.',
      todo: 'Format 1 or the text lines of hand-held models: choose another format, or the driver nonin-ascii.',
    },
    {
      seen: 'Values show late.',
      todo: 'Format 8 has no check: it is trusted after eight seconds without an error.',
    },
  ],
  proven: ['One packet of format 2 of an iPod oximeter.'],
  unproven: ['Formats 7, 8 and 13, the pleth, sensor off and rates above 127: the text of the vendor alone.'],
}
