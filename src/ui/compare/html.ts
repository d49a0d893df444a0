import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/**
 * The page's frame: everything it loads comes from the extension, and nothing runs but the one script. The toolkit
 * looks for the nonce in a meta element, for the style element with which it tries what the browser can do.
 */
export function comparePage(webview: vscode.Webview, root: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(root, name)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<meta property="csp-nonce" content="${nonce}">
<title>Compare Runs</title>
<link rel="stylesheet" href="${file('codicon.css')}">
</head>
<body>
<runstone-compare></runstone-compare>
<script nonce="${nonce}" src="${file('compare.js')}"></script>
</body>
</html>`;
}
