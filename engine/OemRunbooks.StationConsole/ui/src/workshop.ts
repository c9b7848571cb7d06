/** The editor of a runbook. */
export function edit(): void {}
