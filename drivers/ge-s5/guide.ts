import type { DeviceGuide } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: 'AS/3, CS/3, S/5, Cardiocap/5 (S/5 AM: port X8)',
      cable: 'Null modem, DB9 female to female, with RTS and CTS crossed.',
      pins: [
        { monitor: '2', signal: 'the monitor receives', pc: '3' },
        { monitor: '3', signal: 'the monitor sends', pc: '2' },
        { monitor: '5', signal: 'ground', pc: '5' },
        { monitor: '7', signal: 'RTS', pc: '8' },
        { monitor: '8', signal: 'CTS', pc: '7' },
      ],
    },
    {
      models: 'B20, B40, B105, B125, B155 (the red-marked port of the M models)',
      cable: 'Straight cable, DB9 male at the monitor. On B20 and B40 leave pin 4 open.',
      pins: [
        { monitor: '2', signal: 'the monitor sends', pc: '2' },
        { monitor: '3', signal: 'the monitor receives', pc: '3' },
        { monitor: '5', signal: 'ground', pc: '5' },
        { monitor: '7', signal: 'CTS', pc: '7' },
        { monitor: '8', signal: 'RTS', pc: '8' },
      ],
    },
    {
      models: 'CARESCAPE B450, B650, B850',
      cable:
        "An ATEN UC-232A adapter in the monitor's own USB port (the B850 also takes a generic PL2303), then a null modem, female to female.",
      pins: [],
    },
  ],
  steps: [
    'Most models send by themselves as soon as they are asked: nothing is to be set.',
    'B105M, B125M, B155M from software 4 on: in the service menu set S/5 channel 1 to Serial, 19200.',
    'CARESCAPE from software 3 on may be set to 115200; then write the same rate at the bed.',
  ],
  faults: [
    {
      seen: 'Silence.',
      todo: 'Wrong cable: change between straight and null modem. On B20 and B40 look at pin 4.',
    },
    {
      seen: 'Numbers come, waves stop after seconds.',
      todo: 'RTS and CTS are not joined: the monitor stops waves when CTS holds it for 2 s. Use a cable with pins 7 and 8.',
    },
    {
      seen: 'Only damaged frames.',
      todo: 'Parity or rate: the line is 19200 8E1 unless the monitor was set to 115200.',
    },
  ],
  proven: [
    'Recordings of an S/5 and of a CARESCAPE monitor: records, numbers, waves, alarms, and what is lost on a bad line.',
  ],
  unproven: ['ST, airway resistance and scales of tidal volume were never seen with real values.'],
}
