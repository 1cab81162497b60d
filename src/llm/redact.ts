const REDACTED = '[redacted]';
/** What looks like a key, whoever's it is. */
const KEY_SHAPES = /\b(?:sk|pk|rk)-[A-Za-z0-9_-]{16,}|\b(Bearer\s+)[A-Za-z0-9._~+/-]{16,}=*/g;

/** Takes secrets out of texts that will be printed or kept. */
export type Redact = (text: string) => string;

/** Replaces the secrets, as they are and as JSON and addresses write them, and whatever looks like a key. */
export function redactor(secrets: readonly string[]): Redact {
  const forms = secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (text) =>
    longestFirst
      .reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text)
      .replace(KEY_SHAPES, (_, bearer: string | undefined) => `${bearer ?? ''}${REDACTED}`);
}
