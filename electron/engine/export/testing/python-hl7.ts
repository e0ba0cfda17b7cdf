import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

const PYTHON = '/usr/bin/python3'
/** A document of 16 MiB, the longest that MLLP takes (INTEROP 1.9), and as much again. */
const MOST_BYTES = 33_554_432

/** Reads messages as python3-hl7 does; prints, for each, a list of segments as lists of field texts. */
const PARSE = `
import hl7, json, sys
messages = hl7.split_file(sys.stdin.buffer.read().decode('utf-8'))
print(json.dumps([[[str(field) for field in segment] for segment in hl7.parse(message)] for message in messages]))
`

/** The same of messages in a list, down to the leaves and without their escapes, but for the separators that MSH names. */
const LEAVES = `
import hl7, json, sys
def each(part, read):
    return [read(one) for one in (part if isinstance(part, list) else [part])]
def leaves(text):
    message = hl7.parse(text)
    def field(part, plain):
        leaf = (lambda one: one) if plain else message.unescape
        return each(part, lambda repeat: each(repeat, lambda component: each(component, leaf)))
    return [[field(part, str(segment[0]) == 'MSH' and place < 3) for place, part in enumerate(segment)] for segment in message]
print(json.dumps([leaves(text) for text in json.load(sys.stdin)]))
`

/** An MLLP receiver of python3-hl7 that acknowledges everything and prints what it got. */
const RECEIVE = `
import asyncio, hl7, json
from hl7.mllp import start_hl7_server
async def handle(reader, writer):
    try:
        while True:
            message = await reader.readmessage()
            print(json.dumps([[str(field) for field in segment] for segment in message]), flush=True)
            writer.writemessage(message.create_ack())
            await writer.drain()
    except asyncio.IncompleteReadError:
        writer.close()
async def main():
    server = await start_hl7_server(handle, host='127.0.0.1', port=0, encoding='utf-8')
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()
asyncio.run(main())
`

/** Segments of a message as a foreign parser read them; field 0 is the segment's name. */
export type ForeignSegments = readonly (readonly string[])[]

/** Has python3-hl7 read messages written one after the other; throws if it cannot. */
export function parseWithPython(text: string): readonly ForeignSegments[] {
  const output = execFileSync(PYTHON, ['-c', PARSE], { input: text, encoding: 'utf8', maxBuffer: MOST_BYTES })
  return JSON.parse(output) as readonly ForeignSegments[]
}

/** Fields of segments down to repetitions, components and sub-components; field 0 is the segment's name. */
export type ForeignLeaves = readonly (readonly (readonly (readonly (readonly string[])[])[])[])[]

/** Has python3-hl7 read each text as a message down to its leaves; throws if it cannot. */
export function leavesWithPython(texts: readonly string[]): readonly ForeignLeaves[] {
  const input = JSON.stringify(texts)
  const output = execFileSync(PYTHON, ['-c', LEAVES], { input, encoding: 'utf8', maxBuffer: MOST_BYTES })
  return JSON.parse(output) as readonly ForeignLeaves[]
}

/** A running receiver; `next` waits for the message after those already taken. */
export interface PythonReceiver {
  readonly port: number
  next(): Promise<ForeignSegments>
  /** The process stops where it is, with its port open: the system takes connections and bytes, nobody reads them. */
  freeze(): void
  thaw(): void
  close(): void
}

/** Starts the receiver on a free port of this computer. */
export async function startPythonReceiver(): Promise<PythonReceiver> {
  const child: ChildProcessWithoutNullStreams = spawn(PYTHON, ['-u', '-c', RECEIVE])
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const nextLine = async (): Promise<string> => {
    const line = await lines.next()
    if (line.done === true) throw new TypeError('"python3-hl7" ended: is the Debian package installed?')
    return line.value
  }
  const port = Number(await nextLine())
  return {
    port,
    next: async () => JSON.parse(await nextLine()) as ForeignSegments,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    close: () => {
      // A process that is stopped ends only when it goes on.
      child.kill('SIGCONT')
      child.kill()
    },
  }
}
