// Node with `ws` or `socket.io`, to be measured beside Rostrum: takes orders on standard input, says its port first.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const installed = createRequire(`${process.cwd()}/`);

/** How each package is made to listen, and to tell everybody. */
const servers = {
  ws(http) {
    const { WebSocketServer } = installed('ws');
    const server = new WebSocketServer({ server: http, perMessageDeflate: false });
    return (message) => {
      for (const client of server.clients) client.send(message);
    };
  },
  'socket.io'(http) {
    const { Server } = installed('socket.io');
    // No phone of the load answers its pings.
    const server = new Server(http, { perMessageDeflate: false, serveClient: false, pingInterval: 600_000 });
    return (message) => server.emit('patch', message);
  },
};

const http = createServer();
const tell = servers[process.argv[2]](http);
http.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => console.log(http.address().port));

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [bytes, ...stamps] = line.split(' ');
    for (const stamp of stamps) {
      const head = `{"type":"patch","stamp":"${stamp}","text":"`;
      tell(`${head}${'x'.repeat(Math.max(0, Number(bytes) - 2 - head.length))}"}`);
    }
  })
  .on('close', () => process.exit());
