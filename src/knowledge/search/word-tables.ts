/**
 * What search asks besides the names' keys: every word of a name (`ending` is the word backwards, for
 * correction), and where it occurs. `posting.names` holds numbers of names by their length in words, see
 * `encodeSections`; names are taken in parts, so that making the index needs little memory.
 */
export const WORD_TABLES = `
CREATE TABLE word(number INTEGER PRIMARY KEY, text TEXT NOT NULL, ending TEXT NOT NULL, names INTEGER NOT NULL);
CREATE TABLE posting(word INTEGER NOT NULL, part INTEGER NOT NULL, names BLOB NOT NULL, PRIMARY KEY(word, part)) WITHOUT ROWID;
`;

/** Made after the rows. */
export const WORD_INDEXES = `
CREATE INDEX word_text ON word(text, names);
CREATE INDEX word_ending ON word(ending, text, names);
`;
