import { expect, it } from 'vitest'
import { inventListener, inventRefusal } from '../fixture/senders.ts'
import {
  isAboutSenders,
  isBindable,
  listenerRules,
  listenerSentence,
  refusalSentence,
  senderText,
  timesText,
} from './sender-facts.ts'

it('is there once a bed listens or is about to', () => {
  expect(isAboutSenders([], 'serial:/dev/ttyUSB0')).toBe(false)
  expect(isAboutSenders([], ' Listen:127.0.0.1:2575')).toBe(true)
  expect(isAboutSenders([inventListener()], 'sim:')).toBe(true)
})

it('says in one sentence how a port stands', () => {
  expect(listenerSentence(inventListener())).toBe('Open. 1 connected: 192.168.10.20.')
  expect(listenerSentence(inventListener({ connected: ['10.0.0.1', '10.0.0.1'] }))).toBe(
    'Open. 2 connected: 10.0.0.1.',
  )
  expect(listenerSentence(inventListener({ connected: [] }))).toBe('Open. Nobody is connected.')
  expect(listenerSentence(inventListener({ state: 'opening' }))).toBe('The port is being opened.')
  expect(listenerSentence(inventListener({ state: 'failed', cause: 'portReserved' }))).toBe(
    'This user may not listen on 192.168.10.5:2575. Choose a port from 1024 on, here and in the sender.',
  )
})

it('says who may send and how the port is protected', () => {
  expect(listenerRules(inventListener())).toEqual([
    'May send: 192.168.10.20, 192.168.11.0/24.',
    'Encrypted with TLS. A sender must show its certificate.',
  ])
  expect(listenerRules(inventListener({ allowed: [], tls: false, everyNetwork: true }))).toEqual([
    'Nobody may send yet.',
    'Not encrypted.',
    'Every network of this PC can reach this port.',
  ])
})

it('says who was turned away, why and how often', () => {
  const sender = inventRefusal(2, 'noBed')
  expect(senderText(sender)).toBe('MINDRAY_EGATEWAY 00A03700271CFB58, MINDRAY, place ICU^R2^B02')
  expect(refusalSentence(sender)).toBe('No bed takes messages of this sender and place.')
  expect(timesText(sender)).toMatch(/^4 times, last \d\d:\d\d:\d\d$/)
  expect(timesText(inventRefusal(1, 'noBed'))).toMatch(/^once, /)
  expect(senderText(inventRefusal(1, 'tlsFailed', false))).toBe('')
})

it('offers a bed only where that ends the refusal', () => {
  expect(isBindable(inventRefusal(1, 'addressNotAllowed'))).toBe(true)
  expect(isBindable(inventRefusal(1, 'messageTooLong'))).toBe(false)
})
