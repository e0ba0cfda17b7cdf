import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { ChannelFile, FromOwn, ToOwn } from './own-messages.ts'

type Sized = Extract<FromOwn, { type: 'size' }>
type Timed = Extract<FromOwn, { type: 'time' }>

/** The process that codes as Vigil does. Both calls fail with the process's sentence. */
export interface Own {
  /** Bytes of all blocks of a channel, each of which came back bit for bit. */
  size(channel: ChannelFile): Promise<number>
  time(channels: readonly ChannelFile[]): Promise<Timed>
  close(): Promise<void>
}

/** Asks once: the process answers every message with one. */
function ask(child: ChildProcess, message: ToOwn): Promise<Sized | Timed> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error('the process that codes waves ended'))
    child.once('exit', onExit)
    child.once('message', (value) => {
      child.off('exit', onExit)
      const answer = value as FromOwn
      if (answer.type === 'failed') reject(new Error(answer.sentence))
      else resolve(answer)
    })
    child.send(message)
  })
}

/** Starts the process. The caller closes it. */
export function startOwn(): Own {
  const child = fork(join(import.meta.dirname, 'own.ts'), [], {
    execArgv: ['--disable-warning=ExperimentalWarning', '--expose-gc'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    async size(channel) {
      return ((await ask(child, { type: 'size', channel })) as Sized).bytes
    },
    async time(channels) {
      return (await ask(child, { type: 'time', channels })) as Timed
    },
    async close() {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}
