import type { DeviceGuide } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: 'Mindray eGateway and BeneVision, GE B105, B125 and B155, Philips Efficia, gateways',
      cable: 'The network of the ward. Vigil waits for the sender: the link is listen:ADDRESS:PORT.',
      pins: [],
    },
    {
      models: 'Mindray A5 and A7',
      cable: 'Network as above, or serial 115200 8N1 (57600 on some).',
      pins: [],
    },
  ],
  steps: [
    "At the sender enter this PC's address and the port of the listening link as destination for HL7 results (ORU). Mindray A5 and A7 expect port 1550 unless they are told another.",
    'Choose unsolicited results, each second or at the shortest interval there is, numbers and waves.',
    'Where alarms are a channel of their own (PCD-04), send them to the same port.',
    'In Set-up, wait until the sender is listed, then bind it to its bed: nothing is shown before.',
  ],
  faults: [
    {
      seen: 'No sender is listed.',
      todo: 'Firewall of this PC, wrong address, or the sender sends nothing yet: look whether it says "connected".',
    },
    {
      seen: 'The sender is listed and refused.',
      todo: 'It is not bound to a bed, or two senders say the same place: the sentence beside it says which.',
    },
    { seen: 'Numbers come once a minute.', todo: 'The interval is set at the sender.' },
    {
      seen: 'A value is missing and counted as refused.',
      todo: 'Its unit is not legal for its code: the sentence names both.',
    },
  ],
  proven: [],
  unproven: [
    'Published messages of a gateway, a Mindray A5, a GE B1x5 and of the HL7 and IHE guides are read whole; no sender was connected.',
    "The A7's check of four characters on serial lines; alarms of every maker but those in the published messages.",
  ],
}
