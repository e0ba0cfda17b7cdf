"""An HL7 receiver made of python3-hl7: accepts every message over MLLP, prints each as one JSON line."""

import asyncio
import json
import sys

import hl7
from hl7.mllp import start_hl7_server


async def serve(reader, writer):
    while not writer.is_closing():
        try:
            message = await reader.readmessage()
        except asyncio.IncompleteReadError:
            break
        segments = [[str(field) for field in segment] for segment in message]
        print(json.dumps({"segments": segments}), flush=True)
        writer.writemessage(message.create_ack(sys.argv[1] if len(sys.argv) > 1 else "AA"))
        await writer.drain()


async def main():
    # A document is longer than the usual 64 KiB of a line.
    server = await start_hl7_server(serve, host="127.0.0.1", port=0, encoding="utf-8", limit=2**24)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    async with server:
        await server.serve_forever()


if hl7.__version__:
    asyncio.run(main())
