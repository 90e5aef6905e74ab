/** Lines for the person at the terminal: standard output is for them, the log goes to standard error. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}
