// Node with `ws`, to be measured beside Rostrum: takes orders on standard input, says its port first.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const { WebSocketServer } = createRequire(`${process.cwd()}/`)('ws');

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, backlog: 4096, perMessageDeflate: false });
server.on('listening', () => console.log(server.address().port));

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [bytes, ...stamps] = line.split(' ');
    for (const stamp of stamps) {
      const head = `{"type":"patch","stamp":"${stamp}","text":"`;
      const message = `${head}${'x'.repeat(Math.max(0, Number(bytes) - 2 - head.length))}"}`;
      for (const client of server.clients) client.send(message);
    }
  })
  .on('close', () => process.exit());
