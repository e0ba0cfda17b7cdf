import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import {
  forbiddenSentence,
  groupName,
  groupSentence,
  isGone,
  openSentence,
  serialCause,
} from './serial-errors.ts'

it.each([
  ['Error: No such file or directory, cannot open /dev/ttyUSB9', 'portMissing'],
  ['Opening COM9: File not found', 'portMissing'],
  ['Error Resource temporarily unavailable Cannot lock port', 'portBusy'],
  ['Error: Device or resource busy, cannot open /dev/ttyUSB0', 'portBusy'],
  ['Opening COM3: Access denied', 'portBusy'],
  ['Error: Permission denied, cannot open /dev/ttyUSB0', 'portForbidden'],
  ['Error: Bad file descriptor', 'error'],
])('%s is %s', (message, cause) => {
  expect(serialCause(message)).toBe(cause)
})

it.each([
  ['EIO: i/o error, write', true],
  ['Error: Input/output error, cannot write', true],
  ['ENXIO: no such device or address, read', true],
  ['Error: Bad file descriptor', false],
])('of an open port, %s means that its device is gone: %s', (message, gone) => {
  expect(isGone(message)).toBe(gone)
})

it('finds the name of a group', () => {
  const file = 'root:x:0:\n\ndialout:x:20:someone\n'
  expect(groupName(file, 20)).toBe('dialout')
  expect(groupName(file, 999)).toBe('999')
})

it('names the group that may open a forbidden port', async () => {
  const file = `${temporaryFolder()}/port`
  writeFileSync(file, '')
  chmodSync(file, 0)
  const { gid } = statSync(file)
  const group = groupName(readFileSync('/etc/group', 'utf8'), gid)
  expect(await forbiddenSentence(file)).toBe(groupSentence(file, gid, group))
  expect(groupSentence('/dev/ttyUSB0', 20, 'dialout')).toBe(
    'This user may not open /dev/ttyUSB0. Its group is "dialout": run "sudo usermod -aG dialout $USER" and sign in again.',
  )
  expect(await forbiddenSentence(`${file}-gone`)).toContain('ask the administrator')
})

it('never advises to join the administrators', () => {
  const sentence = groupSentence('/dev/ttyS0', 0, 'root')
  expect(sentence).toContain('KERNEL=="ttyS0", GROUP="dialout"')
  expect(sentence).not.toContain('usermod')
})

it('has a sentence for each way in which a port does not open', async () => {
  expect(await openSentence('portMissing', '/dev/x', '')).toContain('/dev/x is not there')
  expect(await openSentence('portBusy', '/dev/x', '')).toContain('in use by another program')
  expect(await openSentence('error', '/dev/x', 'strange')).toContain('(strange)')
})
