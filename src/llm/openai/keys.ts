/** The environment, or a test's stand-in for it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a server is to be shown. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  /** The variable that the key came from. */
  readonly variable: string | undefined;
  readonly secrets: readonly string[];
}

/** Variables that hold secrets, all of them taken out of whatever is printed or kept. */
const SECRET_VARIABLES = [
  'HILGEN_API_KEY',
  'OPENAI_API_KEY',
  'OPENAI_ADMIN_KEY',
  'AZURE_OPENAI_API_KEY',
  'HF_TOKEN',
] as const;

/** Which hosts a variable's key is for; `HILGEN_API_KEY` is for whichever the user names. */
const OWNERS: readonly { readonly variable: string; readonly hosts: RegExp; readonly header?: string }[] = [
  { variable: 'OPENAI_API_KEY', hosts: /(^|\.)openai\.com$/ },
  { variable: 'AZURE_OPENAI_API_KEY', hosts: /\.azure\.com$/, header: 'api-key' },
  { variable: 'HILGEN_API_KEY', hosts: /^/ },
];

/** The key for a host. A provider's own key goes to that provider and to no one else. */
export function credentialsFor({ hostname }: URL, environment: Environment): Credentials {
  const secrets = SECRET_VARIABLES.flatMap((name) => environment[name] ?? []);
  for (const { variable, hosts, header } of OWNERS) {
    const key = environment[variable];
    if (!key || !hosts.test(hostname)) continue;
    return { variable, secrets, headers: header ? { [header]: key } : { Authorization: `Bearer ${key}` } };
  }
  return { variable: undefined, secrets, headers: {} };
}

/** The variables to set where a host wants a key and has none. */
export function variablesFor({ hostname }: URL): string {
  return OWNERS.filter(({ hosts }) => hosts.test(hostname))
    .map(({ variable }) => variable)
    .join(' or ');
}
