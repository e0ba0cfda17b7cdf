import type { DeviceGuide } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: 'Any wearable with a standard Bluetooth health profile',
      cable:
        "A bridge on USB (nRF52 or ESP32) that passes each notification on as a line of JSON with a check: see the driver's README.",
      pins: [],
    },
    {
      models: 'The same without a bridge',
      cable:
        'A Bluegiga BLED112 dongle in a USB port of this PC. It shows as a serial port; any speed will do. Set "wire" to "dongle".',
      pins: [],
    },
  ],
  steps: [
    'Pair each wearable with the bridge, or switch it on near the dongle, and write down its address.',
    'Enter the addresses of the patient as "devices" of the bed. Without it the only wearable of its kind is taken.',
    'End the connection of telephones: most wearables talk to one partner only.',
  ],
  faults: [
    { seen: 'No lines.', todo: 'The bridge sees no wearable: battery, distance, or a telephone holds it.' },
    {
      seen: 'A dongle, and no wearable.',
      todo: 'Its address is not in "devices", it is out of reach, or a telephone or another station holds it.',
    },
    { seen: 'Only refused lines.', todo: 'The bridge sends no check.' },
    { seen: 'Values come and go.', todo: 'The wearable is at the edge of the reach.' },
    {
      seen: 'One kind has no value.',
      todo: 'Two devices of it are in reach, or its address is not in "devices".',
    },
  ],
  proven: [],
  unproven: ['All of it: profile definitions and open libraries agree, no wearable was connected.'],
}
