/** Texts that do harm where they are taken for more than text. Each is valid UTF-8 and none is empty. */
export const hostileTexts = {
  script: '<script>window.harmed = 1</script>',
  'an image that fails': '<img src=x onerror="window.harmed = 1">',
  'an end of its element': '</span></div><svg onload="window.harmed = 1">',
  'an expression of a template': '$' + '{window.harmed = 1}{{7*7}}<%= 7 %>',
  entities: '&lt;b&gt; &amp;amp; &#60;i&#62;',
  'a link of Markdown that runs a command':
    '[run](command:workbench.action.quit) $(zap) ![i](https://a.example/i.png)',
  quotes: `"'\`\\"; DROP TABLE runs; --`,
  'escapes of a terminal':
    '\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u001b]8;;https://a.example\u001b\\link\u001b]8;;\u001b\\ \r\b\u009b2J',
  'right-to-left marks': 'model-\u202Etxt.exe\u202C \u2066\u05d0\u05d1\u2069 \u200f\u200b\ufeff',
  newlines:
    'one\ntwo\r\nthree\u2028four\u2029five\u0085six\n{"type":"run.finished","at":1,"status":"failed"}\n',
  'a path upwards': '../../../../../../../../tmp/runstone-escaped',
  'an absolute path': '/tmp/runstone-escaped',
  'paths of Windows': '..\\..\\C:\\Windows\\runstone-escaped. ',
  'a device of Windows': 'CON.txt',
  'names of its neighbours': 'main.jsonl',
  dots: '..',
  'wildcards and options': '--help -rf * ? [a-z] ~ $HOME %s %n {0}',
  'an inherited property': '__proto__',
  'characters of four bytes': '\u{1F980}\u{1F469}\u200D\u{1F52C} \u{10FFFF} e\u0301',
  'very long': `<b>${'long '.repeat(12_000)}</b>`,
} as const;

/** Longer than the client passes on, and than any place where it is shown. */
export const hundredKilobytes = `<i>${'ab\u00e4 '.repeat(25_000)}`;
