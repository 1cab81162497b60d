/**
 * The groups of the UMLS Semantic Network with their types, as of 2025AA: courtesy of the U.S.
 * National Library of Medicine, free to use without a UMLS licence.
 */
export const SEMANTIC_GROUPS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries({
    ACTI: '051 052 053 054 055 056 057 064 066',
    ANAT: '017 018 021 022 023 024 025 026 029 030 031',
    CHEM: '103 104 109 114 116 120 121 122 123 125 126 127 129 130 131 192 195 196 197 200',
    CONC: '077 078 079 080 081 082 089 102 169 170 171 185',
    DEVI: '074 075 203',
    DISO: '019 020 033 037 046 047 048 049 050 184 190 191',
    GENE: '028 085 086 087 088',
    GEOG: '083',
    LIVB: '001 002 004 005 007 008 010 011 012 013 014 015 016 096 097 098 099 100 101 194 204',
    OBJC: '071 072 073 167 168',
    OCCU: '090 091',
    ORGA: '092 093 094 095',
    PHEN: '034 038 067 068 069 070',
    PHYS: '032 039 040 041 042 043 044 045 201',
    PROC: '058 059 060 061 062 063 065',
  }).map(([group, types]) => [group, types.split(' ').map((number) => `T${number}`)]),
);

/** The types that a word stands for: those of the group of this name, else itself. */
export function typeIds(word: string): readonly string[] {
  return SEMANTIC_GROUPS[word.toUpperCase()] ?? [word];
}
