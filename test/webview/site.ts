import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const codicons = 'node_modules/@vscode/codicons/dist';

/** The toolkit takes the nonce from the meta element for the style element that it tries the browser with. */
function html(nonce: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta property="csp-nonce" content="${nonce}">
<title>Compare Runs</title>
<link rel="stylesheet" href="codicon.css">
</head>
<body>
<script nonce="${nonce}" src="editor.js"></script>
<runstone-compare></runstone-compare>
<script nonce="${nonce}" src="compare.js"></script>
</body>
</html>`;
}

export interface Site {
  readonly url: string;
  close(): void;
}

/** Serves the page on the loopback under the policy that it has in the editor. */
export async function serveSite(
  scripts: Readonly<Record<'editor.js' | 'compare.js', string>>,
): Promise<Site> {
  const nonce = randomBytes(16).toString('base64');
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'self' 'nonce-${nonce}'; font-src 'self'; img-src 'self' data:`;
  const server: Server = createServer((request, response) => {
    const name = (request.url ?? '/').slice(1).replace(/\?.*/, '');
    const send = (type: string, body: string | Buffer) =>
      response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(body);
    if (name === '') return send('text/html', html(nonce));
    if (name === 'editor.js' || name === 'compare.js') return send('text/javascript', scripts[name]);
    if (name === 'favicon.ico') return response.writeHead(204).end();
    if (name === 'codicon.css') return send('text/css', readFileSync(`${codicons}/codicon.css`));
    if (name === 'codicon.ttf') return send('font/ttf', readFileSync(`${codicons}/codicon.ttf`));
    return response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
